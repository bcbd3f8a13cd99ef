"""Days of records: restarts, outages, old answers and lost posts; judged by the world itself."""

import logging
import random
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fate import new_seed
from support import ManualClock
from watch import Watch

from bot.announcer.cards import Subscription
from bot.announcer.rows.subscriptions import subscribe
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.drives import Drive
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import Group, World
from bot.storage.store import Store
from tests.announcer.passing import CountingPostbox, swift
from tests.announcer.records import KINDS, TOP, delivered, drive, ladder, mark, mark_in, running

START = datetime(2026, 8, 20, 9, tzinfo=UTC)
PLACES: dict[int, dict[str, bool]] = {
    1: {},
    2: {"publishes": True, "editable": False},
    3: {"is_forum": True},
}
TROUBLES = ("before", "after", "crash before", "crash after", "crash looking")
SEEN_BY = {True: 15 * 60.0, False: 50 * 60.0}
"""How long a first place stands, with everything up, when it has surely been seen: on the running
track, and on others, whose turn may have met an old answer."""
HOUR = 3600.0
A_MOMENT = 30.0
CALM_AT_THE_END = timedelta(hours=3)
SLOWEST = 120.0
LOADED = 1.2
"""How many more looks an hour there are than 30 + 4 x 32, for what is doubted or repeated."""


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Log nothing: so much goes wrong that nobody could find anything else."""
    caplog.set_level(logging.CRITICAL)


@dataclass
class Reign:
    """How long a record was the first place."""

    board: tuple[Group, str]
    drive: Drive
    since: float
    is_track: bool
    is_visible: bool
    """False where the time was secret when it was driven."""
    until: float | None = None
    is_removed: bool = False
    is_tied: bool = False
    """Whether somebody has the same score: nobody sees then that it is gone."""


class Days:
    """Time passes from look to look; fate drives, takes away and intervenes."""

    def __init__(self, folder: Path, days: float, seed: int) -> None:
        self.fate = random.Random(seed)  # noqa: S311 # repeatable, not secret
        self.clock = ManualClock(START)
        self.world = World(self.clock)
        self.postbox = CountingPostbox(self.clock)
        self.file = folder / "days.db"
        self.end = START + timedelta(days=days)
        self.reigns: list[Reign] = []
        self.risen: list[tuple[str, Reign]] = []
        """The marks of those who were first after a reign was removed."""
        self.up: list[tuple[float, float]] = []
        self.crashes = self.outages = self.old_answers = self.requests = 0
        self._answers: dict[str, list[bytes]] = {}
        self._lied: set[str] = set()
        self._next_event = self._now() + HOUR
        self._down_until = 0.0

    async def run(self) -> None:
        async with NadeoServer(self.world) as nadeo:
            self.nadeo = nadeo
            nadeo.failures.spoil = self._old_at_times
            async with Store.opened(self.file) as store:
                for channel, place in PLACES.items():
                    wanted = Subscription(
                        0, channel, channel, "world-records", since=self._now(), **place
                    )
                    await subscribe(store, wanted)
            while self.clock.now() < self.end:
                async with self._process() as watch:
                    await self._live(watch)

    @asynccontextmanager
    async def _process(self) -> AsyncGenerator[Watch]:
        async with swift(self.nadeo, self.clock, self.postbox, self.file) as watch:
            yield watch
        self.postbox.died = False

    async def _live(self, watch: Watch) -> None:
        """Look and deliver until the end or the next crash; then stay down for a while."""
        pause = 0.0
        began = self._now()
        while self.clock.now() < self.end and not self.postbox.died:
            was_down = self.nadeo.failures.mode == "down"
            self._intervene()
            if was_down != (self.nadeo.failures.mode == "down"):
                began = self._note_up(began, was_down=was_down)
            pause = await watch.announcer.watching.look("world-records") or SLOWEST
            if not self._is_calm and self.fate.random() < 0.002:
                break  # after it was noted what is owed
            await delivered(watch)
            self.requests += len(self.nadeo.requests)
            self.nadeo.requests.clear()
            self.clock.move(max(0.5, min(pause, SLOWEST)))
            self._drive()
        self._note_up(began, was_down=self.nadeo.failures.mode == "down")
        self.crashes += 1
        self.clock.move(self.fate.choice((1, 30, 30, 400, 3 * HOUR)) * self.fate.random())
        self._drive()

    def _note_up(self, began: float, *, was_down: bool) -> float:
        """Note that all was up until now; a restart that took a moment makes no difference."""
        if not was_down and self.up and began - self.up[-1][1] <= A_MOMENT:
            self.up[-1] = self.up[-1][0], self._now()
        elif not was_down:
            self.up.append((began, self._now()))
        return self._now()

    @property
    def _is_calm(self) -> bool:
        return self.clock.now() > self.end - CALM_AT_THE_END

    def _intervene(self) -> None:
        if self._is_calm:
            self.nadeo.failures.mode = "fine"
            self.postbox.trouble.clear()
            return
        if self._now() >= self._down_until:
            self.nadeo.failures.mode = "fine"
            if self.fate.random() < 0.002:
                self.outages += 1
                self.nadeo.failures.mode = "down"
                self._down_until = self._now() + 2 * HOUR * self.fate.random()
        if self.fate.random() < 0.02:
            channel = self.fate.choice(list(PLACES))
            if len(self.postbox.trouble[channel]) < 4:
                self.postbox.trouble[channel].append(self.fate.choice(TROUBLES))

    def _old_at_times(self, _method: str, address: str, body: bytes) -> bytes:
        """Answer with what was true some answers ago, but never twice running."""
        path = address.partition("?")[0]
        if not path.endswith(TOP) or self._is_calm:
            return body
        older = self._answers.setdefault(path, [])
        if older and path not in self._lied and self.fate.random() < 0.05:
            self.old_answers += 1
            self._lied.add(path)
            return self.fate.choice(older)
        self._lied.discard(path)
        older.append(body)
        del older[:-3]
        return body

    # --- what is driven ------------------------------------------------------------------------

    def _drive(self) -> None:
        while self._next_event <= self._now() and not self._is_calm:
            self._next_event += self.fate.choice((20.0, 300.0, 900.0, 1800.0, 3600.0))
            kind = self.fate.choice((Kind.TOTD, Kind.TOTD, Kind.SEASON, *KINDS))
            boards = [one for one in running(self.world, kind) if one[0].start < self._now() - HOUR]
            if boards:
                self._happen(self.fate.choice(boards), is_track=kind == Kind.TOTD)

    def _happen(self, board: tuple[Group, str], *, is_track: bool) -> None:
        reigns = [one for one in self.reigns if one.board == board]
        current = next((one for one in reversed(reigns) if one.until is None), None)
        chance, now = self.fate.random(), self._now()
        if current is not None and chance < 0.25:
            current.until, current.is_removed = now, True
            self.world.drives.added[board[1]].remove(current.drive)
            # Who is first now is no news, but for a bot that did not see the one who was.
            self.risen.append((mark(board, ladder(self.world, *board).entry(1)), current))
            return
        better = self.fate.choice((0, -7)) if chance < 0.4 else self.fate.randrange(1, 300)
        driven = drive(self.world, board, better, player=self.fate.randrange(20, 200))
        if current is not None and driven.score == current.drive.score:
            current.is_tied = True
        if ladder(self.world, *board).entry(1).account != driven.account or better <= 0:
            return
        if current is not None:
            current.until = now
        is_visible = ladder(self.world, *board).threshold is None
        self.reigns.append(Reign(board, driven, now, is_track, is_visible))

    # --- the judgement -------------------------------------------------------------------------

    def judge(self) -> Counter[str]:
        """Count what is missing, doubled or false, in all channels."""
        faults: Counter[str] = Counter()
        known = {mark(one.board, one.drive): one for one in self.reigns}
        for channel in PLACES:
            messages = self.postbox.messages(channel)
            posted = Counter(mark_in(one.embeds[0]) for one in messages)
            faults["missed"] += sum(
                posted[name] == 0 for name, one in known.items() if self._was_seen(one)
            )
            faults["doubled"] += sum(count - 1 for count in posted.values())
            faults["false"] += len(posted.keys() - self._may_be_told())
            for message in messages:
                reign = known.get(mark_in(message.embeds[0]))
                if reign is not None:
                    is_struck = message.embeds[0]["description"].startswith("❌")
                    faults["struck"] += is_struck and not reign.is_removed
                    faults["unstruck"] += not is_struck and self._was_seen_to_fall(reign)
        return faults

    def _may_be_told(self) -> set[str]:
        visible = {mark(one.board, one.drive) for one in self.reigns if one.is_visible}
        return visible | {name for name, before in self.risen if not self._was_seen(before)}

    def _was_seen(self, one: Reign) -> bool:
        group, _ = one.board
        opened_seen = self._was_up(group.start, one.since, one)
        was_up = opened_seen and self._was_up(one.since, self._left(one), one)
        return one.is_visible and was_up and not self._moved_up(one)

    def _moved_up(self, one: Reign) -> bool:
        """Tell whether it may look like one that was behind a better one which is gone.

        So it does where nobody saw the better one go before this was driven: who moves up is named
        in the post of that one, and is no news.
        """
        return any(
            other.is_removed
            and other.until is not None
            and other.until <= one.since
            and other.drive.score <= one.drive.score
            and not self._was_up(other.until, one.since, other, looks=2)
            for other in self.reigns
            if other.board == one.board
        )

    def _was_seen_to_fall(self, one: Reign) -> bool:
        """Tell whether the bot saw that it was gone: before anybody else was first, or it ended."""
        later = [
            other.since
            for other in self.reigns
            if other.board == one.board and one.until and other.since >= one.until
        ]
        is_visible = one.is_removed and not one.is_tied and self._was_seen(one)
        if one.until is None or not is_visible:
            return False
        until = min([*later, self._end_of(one)])
        return self._was_up(one.until, until, one, looks=2)

    def _left(self, one: Reign) -> float:
        return self._end_of(one) if one.until is None else one.until

    def _end_of(self, one: Reign) -> float:
        return min(one.board[0].end or self._now(), self._now())

    def _was_up(self, since: float, until: float, one: Reign, looks: int = 1) -> bool:
        """Tell whether everything was up for so long that the bot has looked there so often."""
        needed = looks * SEEN_BY[one.is_track]
        return any(min(until, last) - max(since, first) >= needed for first, last in self.up)

    def _now(self) -> float:
        return self.clock.timestamp()


async def prove(folder: Path, days: float) -> None:
    seed = new_seed()
    print(f"seed {seed}")
    race = Days(folder, days, seed)
    await race.run()
    seen = sum(race._was_seen(one) for one in race.reigns)
    fallen = sum(race._was_seen_to_fall(one) for one in race.reigns)
    print(
        f"{days} days, {len(race.reigns)} first places, {seen} surely seen, {fallen} surely gone, "
        f"{race.crashes} restarts, {race.outages} outages, {race.old_answers} old answers, "
        f"{race.requests} requests: {dict(race.judge())}"
    )
    assert race.judge().total() == 0, f"seed {seed}"
    assert seen
    assert race.requests <= LOADED * days * 24 * (30 + 4 * 32), f"seed {seed}"


async def test_a_day_of_records(tmp_path: Path) -> None:
    await prove(tmp_path, 1)


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_a_week_of_records(tmp_path: Path) -> None:
    """Weeks of shorts, grands and cups change in it."""
    await prove(tmp_path, 7)
