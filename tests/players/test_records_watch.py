"""The watch over running maps: what it asks, how evenly, and what it keeps of people."""

from collections.abc import Iterable
from itertools import pairwise

import pytest

from bot.frame.forgetting import forget_person
from bot.players.cards import MapResult
from bot.players.record_rows import (
    read_boards,
    read_improvements,
)
from bot.players.watching import RHYTHM, TRACK_RHYTHM
from tests.bench import Bench, meant
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


def scores(results: Iterable[MapResult]) -> dict[str, int]:
    return {one.account_id: one.score for one in results}


async def test_nobody_is_asked_while_nobody_is_linked(
    bench: Bench, clock: PassingClock, asked: Asked
) -> None:
    await let_run(watch_at(bench), clock, HOUR)
    assert asked.requests == []

    await link(bench.store, accounts_of(bench.world, 1))
    await let_run(watch_at(bench), clock, HOUR)
    assert len({map_id for _, map_id in asked.records()}) == MAPS_RUNNING

    await forget_person(bench.store, 1)
    asked.clear()
    await let_run(watch_at(bench), clock, HOUR)
    assert asked.requests == []


async def test_each_map_has_its_rhythm(bench: Bench, clock: PassingClock, asked: Asked) -> None:
    await link(bench.store, accounts_of(bench.world, 3))
    watch = watch_at(bench)
    await let_run(watch, clock, HOUR)
    asked.clear()
    await let_run(watch, clock, 1.5 * HOUR)

    track = (await meant(bench, None)).map_uid
    track_id = (await bench.lookup.maps.get(track)).map_id
    moments: dict[str, list[float]] = {}
    for at, map_id in asked.records():
        moments.setdefault(map_id, []).append(at)
    assert len(moments) == MAPS_RUNNING
    for map_id, times in moments.items():
        rhythm = TRACK_RHYTHM if map_id == track_id else RHYTHM
        gaps = [later - at for at, later in pairwise(times)]
        assert min(gaps) >= rhythm - 1
        # A reading of another map may be under way: a few seconds.
        assert max(gaps) <= rhythm + 30
    # Spread out, not one after the other: there is nothing to be in a hurry for.
    others = sorted(at for at, map_id in asked.records() if map_id != track_id)
    busiest = max(sum(at <= other < at + 300 for other in others) for at in others)
    assert busiest <= 300 / RHYTHM * MAPS_RUNNING * 1.3
    # Lists, maps and clones were known: nothing else is asked.
    assert len(asked.requests) == len(asked.records())


@pytest.mark.parametrize("count", [500, 1500])
async def test_never_above_a_quarter_of_the_budget(
    bench: Bench, clock: PassingClock, asked: Asked, count: int
) -> None:
    await link(bench.store, accounts_of(bench.world, count))
    await let_run(watch_at(bench, rate=1.0), clock, 0.25 * HOUR)

    moments = [at for at, _ in asked.requests]
    assert min(later - at for at, later in pairwise(moments)) >= 4.0 - 0.001
    # The last round goes on beyond the quarter of an hour.
    assert len(moments) <= 0.25 * (clock.timestamp() - moments[0]) + 1
    assert len(moments) > 50


async def test_more_players_than_there_is_time_for_slow_all_maps_alike(
    bench: Bench, clock: PassingClock, asked: Asked
) -> None:
    # A tenth of the rate stands for ten times as many players.
    await link(bench.store, accounts_of(bench.world, 600))
    watch = watch_at(bench, rate=0.1)
    await let_run(watch, clock, 4 * HOUR)
    asked.clear()
    await let_run(watch, clock, 6 * HOUR)

    counts: dict[str, int] = {}
    for _, map_id in asked.records():
        counts[map_id] = counts.get(map_id, 0) + 1
    assert len(counts) == MAPS_RUNNING
    assert len(asked.requests) <= 0.25 * 0.1 * 6 * HOUR + 1
    track_id = (await bench.lookup.maps.get((await meant(bench, None)).map_uid)).map_id
    others = [count for map_id, count in counts.items() if map_id != track_id]
    assert counts[track_id] > 4 * max(others)


async def test_five_hundred_cost_three_requests_a_round_and_none_to_look_at(
    bench: Bench, clock: PassingClock, asked: Asked
) -> None:
    accounts = accounts_of(bench.world, 500, first=1)
    await link(bench.store, accounts)
    watch = watch_at(bench)
    assert await watch.step() == 0.0  # the cup of the week, which no list has
    asked.clear()
    await watch.step()
    assert len(asked.records()) == len(asked.requests) == 3
    asked.clear()

    target = await meant(bench, None)
    group = target.release.season_uid if target.release else ""
    clock.pass_by(2 * TRACK_RHYTHM - 20)
    page = await bench.lookup.server_ladders.page(GUILD, 1, target, group, None)

    assert (page.linked, page.board.stale) == (500, False)
    assert page.driven > 100
    records = [one for one in asked.requests if "api/users" not in one[1].path]
    assert [one.path for _, one in records if "display-names" not in one.path] == []
    board = await track_board(bench.store)
    assert page.board.received_at == board.read_at


async def test_a_page_from_the_file_is_that_of_nadeo(bench: Bench) -> None:
    accounts = accounts_of(bench.world, 300, first=1)
    target = await meant(bench, None)
    track = await bench.lookup.maps.get(target.map_uid)
    assert target.release is not None
    group = target.release.season_uid
    asked = await bench.lookup.records.on_map(track, group, accounts)

    await link(bench.store, accounts)
    watch = watch_at(bench)
    for _ in range(2):
        await watch.step()
    kept = await bench.lookup.records.on_map(track, group, accounts)

    # The crowd's moments go with the world's clock while its map is young.
    assert scores(kept.results) == scores(asked.results)
    assert len(kept.results) > 100
    assert kept.received_at == (await track_board(bench.store)).read_at


async def test_only_who_was_not_covered_is_asked_for(
    bench: Bench, clock: PassingClock, asked: Asked
) -> None:
    old, new = accounts_of(bench.world, 2)
    await link(bench.store, [old])
    watch = watch_at(bench)
    for _ in range(2):
        await watch.step()
    board = await track_board(bench.store)
    track = await bench.lookup.maps.get(board.map_uid)
    drive(bench, board.map_uid, old, 41_000)
    fresh = drive(bench, board.map_uid, new, 42_000)
    asked.clear()

    found = await bench.lookup.records.on_map(track, board.group_uid, [old, new])

    assert found.results == (MapResult(new, 42_000, fresh.at),)
    ((_, request),) = asked.requests
    assert request.query["accountIdList"] == [new]
    # Once the watch has been late for two rounds all are asked for.
    clock.pass_by(2 * TRACK_RHYTHM + 1)
    found = await bench.lookup.records.on_map(track, board.group_uid, [old, new])
    assert {one.account_id for one in found.results} == {old, new}


async def test_while_nadeo_is_down_the_last_is_shown_as_old(
    bench: Bench, clock: PassingClock
) -> None:
    account = accounts_of(bench.world, 1)
    await link(bench.store, account)
    watch = watch_at(bench)
    await watch.step()
    uid = (await meant(bench, None)).map_uid
    driven = drive(bench, uid, account[0], 43_000)
    await watch.step()
    board = await track_board(bench.store)
    track = await bench.lookup.maps.get(uid)

    bench.nadeo.failures.mode = "down"
    for passed, is_stale in ((TRACK_RHYTHM, False), (TRACK_RHYTHM + 1, True)):
        clock.pass_by(passed)
        found = await bench.lookup.records.on_map(track, board.group_uid, account)
        assert found.results == (MapResult(account[0], 43_000, driven.at),)
        assert (found.stale, found.received_at) == (is_stale, board.read_at)


async def test_the_watch_goes_on_once_nadeo_is_back(bench: Bench, clock: PassingClock) -> None:
    (account,) = accounts_of(bench.world, 1)
    await link(bench.store, [account])
    watch = watch_at(bench)
    await let_run(watch, clock, 600)
    board = await track_board(bench.store)
    failures = bench.nadeo.failures
    back_at = clock.timestamp() + 1800

    def come_back() -> None:
        failures.mode = "fine"
        drive(bench, board.map_uid, account, 50_000)

    clock.plans.append((back_at, come_back))
    failures.mode = "down"
    while failures.mode == "down":
        await let_run(watch, clock, 60)
    await let_run(watch, clock, 60)

    (improvement,) = await read_improvements(bench.store)
    assert improvement.score == 50_000
    assert improvement.noted_at <= back_at + 60


async def test_a_map_that_nadeo_refuses_holds_up_no_other(
    bench: Bench, clock: PassingClock
) -> None:
    await link(bench.store, accounts_of(bench.world, 1))
    track = await bench.lookup.maps.get((await meant(bench, None)).map_uid)
    everywhere = bench.nadeo.failures
    refused = 0

    def refuse(_method: str, address: str, body: bytes) -> bytes:
        nonlocal refused
        if track.map_id not in address:
            return body
        refused += 1
        return b'{"not": "a list"}'

    everywhere.spoil = refuse
    await let_run(watch_at(bench), clock, HOUR)
    assert len(await read_boards(bench.store)) == MAPS_RUNNING - 1
    assert refused <= 2 * HOUR / TRACK_RHYTHM + 2
    everywhere.spoil = None
    await let_run(watch_at(bench), clock, TRACK_RHYTHM + 60)
    assert len(await read_boards(bench.store)) == MAPS_RUNNING
