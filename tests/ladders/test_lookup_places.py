"""The place that a score would take, with those around it."""

from datetime import date
from typing import Any

import pytest

from bot.ladders import wording
from bot.ladders.cards import Board, PlaceCard
from bot.ladders.typed import typed_score
from bot.maps.releases import Target
from bot.nadeo.models import ALL_TIME
from bot.refusal import Refusal
from bot.sandbox.nadeo.failures import Mode
from tests.bench import Bench

NAMES = "/api/display-names"
STUNT_DAY = date(2020, 7, 24)
PLATFORM_DAY = date(2020, 8, 7)


@pytest.fixture
async def todays(bench: Bench) -> Target:
    """Give the running track, its list and map info asked for already."""
    await bench.lookup.warm_up()
    target = await bench.lookup.typed_maps.track("today")
    bench.asked()
    return target


async def place(bench: Bench, target: Target, typed: str, board: Board | None = None) -> PlaceCard:
    return await bench.lookup.ladders.place(target, typed_score(typed), board)


def ladder(bench: Bench, card: PlaceCard) -> Any:
    group = bench.world.group(card.group_uid)
    assert group is not None
    return bench.world.ladder(group, card.track.uid)


async def with_own_record(bench: Bench) -> tuple[Target, Any]:
    """Return a running map on which the bot's own account has a record, and its ladder."""
    for release in (await bench.lookup.catalogue.campaigns.all("seasonal")).items[-1:]:
        for uid in release.map_uids:
            group = bench.world.group(release.season_uid)
            found = bench.world.ladder(group, uid)
            own = found.of(bench.nadeo.identity.account)
            if own is not None:
                return Target(uid, release), found
    raise AssertionError("the generated season has none")


# --- places --------------------------------------------------------------------------------------


async def test_a_place_lies_between_its_neighbours(bench: Bench, todays: Target) -> None:
    card = await place(bench, todays, "0:45.678")

    real = ladder(bench, card)
    assert todays.release is not None
    assert card.group_uid == todays.release.season_uid
    assert (card.score, card.rank) == (45_678, real.rank_of(45_678))
    assert card.ahead is not None
    assert card.behind is not None
    assert (card.ahead.position, card.behind.position) == (card.rank - 1, card.rank + 1)
    assert card.ahead.score == real.entry(card.rank - 1).score <= 45_678
    assert card.behind.score == real.entry(card.rank).score > 45_678
    assert card.ahead.name == bench.world.accounts.name(real.entry(card.rank - 1).account)
    assert not card.is_rounded


async def test_a_place_takes_its_neighbours_and_their_names(bench: Bench, todays: Target) -> None:
    await place(bench, todays, "0:45.678")
    asked = bench.asked()
    assert len(asked) == 2
    assert asked[-1] == NAMES

    await place(bench, todays, "0:45.678")
    assert bench.asked() == []


async def test_the_bots_own_account_is_never_shown(bench: Bench, todays: Target) -> None:
    # quirk 73: the asked score comes back as if the account had it
    own = bench.nadeo.identity.account
    name = bench.world.accounts.name(own) or own[:8]
    for typed in ("0:43.000", "0:45.678", "1:00.000"):
        card = await place(bench, todays, typed)
        assert card.track.uid == todays.map_uid
        rows = [row for row in (card.ahead, card.behind) if row is not None]
        assert name not in [row.name for row in rows]
        assert all(row.score != card.score or row.position < card.rank for row in rows)


async def test_equal_scores_do_not_confuse_it(bench: Bench, todays: Target) -> None:
    # quirk 73, and nobody says how equal scores are ranked
    card = await place(bench, todays, "0:45.678")
    equal = ladder(bench, card).entry(card.rank - 1)

    again = await place(bench, todays, f"{equal.score}ms")

    assert again.ahead is not None
    assert again.ahead.score == equal.score
    assert again.rank > again.ahead.position
    own = bench.nadeo.identity.account
    assert again.ahead.name != (bench.world.accounts.name(own) or own[:8])


async def test_the_best_and_the_worst_have_one_neighbour(bench: Bench, todays: Target) -> None:
    best = await place(bench, todays, "1ms")
    worst = await place(bench, todays, "86400000ms")

    assert (best.rank, best.ahead) == (1, None)
    assert best.behind is not None
    assert best.behind.position == 2
    assert worst.behind is None
    assert worst.ahead is not None
    assert worst.rank == ladder(bench, worst).size + 1


async def test_without_an_account_id_the_entry_is_told_by_its_score(
    bench: Bench, todays: Target
) -> None:
    # quirk 28: a place that nobody took has no date
    someone = "aaaaaaaa-0000-4000-8000-00000000000"
    rows = [
        row(someone + "1", 7, 45_678, timestamp=1_700_000_000),
        row(someone + "2", 8, 45_678, timestamp=-1),
        row(someone + "3", 9, 45_679, timestamp=1_700_000_000),
    ]
    script(bench, rows)

    card = await place(bench, todays, "45.678")

    assert card.rank == 8
    assert card.ahead is not None
    assert card.behind is not None
    assert (card.ahead.position, card.behind.position) == (7, 9)


async def test_a_hidden_own_entry_stands_for_the_score(bench: Bench, todays: Target) -> None:
    # quirks 67, 68 and 73: on a secret board the asked score comes back as -1, among neighbours
    someone = "aaaaaaaa-0000-4000-8000-00000000000"
    rows = [
        row(someone + "1", 7, -1, timestamp=1_700_000_000),
        row(bench.nadeo.identity.account, 8, -1, timestamp=-1),
        row(someone + "3", 9, 45_679, timestamp=1_700_000_000),
    ]
    script(bench, rows)

    card = await place(bench, todays, "45.678")

    assert (card.score, card.rank) == (45_678, 8)
    assert card.ahead is not None
    assert card.behind is not None
    assert (card.ahead.position, card.behind.position) == (7, 9)
    assert len(bench.asked()) == 2


async def test_a_hidden_own_record_is_not_taken_for_it(bench: Bench, todays: Target) -> None:
    script(bench, [row(bench.nadeo.identity.account, 8, -1, timestamp=1_700_000_000)])

    card = await place(bench, todays, "45.678")

    assert card.rank == ladder(bench, card).rank_of(45_678)
    assert (card.ahead, card.behind) == (None, None)


def row(account: str, position: int, score: int, **changes: object) -> dict[str, object]:
    who = {"accountId": account, "zoneId": "", "zoneName": "", "position": position}
    return who | {"score": score} | changes


def script(bench: Bench, rows: object) -> None:
    body = {"groupUid": "g", "mapUid": "m", "tops": [{"zoneName": "World", "top": rows}]}
    bench.nadeo.failures.script(path="/surround/", body=body)


# --- an own record -------------------------------------------------------------------------------


async def test_an_own_record_hides_worse_scores_so_the_rank_alone_is_told(bench: Bench) -> None:
    # quirks 73 and 75
    target, real = await with_own_record(bench)
    own = real.of(bench.nadeo.identity.account)
    bench.asked()

    card = await place(bench, target, f"{own.score + 5000}ms")

    assert (card.ahead, card.behind) == (None, None)
    assert card.rank == real.rank_of(own.score + 5000)
    # quirk 30: far positions are rounded
    assert card.is_rounded == (card.rank >= 10_000)
    assert len(bench.asked()) <= 3


async def test_a_better_score_than_the_own_record_has_its_neighbours(bench: Bench) -> None:
    target, real = await with_own_record(bench)
    own = real.of(bench.nadeo.identity.account)

    card = await place(bench, target, f"{own.score - 100}ms")

    assert card.rank == real.rank_of(own.score - 100)
    assert card.ahead is not None


@pytest.mark.parametrize(("empty", "is_told"), [(1, True), (2, False)])
async def test_positions_may_be_empty_for_no_reason(
    bench: Bench, empty: int, is_told: bool
) -> None:
    # quirk 75
    target, real = await with_own_record(bench)
    own = real.of(bench.nadeo.identity.account)
    bench.world.empty_positions = empty

    if is_told:
        assert (await place(bench, target, f"{own.score + 5000}ms")).rank
        return
    with pytest.raises(Refusal) as refused:
        await place(bench, target, f"{own.score + 5000}ms", "season")
    # The board is open: that there was no answer does not mean that there is none.
    assert refused.value.sentence == str(wording.NO_PLACE)
    assert (await place(bench, target, f"{own.score + 5000}ms", "season")).rank


async def test_rounded_ranks_say_so(bench: Bench, todays: Target) -> None:
    # quirk 30
    someone = "aaaaaaaa-0000-4000-8000-000000000001"
    script(bench, [row(someone, 3, 20_000)])
    ranking = {"ranking": {"position": 20_000, "length": 0}, "zoneName": "World"}
    positions = [{"groupUid": "g", "mapUid": "m", "score": 1, "zones": [ranking]}]
    bench.nadeo.failures.script(method="POST", path="/group/map", body=positions)

    card = await place(bench, todays, "45.678")

    assert (card.rank, card.is_rounded) == (20_000, True)


# --- which board ---------------------------------------------------------------------------------


async def test_a_closed_board_gives_way_to_the_all_time_board(bench: Bench) -> None:
    # quirk 74
    target = await bench.lookup.typed_maps.track(date(2021, 3, 28))
    await bench.lookup.map_cards.card(target)
    bench.asked()

    card = await place(bench, target, "1:00.000")

    assert (card.group_uid, card.season_closed) == (ALL_TIME, True)
    surrounds = [path for path in bench.asked() if "/surround/" in path]
    assert len(surrounds) == 1


async def test_a_board_that_closed_early_gives_way_too(bench: Bench, todays: Target) -> None:
    # quirks 20 and 74: {}
    bench.nadeo.failures.script(path="/surround/", body={})

    card = await place(bench, todays, "45.678")

    assert (card.group_uid, card.season_closed) == (ALL_TIME, True)


async def test_a_closed_board_that_was_asked_for_is_explained(bench: Bench) -> None:
    # quirk 74
    target = await bench.lookup.typed_maps.track(date(2021, 3, 28))

    with pytest.raises(Refusal) as refused:
        await place(bench, target, "1:00.000", "season")

    assert refused.value.sentence == str(wording.BOARD_CLOSED)


async def test_the_all_time_board_where_it_is_asked_for(bench: Bench, todays: Target) -> None:
    card = await place(bench, todays, "45.678", "all-time")

    assert (card.group_uid, card.season_closed) == (ALL_TIME, False)


async def test_a_map_without_a_season_has_the_all_time_board(bench: Bench, todays: Target) -> None:
    for board in (None, "season", "all-time"):
        card = await place(bench, Target(todays.map_uid), "45.678", board)
        assert (card.group_uid, card.season_closed) == (ALL_TIME, False)


async def test_no_place_at_all_is_told(bench: Bench, todays: Target) -> None:
    bench.nadeo.failures.script(path="/surround/", body={}, times=2)

    with pytest.raises(Refusal) as refused:
        await place(bench, todays, "45.678")

    assert refused.value.sentence == str(wording.NO_PLACE)


# --- other units, secrets, failures --------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "typed", "wrong"),
    [(STUNT_DAY, "1,234", "45.678"), (PLATFORM_DAY, "12 respawns", "0:45.678")],
)
async def test_points_and_respawns(bench: Bench, on: date, typed: str, wrong: str) -> None:
    # quirk 69
    target = await bench.lookup.typed_maps.track(on)

    card = await place(bench, target, typed)

    real = ladder(bench, card)
    assert card.rank == real.rank_of(card.score)
    assert card.track.kind in wording.WRONG_UNITS
    with pytest.raises(Refusal) as refused:
        await place(bench, target, wrong)
    assert refused.value.sentence == str(wording.WRONG_UNITS[card.track.kind])


async def test_secret_neighbours(bench: Bench) -> None:
    # quirk 68: a running Weekly Short hides scores better than the author's
    week = (await bench.lookup.catalogue.campaigns.all("weekly-shorts")).items[-1]
    target = Target(week.map_uids[0], week)
    author = (await bench.lookup.map_cards.card(target)).track.author_time

    card = await place(bench, target, f"{author - 1}ms")

    assert card.ahead is not None
    assert card.ahead.score == -1


@pytest.mark.parametrize("mode", ["down", "html", "unauthorized", "too-many"])
async def test_the_last_good_place_is_shown_with_its_age(
    bench: Bench, todays: Target, mode: Mode
) -> None:
    fresh = await place(bench, todays, "45.678")
    bench.clock.move(600)
    bench.nadeo.failures.retry_after = None
    bench.nadeo.failures.mode = mode

    old = await place(bench, todays, "45.678")

    assert (old.rank, old.received_at, old.stale) == (fresh.rank, fresh.received_at, True)
