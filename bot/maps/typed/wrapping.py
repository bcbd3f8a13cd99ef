"""What people paste around the thing they mean: pure functions."""

import re
import unicodedata

_PAIRS = {"<": ">", "`": "`", '"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "(": ")", "[": "]"}
_NAMED_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")


def unwrapped(typed: str) -> str:
    """Strip blanks, seen or not, and the brackets and quotes around a text."""
    text = _bare(typed)
    if link := _NAMED_LINK.fullmatch(text):
        text = _bare(link[1])
    while len(text) > 1 and _PAIRS.get(text[0]) == text[-1]:
        text = _bare(text[1:-1])
    return text


def _bare(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cf", "Cc"}
