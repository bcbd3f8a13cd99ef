"""Kinds of map review, and how far to look back."""

from bot.refusal import Refusal
from bot.review import wording
from bot.review.cards import REVIEW_TYPES, ReviewType

LONGEST_HISTORY = 30 * 24
"""How many hours of waiting times are kept."""


def review_types(typed: str | None) -> tuple[ReviewType, ...]:
    """Return the kinds of review meant, by value or by name: both where none is named."""
    if typed is None:
        return REVIEW_TYPES
    words = " ".join(typed.casefold().split())
    for kind in REVIEW_TYPES:
        if words in {kind, str(wording.NAMES[kind]).casefold()}:
            return (kind,)
    raise Refusal(wording.NO_SUCH_TYPE)


def hours_choice(typed: int) -> int:
    """Return how many hours to look back; refuse more than are kept."""
    if not 1 <= typed <= LONGEST_HISTORY:
        raise Refusal(wording.hours_out_of_range(LONGEST_HISTORY))
    return typed
