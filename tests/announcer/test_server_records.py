"""New bests of linked players: told once, where they are linked, with what they changed there."""

from dataclasses import replace
from pathlib import Path

import pytest
from postbox import Trouble
from watch import CHANNEL, Watch

from bot.announcer.rows.subscriptions import change, read_subscriptions, set_state
from bot.announcer.server_records import UNDECIDED_FOR
from bot.face import colours
from bot.players.cards import Link
from bot.players.rows import keep_link
from bot.players.watching import CLOSING_AFTER
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.tracks import Medals
from bot.text import gap, plain, race_time
from tests.announcer.ladder_news import (
    FEED,
    HERE,
    PLAYER,
    THERE,
    a_round,
    account,
    begun,
    drive,
    last_lines,
    link,
    noticed,
    posts,
    ranked,
    told,
    track_uid,
)
from tests.announcer.passing import CountingPostbox, subscribed, swift
from tests.announcer.records import ladder, running
from tests.players.laps import PassingClock

pytestmark = pytest.mark.filled


@pytest.fixture
def clock() -> PassingClock:
    return PassingClock()


@pytest.fixture
def file(database: Path) -> Path:
    return database


def medals(watch: Watch) -> Medals:
    track = watch.nadeo.world.track(track_uid(watch))
    assert track is not None
    return track.medals


async def test_a_new_best_is_told_with_all_that_it_changed(watch: Watch) -> None:
    first, second, third = await begun(watch, 0, 1, 2, role_id=77)
    gold = medals(watch).gold
    drive(watch, first, medals(watch).bronze)
    drive(watch, second, gold)
    drive(watch, third, gold + 50)
    await a_round(watch)
    lines = last_lines(watch)
    assert lines[:2] == ["3 new personal bests", ""]
    assert lines[2:4] == [
        f"driver1: **{race_time(gold)}**",
        "first time on this map · 🥇 Gold medal",
    ]

    ranked(watch.nadeo, {gold - 1: 4321})
    drive(watch, first, gold - 1)
    await a_round(watch)

    assert last_lines(watch) == [
        "New personal best",
        "",
        f"driver0: **{race_time(gold - 1)}**",
        f"{gap(gold - 1, medals(watch).bronze, 'tm_race')} · 🥇 Gold medal",
        "rank 1 here · world rank 4,321",
        "overtook driver1, driver2",
    ]
    embed = posts(watch)[-1]
    assert PLAYER.findall(embed["description"]) == [first, second, third]
    assert embed["color"] == colours.MAP
    assert embed["author"]["name"].startswith("Track of the Day · ")
    assert "pitwall=" in embed["url"]
    assert watch.postbox.payloads[-1]["allowed_mentions"] == {"parse": [], "roles": ["77"]}


async def test_nothing_is_told_twice_nor_what_is_no_better(watch: Watch) -> None:
    (player,) = await begun(watch, 0)
    drive(watch, player, 50_000)
    await a_round(watch)
    for score in (50_000, 50_001):
        drive(watch, player, score)
        await a_round(watch)
        await told(watch)
    assert len(posts(watch)) == 1

    drive(watch, player, 49_999)
    await a_round(watch)

    assert len(posts(watch)) == 2
    # A medal that was there before is no news.
    assert last_lines(watch)[3] == "-0.001"
    assert last_lines(watch)[4].startswith("rank 1 here")


async def test_what_was_there_at_the_first_look_is_no_news(watch: Watch) -> None:
    drive(watch, account(watch, 0), 50_000)
    watch.clock.move(3600)
    await begun(watch, 0)

    await a_round(watch)

    assert posts(watch) == []


async def test_a_secret_time_is_not_told_and_a_season_has_its_own_colour(watch: Watch) -> None:
    (player,) = await begun(watch, 0)
    world = watch.nadeo.world
    _, short = running(world, Kind.SHORT)[0]
    _, season = running(world, Kind.SEASON)[3]
    await noticed(watch, 1000)
    drive(watch, player, world.track(short).medals.author - 1, short)  # type: ignore[union-attr]
    driven = drive(watch, player, 54_321, season)

    await noticed(watch, 1000)
    await told(watch)

    (embed,) = posts(watch)
    assert race_time(driven.score) in embed["description"]
    assert embed["color"] == colours.of_campaign("seasonal", embed["author"]["name"])
    assert embed["title"] == plain(world.track(season).name)  # type: ignore[union-attr]


async def test_each_server_is_told_of_its_own(watch: Watch) -> None:
    shared, here = await begun(watch, 0, 1)
    await subscribed(watch, FEED, 2, guild_id=THERE)
    (there,) = await link(watch, 2, guild_id=THERE)
    await link(watch, 0, guild_id=THERE)
    await a_round(watch)
    for player, score in ((here, 50_000), (there, 40_000), (shared, 52_000)):
        drive(watch, player, score)
    await a_round(watch)
    before = len(posts(watch)), len(posts(watch, 2))
    assert before == (1, 1)
    assert "driver2" not in str(posts(watch))
    assert "driver1" not in str(posts(watch, 2))

    drive(watch, shared, 45_000)
    await a_round(watch)

    assert last_lines(watch)[-1] == "overtook driver1"
    assert "rank 1 here" in "".join(last_lines(watch))
    assert "rank 2 here" in "".join(last_lines(watch, 2))
    assert "overtook" not in "".join(last_lines(watch, 2))


async def test_only_what_is_better_than_the_threshold_is_told(watch: Watch) -> None:
    better, worse, unknown = await begun(watch, 0, 1, 2)
    await subscribed(watch, FEED, 2, threshold=100)
    ranked(watch.nadeo, {50_000: 99, 51_000: 100})
    drive(watch, worse, 51_000)
    await a_round(watch)
    assert (len(posts(watch)), len(posts(watch, 2))) == (1, 0)

    drive(watch, better, 50_000)
    drive(watch, unknown, 49_000)
    await a_round(watch)

    assert last_lines(watch)[0] == "2 new personal bests"
    assert last_lines(watch, 2)[0] == "New personal best"
    assert "world rank 99" in "".join(last_lines(watch, 2))


async def test_without_an_answer_a_record_is_told_without_its_rank(watch: Watch) -> None:
    players = await begun(watch, 0, 1)
    await subscribed(watch, FEED, 2, threshold=10_000)
    watch.nadeo.failures.script(path="leaderboard/group/map", status=500, times=1000)
    for player in players:
        drive(watch, player, 50_000)
    watch.nadeo.requests.clear()
    await a_round(watch)

    asked = [one for one in watch.nadeo.requests if one.path.endswith("leaderboard/group/map")]
    assert len(asked) == 1
    assert "world rank" not in str(posts(watch))
    assert (len(posts(watch)), len(posts(watch, 2))) == (1, 0)


@pytest.mark.parametrize("late", [False, True])
async def test_a_rank_that_decides_is_asked_for_again_for_a_quarter_of_an_hour(
    watch: Watch, *, late: bool
) -> None:
    (player,) = await begun(watch, 0)
    await subscribed(watch, FEED, 2, threshold=10)
    ranked(watch.nadeo, {50_000: 5})
    watch.nadeo.failures.script(path="leaderboard/group/map", status=500, times=2)
    drive(watch, player, 50_000)
    await a_round(watch)
    assert (len(posts(watch)), len(posts(watch, 2))) == (1, 0)

    watch.clock.move(UNDECIDED_FOR if late else 30)
    await told(watch)
    await told(watch)

    assert (len(posts(watch)), len(posts(watch, 2))) == (1, 0 if late else 1)


async def test_of_a_crowd_ten_are_told_and_as_many_ranks_are_asked_for(watch: Watch) -> None:
    players = await begun(watch, *range(14))
    for number, player in enumerate(players):
        drive(watch, player, 50_000 + number)
    watch.nadeo.requests.clear()
    await a_round(watch)

    lines = last_lines(watch)
    assert lines[0] == "14 new personal bests"
    assert lines[-1] == "and 4 more"
    assert sum("first time" in line for line in lines) == 10
    asked = [one for one in watch.nadeo.requests if one.path.endswith("leaderboard/group/map")]
    assert len(asked) == 10


@pytest.mark.parametrize("trouble", ["", "crash before", "crash after", "before", "after"])
async def test_a_restart_neither_loses_nor_doubles(
    nadeo: NadeoServer,
    clock: PassingClock,
    postbox: CountingPostbox,
    file: Path,
    trouble: Trouble,
) -> None:
    async with swift(nadeo, clock, postbox, file) as first:
        (player,) = await begun(first, 0)
        drive(first, player, 50_000)
        await noticed(first)
    async with swift(nadeo, clock, postbox, file) as second:
        # Owed, and then an answer is lost, or the process ends.
        postbox.trouble[CHANNEL] = [trouble]
        await told(second)
    postbox.died = False
    async with swift(nadeo, clock, postbox, file) as third:
        for _ in range(3):
            clock.move(60)
            await a_round(third)

        assert len(posts(third)) == 1


async def test_what_was_found_in_several_readings_is_told_as_it_was_then(watch: Watch) -> None:
    first, second = await begun(watch, 0, 1)
    drive(watch, first, 52_000)
    await noticed(watch)
    drive(watch, second, 51_000)
    await noticed(watch)
    drive(watch, first, 50_000)
    await noticed(watch)
    await told(watch)

    ranks = [
        "rank 1 here" in embed["description"] and "overtook" in embed["description"]
        for embed in posts(watch)
    ]
    assert ranks == [False, False, True]
    assert all("rank 1 here" in embed["description"] for embed in posts(watch))


async def test_who_comes_later_or_pauses_hears_only_what_comes_next(watch: Watch) -> None:
    (player,) = await begun(watch, 0)
    drive(watch, player, 52_000)
    await noticed(watch)
    await subscribed(watch, FEED, 2)
    await told(watch)
    assert (len(posts(watch)), len(posts(watch, 2))) == (1, 0)
    (_, other) = await read_subscriptions(watch.store, HERE)
    await set_state(watch.store, other.id, "paused", watch.clock.timestamp())
    drive(watch, player, 51_000)
    await noticed(watch)
    await set_state(watch.store, other.id, "active", watch.clock.timestamp())
    await told(watch)
    assert (len(posts(watch)), len(posts(watch, 2))) == (2, 0)

    drive(watch, player, 50_000)
    await a_round(watch)

    assert (len(posts(watch)), len(posts(watch, 2))) == (3, 1)


async def test_without_subscribers_nothing_is_kept_for_later(watch: Watch) -> None:
    (player,) = await begun(watch, 0)
    (only,) = await read_subscriptions(watch.store, HERE)
    await set_state(watch.store, only.id, "paused", watch.clock.timestamp())
    drive(watch, player, 52_000)
    await a_round(watch)
    assert await watch.store.rows("SELECT * FROM feeds") == []
    await set_state(watch.store, only.id, "active", watch.clock.timestamp())

    await a_round(watch)

    assert posts(watch) == []


async def test_another_threshold_tells_nothing_again(watch: Watch) -> None:
    (player,) = await begun(watch, 0)
    drive(watch, player, 52_000)
    await a_round(watch)
    (only,) = await read_subscriptions(watch.store, HERE)
    assert await change(watch.store, replace(only, threshold=10_000))

    await a_round(watch)

    assert len(posts(watch)) == 1


async def test_the_last_record_before_the_end_has_its_rank(watch: Watch) -> None:
    first, second = await begun(watch, 0, 1)
    drive(watch, first, 50_000)
    await a_round(watch)
    ((group, uid),) = running(watch.nadeo.world)
    watch.clock.move(group.end - 20 - watch.clock.timestamp())
    drive(watch, second, 49_000, uid)
    watch.clock.move(20 + CLOSING_AFTER)
    await noticed(watch, 60)
    await told(watch)

    assert last_lines(watch)[3].startswith("first time on this map")
    assert "rank 1 here" in "".join(last_lines(watch))


async def test_the_own_time_is_told_where_somebody_else_is_seen_to_be_as_good(
    watch: Watch,
) -> None:
    """Quirk 171: what the account itself drove it is shown though it is secret."""
    await begun(watch)
    own = watch.nadeo.world.accounts.own
    assert await keep_link(watch.store, Link(5, own), HERE, watch.clock.timestamp())
    await a_round(watch)
    (board,) = running(watch.nadeo.world)
    best = ladder(watch.nadeo.world, *board).true_score(1)
    drive(watch, own, best - 1)
    await a_round(watch)
    assert posts(watch) == []

    drive(watch, account(watch, 1), best - 3)
    drive(watch, own, best - 2)
    await a_round(watch)

    assert race_time(best - 2) in posts(watch)[0]["description"]
