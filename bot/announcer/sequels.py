"""Threads below posts, publishing and new names: in the background, each channel on its own.

All may be repeated: Discord says of what is done that it is. So nothing is claimed, and whatever
is cut off is tried again.
"""

import asyncio
import logging
from collections.abc import Sequence
from random import Random
from typing import TypeAlias

from bot.announcer import pauses, wording
from bot.announcer.alarm import Alarm
from bot.announcer.channels import (
    ChannelGone,
    Channels,
    HeldBack,
    MessageGone,
    PostError,
    Rejected,
    Unreachable,
)
from bot.announcer.pace import Pace
from bot.announcer.requests import Requests
from bot.announcer.rows.sequels import (
    AT_THE_LIMIT,
    Sequel,
    SequelKind,
    drop_sequel,
    let_go,
    next_due,
    note_done,
    postpone_sequel,
    published_since,
    read_due,
)
from bot.clock import Clock
from bot.languages import writing_in
from bot.storage.store import Store
from bot.supervisor import guarded

log = logging.getLogger(__name__)

Lane: TypeAlias = tuple[SequelKind, int]
"""What is done in a channel: one after another, beside all others."""

GATHERING = 1.0
"""So long after news what there is to do is read, once for many posts; in seconds."""
LONGEST_REST = 60.0
THREADS_WANTED_FOR = 86400.0
"""A post is not given a thread any more that is older, in seconds."""
HOUR = 3600.0
PUBLISHED_AN_HOUR = 10
"""As many posts of a channel Discord publishes in an hour."""
HELD_BACK = "Discord publishes 10 posts of a channel an hour"


class Sequels:
    """Opens threads, publishes and renames; no post ever waits for it."""

    def __init__(self, store: Store, channels: Channels, clock: Clock, pace: Pace) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._requests = Requests(channels, pace)
        self._random = Random()  # noqa: S311 # spreads retries, guards nothing
        self._alarm = Alarm(clock)
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._is_closing = False

    def wake(self) -> None:
        """Look for what there is to do: a post went out."""
        self._alarm.ring()

    async def run(self) -> None:
        """Do whatever is owed, for ever."""
        try:
            while True:
                pause = await self.start_due()
                await self._alarm.rest(min(pause, LONGEST_REST))
                await self._clock.sleep(GATHERING)
        finally:
            await self._end()

    async def start_due(self) -> float:
        """Begin everything that may be tried now; return how long to wait for the next."""
        now = self._clock.timestamp()
        # What a lane is busy with may be done by the time that it has been read as owed.
        busy = set(self._lanes)
        due: dict[Lane, list[Sequel]] = {}
        for sequel in await read_due(self._store, now):
            due.setdefault((sequel.kind, sequel.channel_id), []).append(sequel)
        for lane, sequels in due.items():
            if lane not in busy | self._lanes.keys() and not self._is_closing:
                self._lanes[lane] = self._task(lane, sequels)
        return await next_due(self._store, now) - now

    async def flush(self) -> float:
        """Try everything that may be tried now, once, and wait for what becomes of it.

        Return how long to wait for the next: not at all where something was tried.
        """
        pause = await self.start_due()
        lanes = list(self._lanes.values())
        await asyncio.gather(*lanes, return_exceptions=True)
        return 0.0 if lanes else pause

    async def close(self) -> None:
        """Begin nothing more, whoever runs it again, and end what is under way."""
        self._is_closing = True
        await self._end()

    async def _end(self) -> None:
        tasks = list(self._lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _task(self, lane: Lane, sequels: Sequence[Sequel]) -> asyncio.Task[None]:
        async def run() -> None:
            async with guarded(f"a {lane[0]}"):
                for sequel in sequels:
                    await self._try(sequel)
                # There may be more by now, or something that is tried again sooner than all else.
                self.wake()

        task = asyncio.create_task(run())
        task.add_done_callback(lambda _: self._lanes.pop(lane, None))
        return task

    async def _try(self, sequel: Sequel) -> None:
        """Try one once, and note what became of it."""
        now = self._clock.timestamp()
        if now >= _wanted_until(sequel):
            log.info("too late for a %s", sequel.place)
            await let_go(self._store, sequel)
            return
        try:
            is_done = await self._is_done(sequel, now)
        except MessageGone:
            await note_done(self._store, sequel, None)
        except (ChannelGone, Rejected) as error:
            log.info("no %s: %s", sequel.place, error)
            await drop_sequel(self._store, sequel, str(error), error.code)
        except PostError as error:
            log.info("a %s has to wait: %s", sequel.place, error)
            pause = pauses.after_a_setback(sequel.attempts, self._random.random())
            until = self._clock.timestamp() + pause
            await postpone_sequel(self._store, sequel, until, str(error), error.code)
        else:
            if is_done:
                await note_done(self._store, sequel, self._clock.timestamp())

    async def _is_done(self, sequel: Sequel, now: float) -> bool:
        """Do it, and return whether it could be tried at all."""
        if sequel.kind == "publishing":
            return await self._publish(sequel, now)
        with writing_in(sequel.language):
            name = sequel.title or str(wording.FEED_TITLES[sequel.feed])
        await self._requests.turn(urgent=False)
        if sequel.kind == "renaming":
            # A forum's post and the thread below a message have the message's own id.
            thread = self._channels.reopen(sequel.message_id, str(name))
        else:
            thread = self._channels.open_thread(sequel.channel_id, sequel.message_id, str(name))
        await self._requests.timed(thread)
        return True

    async def _publish(self, sequel: Sequel, now: float) -> bool:
        """Publish a post, unless its channel has to wait for the hour.

        The call that takes the last of the hour's ten answers only when the hour is over.
        """
        moments = await published_since(self._store, sequel.channel_id, now - HOUR, now)
        if len(moments) >= PUBLISHED_AN_HOUR:
            until = moments[-PUBLISHED_AN_HOUR] + HOUR
            await postpone_sequel(self._store, sequel, until, HELD_BACK, AT_THE_LIMIT)
            return False
        await self._requests.turn(urgent=False)
        try:
            await self._requests.timed(self._channels.publish(sequel.channel_id, sequel.message_id))
        except HeldBack:
            raise
        except Unreachable:
            if not await self._is_published(sequel):
                raise
        return True

    async def _is_published(self, sequel: Sequel) -> bool:
        """Look whether a post was published though nobody said so."""
        await self._requests.turn(urgent=False)
        try:
            look = self._channels.message(sequel.channel_id, sequel.message_id)
            return (await self._requests.timed(look)).is_published
        except MessageGone:
            raise
        except PostError:
            return False


def _wanted_until(sequel: Sequel) -> float:
    """Return from when on it is not worth doing: what is over is published to nobody."""
    if sequel.kind == "publishing":
        return sequel.ends
    return sequel.owed_since + THREADS_WANTED_FOR
