"""Styles of maps by name."""

from collections.abc import Sequence

from bot.face.limits import MOST_CHOICES
from bot.face.suggestions import Offer
from bot.maps import discovery_wording as wording
from bot.maps.folding import folded, tokens
from bot.refusal import Question, Refusal
from bot.text import shown


def style_choice(typed: str | None, styles: Sequence[str]) -> str | None:
    """Find the style meant, None for any where nothing is typed.

    A whole name comes before one that begins so; of several that do, ask back.
    """
    if typed is None or not typed.strip():
        return None
    if not styles:
        raise Refusal(wording.NO_STYLES_YET)
    exact = [style for style in styles if style == typed.strip()]
    same = [style for style in styles if folded(style) == folded(typed)]
    found = exact or same or [style for style in styles if _is_begun(typed, style)]
    if not found:
        raise Refusal(wording.unknown_style([shown(style, "?") for style in styles]))
    if len(found) > 1:
        choices = [(style, style) for style in found[:MOST_CHOICES]]
        names = [shown(style, "?") for style in found[:MOST_CHOICES]]
        raise Question(wording.which_style(names), "style", choices)
    return found[0]


def style_offers(typed: str, styles: Sequence[str]) -> list[Offer]:
    """Offer the styles that fit what is typed so far, the most frequent first."""
    return [(style, style) for style in styles if _is_begun(typed, style)]


def _is_begun(typed: str, style: str) -> bool:
    """Tell whether each word that is typed begins one of the style's, or all of them joined."""
    words = folded(style).split()
    parts = [*words, "".join(words)]
    return all(any(part.startswith(word) for part in parts) for word in tokens(typed))
