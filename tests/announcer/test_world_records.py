"""First places on what runs: posted once each, corrected where they are gone, never if secret."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import ManualClock
from watch import Watch

from bot.announcer.rows.subscriptions import read_subscriptions, set_state
from bot.face import colours
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.accounts import OWN_INDEX
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import Group
from bot.text import race_time
from tests.announcer.passing import GUILD, CountingPostbox, subscribed, swift
from tests.announcer.records import (
    KINDS,
    TOP,
    delivered,
    drive,
    ladder,
    mark,
    mark_in,
    passing,
    posts,
    remove,
    running,
    top_requests,
)

ROUND = 16 * 60.0
"""By then every map was looked at, in seconds."""
SOON = 150.0
"""By then the running track was."""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 8, 18, 18, tzinfo=UTC))


@pytest.fixture
async def watch(watch: Watch) -> Watch:
    """Give a process that has looked at the running track once."""
    await subscribed(watch, "world-records")
    await passing(watch, SOON)
    return watch


async def test_a_new_first_place_is_posted_with_all_that_belongs_to_it(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    group, uid = board
    fallen = ladder(world, *board).entry(1)
    await watch.lookup.people.refresh_zones()

    driven = drive(world, board, 123)
    await passing(watch, SOON)

    (embed,) = posts(watch)
    lines = embed["description"].split("\n")
    assert lines[0] == f"New world record: **{race_time(driven.score)}**"
    assert f"https://trackmania.io/#/player/{driven.account}" in lines[1]
    assert lines[2] == f"driven <t:{driven.at}:R>"
    assert lines[3] == f"before: {race_time(fallen.score)} (-0.123)"
    assert f"https://trackmania.io/#/player/{fallen.account}" in lines[4]
    assert embed["url"].endswith(f"#/totd/leaderboard/{group.uid}/{uid}")
    assert mark_in(embed) == mark(board, driven)
    assert embed["author"]["name"].startswith("Track of the Day · ")
    assert embed["color"] == colours.MAP
    assert watch.postbox.payloads[0]["allowed_mentions"] == {"parse": []}


async def test_nothing_is_told_of_what_was_there_at_the_first_look(watch: Watch) -> None:
    world = watch.nadeo.world
    unseen = running(world, Kind.SEASON)[-1]
    top_requests(watch)
    await passing(watch, 1)
    drive(world, unseen)

    await passing(watch, ROUND)
    assert posts(watch) == []
    driven = drive(world, unseen, player=31)
    await passing(watch, ROUND)

    (embed,) = posts(watch)
    assert race_time(driven.score) in embed["description"]
    assert embed["color"] == colours.of_campaign("seasonal", "Summer 2026")


async def test_a_tie_and_a_slower_time_are_no_record(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    drive(world, board, 0)
    drive(world, board, -5, player=31)

    await passing(watch, 3 * SOON)

    assert posts(watch) == []


async def test_whoever_beats_their_own_record_is_named_once(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    drive(world, board)
    await passing(watch, SOON)
    drive(world, board)
    await passing(watch, SOON)

    assert len(posts(watch)) == 2
    assert posts(watch)[1]["description"].endswith("(-0.100)\nby the same player")


async def test_maps_of_one_round_have_a_post_each_and_one_map_has_its_last(watch: Watch) -> None:
    world = watch.nadeo.world
    await passing(watch, ROUND)
    season = running(world, Kind.SEASON)
    (track,) = running(world)
    drive(world, track)
    expected = {mark(one, drive(world, one)) for one in (season[0], season[7])}
    expected.add(mark(track, drive(world, track, player=31)))

    await passing(watch, ROUND)

    assert Counter(map(mark_in, posts(watch))) == Counter(expected)


def hiding(_method: str, address: str, body: bytes) -> bytes:
    """Hide the first place, as Nadeo does (quirk 67)."""
    return re.sub(rb'"score": ?\d+', b'"score": -1', body) if TOP in address else body


async def test_a_secret_first_place_is_no_news_now_or_later(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    watch.nadeo.failures.spoil = hiding
    drive(world, board)
    await passing(watch, SOON)
    secret = drive(world, board, player=31)
    await passing(watch, SOON)
    watch.nadeo.failures.spoil = None
    await passing(watch, 3 * SOON)
    assert posts(watch) == []

    driven = drive(world, board)
    await passing(watch, SOON)

    (embed,) = posts(watch)
    assert race_time(driven.score) in embed["description"]
    assert f"before: {race_time(secret.score)}" in embed["description"]


async def test_a_short_is_silent_where_the_author_is_beaten(watch: Watch) -> None:
    world = watch.nadeo.world
    await passing(watch, ROUND)
    for board in running(world, Kind.SHORT):
        drive(world, board)

    await passing(watch, ROUND)

    assert posts(watch) == []


async def test_the_own_secret_time_is_nobodys_business(watch: Watch) -> None:
    """Quirk 171: what the account itself drove it is shown though it is secret."""
    world = watch.nadeo.world
    (board,) = running(world)
    drive(world, board, player=OWN_INDEX)

    await passing(watch, 2 * SOON)

    assert posts(watch) == []


async def test_a_record_that_is_gone_is_struck_through_and_its_heir_no_news(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    former = ladder(world, *board).entry(1)
    driven = drive(world, board)
    await passing(watch, SOON)
    before = posts(watch)[0]["description"].split("\n")
    remove(world, board[1], driven)

    await passing(watch, 2 * SOON)

    (embed,) = posts(watch)
    lines = embed["description"].split("\n")
    assert lines[0] == "❌ Nadeo shows this record no more."
    assert lines[1:6] == [f"~~{line}~~" for line in before]
    assert lines[6] == f"The record is **{race_time(former.score)}**"
    assert former.account in lines[7]
    assert len(watch.postbox.payloads) == 1


async def test_an_old_answer_takes_no_record_away(watch: Watch) -> None:
    """Quirk 18: servers of Nadeo know different things for a while."""
    world = watch.nadeo.world
    (board,) = running(world)
    old = await board_at(watch, board)
    drive(world, board)
    await passing(watch, SOON)
    posted = posts(watch)

    watch.nadeo.failures.script(path=f"{board[1]}/top", body=old)
    await passing(watch, 4 * SOON)
    assert posts(watch) == posted
    watch.nadeo.failures.script(path=f"{board[1]}/top", body=old, times=2)
    await passing(watch, 2 * SOON)
    assert posts(watch) != posted
    await passing(watch, 2 * SOON)

    assert posts(watch) == posted
    assert len(watch.postbox.payloads) == 1


async def board_at(watch: Watch, board: tuple[Group, str]) -> bytes:
    """Return what Nadeo says of a board now."""
    group, uid = board
    path = f"api/token/leaderboard/group/{group.uid}/map/{uid}/top"
    answer = await watch.client.get(path, {"onlyWorld": True, "length": 1, "offset": 0})
    return json.dumps(answer).encode()


async def test_what_is_gone_before_it_was_posted_is_not_posted(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    driven = drive(world, board)
    for _ in range(3):
        # Nobody posts meanwhile.
        await watch.announcer.watching.look("world-records")
        watch.clock.move(SOON)
        if driven in world.drives.added[board[1]]:
            remove(world, board[1], driven)

    await delivered(watch)

    assert posts(watch) == []


async def test_a_crash_between_looks_neither_loses_nor_doubles(
    nadeo: NadeoServer, clock: ManualClock, postbox: CountingPostbox, file: Path
) -> None:
    (board,) = running(nadeo.world)
    async with swift(nadeo, clock, postbox, file) as first:
        await subscribed(first, "world-records")
        await passing(first, SOON)
        driven = drive(nadeo.world, board)
        await first.announcer.watching.look("world-records")
    async with swift(nadeo, clock, postbox, file) as second:
        await passing(second, SOON)
        assert len(posts(second)) == 1
        remove(nadeo.world, board[1], driven)
        clock.move(SOON)
        await second.announcer.watching.look("world-records")
        clock.move(SOON)
        await second.announcer.watching.look("world-records")
    async with swift(nadeo, clock, postbox, file) as third:
        await passing(third, 1)

        (embed,) = posts(third)
        assert embed["description"].startswith("❌")


async def test_who_pauses_hears_nothing_and_who_resumes_what_comes_next(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    await subscribed(watch, "world-records", 2, role_id=77)
    (_, other) = await read_subscriptions(watch.store, GUILD)
    drive(world, board)
    await passing(watch, SOON)
    await set_state(watch.store, other.id, "paused", watch.clock.timestamp())
    drive(world, board)
    await passing(watch, SOON)
    await set_state(watch.store, other.id, "active", watch.clock.timestamp())
    drive(world, board)
    await passing(watch, SOON)

    assert (len(posts(watch)), len(posts(watch, 2))) == (3, 2)
    pings = {str(one["allowed_mentions"]) for one in watch.postbox.payloads}
    assert pings == {"{'parse': []}", "{'parse': [], 'roles': ['77']}"}


async def test_without_subscribers_nobody_is_asked_and_what_was_is_forgotten(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    (only,) = await read_subscriptions(watch.store, GUILD)
    await set_state(watch.store, only.id, "paused", watch.clock.timestamp())
    top_requests(watch)

    assert await watch.announcer.watching.look("world-records") is None
    drive(world, board)
    assert not watch.nadeo.requests
    await set_state(watch.store, only.id, "active", watch.clock.timestamp())
    await passing(watch, 2 * SOON)

    assert posts(watch) == []


async def test_one_map_that_fails_keeps_no_other_waiting(watch: Watch) -> None:
    world = watch.nadeo.world
    await passing(watch, ROUND)
    bad, good = running(world, Kind.SEASON)[:2]
    watch.nadeo.failures.script(path=f"{bad[1]}/top", status=500, times=10_000)
    driven = drive(world, good)

    await passing(watch, ROUND + 120)

    (embed,) = posts(watch)
    assert race_time(driven.score) in embed["description"]


async def test_an_outage_costs_few_requests_and_loses_nothing(watch: Watch) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    watch.nadeo.failures.mode = "down"
    driven = drive(world, board)
    top_requests(watch)
    await passing(watch, 1800)
    assert posts(watch) == []
    assert len(top_requests(watch)) <= 100
    watch.nadeo.failures.mode = "fine"

    await passing(watch, 2 * SOON)

    (embed,) = posts(watch)
    assert race_time(driven.score) in embed["description"]


async def test_an_hour_takes_as_few_requests_as_there_are_looks(watch: Watch) -> None:
    """32 maps take turns within 15 minutes, and the track has one every two."""
    world = watch.nadeo.world
    others = {uid for kind in KINDS for _, uid in running(world, kind)}
    ((_, track),) = running(world)
    await passing(watch, ROUND)
    watch.nadeo.requests.clear()

    await passing(watch, 3600)

    everything = len(watch.nadeo.requests)
    counts = Counter(top_requests(watch))
    assert set(counts) == others | {track}
    assert counts[track] in {29, 30}
    assert {counts[uid] for uid in others} <= {3, 4}
    assert everything == sum(counts.values())
    assert everything <= 30 + 4 * len(others)


async def test_a_slow_budget_is_left_to_others(watch: Watch) -> None:
    watch.client.budget.rate = 0.1  # one request in ten seconds
    await passing(watch, 3600)
    top_requests(watch)

    await passing(watch, 3600)

    assert len(top_requests(watch)) <= 36


@pytest.mark.parametrize("account", ["é"])
async def test_an_account_that_is_none_is_no_first_place(watch: Watch, account: str) -> None:
    world = watch.nadeo.world
    (board,) = running(world)
    body = (await board_at(watch, board)).decode()
    old = json.loads(body)["tops"][0]["top"][0]["accountId"]
    spoilt = body.replace(old, account)
    spoilt = re.sub(r'"score": \d+', '"score": 1', spoilt)
    watch.nadeo.failures.script(path=f"{board[1]}/top", body=spoilt.encode(), times=2)

    await passing(watch, 3 * SOON)

    assert posts(watch) == []
