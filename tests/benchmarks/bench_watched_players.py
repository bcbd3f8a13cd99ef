"""What ten thousand linked players take of the file, of memory and of time: `make bench`."""

import time
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest

from bot.players.cards import MapResult
from bot.players.noticing import Reading
from bot.players.record_rows import Round, keep_round
from bot.players.watching import RHYTHM
from bot.sandbox.nadeo.server import NadeoServer
from bot.storage.store import Store
from tests.bench import Bench
from tests.players.laps import Asked, PassingClock, accounts_of, let_run, link, watch_at

PLAYERS = 10_000
MAPS = 33
HOURS = 24
BEGAN = 2_000.0
ACCOUNTS = [str(UUID(int=number)) for number in range(PLAYERS)]


async def test_a_file_of_ten_thousand_players(tmp_path: Path) -> None:
    file = tmp_path / "pitwall.db"
    async with Store.opened(file) as store:
        await store.write("INSERT INTO links VALUES (?, ?, 0)", list(enumerate(ACCOUNTS)))
        await store.write(
            "INSERT INTO server_players VALUES (1, ?)", [(n,) for n in range(PLAYERS)]
        )
        await store.scrub()
        linked = file.stat().st_size
        first = await spent(store, driven(0))
        await store.scrub()
        grown = file.stat().st_size - linked
        again = await spent(store, driven(0), BEGAN + 900)
        busy = await spent(store, driven(500), BEGAN + 1800)
        tracemalloc.start()
        await keep_round(store, a_round(0, driven(500), BEGAN + 2700), BEGAN + 2700)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    print(
        f"\n{PLAYERS:,} players on {MAPS} maps: {linked / 1e6:.1f} MB of links and "
        f"{grown / 1e6:.1f} MB of records; a round takes {peak / 1e6:.1f} MB of memory and "
        f"{first:.2f} s at first, {again:.2f} s where nobody drove, {busy:.2f} s where 500 did"
    )


async def spent(
    store: Store, results: Mapping[str, MapResult | None], began: float = BEGAN
) -> float:
    """Store a round of every map; return how long one took, in seconds."""
    start = time.perf_counter()
    for number in range(MAPS):
        await keep_round(store, a_round(number, results, began), began)
    return (time.perf_counter() - start) / MAPS


def a_round(number: int, results: Mapping[str, MapResult | None], began: float) -> Round:
    reading = Reading(began, 0, kind="tm_race")
    return Round(f"{number:027}", str(UUID(int=number)), 900, reading, results)


def driven(better: int) -> dict[str, MapResult | None]:
    """Return what half of all players have, of whom so many have got better since."""
    return {
        account: MapResult(
            account, 40_000 + user - (user <= 2 * better), 1_000 + (user <= 2 * better)
        )
        if user % 2
        else None
        for user, account in enumerate(ACCOUNTS)
    }


@pytest.fixture
def clock() -> PassingClock:
    return PassingClock()


@pytest.mark.filled
async def test_a_day_of_five_hundred_players(
    bench: Bench, clock: PassingClock, nadeo: NadeoServer
) -> None:
    asked = Asked(nadeo, clock)
    await link(bench.store, accounts_of(bench.world, 500))
    watch = watch_at(bench)
    await let_run(watch, clock, RHYTHM)
    await bench.lookup.catalogue.refresh()
    asked.clear()
    for _ in range(HOURS):
        await let_run(watch, clock, 3600.0)
        await bench.lookup.catalogue.refresh()
    records = len(asked.records())
    others = len(asked.requests) - records
    print(
        f"\n500 players for a day: {records:,} requests for records, {others:,} beside them, "
        f"{len(asked.requests) / 86_400:.3f} a second; a page of their ladder takes none"
    )
