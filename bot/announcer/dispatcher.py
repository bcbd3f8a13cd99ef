"""The dispatcher: sends what the outbox owes, each channel on its own, all at one pace."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from math import inf
from random import Random
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from bot.announcer import pauses
from bot.announcer.alarm import FOR_EVER, Alarm
from bot.announcer.cards import Message
from bot.announcer.channels import (
    ASLEEP,
    ChannelGone,
    ChannelLost,
    Channels,
    Found,
    MessageGone,
    PostError,
    Rejected,
    Unreachable,
)
from bot.announcer.delivery import Delivery
from bot.announcer.outbox import FORUM_REST, Outbox
from bot.announcer.pace import Pace
from bot.announcer.payload import SILENT, forum_post, payload_of
from bot.announcer.requests import Requests
from bot.announcer.search import Search
from bot.announcer.seats import Seats
from bot.clock import Clock
from bot.supervisor import guarded

log = logging.getLogger(__name__)

_ResultT = TypeVar("_ResultT")

PAUSE_AFTER_A_FAULT = 60.0
CLAIMED_AT_ONCE = 20
"""Few, since they are in doubt after a crash; even at 0.3 s an answer the pace is no slower."""
POSTS_PATIENCE_AT_STOP = 3.0
"""How long posts under way may go on when we are told to end, in seconds."""

OVER = "it was over before it could be posted"


class Dispatcher:
    """Sends, retries, looks up and suspends.

    A delivery is tried by a task of its own, so that a channel in trouble delays no other;
    `posted` is told of each that went out.
    """

    def __init__(
        self,
        outbox: Outbox,
        channels: Channels,
        clock: Clock,
        pace: Pace,
        posted: Callable[[], None] = lambda: None,
    ) -> None:
        self._outbox = outbox
        self._channels = channels
        self._clock = clock
        self._pace = pace
        self._posted = posted
        self._requests = Requests(channels, pace)
        self._search = Search(channels, self._requests, clock)
        self._random = Random()  # noqa: S311 # spreads retries, guards nothing
        self._seats = Seats(CLAIMED_AT_ONCE)
        self._queues: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._seated: set[int] = set()
        self._edits: dict[int, asyncio.Task[None]] = {}
        self._alarm = Alarm(clock)
        self.suspensions = Alarm(clock)
        """Rings when a subscription was suspended."""
        self._sleeps_until = inf
        self._is_closing = False

    def wake(self) -> None:
        """Look for deliveries now: there are new ones."""
        self._alarm.ring()

    async def run(self) -> None:
        """Send whatever is owed, for ever; what is under way outlives a fault, but not the end."""
        try:
            while True:
                # Whatever is postponed from here on may be read too late.
                self._sleeps_until = inf
                pause = await self.start_due()
                self._sleeps_until = self._clock.timestamp() + pause
                await self._alarm.rest(pause)
        except asyncio.CancelledError:
            await self._end()
            raise

    async def start_due(self) -> float:
        """Begin everything that may be sent now; return how long to wait for the next."""
        now = self._clock.timestamp()
        due = await self._outbox.due(now)
        for delivery in due:
            if delivery.id not in self._under_way and not self._is_closing:
                self._under_way[delivery.id] = self._task(delivery)
        following = await self._outbox.next_due(now)
        pause = FOR_EVER if following is None else following - now
        # One that met a fault is not postponed, and must not wait for one that is, for hours.
        return min(PAUSE_AFTER_A_FAULT, pause) if due else pause

    async def flush(self) -> float:
        """Try everything that may be sent now, once, and wait for what becomes of it.

        Return how long to wait for the next: not at all where something was tried.
        """
        pause = await self.start_due()
        tasks = [*self._under_way.values(), *self._edits.values()]
        await asyncio.gather(*tasks, return_exceptions=True)
        return 0.0 if tasks else pause

    async def close(self) -> None:
        """Begin nothing more, whoever runs it again, and end what is under way."""
        self._is_closing = True
        await self._end()

    async def show(self, channel_id: int, message: Message) -> None:
        """Post a message that nobody is owed, and ping nobody; raises `PostError`."""
        await self._requests.turn()
        await self._requests.timed(
            self._channels.post(channel_id, {**message, "allowed_mentions": SILENT})
        )

    async def show_post(
        self, forum_id: int, title: str, tag_id: int | None, message: Message
    ) -> None:
        """Open a forum's post that nobody is owed, and ping nobody; raises `PostError`."""
        await self._requests.turn()
        payload = forum_post(title, tag_id, {**message, "allowed_mentions": SILENT})
        await self._requests.timed(self._channels.open_post(forum_id, payload))

    async def aside(self, request: Callable[[], Coroutine[Any, Any, _ResultT]]) -> _ResultT:
        """Make a request of a channel once no post waits; raises `PostError`."""
        await self._requests.turn(urgent=False)
        return await self._requests.timed(request())

    async def change(self, channel_id: int, message_id: int, message: Message) -> None:
        """Change a message once no post waits, and ping nobody; raises `PostError`.

        A forum's post that sleeps is woken for it: the thread is our own, and is its message's.
        """
        await self._requests.turn(urgent=False)
        payload = {**message, "allowed_mentions": SILENT}
        try:
            await self._requests.timed(self._channels.edit(channel_id, message_id, payload))
        except ChannelLost as error:
            if error.code != ASLEEP or channel_id != message_id:
                raise
            await self._requests.turn(urgent=False)
            await self._requests.timed(self._channels.reopen(channel_id))
            await self._requests.turn(urgent=False)
            await self._requests.timed(self._channels.edit(channel_id, message_id, payload))

    def edit(
        self,
        channel_id: int,
        message_id: int,
        message: Message,
        gone: Callable[[], None],
        done: Callable[[], None] | None = None,
    ) -> None:
        """Change a message once no post waits; `gone` is told when it cannot be changed any more.

        `done` is told when it was changed. A change of the same message that still waits is
        replaced.
        """
        waiting = self._edits.get(message_id)
        if waiting is not None:
            waiting.cancel()
        task = asyncio.create_task(self._edit(channel_id, message_id, message, gone, done))
        self._edits[message_id] = task
        task.add_done_callback(lambda done: self._forget_edit(message_id, done))

    # --- one delivery --------------------------------------------------------------------------

    async def _deliver(self, delivery: Delivery) -> None:
        """Try a delivery once, and note what became of it."""
        if self._clock.timestamp() >= delivery.ends:
            await self._end_late(delivery)
            return
        try:
            if delivery.state == "claimed" and (found := await self._search.find(delivery)):
                await self._settle(delivery, found.id, found.posted_at)
                return
            delivery = await self._with_role_looked_up(delivery)
            async with self._seat(delivery):
                if await self._claimed(delivery):
                    await self._post(delivery)
        except Unreachable as error:
            await self._postpone(delivery, error)
        except ChannelLost as error:
            await self._refused(delivery, error)
        except Rejected as error:
            log.error("Discord rejects an announcement of %s: %s", delivery.place, error)  # noqa: TRY400 # the cause is in the message
            await self._outbox.drop(delivery, str(error))

    async def _end_late(self, delivery: Delivery) -> None:
        """Drop what is over; what may have gone out is looked for once, to be closed all the same.

        A channel that cannot be read then says nothing: there is no more to be done in it.
        """
        found: Found | None = None
        if delivery.state == "claimed":
            try:
                found = await self._search.find(delivery)
            except PostError as error:
                log.info("nobody knows whether %s went out: %s", delivery.place, error)
        if found is None:
            await self._outbox.drop(delivery, OVER)
        else:
            await self._settle(delivery, found.id, found.posted_at)

    @asynccontextmanager
    async def _seat(self, delivery: Delivery) -> AsyncGenerator[None, None]:
        """Wait until it may be claimed and posted, one at a time in each channel.

        A channel at its limit answers late: it must not keep the seats of all others.
        """
        queue = self._queues.setdefault(delivery.channel_id, asyncio.Lock())
        async with queue, self._seats.seat(delivery.turn):
            self._seated.add(delivery.id)
            try:
                yield
            finally:
                self._seated.discard(delivery.id)

    async def _claimed(self, delivery: Delivery) -> bool:
        """Claim it and wait for its turn, unless it is over or not wanted any more.

        The turn comes last, so that nothing lies between it and the request.
        """
        now = self._clock.timestamp()
        if now >= delivery.ends:
            await self._outbox.drop(delivery, OVER)
            return False
        if not await self._outbox.claim(delivery, now):
            return False
        await self._requests.turn()
        return True

    async def _post(self, delivery: Delivery) -> None:
        try:
            message_id = await self._requests.timed(self._request(delivery))
        except MessageGone:
            # The nonce is known: it was posted, and somebody has deleted it since.
            message_id = None
        await self._settle(delivery, message_id, self._clock.timestamp())

    def _request(self, delivery: Delivery) -> Coroutine[Any, Any, int]:
        payload = payload_of(delivery, self._clock.timestamp())
        if delivery.is_forum:
            return self._channels.open_post(delivery.channel_id, payload)
        return self._channels.post(delivery.channel_id, payload)

    async def _settle(self, delivery: Delivery, message_id: int | None, moment: float) -> None:
        await self._outbox.settle(delivery, message_id, moment)
        self._posted()

    async def _postpone(self, delivery: Delivery, error: Unreachable) -> None:
        pause = pauses.after_a_failure(delivery.attempts, self._random.random())
        if delivery.is_forum:
            pause = max(pause, FORUM_REST)
        where = delivery.place
        log.warning("announcing %s failed (%s), again in %.0f s", where, error, pause)
        until = self._clock.timestamp() + pause
        await self._outbox.postpone(delivery, until)
        self._wake_before(until)

    async def _refused(self, delivery: Delivery, error: ChannelLost) -> None:
        """Try again for a day, unless the channel is gone: bots can be timed out."""
        now = self._clock.timestamp()
        since = min(delivery.refused_since or now, now)
        if isinstance(error, ChannelGone) or now - since >= pauses.REFUSED_FOR_GOOD:
            log.info("%s is suspended: %s", delivery.place, error)
            await self._outbox.suspend(delivery, error, since)
            self.suspensions.ring()
            return
        if since == now:
            log.info("%s is refused for now: %s", delivery.place, error)
        until = now + pauses.after_a_refusal(now - since, self._random.random())
        await self._outbox.refuse(delivery, error, since, until)
        self._wake_before(until)

    async def _with_role_looked_up(self, delivery: Delivery) -> Delivery:
        """Return it as one that knows whether its role still exists."""
        if delivery.role_id is None:
            return delivery
        is_there = self._channels.has_role(delivery.guild_id, delivery.role_id)
        if is_there is None or is_there != delivery.role_is_gone:
            return delivery
        await self._outbox.note_role(delivery, is_gone=not is_there)
        return replace(delivery, role_is_gone=not is_there)

    def _wake_before(self, moment: float) -> None:
        if moment < self._sleeps_until:
            self.wake()

    async def _edit(
        self,
        channel_id: int,
        message_id: int,
        message: Message,
        gone: Callable[[], None],
        done: Callable[[], None] | None,
    ) -> None:
        async with guarded("an edit"):
            try:
                await self.change(channel_id, message_id, message)
            except (MessageGone, ChannelGone, Rejected):
                gone()
            except PostError as error:
                log.info("a message in channel %d was not edited: %s", channel_id, error)
            else:
                if done is not None:
                    done()

    # --- tasks ---------------------------------------------------------------------------------

    async def _end(self) -> None:
        """Let what is being posted end, and end the rest.

        What is cut off all the same is claimed, and looked for at the next start.
        """
        tasks = {*self._under_way.values(), *self._edits.values()}
        posting = {self._under_way[number] for number in self._seated}
        for task in tasks - posting:
            task.cancel()
        try:
            if posting:
                await asyncio.wait(posting, timeout=POSTS_PATIENCE_AT_STOP)
        finally:
            for task in tasks:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _task(self, delivery: Delivery) -> asyncio.Task[None]:
        async def run() -> None:
            async with guarded("a delivery"):
                await self._deliver(delivery)

        task = asyncio.create_task(run())
        task.add_done_callback(lambda _: self._under_way.pop(delivery.id, None))
        return task

    def _forget_edit(self, message_id: int, done: asyncio.Task[None]) -> None:
        if self._edits.get(message_id) is done:
            del self._edits[message_id]
