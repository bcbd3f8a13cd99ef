"""What people see of an answer, and which of its words nobody translated."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.conftest import Answer

_NO_TEXT = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+|\{\w+\}", re.DOTALL)
"""Code, addresses, mentions and moments, which Discord shows in its own way or to the letter."""
_WORD = re.compile(r"[A-Za-z]{2,}(?![A-Za-z…])")
NOT_TRANSLATED = frozenset({"Pitwall", "TMX", "UTC", "min", "ms"})
"""What is called so everywhere; units have no other sign."""


def texts(answer: Answer) -> Iterator[str]:
    """Give all texts of an answer that Discord shows."""
    yield answer.content
    for embed in answer.embeds:
        yield from embed_texts(embed.to_dict())
    yield from labels(answer.message.components)


def embed_texts(embed: Mapping[str, Any]) -> Iterator[str]:
    """Give all texts of an embed, as Discord is told of it."""
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    yield embed.get("author", {}).get("name") or ""
    yield embed.get("footer", {}).get("text") or ""
    for field in embed.get("fields", ()):
        yield from (field["name"], field["value"])


def labels(components: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Give what buttons and menus show."""
    for item in (item for row in components for item in row["components"]):
        yield item.get("label") or item.get("placeholder") or ""
        for option in item.get("options", ()):
            yield option["label"]
            yield option.get("description") or ""


def words(text: str) -> list[str]:
    """Return the words in Latin letters that stand in a text, without code and addresses."""
    return _WORD.findall(_NO_TEXT.sub(" ", text))


def untranslated(seen: Iterable[str], outside: frozenset[str]) -> list[tuple[str, str]]:
    """Return the words that neither are translated nor come from outside, each with its text."""
    known = outside | NOT_TRANSLATED
    return [(word, text) for text in seen for word in words(text) if word not in known]
