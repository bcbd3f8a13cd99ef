"""A year of Tracks of the Day: late ones, outages, crashes at every step; none missed or doubled.

Nadeo is asked over real sockets, the file is a real one; Discord keeps its rules for nonces.
"""

import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from postbox import Postbox
from support import SHARED, ManualClock, settings_for

from bot.announcements import Subscription
from bot.announcer.announcer import Announcer
from bot.lookup import Lookup
from bot.nadeo import LiveClient
from bot.nadeo.retries import Patience
from bot.sandbox.nadeo import NadeoServer
from bot.sandbox.world import World
from bot.storage import Store
from bot.storage.subscriptions import subscribe

START = datetime(2025, 8, 22, 19, 30, tzinfo=UTC)
DATA = SHARED / "nadeo" / "data"
TROUBLES = ("before", "after", "crash before", "crash after")
HALF = 182
LATEST = 40 * 60
CALM_AT_THE_END = timedelta(hours=12)
"""Nothing goes wrong so late that its repair could not be seen any more."""


class Year:
    """Time passes from look to look; fate intervenes as the seed has it."""

    def __init__(self, folder: Path, start: datetime, days: int, channels: int, seed: int) -> None:
        self.fate = random.Random(seed)  # noqa: S311 # repeatable, not secret
        self.clock = ManualClock(start)
        known = DATA.is_dir()
        self.world = World.load(DATA, self.clock) if known else World(self.clock)
        self.postbox = Postbox(self.clock)
        self.channels = range(1, channels + 1)
        self.start = start
        self.end = start + timedelta(days=days)
        self.folder = folder
        self.crashes = self.outages = self.looks = 0
        self._down_until = start

    async def run(self) -> None:
        async with NadeoServer(self.world) as nadeo, aiohttp.ClientSession() as session:
            self.nadeo = nadeo
            await self._subscribe()
            while self.clock.now() < self.end:
                async with self._process(session) as announcer:
                    await self._live(announcer)
            nadeo.failures.mode = "fine"

    async def _subscribe(self) -> None:
        async with Store.opened(self.folder / "year.db") as store:
            for channel in self.channels:
                now = self.clock.now().timestamp()
                await subscribe(store, Subscription(0, 1, channel, "totd", since=now))

    @asynccontextmanager
    async def _process(self, session: aiohttp.ClientSession) -> AsyncIterator[Announcer]:
        """Give an announcer that remembers nothing but its file."""
        settings = settings_for(
            self.nadeo, self.folder / "year.db", NADEO_REQUESTS_PER_SECOND=100_000
        )
        patience = Patience(attempts=1, first_pause=0.001, timeout=5)
        client = LiveClient(session, settings, clock=self.clock, patience=patience)
        async with Store.opened(self.folder / "year.db") as store, client:
            lookup = Lookup(client, store, self.clock)
            announcer = Announcer(client, lookup, store, self.clock, self.postbox)
            announcer.dispatcher._pace._interval = 0.0
            yield announcer

    async def _live(self, announcer: Announcer) -> None:
        """Look and deliver until the end or the next crash; then stay down for a while."""
        dispatcher, pause = announcer.dispatcher, 0.0
        while self.clock.now() < self.end and not self.postbox.died:
            if pause <= 0:
                self._intervene()
                self.looks += 1
                pause = await announcer.look("totd") or 0.0
                assert pause > 0
            await dispatcher.flush()
            step = max(0.5, min(pause, await dispatcher.start_due()))
            self.clock.move(step)
            pause -= step
        await dispatcher.close()
        self.postbox.died = False
        self.crashes += 1
        self.clock.move(self.fate.choice((1, 30, 400, 3600, 9 * 3600)) * self.fate.random())

    def _intervene(self) -> None:
        """Let things go wrong in between: lateness, outages, lost answers, crashes."""
        now = self.clock.now()
        if now > self.end - CALM_AT_THE_END:
            self.nadeo.failures.mode = "fine"
            self.postbox.trouble.clear()
            return
        if now.hour == 12:
            self.world.totd_delay = self.fate.randrange(LATEST)
            self.world.next_unknown = self.fate.random() < 0.3
        if now >= self._down_until:
            self.nadeo.failures.mode = "fine"
            if self.fate.random() < 0.01:
                self.outages += 1
                self.nadeo.failures.mode = "down"
                self._down_until = now + timedelta(hours=3 * self.fate.random())
        if self.fate.random() < 0.1:
            channel = self.fate.choice(self.channels)
            self.postbox.trouble[channel].append(self.fate.choice(TROUBLES))

    def judge(self) -> tuple[int, int, int]:
        """Return how many posts are missing, doubled, or of a wrong map."""
        released = self.world.days.count(self.clock.now().timestamp())
        first = self.world.days.count(self.start.timestamp())
        now = self.clock.now().timestamp()
        due = [self.world.days.get(number, now) for number in range(first, released)]
        missed = doubled = wrong = 0
        for channel in self.channels:
            posted = Counter(_uid(message) for message in self.postbox.messages(channel))
            missed += sum(posted[day.map_uid] == 0 for day in due)
            doubled += sum(count - 1 for count in posted.values())
            wrong += len(posted.keys() - {day.map_uid for day in due})
        return missed, doubled, wrong


def _uid(message: object) -> str:
    return message.embeds[0]["footer"]["text"].partition(" · ")[0]


async def _prove(folder: Path, start: datetime, days: int, channels: int) -> None:
    seed = random.SystemRandom().randrange(2**32)
    year = Year(folder, start, days, channels, seed)
    print(f"seed {seed}")
    await year.run()
    print(
        f"{days} days, {channels} subscriptions, {year.looks} looks, {year.crashes} restarts, "
        f"{year.outages} outages: missed, doubled, wrong = {year.judge()}"
    )
    assert year.judge() == (0, 0, 0), f"seed {seed}"


async def test_a_few_days(tmp_path: Path) -> None:
    await _prove(tmp_path, START, 3, 3)


@pytest.mark.long
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("start", [START, START + timedelta(days=365 - HALF)])
async def test_a_year_in_two_halves(tmp_path: Path, start: datetime) -> None:
    """Both clock changes are in it."""
    await _prove(tmp_path, start, 365 - HALF if start == START else HALF, 50)
