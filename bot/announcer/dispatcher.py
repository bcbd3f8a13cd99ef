"""The dispatcher: sends what the outbox owes, each channel on its own, all at one pace."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from math import inf
from random import Random
from typing import Any, TypeVar

from bot.announcements import Message, mark_of, nonce_of
from bot.announcer.alarm import Alarm
from bot.announcer.channels import (
    ChannelLost,
    Channels,
    Found,
    HeldBack,
    MessageGone,
    PostError,
    Rejected,
    Unreachable,
)
from bot.announcer.outbox import Delivery, Outbox
from bot.announcer.pace import Pace
from bot.clock import Clock
from bot.tick import tick

log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT")

FIRST_PAUSE = 1.0
DOUBLINGS = 3
LONGEST_PAUSE = 6.0
"""discord.py has tried for up to 9 s before it tells of a failure: 15 s between two attempts."""
PAUSE_AFTER_A_FAULT = 60.0
PATIENCE = 20.0
"""How long one request may take, in seconds; discord.py repeats some failures by itself."""
PATIENCE_FOR_HISTORY = 10.0
NONCE_HOLDS = 120.0
"""For how long Discord surely knows a nonce again, in seconds."""
HOLD = 15.0
"""How long nothing is sent after Discord refused everything, in seconds."""
SKEW = 600.0
"""How far Discord's clock may be from ours, in seconds."""
PIECES = 10
"""How far back a channel is searched; a piece has a hundred messages."""
LOOK_UPS = 4
"""After so many attempts a history that still cannot be read is done without."""
CLAIMED_AT_ONCE = 8
SILENT: Message = {"parse": []}

OVER = "it was over before it could be posted"


class Dispatcher:
    """Sends, retries, looks up and suspends.

    A delivery is tried by a task of its own, so that a channel in trouble delays no other.
    """

    def __init__(self, outbox: Outbox, channels: Channels, clock: Clock, pace: Pace) -> None:
        self._outbox = outbox
        self._channels = channels
        self._clock = clock
        self._pace = pace
        self._random = Random()  # noqa: S311 # spreads retries, guards nothing
        self._claims = asyncio.Semaphore(CLAIMED_AT_ONCE)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._edits: dict[int, asyncio.Task[None]] = {}
        self._alarm = Alarm(clock)
        self._sleeps_until = inf

    def wake(self) -> None:
        """Look for deliveries now: there are new ones."""
        self._alarm.ring()

    async def run(self) -> None:
        """Send whatever is owed, for ever; what is under way outlives a fault, but not the end."""
        try:
            while True:
                pause = await self.start_due()
                self._sleeps_until = self._clock.now().timestamp() + pause
                await self._alarm.rest(pause)
        except asyncio.CancelledError:
            await self.close()
            raise

    async def start_due(self) -> float:
        """Begin everything that may be sent now; return how long to wait for the next."""
        now = self._clock.now().timestamp()
        for delivery in await self._outbox.due(now):
            if delivery.id not in self._under_way:
                self._under_way[delivery.id] = self._task(self._deliver(delivery), delivery.id)
        following = await self._outbox.next_due(now)
        return PAUSE_AFTER_A_FAULT if following is None else following - now

    async def flush(self) -> None:
        """Try everything that may be sent now, once, and wait for what becomes of it."""
        await self.start_due()
        tasks = [*self._under_way.values(), *self._edits.values()]
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """End what is under way: what was claimed is looked for at the next start."""
        tasks = [*self._under_way.values(), *self._edits.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def show(self, channel_id: int, message: Message) -> None:
        """Post a message that nobody is owed, and ping nobody; raises `PostError`."""
        await self._pace.turn()
        await self._timed(self._channels.post(channel_id, {**message, "allowed_mentions": SILENT}))

    def edit(
        self, channel_id: int, message_id: int, message: Message, gone: Callable[[], None]
    ) -> None:
        """Change a message once no post waits; `gone` is told when it cannot be changed any more.

        A change of the same message that still waits is replaced.
        """
        waiting = self._edits.get(message_id)
        if waiting is not None:
            waiting.cancel()
        task = asyncio.create_task(self._edit(channel_id, message_id, message, gone))
        self._edits[message_id] = task
        task.add_done_callback(lambda done: self._forget_edit(message_id, done))

    # --- one delivery --------------------------------------------------------------------------

    async def _deliver(self, delivery: Delivery) -> None:
        """Try a delivery once, and note what became of it."""
        if self._clock.now().timestamp() >= delivery.ends:
            await self._outbox.drop(delivery, OVER)
            return
        try:
            if delivery.state == "claimed" and await self._found(delivery):
                return
            if await self._claimed(delivery):
                await self._post(delivery)
        except Unreachable as error:
            await self._postpone(delivery, error)
        except ChannelLost as error:
            log.info("subscription %d suspended: %s", delivery.subscription_id, error)
            await self._outbox.suspend(delivery, str(error))
        except Rejected as error:
            log.error("Discord rejects an announcement of %s: %s", delivery.feed, error)  # noqa: TRY400 # the cause is in the message
            await self._outbox.drop(delivery, str(error))

    async def _claimed(self, delivery: Delivery) -> bool:
        """Claim it and wait for its turn, unless it is over or not wanted any more.

        Few are claimed at a time, since those are the ones in doubt after a crash; and the turn
        comes last, so that nothing lies between it and the request.
        """
        async with self._claims:
            now = self._clock.now().timestamp()
            if now >= delivery.ends:
                await self._outbox.drop(delivery, OVER)
                return False
            if not await self._outbox.claim(delivery, now):
                return False
            await self._pace.turn()
            return True

    async def _post(self, delivery: Delivery) -> None:
        try:
            message_id = await self._timed(
                self._channels.post(delivery.channel_id, payload_of(delivery))
            )
        except MessageGone:
            # The nonce is known: it was posted, and somebody has deleted it since.
            await self._outbox.settle(delivery, None, self._clock.now().timestamp())
            return
        await self._outbox.settle(delivery, message_id, self._clock.now().timestamp())

    async def _found(self, delivery: Delivery) -> bool:
        """Look for a message that may have gone out before, and settle it where it is there.

        A history that cannot be read proves nothing: the nonce alone keeps it from going out twice,
        so while Discord knows that no time is lost by looking again.
        """
        try:
            message = await self._in_history(delivery)
        except Unreachable as error:
            age = self._clock.now().timestamp() - (delivery.claimed_at or 0.0)
            if age > NONCE_HOLDS and delivery.attempts < LOOK_UPS:
                raise
            log.warning("cannot look for an announcement of %s: %s", delivery.feed, error)
            return False
        except PostError:
            return False
        if message is None:
            return False
        await self._outbox.settle(delivery, message.id, message.posted_at)
        return True

    async def _in_history(self, delivery: Delivery) -> Found | None:
        earliest = (delivery.claimed_at or 0.0) - SKEW
        before: int | None = None
        for _ in range(PIECES):
            await self._pace.turn()
            look = self._channels.own_messages(delivery.channel_id, before)
            page = await self._timed(look, PATIENCE_FOR_HISTORY)
            found = next((one for one in page.messages if _is(one, delivery)), None)
            before = page.before
            is_last = before is None or any(one.posted_at < earliest for one in page.messages)
            if found is not None or is_last:
                return found
        return None

    async def _postpone(self, delivery: Delivery, error: Unreachable) -> None:
        pause = min(FIRST_PAUSE * 2 ** min(delivery.attempts, DOUBLINGS), LONGEST_PAUSE)
        pause *= 1 - self._random.random() / 4
        log.warning("announcing %s failed (%s), again in %.0f s", delivery.feed, error, pause)
        until = self._clock.now().timestamp() + pause
        await self._outbox.postpone(delivery, until)
        if until < self._sleeps_until:
            self.wake()

    async def _edit(
        self, channel_id: int, message_id: int, message: Message, gone: Callable[[], None]
    ) -> None:
        payload = {**message, "allowed_mentions": SILENT}
        async with tick("an edit"):
            await self._pace.turn(urgent=False)
            try:
                await self._timed(self._channels.edit(channel_id, message_id, payload))
            except Unreachable as error:
                log.info("an announcement was not edited: %s", error)
            except PostError:
                gone()

    # --- tasks ---------------------------------------------------------------------------------

    def _task(self, work: Coroutine[Any, Any, None], delivery_id: int) -> asyncio.Task[None]:
        async def run() -> None:
            async with tick("a delivery"):
                await work

        task = asyncio.create_task(run())
        task.add_done_callback(lambda _: self._under_way.pop(delivery_id, None))
        return task

    def _forget_edit(self, message_id: int, done: asyncio.Task[None]) -> None:
        if self._edits.get(message_id) is done:
            del self._edits[message_id]

    async def _timed(
        self, request: Coroutine[Any, Any, ResultT], patience: float | None = None
    ) -> ResultT:
        """Give a request up that takes too long, unless Discord itself wants it to wait.

        Whoever is cut off in such a pause would never let any other request go on.
        """
        task = asyncio.create_task(request)
        try:
            while not task.done():
                await asyncio.wait([task], timeout=patience or PATIENCE)
                if not task.done() and not self._channels.is_held:
                    raise Unreachable("no answer in time")
            return task.result()
        except HeldBack:
            self._pace.hold(HOLD)
            raise
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def payload_of(delivery: Delivery) -> Message:
    """Return the whole message, which pings the subscription's role and nobody else."""
    ping: Message = {"allowed_mentions": SILENT}
    if delivery.role_id is not None:
        ping = {
            "content": f"<@&{delivery.role_id}>",
            "allowed_mentions": {"parse": [], "roles": [str(delivery.role_id)]},
        }
    nonce = nonce_of(delivery.subscription_id, delivery.feed, delivery.key)
    return {**delivery.message, **ping, "nonce": nonce, "enforce_nonce": True}


def _is(message: Found, delivery: Delivery) -> bool:
    nonce = nonce_of(delivery.subscription_id, delivery.feed, delivery.key)
    return message.nonce == nonce or mark_of(delivery.feed, delivery.key) in message.text
