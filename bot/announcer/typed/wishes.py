"""What somebody wants of a subscription, checked and put on top of what it is."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from bot.announcer import announce_wording
from bot.announcer.cards import REVIEW_FEEDS, Feed, Subscription
from bot.languages import languages, own_name
from bot.refusal import Refusal

LONGEST_THRESHOLD = 1440
"""In minutes."""
BEST_RANK, WORST_RANK = 2, 10_000
"""The best and the worst threshold of a server's records: farther down ranks are rounded."""
Clearable: TypeAlias = Literal["role", "threshold"]
"""What can be taken away again, by the name of its option."""
CLEARABLE: tuple[Clearable, ...] = get_args(Clearable)


@dataclass(frozen=True)
class Wishes:
    """Options by their names, None for what is left out."""

    role: int | None = None
    """The role's id."""
    threshold: int | None = None
    """Minutes, or a rank in the world."""
    thread: bool | None = None
    publish: bool | None = None
    live: bool | None = None
    clear: Clearable | None = None
    language: str | None = None


def language_meant(typed: str | None) -> str | None:
    """Return the language of a code or a name; refuse what is none of ours."""
    if typed is None:
        return None
    words = typed.casefold().strip()
    for language in languages():
        if words in {language, own_name(language).casefold()}:
            return language
    raise Refusal(announce_wording.NO_SUCH_LANGUAGE)


def cleared(typed: str | None) -> Clearable | None:
    """Return what is to be taken away; refuse what no choice is of."""
    if typed is None:
        return None
    words = typed.casefold().strip()
    for option in CLEARABLE:
        if words in {option, str(announce_wording.CLEAR_CHOICES[option]).casefold()}:
            return option
    raise Refusal(announce_wording.NO_SUCH_CHOICE)


def applied(wishes: Wishes, base: Subscription, roles: Collection[int]) -> Subscription:
    """Return a subscription as it is wished; what is left out stays, but for a role that is gone.

    `roles` are those that the server has.
    """
    _check_threshold(base.feed, wishes.threshold)
    _check_clearing(wishes)
    role = base.role_id if base.role_id in roles else None
    role = role if wishes.role is None else wishes.role
    threshold = base.threshold if wishes.threshold is None else wishes.threshold
    return replace(
        base,
        role_id=None if wishes.clear == "role" else role,
        role_is_gone=False,
        threshold=None if wishes.clear == "threshold" else threshold,
        makes_thread=base.makes_thread if wishes.thread is None else wishes.thread,
        publishes=base.publishes if wishes.publish is None else wishes.publish,
        is_live=base.is_live if wishes.live is None else wishes.live,
        language=wishes.language or base.language,
    )


def _check_threshold(feed: Feed, threshold: int | None) -> None:
    """Refuse a threshold for what has none, and one that makes no sense.

    Only Discord's own clients keep to the range that they are told to offer.
    """
    if threshold is None:
        return
    if feed == "server-records":
        if not BEST_RANK <= threshold <= WORST_RANK:
            raise Refusal(announce_wording.no_rank(BEST_RANK, WORST_RANK))
        return
    if feed not in REVIEW_FEEDS:
        raise Refusal(announce_wording.NO_THRESHOLD_THERE)
    if not 0 <= threshold <= LONGEST_THRESHOLD:
        raise Refusal(announce_wording.no_threshold(LONGEST_THRESHOLD))


def _check_clearing(wishes: Wishes) -> None:
    """Refuse to take away what is given in the same breath."""
    if wishes.clear is not None and getattr(wishes, wishes.clear) is not None:
        raise Refusal(announce_wording.given_and_cleared(wishes.clear))
