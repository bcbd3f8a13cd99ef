"""What a channel missed while it was paused or suspended: the item that runs, posted on demand."""

import logging
from dataclasses import replace

from bot.announcer import announce_wording
from bot.announcer.cards import RELEASE_FEEDS, Item, Subscription
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.revisions import board_group
from bot.announcer.rows.catching_up import NotedItem, give_card, owe_again, read_noted
from bot.announcer.sources import Sources
from bot.announcer.titles import english_title
from bot.announcer.upkeep import FAILURES, Upkeep
from bot.announcer.watching import Watching
from bot.refusal import Refusal
from bot.storage.store import Store

log = logging.getLogger(__name__)


class CatchingUp:
    """Owes what runs to one subscription, through the outbox: pressing twice posts it once."""

    def __init__(
        self,
        store: Store,
        sources: Sources,
        outbox: Outbox,
        upkeep: Upkeep,
        watching: Watching,
        dispatcher: Dispatcher,
    ) -> None:
        self._store = store
        self._sources = sources
        self._outbox = outbox
        self._upkeep = upkeep
        self._watching = watching
        self._dispatcher = dispatcher

    async def has_missed(self, one: Subscription) -> bool:
        """Tell whether something runs that a channel has not had; False where nobody can tell.

        Reminders, queues and submissions have nothing that runs.
        """
        if one.feed not in RELEASE_FEEDS:
            return False
        try:
            item = await self._running(one)
        except FAILURES as error:
            cause = error.__cause__ or error
            log.info("nobody knows what %s has missed: %s", one.feed, type(cause).__name__)
            return False
        if item is None:
            return False
        noted = await read_noted(self._store, item, one.id)
        return noted is None or _is_missed(noted, one)

    async def post(self, one: Subscription) -> None:
        """Owe a channel the item that runs; refuse where there is none, or it has had it."""
        if one.state != "active":
            raise Refusal(announce_wording.NOT_ACTIVE)
        item = await self._running(one) if one.feed in RELEASE_FEEDS else None
        if item is None:
            raise Refusal(announce_wording.NOTHING_TO_CATCH_UP)
        noted = await self._noted(item, one)
        if noted is None:
            raise Refusal(announce_wording.NOT_TOLD_NOW)
        if not noted.has_card:
            known = replace(item, key=noted.key)
            drawing = await self._upkeep.drawn(known)
            await give_card(
                self._store,
                noted.announcement_id,
                known,
                english_title(known.feed, known.subject, drawing.map_name),
                drawing.message,
                board_group(known),
                is_whole=drawing.is_whole,
            )
        is_owed = noted.state in {"owed", "claimed"}
        if not await owe_again(self._store, noted.announcement_id, one.id) and not is_owed:
            raise Refusal(announce_wording.HAD_IT_ALREADY)
        self._dispatcher.wake()

    async def _running(self, one: Subscription) -> Item | None:
        decision, _ = await self._sources.look(one.feed)
        return next(iter(decision.items), None)

    async def _noted(self, item: Item, one: Subscription) -> NotedItem | None:
        """Return what became of an item; the feed looks first where nobody has noted it yet.

        Others may want it too: what is owed to one alone would be known, and reach nobody else.
        """
        if await self._outbox.unknown([item]):
            await self._watching.look(one.feed)
        return await read_noted(self._store, item, one.id)


def _is_missed(noted: NotedItem, one: Subscription) -> bool:
    return noted.state in {None, "dropped"} and noted.key != one.last_key
