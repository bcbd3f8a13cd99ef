"""Linked players who drive, and time that passes while whoever watches them sleeps."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from support import ManualClock

from bot.maps.lookup.running import Running
from bot.players.cards import Link
from bot.players.record_rows import WatchedBoard, read_boards
from bot.players.rows import keep_link
from bot.players.watching import TRACK_RHYTHM, RecordWatch
from bot.sandbox.nadeo.recording import RecordedRequest
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.accounts import POPULATION
from bot.sandbox.world.drives import Drive
from bot.sandbox.world.world import World
from bot.storage.store import Store
from tests.bench import Bench

GUILD = 5
RECORDS = "/v2/mapRecords/by-account"
MAPS_RUNNING = 25 + 5 + 1 + 1 + 1
"""Season, shorts, grand, cup and the Track of the Day."""
NEWCOMERS = POPULATION + 10
"""The index of the first player who has no record anywhere before somebody lets them drive."""


LEAST_STEP = 0.001


class PassingClock(ManualClock):
    """Lets time pass at once whenever somebody sleeps, and things happen meanwhile."""

    def __init__(self, *start: datetime) -> None:
        super().__init__(*start)
        self.plans: list[tuple[float, Callable[[], Any]]] = []
        """What happens when, in Unix seconds."""

    async def sleep(self, seconds: float) -> None:
        self.pass_by(seconds)
        await asyncio.sleep(0)

    def pass_by(self, seconds: float) -> None:
        # Moments have whole microseconds: less than one would never pass.
        until = self.timestamp() + max(LEAST_STEP, seconds)
        while due := [plan for plan in self.plans if plan[0] <= until]:
            plan = min(due, key=lambda one: one[0])
            self.plans.remove(plan)
            self._set(max(plan[0], self.timestamp()))
            plan[1]()
        self._set(until)

    def _set(self, moment: float) -> None:
        self.set(datetime.fromtimestamp(moment, UTC))


class Asked:
    """Counts what Nadeo is asked, with the moments of the answers."""

    def __init__(self, nadeo: NadeoServer, clock: ManualClock) -> None:
        self.requests: list[tuple[float, RecordedRequest]] = []
        nadeo.on_request.append(lambda one: self._note(clock, one))

    def _note(self, clock: ManualClock, one: RecordedRequest) -> None:
        if "token" not in one.path:
            self.requests.append((clock.timestamp(), one))

    def records(self) -> list[tuple[float, str]]:
        """Return moments of the questions for records, and for which map by Core's id."""
        return [
            (at, one.query["mapId"][0]) for at, one in self.requests if one.path.startswith(RECORDS)
        ]

    def clear(self) -> None:
        self.requests.clear()


def accounts_of(world: World, count: int, first: int = NEWCOMERS) -> list[str]:
    return [world.accounts.id(first + number) for number in range(count)]


async def link(store: Store, accounts: Iterable[str], first_user: int = 1) -> None:
    for user, account in enumerate(accounts, first_user):
        assert await keep_link(store, Link(user, account), GUILD, 1.0)


def watch_at(bench: Bench, rate: float = 1.0) -> RecordWatch:
    """Return a watch that shares a budget of this rate."""
    lookup = bench.lookup
    running = Running(bench.client, lookup.catalogue, lookup.tracks, bench.clock)
    parts = bench.client, bench.store, bench.clock, lookup.records, lookup.maps, running
    return RecordWatch(*parts, rate)


async def let_run(watch: RecordWatch, clock: PassingClock, seconds: float) -> None:
    """Let the watch go on as its loop does, for so long."""
    until = clock.timestamp() + seconds
    while (left := until - clock.timestamp()) > 0:
        await clock.sleep(min(left, await watch.step(), 60.0))


def drive(bench: Bench, map_uid: str, account: str, score: int, ago: float = 0.0) -> Drive:
    """Let somebody drive now, or as Nadeo will have it a moment ago."""
    driven = Drive(account, score, int(bench.clock.timestamp() - ago))
    bench.world.drives.add(map_uid, driven)
    return driven


async def track_board(store: Store) -> WatchedBoard:
    """Return the board of the Track of the Day that was read last."""
    boards = [one for one in await read_boards(store) if one.rhythm == TRACK_RHYTHM]
    return max(boards, key=lambda one: one.read_at)
