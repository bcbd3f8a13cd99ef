"""How boards stand, beside a map's card."""

from typing import Any

import pytest
import pytest_asyncio

from bot.ladders.standings import HOLDS_FOR, WORST, last_place
from bot.maps.cards import Standing
from bot.maps.releases import Target
from bot.nadeo.models import Leaderboard, Record, ZoneTop
from tests.bench import Bench
from tests.ladders.test_lookup_boards import STUNT_DAY, ladder

SURROUND = "/surround/"


async def shown(bench: Bench, target: Target) -> Standing | None:
    return (await bench.lookup.map_cards.with_standing(target)).standing


@pytest_asyncio.fixture
async def todays(bench: Bench) -> Target:
    target = await bench.lookup.typed_maps.track("today")
    await shown(bench, target)
    bench.asked()
    return target


async def test_nobody_waits_for_what_is_not_known(bench: Bench, todays: Target) -> None:
    assert await shown(bench, todays) is None
    assert bench.asked() == []


async def test_what_was_wanted_is_told_to_whoever_looks_next(bench: Bench, todays: Target) -> None:
    # quirk 73: a score behind all others stands behind the last player
    await bench.lookup.standings.catch_up()
    assert len(bench.asked()) == 2

    standing = await shown(bench, todays)

    page = await bench.lookup.ladders.board(todays, None, 1)
    assert standing == Standing(page.record, ladder(bench, page).size, bench.clock.timestamp())
    bench.asked()
    await bench.lookup.standings.catch_up()
    assert bench.asked() == []


async def test_it_is_asked_for_again_once_it_is_old(bench: Bench, todays: Target) -> None:
    await bench.lookup.standings.catch_up()
    bench.clock.move(HOLDS_FOR + 1)
    bench.asked()

    assert await shown(bench, todays) is None
    await bench.lookup.standings.catch_up()
    assert len(bench.asked()) == 2


async def test_the_record_is_told_where_somebody_saw_the_board(
    bench: Bench, todays: Target
) -> None:
    page = await bench.lookup.ladders.board(todays, None, 1)

    assert await shown(bench, todays) == Standing(page.record, None, bench.clock.timestamp())


@pytest.mark.parametrize("day", ["yesterday", STUNT_DAY])
async def test_what_does_not_run_or_has_points_is_not_asked_for(bench: Bench, day: Any) -> None:
    await shown(bench, await bench.lookup.typed_maps.track(day))
    bench.asked()

    await bench.lookup.standings.catch_up()

    assert bench.asked() == []


async def test_what_fails_is_not_asked_for_again_at_once(bench: Bench, todays: Target) -> None:
    bench.nadeo.failures.script(path=SURROUND, status=404, times=99)
    await bench.lookup.standings.catch_up()
    bench.asked()

    standing = await shown(bench, todays)

    await bench.lookup.standings.catch_up()
    assert standing is not None
    assert standing.players is None
    assert bench.asked() == []


async def test_what_was_told_long_ago_is_no_count_of_now(bench: Bench, todays: Target) -> None:
    await bench.lookup.standings.catch_up()
    bench.clock.move(HOLDS_FOR + 1)
    bench.nadeo.failures.mode = "down"
    await shown(bench, todays)

    await bench.lookup.standings.catch_up()

    assert await shown(bench, todays) is None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(7, 50_000), (8, WORST)], 7),
        ([(1, WORST)], None),
        ([(7, 50_000)], None),
        ([], None),
    ],
)
def test_where_the_last_place_is(rows: list[tuple[int, int]], expected: int | None) -> None:
    records = tuple(Record(account_id="a", position=rank, score=score) for rank, score in rows)
    answer = Leaderboard(tops=(ZoneTop(top=records),))

    assert last_place(answer) == expected
