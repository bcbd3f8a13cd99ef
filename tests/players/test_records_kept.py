"""What the watch over running maps keeps over restarts, wrong clocks, unlinking and endings."""

import pytest

from bot.frame.forgetting import forget_person
from bot.nadeo.models import ALL_TIME, SECRET
from bot.players.cards import Link
from bot.players.record_rows import (
    linked_accounts,
    read_board,
    read_covered,
    read_improvements,
)
from bot.players.rows import keep_link, link_of
from bot.players.watching import CLOSING_AFTER, RHYTHM, TOLD_BY, TRACK_RHYTHM
from tests.bench import Bench, MakeBench, meant
from tests.players.laps import (
    GUILD,
    MAPS_RUNNING,
    Asked,
    PassingClock,
    accounts_of,
    drive,
    let_run,
    link,
    track_board,
    watch_at,
)

pytestmark = pytest.mark.filled

HOUR = 3600.0


async def test_a_restart_asks_for_nothing_that_is_not_due(
    bench: Bench, make_bench: MakeBench, clock: PassingClock, asked: Asked
) -> None:
    await link(bench.store, accounts_of(bench.world, 3))
    watch = watch_at(bench)
    await let_run(watch, clock, 0.5 * HOUR)
    asked.clear()
    await let_run(watch, clock, HOUR)
    usual = len(asked.records())

    asked.clear()
    for _ in range(12):
        another = await make_bench()
        await let_run(watch_at(another), clock, HOUR / 12)
    assert len(asked.records()) <= usual + 2


async def test_a_clock_that_is_set_back_is_no_reason_to_wait(
    bench: Bench, clock: PassingClock, asked: Asked
) -> None:
    (account,) = accounts_of(bench.world, 1)
    await link(bench.store, [account])
    watch = watch_at(bench)
    await let_run(watch, clock, 0.5 * HOUR)
    board = await track_board(bench.store)
    track = await bench.lookup.maps.get(board.map_uid)

    clock.move(-2 * HOUR)
    asked.clear()
    found = await bench.lookup.records.on_map(track, board.group_uid, [account])
    assert (len(asked.records()), found.stale) == (1, False)
    asked.clear()
    driven = drive(bench, board.map_uid, account, 39_000)
    await let_run(watch, clock, 120)
    again = await read_board(bench.store, board.map_uid, board.group_uid)
    assert again is not None
    assert again.read_at <= clock.timestamp()
    # All maps but once in their turn, and nothing faster than before.
    asked.clear()
    await let_run(watch, clock, 0.5 * HOUR)
    assert MAPS_RUNNING + 10 <= len(asked.records()) <= 2 * MAPS_RUNNING + 16
    (improvement,) = await read_improvements(bench.store)
    assert (improvement.score, improvement.driven_at) == (39_000, driven.at)


async def test_who_is_unlinked_during_a_round_is_not_kept(
    bench: Bench, clock: PassingClock
) -> None:
    stays, leaves, changes, other = accounts_of(bench.world, 4)
    await link(bench.store, [stays, leaves, changes])
    watch = watch_at(bench)
    await let_run(watch, clock, 600)
    board = await track_board(bench.store)
    for account, score in ((stays, 50_000), (leaves, 51_000), (changes, 52_000)):
        drive(bench, board.map_uid, account, score)
    is_done = False
    read = bench.lookup.records.read

    async def read_late(*asked: object) -> object:
        nonlocal is_done
        found = await read(*asked)  # pyright: ignore[reportArgumentType] # as it came
        if not is_done:
            await forget_person(bench.store, 2)
            assert await keep_link(bench.store, Link(3, other), GUILD, 2.0)
        is_done = True
        return found

    bench.lookup.records.read = read_late  # pyright: ignore[reportAttributeAccessIssue] # on the way
    await let_run(watch, clock, TRACK_RHYTHM + 60)

    assert is_done
    everybody = [stays, leaves, changes, other]
    covered = await read_covered(bench.store, board.board_id, everybody)
    assert set(covered) <= {stays, other}
    assert [one.account_id for one in await read_improvements(bench.store)] == [stays]
    rows = await bench.store.rows("SELECT DISTINCT account_id FROM player_records")
    assert {row["account_id"] for row in rows} <= {stays, other}


async def test_nothing_is_left_of_a_person(bench: Bench, clock: PassingClock) -> None:
    here, gone = accounts_of(bench.world, 2)
    await link(bench.store, [here, gone])
    watch = watch_at(bench)
    await let_run(watch, clock, 600)
    board = await track_board(bench.store)
    for account in (here, gone):
        drive(bench, board.map_uid, account, 50_000)
    await let_run(watch, clock, TRACK_RHYTHM + 60)
    assert len(await read_improvements(bench.store)) == 2

    await forget_person(bench.store, 2)
    for table in ("player_records", "improvements"):
        rows = await bench.store.rows(f"SELECT account_id FROM {table}")  # noqa: S608 # ours
        assert {row["account_id"] for row in rows} == {here}
    # Linked anew, it is a first look again.
    assert await keep_link(bench.store, Link(2, gone), GUILD, 3.0)
    await let_run(watch, clock, TRACK_RHYTHM + 60)
    assert [one.account_id for one in await read_improvements(bench.store)] == [here]
    assert await link_of(bench.store, 2) is not None
    assert await linked_accounts(bench.store) == sorted([here, gone])


async def test_a_release_that_is_over_is_read_once_more_and_forgotten(
    bench: Bench, clock: PassingClock
) -> None:
    (account,) = accounts_of(bench.world, 1)
    await link(bench.store, [account])
    release = (await meant(bench, None)).release
    assert release is not None
    clock.pass_by(release.ends - clock.timestamp() - 600)
    watch = watch_at(bench)
    await let_run(watch, clock, 570)
    old = await track_board(bench.store)
    last = drive(bench, old.map_uid, account, 48_000)
    clock.pass_by(31)
    # Of another day, though Nadeo may know of it.
    drive(bench, old.map_uid, account, 47_000)
    await bench.lookup.catalogue.refresh()
    await let_run(watch, clock, CLOSING_AFTER + TOLD_BY + TRACK_RHYTHM)

    new = await track_board(bench.store)
    assert new.map_uid != old.map_uid
    assert await read_board(bench.store, old.map_uid, old.group_uid) is None
    assert await read_covered(bench.store, old.board_id, [account]) == {}
    told = [(one.map_uid, one.score, one.driven_at) for one in await read_improvements(bench.store)]
    assert told == [(old.map_uid, 48_000, last.at)]


async def test_secret_times_are_kept_as_such(bench: Bench, clock: PassingClock) -> None:
    # While a week runs, times better than the author's are secret (quirk 111).
    (account,) = accounts_of(bench.world, 1)
    await link(bench.store, [account])
    watch = watch_at(bench)
    await let_run(watch, clock, 1000)
    (short,) = [one for one in await bench.lookup.catalogue.under_way() if "shorts" in one.kind]
    uid = short.map_uids[0]
    track = await bench.lookup.maps.get(uid)
    drive(bench, uid, account, track.author_time + 2000)
    await let_run(watch, clock, RHYTHM + 60)
    drive(bench, uid, account, track.author_time - 1000)
    await let_run(watch, clock, RHYTHM + 60)

    found = await bench.lookup.records.on_map(track, ALL_TIME, [account])
    if not found.results:
        found = await bench.lookup.records.on_map(track, short.season_uid, [account])
    assert [one.score for one in found.results] == [SECRET]
    told = [(one.score_before, one.score) for one in await read_improvements(bench.store)]
    assert told == [(None, track.author_time + 2000)]
