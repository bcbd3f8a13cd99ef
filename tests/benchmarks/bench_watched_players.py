"""How large the file grows for ten thousand linked players: `make bench`."""

import time
import tracemalloc
from pathlib import Path
from uuid import UUID

from bot.players.cards import Link, MapResult
from bot.players.noticing import Reading
from bot.players.record_rows import Round, keep_round
from bot.players.rows import keep_link
from bot.storage.store import Store

PLAYERS = 10_000
MAPS = 33


async def test_a_file_of_ten_thousand_players(tmp_path: Path) -> None:
    file = tmp_path / "pitwall.db"
    accounts = [str(UUID(int=number)) for number in range(PLAYERS)]
    async with Store.opened(file) as store:
        for user, account in enumerate(accounts):
            assert await keep_link(store, Link(user, account), 1, 0.0)
        await store.scrub()
        before = file.stat().st_size
        tracemalloc.start()
        start = time.perf_counter()
        for number in range(MAPS):
            # Half of them have driven.
            results = {
                account: MapResult(account, 40_000 + user, 1_000) if user % 2 else None
                for user, account in enumerate(accounts)
            }
            reading = Reading(2_000.0, 0, kind="tm_race")
            done = Round(f"{number:027}", str(UUID(int=number)), 900, reading, results)
            await keep_round(store, done, 2_000.0)
        spent = time.perf_counter() - start
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        await store.scrub()
    grown = (file.stat().st_size - before) / 1e6
    print(
        f"\n{PLAYERS:,} players on {MAPS} maps: {grown:.1f} MB, {peak / 1e6:.1f} MB of memory, "
        f"{spent / MAPS:.2f} s a round"
    )
