"""A year of announcements: late ones, outages, crashes at every step; none missed or doubled.

Nadeo is asked over real sockets, the file is a real one; Discord keeps its rules for nonces.
"""

import logging
import random
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from fate import new_seed
from postbox import Trouble
from support import ManualClock, settings_for
from yarl import URL

from bot.announcer.announcer import Announcer
from bot.announcer.cards import RELEASE_FEEDS, REMINDER_FEEDS, Feed, Subscription, mark_of
from bot.announcer.feeds.reminders import AHEAD
from bot.announcer.feeds.timing import LONGEST_BETWEEN_LOOKS, RHYTHMS
from bot.announcer.rows.subscriptions import subscribe
from bot.frame.lookup import Lookup
from bot.nadeo import LiveClient
from bot.nadeo.retries import Patience
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import World
from bot.storage.store import Store
from tests.announcer.judging_cards import judge_cards
from tests.announcer.passing import CountingPostbox

START = datetime(2025, 8, 22, 19, 30, tzinfo=UTC)
TROUBLES = ("before", "after", "crash before", "crash after", "crash looking")
TROUBLES_BEHIND_POSTS: tuple[Trouble, ...] = ("before", "after", "crash before", "crash after")
PLACES: tuple[dict[str, bool], ...] = (
    {},
    {"publishes": True, "editable": False},
    {"makes_thread": True},
    {"is_forum": True},
)
"""The kinds of channels, which take turns."""
ALL_FEEDS: tuple[Feed, ...] = (*RELEASE_FEEDS, *REMINDER_FEEDS)
KINDS: dict[Feed, Kind] = {
    "campaign": Kind.SEASON,
    "weekly-shorts": Kind.SHORT,
    "weekly-grand": Kind.GRAND,
    "cup-of-the-week": Kind.CUP,
}
DAY = 86400.0
SHORT = 400.0
UP_LONG_ENOUGH = 300.0
"""A reminder may be missing only where the bot never ran for so long in its ten minutes."""
HALF = 182
MOST = 4
"""Troubles that wait for a forum, or for what follows the posts of a channel."""
LATEST = 40 * 60
CALM_AT_THE_END = timedelta(hours=12)
"""Nothing goes wrong so late that its repair could not be seen any more."""


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Log nothing: so much goes wrong in a year that nobody could find anything else."""
    caplog.set_level(logging.CRITICAL)


class Year:
    """Time passes from look to look; fate intervenes as the seed has it.

    `channels` is how many each of the feeds has.
    """

    def __init__(
        self,
        folder: Path,
        start: datetime,
        days: int,
        channels: int,
        seed: int,
        feeds: tuple[Feed, ...] = ("totd",),
        make_world: Callable[[ManualClock], World] = World,
    ) -> None:
        self.fate = random.Random(seed)  # noqa: S311 # repeatable, not secret
        self.clock = ManualClock(start)
        self.world = make_world(self.clock)
        self.postbox = CountingPostbox(self.clock)
        self.feeds = feeds
        wanted = (feed for feed in feeds for _ in range(channels))
        self.channels = dict(enumerate(wanted, self.fate.randrange(1, 1 + len(PLACES))))
        self.start = start
        self.end = start + timedelta(days=days)
        self.folder = folder
        self.crashes = self.outages = self.looks = 0
        self._down_until = start
        self._up: list[tuple[float, float]] = []
        self._away_at = 0.0

    @property
    def editable(self) -> list[int]:
        """The channels whose cards can be changed."""
        return [channel for channel in self.channels if _place(channel).get("editable", True)]

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
            for channel, feed in self.channels.items():
                now = self.clock.timestamp()
                wanted = Subscription(0, channel, channel, feed, since=now, **_place(channel))
                await subscribe(store, wanted)

    @asynccontextmanager
    async def _process(self, session: aiohttp.ClientSession) -> AsyncGenerator[Announcer]:
        """Give an announcer that remembers nothing but its file."""
        settings = settings_for(
            self.nadeo, self.folder / "year.db", NADEO_REQUESTS_PER_SECOND=100_000
        )
        patience = Patience(attempts=1, first_pause=0.001, timeout=5)
        client = LiveClient(session, settings, clock=self.clock, patience=patience)
        async with Store.opened(self.folder / "year.db") as store, client:
            lookup = Lookup(client, store, self.clock)
            announcer = Announcer(
                client,
                lookup,
                store,
                self.clock,
                self.postbox,
            )
            announcer.dispatcher._pace._interval = 0.0  # the sequels' too
            announcer.edits._live_pace._interval = 0.0
            yield announcer

    async def _live(self, announcer: Announcer) -> None:
        """Look and deliver until the end or the next crash; then stay down for a while."""
        dispatcher, sequels, began = announcer.dispatcher, announcer.sequels, self._now()
        pauses = dict.fromkeys(self.feeds, 0.0)
        while self.clock.now() < self.end and not self.postbox.died:
            await self._look(announcer, pauses)
            if not self._is_calm and self.fate.random() < 0.002:
                break  # after it was noted what is owed, and before anything was claimed
            waits = await dispatcher.flush(), await sequels.flush()
            rests = [await announcer.closing.flush(), await announcer.live.flush()]
            await announcer.edits.flush()
            step = max(0.5, min(*pauses.values(), *rests, *waits, LONGEST_BETWEEN_LOOKS))
            self.clock.move(step)
            for feed in pauses:
                pauses[feed] -= step
        await announcer.close()
        self._up.append((began, self._now()))
        self.postbox.died = False
        self.crashes += 1
        self.clock.move(self._absence())

    def _absence(self) -> float:
        """Return how long nobody starts it again: for hours no more than once a day.

        Else it may be away, all in all, for longer than an item runs.
        """
        longest = self.fate.choice((1, 30, 400, 3600, 9 * 3600))
        if longest > SHORT and self._now() - self._away_at < DAY:
            longest = SHORT
        elif longest > SHORT:
            self._away_at = self._now()
        return longest * self.fate.random()

    async def _look(self, announcer: Announcer, pauses: dict[Feed, float]) -> None:
        for feed in [feed for feed, pause in pauses.items() if pause <= 0]:
            self._intervene()
            self.looks += 1
            pauses[feed] = await announcer.watching.look(feed) or 0.0
            assert pauses[feed] > 0

    @property
    def _is_calm(self) -> bool:
        return self.clock.now() > self.end - CALM_AT_THE_END

    def _intervene(self) -> None:
        """Let things go wrong in between: lateness, outages, lost answers, crashes."""
        now = self.clock.now()
        if self._is_calm:
            self.nadeo.failures.mode = "fine"
            self.postbox.trouble.clear()
            self.postbox.sequel_trouble.clear()
            return
        if now.hour == 12:
            self.world.totd_delay = self.fate.randrange(LATEST)
            self.world.next_unknown = self.fate.random() < 0.3
        if now >= self._down_until:
            self.nadeo.failures.mode = "fine"
            if self.fate.random() < 0.01 / len(self.feeds):
                self.outages += 1
                self.nadeo.failures.mode = "down"
                self._down_until = now + timedelta(hours=3 * self.fate.random())
        if self.fate.random() < 0.1:
            channel = self.fate.choice(list(self.channels))
            # A forum is looked through after each, and an item of ten minutes bears so many.
            if "is_forum" not in _place(channel) or len(self.postbox.trouble[channel]) < MOST:
                self.postbox.trouble[channel].append(self.fate.choice(TROUBLES))
        if self.fate.random() < 0.05:
            channel = self.fate.choice(list(self.channels))
            # A reminder is over before a publishing could be tried again after all that.
            lasts = self.channels[channel] not in REMINDER_FEEDS
            if lasts and len(self.postbox.sequel_trouble[channel]) < MOST:
                trouble = self.fate.choice(TROUBLES_BEHIND_POSTS)
                self.postbox.sequel_trouble[channel].append(trouble)

    def judge(self) -> tuple[int, int, int]:
        """Return how many posts are missing, doubled, or of what nobody should have been told."""
        missed = doubled = wrong = 0
        due = {
            feed: {mark_of(feed, key): span for key, span in self._due(feed)} for feed in self.feeds
        }
        for channel, feed in self.channels.items():
            posted = Counter(_mark(message) for message in self.postbox.messages(channel))
            needed = [
                mark
                for mark, span in due[feed].items()
                if feed not in REMINDER_FEEDS or self._ran_within(*span)
            ]
            missed += sum(posted[mark] == 0 for mark in needed)
            doubled += sum(count - 1 for count in posted.values())
            wrong += len(posted.keys() - due[feed].keys())
        return missed, doubled, wrong

    def bare(self) -> int:
        """Return how many posts lack what was to follow them: a thread, or being published.

        Only what was over before the bot could do it may be published to nobody.
        """
        bare = 0
        for channel, feed in self.channels.items():
            ends = {mark_of(feed, key): span[1] for key, span in self._due(feed)}
            for message in self.postbox.messages(channel):
                posted_at = message.created_at.timestamp()
                if _place(channel).get("makes_thread"):
                    bare += message.id not in self.postbox.threads
                elif _place(channel).get("publishes"):
                    was_up = self._ran_within(posted_at, ends[_mark(message)])
                    bare += was_up and not self.postbox.publishings[message.id]
        return bare

    def _due(self, feed: Feed) -> Iterator[tuple[str, tuple[float, float]]]:
        """Give the keys of what began within the year, and from when to when it ran."""
        first, last = self.start.timestamp(), self._now()
        if feed in REMINDER_FEEDS:
            cup = RHYTHMS[feed].next(first)
            while cup - AHEAD <= last:
                yield str(int(cup)), (cup - AHEAD, cup)
                cup = RHYTHMS[feed].next(cup)
        elif feed == "totd":
            days = self.world.days
            for number in range(days.count(first), days.count(last)):
                day = days.get(number, last)
                yield day.group, (day.start, day.end)
        else:
            series = self.world.series[KINDS[feed]]
            for number in range(series.count(first), series.count(last)):
                campaign = series.get(number)
                yield campaign.group, (campaign.start, campaign.end)

    def _ran_within(self, begins: float, ends: float) -> bool:
        return any(
            min(until, ends) - max(since, begins) >= UP_LONG_ENOUGH for since, until in self._up
        )

    def _now(self) -> float:
        return self.clock.timestamp()


def _place(channel: int) -> dict[str, bool]:
    return PLACES[channel % len(PLACES)]


def _mark(message: Message) -> str:
    return URL(message.embeds[0]["url"]).query["pitwall"]


async def prove(
    folder: Path,
    start: datetime,
    days: int,
    channels: int,
    feeds: tuple[Feed, ...] = ("totd",),
    make_world: Callable[[ManualClock], World] = World,
) -> None:
    seed = new_seed()
    year = Year(folder, start, days, channels, seed, feeds, make_world)
    print(f"seed {seed}")
    await year.run()
    print(
        f"{days} days, {len(year.channels)} subscriptions, {year.looks} looks, "
        f"{year.crashes} restarts, {year.outages} outages: "
        f"missed, doubled, wrong = {year.judge()}"
    )
    print(f"{len(year.postbox.threads)} threads, {len(year.postbox.publishings)} published")
    assert year.judge() == (0, 0, 0), f"seed {seed}"
    assert year.bare() == 0, f"seed {seed}"
    assert year.postbox.limited == 0, f"seed {seed}"
    if feeds == ("totd",):
        cards = judge_cards(year.postbox, year.world, year.editable, year.clock.timestamp())
        print(f"left open, closed more than once, too early = {cards}")
        assert cards == (0, 0, 0), f"seed {seed}"


async def test_a_few_days(tmp_path: Path) -> None:
    await prove(tmp_path, START, 3, 4)


async def test_a_weekend_of_every_feed(tmp_path: Path) -> None:
    """A Saturday, a Sunday and the end of summer time."""
    await prove(tmp_path, datetime(2025, 10, 24, 20, tzinfo=UTC), 3, 1, ALL_FEEDS)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("start", [START, START + timedelta(days=365 - HALF)])
async def test_a_year_in_two_halves(tmp_path: Path, start: datetime) -> None:
    """Both clock changes are in it."""
    await prove(tmp_path, start, 365 - HALF if start == START else HALF, 8)


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_two_months_of_every_feed(tmp_path: Path) -> None:
    """With the end of summer time and the start of a season in it."""
    await prove(tmp_path, datetime(2025, 9, 25, 8, tzinfo=UTC), 60, 3, ALL_FEEDS)
