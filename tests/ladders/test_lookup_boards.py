"""Pages of ladders: how they are cut from chunks, named, and shown old when Nadeo is down."""

from datetime import date
from typing import Any

import pytest

from bot.ladders.cards import PAGE_LENGTH, BoardPage, page_start
from bot.maps.releases import Target
from bot.nadeo.errors import NotFound, Unavailable
from bot.nadeo.models import ALL_TIME, SECRET
from bot.nadeo.paths import DEEPEST_RANK
from bot.sandbox.nadeo.failures import Mode
from bot.text import race_time
from tests.bench import Bench

NAMES = "/api/display-names"
STUNT_DAY = date(2020, 7, 24)
PLATFORM_DAY = date(2020, 8, 7)
SECRET_DAY = date(2020, 7, 14)


@pytest.fixture
async def todays(bench: Bench) -> Target:
    """Give the running track, its list and map info asked for already."""
    await bench.lookup.warm_up()
    target = await bench.lookup.typed_maps.track("today")
    await bench.lookup.map_cards.card(target)
    bench.asked()
    return target


def ladder(bench: Bench, page: BoardPage) -> Any:
    group = bench.world.group(page.group_uid)
    assert group is not None
    found = bench.world.ladder(group, page.track.uid)
    assert found is not None
    return found


def boards_asked(bench: Bench) -> list[tuple[int, int]]:
    """Return length and offset of every board asked for since the last call."""
    asked = [request for request in bench.nadeo.requests if request.path.endswith("/top")]
    assert all(request.query["onlyWorld"] == ["true"] for request in asked)  # quirk 63
    bench.nadeo.requests.clear()
    return [(int(one.query["length"][0]), int(one.query["offset"][0])) for one in asked]


def script_board(bench: Bench, tops: object, times: int = 1) -> None:
    bench.nadeo.failures.script(path="/top$", body={"groupUid": "g", "tops": tops}, times=times)


def line(position: int, score: int, **changes: object) -> dict[str, object]:
    account = f"{position:08x}-0000-4000-8000-000000000000"
    values = {"accountId": account, "zoneId": "", "zoneName": "", "position": position}
    return values | {"score": score} | changes


# --- rows ----------------------------------------------------------------------------------------


async def test_the_first_page(bench: Bench, todays: Target) -> None:
    page = await bench.lookup.ladders.board(todays, "season", 1)

    assert todays.release is not None
    assert (page.group_uid, page.board) == (todays.release.season_uid, "season")
    assert page.received_at == bench.clock.timestamp()
    assert (page.first_rank, page.has_next, page.stale) == (1, True, False)
    assert [row.position for row in page.rows] == list(range(1, 21))
    for row in page.rows:
        entry = ladder(bench, page).entry(row.position)
        zone = bench.world.accounts.zone(entry.account)
        path = [one.name for one in bench.world.zones.path(zone.id)]
        assert row.score == entry.score
        assert row.name == (bench.world.accounts.name(entry.account) or entry.account[:8])
        assert row.country == (path[2] if len(path) > 2 else path[-1])
    assert page.record == page.rows[0].score


async def test_a_page_takes_a_board_and_a_request_for_names(bench: Bench, todays: Target) -> None:
    await bench.lookup.ladders.board(todays, "season", 1)

    paths = bench.asked()
    assert len(paths) == 2
    assert NAMES in paths


@pytest.mark.parametrize(
    ("rank", "first", "chunk"),
    [
        (1, 1, 0),
        (20, 1, 0),
        (21, 21, 0),
        (57, 41, 0),
        (100, 81, 0),
        (101, 101, 100),
        (119, 101, 100),
        (4321, 4321, 4300),
        (9_999, 9_981, 9_900),
        (DEEPEST_RANK, 9_981, 9_900),
    ],
)
async def test_a_rank_lies_on_its_page(
    bench: Bench, todays: Target, rank: int, first: int, chunk: int
) -> None:
    # quirks 65 and 66: a hundred a request, ten thousand in all
    assert page_start(rank) == first

    page = await bench.lookup.ladders.board(todays, "season", rank)

    assert boards_asked(bench) == [(100, chunk)]
    assert [row.position for row in page.rows] == list(range(first, first + PAGE_LENGTH))
    assert rank in [row.position for row in page.rows]


async def test_five_pages_take_one_board_and_the_sixth_another(
    bench: Bench, todays: Target
) -> None:
    names = 0
    for rank in range(1, 101, PAGE_LENGTH):
        await bench.lookup.ladders.board(todays, "season", rank)
        paths = bench.asked()
        names += paths.count(NAMES)
        assert len(paths) <= (2 if rank == 1 else 1)
    assert names == 2  # a hundred players, fifty a request

    await bench.lookup.ladders.board(todays, "season", 101)
    assert boards_asked(bench) == [(100, 100)]


async def test_a_board_is_asked_for_again_after_some_minutes(bench: Bench, todays: Target) -> None:
    for seconds in (0, 60, 59):
        bench.clock.move(seconds)
        await bench.lookup.ladders.board(todays, "season", 1)
    assert boards_asked(bench) == [(100, 0)]

    bench.clock.move(1)
    await bench.lookup.ladders.board(todays, "season", 1)
    assert boards_asked(bench) == [(100, 0)]


async def test_nadeos_own_positions_are_shown(bench: Bench, todays: Target) -> None:
    # quirk 76, and equal times
    script_board(bench, [{"top": [line(1, 10), line(2, 20), line(2, 20), line(4, 30)]}])

    page = await bench.lookup.ladders.board(todays, "season", 1)

    assert [row.position for row in page.rows] == [1, 2, 2, 4]
    assert not page.has_next


async def test_rows_without_a_known_zone_have_no_country(bench: Bench, todays: Target) -> None:
    # quirk 103: a zone's own name is that of a town or region, and some are called as countries are
    rows = [line(1, 10, zoneName="Luxembourg"), line(2, 20, zoneName="Ille-et-Vilaine")]
    script_board(bench, [{"top": rows}])

    page = await bench.lookup.ladders.board(todays, "season", 1)

    assert [row.country for row in page.rows] == ["", ""]


async def test_fields_that_come_and_go(bench: Bench, todays: Target) -> None:
    # quirks 27 and 28
    rows = [line(1, 10), line(2, 20, timestamp=-1), line(3, 30, timestamp=None, extra=True)]
    script_board(bench, [{"top": rows}])

    assert len((await bench.lookup.ladders.board(todays, "season", 1)).rows) == 3


# --- gaps ----------------------------------------------------------------------------------------


async def test_gaps_count_from_the_record_while_it_is_at_hand(bench: Bench, todays: Target) -> None:
    record = ladder(bench, await bench.lookup.ladders.board(todays, "season", 1)).entry(1)
    fifth = await bench.lookup.ladders.board(todays, "season", 81)
    sixth = await bench.lookup.ladders.board(todays, "season", 101)

    assert fifth.record == sixth.record == record.score


async def test_a_deep_page_alone_does_not_know_the_record(bench: Bench, todays: Target) -> None:
    page = await bench.lookup.ladders.board(todays, "season", 101)

    assert (page.record, page.above) == (None, None)


async def test_the_row_above_a_page_is_at_hand_within_a_request(
    bench: Bench, todays: Target
) -> None:
    first = await bench.lookup.ladders.board(todays, "season", 1)
    second = await bench.lookup.ladders.board(todays, "season", 21)

    assert (first.above, second.above) == (None, first.rows[-1].score)


async def test_secret_scores_have_no_gaps(bench: Bench) -> None:
    # quirks 67 and 68
    target = await bench.lookup.typed_maps.track(SECRET_DAY)
    page = await bench.lookup.ladders.board(target, "season", 1)

    assert page.rows[0].score == SECRET
    assert page.has_secrets
    assert page.record is None
    assert race_time(page.rows[0].score) == "SECRET"
    assert page.rows[-1].score != SECRET


@pytest.mark.parametrize("on", [STUNT_DAY, PLATFORM_DAY])
async def test_other_units_come_through(bench: Bench, on: date) -> None:
    # quirk 69
    target = await bench.lookup.typed_maps.track(on)

    page = await bench.lookup.ladders.board(target, "all-time", 1)

    assert page.track.kind in {"tm_stunt", "tm_platform"}
    assert page.rows[0].score == ladder(bench, page).entry(1).score


# --- ends and edges ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("in_chunk", "rank", "has_next"),
    [(100, 81, True), (100, 61, True), (60, 41, False), (61, 41, True), (20, 1, False)],
)
async def test_whether_there_is_a_next_page(
    bench: Bench, todays: Target, in_chunk: int, rank: int, has_next: bool
) -> None:
    script_board(bench, [{"top": [line(number, number) for number in range(1, in_chunk + 1)]}])

    assert (await bench.lookup.ladders.board(todays, "season", rank)).has_next is has_next


async def test_the_last_page_of_all_has_no_next(bench: Bench, todays: Target) -> None:
    # quirk 66
    page = await bench.lookup.ladders.board(todays, "season", DEEPEST_RANK)

    assert page.rows[-1].position == DEEPEST_RANK
    assert not page.has_next


@pytest.mark.parametrize(
    "body",
    [
        {},  # quirk 70: an unknown or closed group
        {"groupUid": "g", "mapUid": "m", "tops": []},  # quirk 77
        {"groupUid": "g", "mapUid": "m", "tops": [{"zoneName": "World", "top": []}]},
        {"groupUid": "g", "mapUid": "m", "tops": [{"zoneName": "World"}]},
        {"groupUid": "g", "mapUid": "m", "tops": None},
    ],
)
async def test_nothing_to_show(bench: Bench, todays: Target, body: object) -> None:
    bench.nadeo.failures.script(path="/top$", body=body)

    page = await bench.lookup.ladders.board(todays, "season", 1)

    assert (page.rows, page.record, page.has_next) == ((), None, False)
    assert bench.asked().count(NAMES) == 0


async def test_nothing_of_a_group_is_no_empty_board(bench: Bench, todays: Target) -> None:
    # quirk 70
    bench.nadeo.failures.script(path="/top$", body={})

    assert (await bench.lookup.ladders.board(todays, "season", 1)).note == "silent"


async def test_an_old_record_counts_for_nothing(bench: Bench, todays: Target) -> None:
    await bench.lookup.ladders.board(todays, "season", 1)
    bench.clock.move(119)
    near = await bench.lookup.ladders.board(todays, "season", 1001)
    assert near.record is not None
    bench.clock.move(2)

    deep = await bench.lookup.ladders.board(todays, "season", 2001)

    assert deep.record is None


async def test_an_unknown_group_is_empty(bench: Bench, todays: Target) -> None:
    # quirk 70
    page = await bench.lookup.ladders.board_of_group(todays.map_uid, "no-such-group", 1)

    assert page.rows == ()


async def test_an_unknown_map_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFound):
        await bench.lookup.ladders.board_of_group("abcdefghijklmnopqrstuvwxyz0", ALL_TIME, 1)


async def test_the_all_time_board(bench: Bench, todays: Target) -> None:
    page = await bench.lookup.ladders.board(todays, "all-time", 1)

    assert (page.group_uid, page.board) == (ALL_TIME, "all-time")


async def test_a_map_without_a_season_has_only_the_all_time_board(bench: Bench) -> None:
    day = await bench.lookup.typed_maps.track("yesterday")
    unknown = Target(day.map_uid)

    assert (await bench.lookup.ladders.board(unknown, "season", 1)).group_uid == ALL_TIME


# --- without Nadeo -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["down", "html", "unauthorized", "too-many"])
async def test_the_last_good_board_is_shown_with_its_age(
    bench: Bench, todays: Target, mode: Mode
) -> None:
    fresh = await bench.lookup.ladders.board(todays, "season", 1)
    bench.clock.move(600)
    bench.nadeo.failures.retry_after = None
    bench.nadeo.failures.mode = mode

    old = await bench.lookup.ladders.board(todays, "season", 1)

    assert (old.rows, old.received_at, old.stale) == (fresh.rows, fresh.received_at, True)


async def test_map_info_of_any_age_serves_a_board(bench: Bench, todays: Target) -> None:
    bench.clock.move(3 * 86400)

    page = await bench.lookup.ladders.board(todays, "season", 1)

    assert not page.stale
    assert [path for path in bench.asked() if "/api/token/map/" in path] == []


async def test_without_an_old_board_the_failure_is_told(bench: Bench, todays: Target) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.ladders.board(todays, "season", 1)


async def test_a_board_without_names_is_shown_with_short_ids(bench: Bench, todays: Target) -> None:
    bench.nadeo.failures.script(host="oauth", status=503, times=9)

    page = await bench.lookup.ladders.board(todays, "season", 1)

    assert [row.name for row in page.rows] == [
        ladder(bench, page).entry(row.position).account[:8] for row in page.rows
    ]

    bench.nadeo.failures.clear()
    bench.asked()
    again = await bench.lookup.ladders.board(todays, "season", 1)

    assert again.received_at == page.received_at
    assert not any(row.lacks_name for row in again.rows)
