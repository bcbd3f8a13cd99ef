"""Cards that Nadeo does not let us finish at once, and those of maps that it replaces."""

import logging
from dataclasses import replace
from math import inf

from bot.announcer.cards import Drawing, Feed, Item
from bot.announcer.drawing import Drawer
from bot.announcer.feeds.timing import is_within, pause_while_late
from bot.announcer.revisions import Posted, Revisions
from bot.clock import Clock
from bot.nadeo.errors import NadeoError
from bot.refusal import Refusal

log = logging.getLogger(__name__)

WHOLE_CARD_WANTED_FOR = 300.0
"""How long a post waits for its map, in seconds; then it goes out with what is known."""
RARER_AFTER = 144
"""What is incomplete for so many hours is asked for once an hour, and never less often."""
FAILURES = (NadeoError, Refusal, TimeoutError)


class Upkeep:
    """Draws what is new, and draws again what is posted when there is more or another to show."""

    def __init__(self, drawer: Drawer, revisions: Revisions, clock: Clock) -> None:
        self._drawer = drawer
        self._revisions = revisions
        self._clock = clock
        self._untold_since: dict[tuple[Feed, tuple[str, ...]], float] = {}

    async def drawn(self, item: Item, *, is_replaced: bool = False) -> Drawing:
        """Return an item's card; after some minutes without its map, what is known of it.

        Until then the failure is raised: looking again soon is better than half a card.
        """
        name = item.feed, item.map_uids
        try:
            drawing = await self._drawer.draw(item, is_replaced=is_replaced)
        except FAILURES as error:
            now = self._clock.timestamp()
            since = self._untold_since.setdefault(name, now)
            if is_within(WHOLE_CARD_WANTED_FOR, since, now):
                raise
            log.warning("announcing %s without its map: %s", item.feed, error.__cause__ or error)
            return self._drawer.outline(item, is_replaced=is_replaced)
        self._untold_since.pop(name, None)
        return drawing

    async def keep(self, item: Item) -> float:
        """Bring what is posted of an item up to date; return in how many seconds to look again."""
        posted = await self._revisions.posted(item) if item.map_uids else None
        if posted is None:
            return inf
        if not posted.map_uids:
            await self._revisions.adopt(posted, item)
            return inf
        if not _adds(item, posted):
            await self._revisions.note_board(posted, item)
        if not posted.is_whole or _adds(item, posted):
            return await self._revise(posted, item)
        return inf

    async def _revise(self, posted: Posted, item: Item) -> float:
        is_replaced = posted.is_replaced or _replaces(item, posted)
        # Its messages are found by the key that they were posted under.
        standing = replace(item, key=posted.key)
        if _adds(item, posted):
            drawing = await self.drawn(standing, is_replaced=is_replaced)
        else:
            drawing = await self._completed(standing, is_replaced=is_replaced)
        if drawing is not None and drawing.message != posted.message:
            await self._revisions.revise(posted, item, drawing, is_replaced=is_replaced)
        if drawing is not None and drawing.is_whole:
            return inf
        late = self._clock.timestamp() - posted.noted_at
        return max(pause_while_late(late), late / RARER_AFTER)

    async def _completed(self, item: Item, *, is_replaced: bool) -> Drawing | None:
        """Return the card of a post that went out without its map, None while that is so."""
        try:
            return await self._drawer.draw(item, is_replaced=is_replaced)
        except FAILURES as error:
            log.debug("%s still lacks its map: %s", item.feed, error.__cause__ or error)
            return None


def _adds(item: Item, posted: Posted) -> bool:
    """Tell whether there are maps that the card does not show; one that is missing adds none."""
    return not set(item.map_uids) <= set(posted.map_uids)


def _replaces(item: Item, posted: Posted) -> bool:
    """Tell whether a new map stands where another one was."""
    return _adds(item, posted) and not set(posted.map_uids) <= set(item.map_uids)
