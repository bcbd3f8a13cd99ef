"""Weeks in which linked players drive while processes end, Nadeo fails and answers come late.

The world's own drives say what should have been noticed: nothing is missed, doubled or made up.
"""

import random
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
from support import settings_for

from bot.frame.lookup import Lookup
from bot.maps.releases import Release
from bot.nadeo import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME
from bot.nadeo.retries import Patience
from bot.players.cards import Improvement, season_of
from bot.players.record_rows import read_improvements
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.drives import Drive
from bot.sandbox.world.world import World
from bot.storage.store import Store
from tests.bench import Bench
from tests.players.laps import PassingClock, accounts_of, let_run, link, watch_at

pytestmark = pytest.mark.filled

HOUR = 3600.0
DAY = 24 * HOUR
LONGEST_TROUBLE = HOUR
SURELY_SEEN = 2.5 * HOUR
"""Whoever is the best for so long is seen: an outage after a pause, and the rhythm of the maps."""
FIRST_LOOKS = HOUR


class Simulation:
    """Days of drives and troubles as a seed has them."""

    def __init__(
        self, nadeo: NadeoServer, world: World, clock: PassingClock, file: Path, seed: int
    ) -> None:
        self.fate = random.Random(seed)  # noqa: S311 # repeatable, not secret
        self.nadeo, self.world, self.clock, self.file = nadeo, world, clock, file
        self.drives: list[tuple[str, str, Release, Drive]] = []
        """Map, group, release and drive, in the order of their moments."""
        self.noted: dict[int, Improvement] = {}
        self.restarts = self.outages = self.late = 0

    @asynccontextmanager
    async def process(self, session: aiohttp.ClientSession) -> AsyncGenerator[Bench]:
        """Give a process that remembers nothing but its file."""
        settings = settings_for(self.nadeo, self.file, NADEO_REQUESTS_PER_SECOND=100_000)
        patience = Patience(attempts=1, first_pause=0.001, timeout=5)
        client = LiveClient(session, settings, clock=self.clock, patience=patience)
        async with Store.opened(self.file) as store, client:
            lookup = Lookup(client, store, self.clock)
            yield Bench(lookup, client, store, self.nadeo, self.world, self.clock)

    async def run(self, days: float, players: int, drives_a_day: int) -> None:
        accounts = accounts_of(self.world, players)
        start = self.clock.timestamp()
        end = start + days * DAY
        calm = end - 1.5 * SURELY_SEEN
        for _ in range(int(drives_a_day * days)):
            at = self.fate.uniform(start + FIRST_LOOKS, calm)
            self.clock.plans.append((at, lambda: self._drive(self.fate.choice(accounts))))
        self.nadeo.failures.spoil = self._answer_late
        self._running: tuple[Release, ...] = ()
        async with aiohttp.ClientSession() as session:
            async with self.process(session) as bench:
                await link(bench.store, accounts)
                await self._live(bench, start + FIRST_LOOKS)
            while self.clock.timestamp() < end:
                self.restarts += 1
                is_calm = self.clock.timestamp() > calm
                lasts = DAY if is_calm else self.fate.expovariate(1 / (4 * HOUR))
                async with self.process(session) as bench:
                    if not is_calm and self.fate.random() < 0.5:
                        self._fail_soon()
                    await self._live(bench, min(end, self.clock.timestamp() + lasts))
                if self.clock.timestamp() < calm:
                    self.clock.pass_by(self.fate.choice((0.0, 60.0, LONGEST_TROUBLE)))

    async def _live(self, bench: Bench, until: float) -> None:
        watch = watch_at(bench, rate=self.fate.choice((1.0, 2.0)))
        while self.clock.timestamp() < until:
            # As the catalogue's own loop does, which tries again.
            with suppress(NadeoError):
                await bench.lookup.catalogue.refresh()
            self._running = await bench.lookup.catalogue.under_way()
            await let_run(watch, self.clock, min(600.0, until - self.clock.timestamp()))
            for one in await read_improvements(bench.store):
                assert self.noted.setdefault(one.id, one) == one

    def _fail_soon(self) -> None:
        self.outages += 1
        failures = self.nadeo.failures
        begins = self.clock.timestamp() + self.fate.uniform(0, HOUR)
        lasts = self.fate.uniform(1, LONGEST_TROUBLE)
        self.clock.plans.append((begins, lambda: setattr(failures, "mode", "down")))
        self.clock.plans.append((begins + lasts, lambda: setattr(failures, "mode", "fine")))

    def _answer_late(self, _method: str, address: str, body: bytes) -> bytes:
        """Let time pass between what Nadeo says and what is heard."""
        if "mapRecords" in address and self.fate.random() < 0.02:
            self.late += 1
            self.clock.pass_by(self.fate.uniform(0.0, 30.0))
        return body

    def _drive(self, account: str) -> None:
        now = self.clock.timestamp()
        running = [one for one in self._running if one.starts + 300 < now < one.ends]
        if not running:
            return
        # A release first: the track would hardly be driven among so many maps of a season.
        release = self.fate.choice(running)
        map_uid = self.fate.choice(release.map_uids)
        track = self.world.track(map_uid)
        assert track is not None
        # Not better than the author: those would be secret while the week runs.
        worst, best = track.medals.bronze, track.medals.author
        score = self.fate.randint(*sorted((best, worst)))
        # Nadeo may take a minute until it shows a record.
        driven = Drive(account, score, int(max(release.starts + 1, now - self.fate.uniform(0, 60))))
        self.world.drives.add(map_uid, driven)
        self.drives.append((map_uid, season_of(release) or ALL_TIME, release, driven))


def judge(simulation: Simulation, seen_until: float) -> Counter[str]:
    """Count what was right and what was wrong."""
    verdicts: Counter[str] = Counter()
    sought: dict[tuple[str, str, str], list[tuple[Release, Drive]]] = {}
    for map_uid, group, release, driven in simulation.drives:
        sought.setdefault((map_uid, group, driven.account), []).append((release, driven))
    noted: dict[tuple[str, str, str], list[Improvement]] = {}
    for one in simulation.noted.values():
        noted.setdefault((one.map_uid, one.group_uid, one.account_id), []).append(one)
    verdicts["false"] += sum(len(noted[key]) for key in noted.keys() - sought.keys())
    for key, drives in sought.items():
        track = simulation.world.track(key[0])
        assert track is not None
        bests: list[tuple[Release, Drive]] = []
        for release, driven in sorted(drives, key=lambda one: one[1].at):
            if not bests or track.sortable(driven.score) < track.sortable(bests[-1][1].score):
                bests.append((release, driven))
        told = [(one.score, one.driven_at) for one in noted.get(key, [])]
        verdicts["double"] += len(told) - len(set(told))
        verdicts["false"] += len(set(told) - {(one.score, one.at) for _, one in bests})
        befores = [one.score_before for one in noted.get(key, [])]
        verdicts["false"] += befores != [None, *[score for score, _ in told]][: len(befores)]
        for number, (_, driven) in enumerate(bests):
            later = bests[number + 1][1].at if number + 1 < len(bests) else seen_until
            if later - driven.at >= SURELY_SEEN:
                was_told = (driven.score, driven.at) in told
                verdicts["told" if was_told else "missed"] += 1
    return verdicts


async def simulate(
    nadeo: NadeoServer, clock: PassingClock, file: Path, *, days: float, seed: int
) -> Counter[str]:
    simulation = Simulation(nadeo, nadeo.world, clock, file, seed)
    await simulation.run(days, players=12, drives_a_day=200)
    verdicts = judge(simulation, clock.timestamp())
    troubles = simulation.restarts, simulation.outages, simulation.late
    print(f"{dict(verdicts)}, {len(simulation.drives)} drives, {troubles} troubles")
    assert min(troubles) > 0
    return verdicts


async def test_hours_with_troubles(nadeo: NadeoServer, clock: PassingClock, database: Path) -> None:
    verdicts = await simulate(nadeo, clock, database, days=0.4, seed=1)

    assert (verdicts["missed"], verdicts["double"], verdicts["false"]) == (0, 0, 0)
    assert verdicts["told"] > 20


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_a_week_with_troubles(
    nadeo: NadeoServer, clock: PassingClock, database: Path
) -> None:
    verdicts = await simulate(nadeo, clock, database, days=7, seed=2)

    assert (verdicts["missed"], verdicts["double"], verdicts["false"]) == (0, 0, 0)
    assert verdicts["told"] > 200
