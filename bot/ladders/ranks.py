"""World ranks that pages of boards have told, for whoever must not ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cachetools import FIFOCache, LRUCache

from bot.clock import Clock, holds
from bot.nadeo.models import SECRET, Record

HOLDS_FOR = 3600.0
"""How long a rank is told after it was read, in seconds: how old it is is told with it."""
MOST_RANKS = 5000
"""As many as fifty pages of a hundred rows hold."""
MOST_PAGES = MOST_RANKS // 100


@dataclass(frozen=True)
class KnownRank:
    """Where a player stood in the world."""

    rank: int
    """From 1."""
    score: int
    """What they stood there with."""
    told_at: float
    """Unix seconds."""


class KnownRanks:
    """Remembers where players stood when somebody read a page of a board."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: LRUCache[tuple[str, str, str], KnownRank] = LRUCache(MOST_RANKS)
        self._noted: FIFOCache[tuple[str, str, int], float] = FIFOCache(MOST_PAGES)
        """When the pages were told whose ranks are surely here: they go no later than those."""

    def note(self, map_uid: str, group_uid: str, records: Sequence[Record], told_at: float) -> None:
        """Remember the rows of a page, once; secret scores are nobody's business."""
        page = map_uid, group_uid, records[0].position if records else 0
        if self._noted.get(page) == told_at:
            return
        self._noted[page] = told_at
        for one in records:
            if one.score != SECRET and one.position > 0:
                key = map_uid, group_uid, one.account_id
                self._known[key] = KnownRank(one.position, one.score, told_at)

    def of(
        self, map_uid: str, group_uid: str, scores: Mapping[str, int], within: float = HOLDS_FOR
    ) -> dict[str, KnownRank]:
        """Return the ranks that players still have as far as it is known, by their accounts.

        `scores` is what they have by now: whoever is better than when the page was read stands
        elsewhere. What was told longer ago than `within` seconds is left out.
        """
        now = self._clock.timestamp()
        found = {
            account_id: self._known.get((map_uid, group_uid, account_id)) for account_id in scores
        }
        return {
            account_id: one
            for account_id, one in found.items()
            if one is not None
            and one.score == scores[account_id]
            and holds(one.told_at, now, one.told_at + within)
        }
