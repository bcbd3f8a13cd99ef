"""Leaderboards: what can be read of them, and what cannot."""

from datetime import timedelta
from typing import Any

import pytest
from support import SNAPSHOT

from bot.clock import WorldClock
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.days import Day
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import PERSONAL_BEST, Ladder
from bot.sandbox.world.world import Group, World
from tests.sandbox.nadeo.caller import Caller

BOARD = "/api/token/leaderboard/group"
ALL_TIME = Group(PERSONAL_BEST, 0, 0, None)


@pytest.fixture
def day(world: World) -> Day:
    newest = world.days.newest(world.now())
    assert newest
    return newest


def totd(world: World, remainder: int, of: int) -> str:
    """Return the newest Track of the Day whose number leaves this remainder."""
    count = world.days.count(world.now())
    number = next(n for n in range(count - 1, 0, -1) if n % of == remainder)
    return world.days.get(number, world.now()).map_uid


def ladder(world: World, map_uid: str) -> Ladder:
    found = world.ladder(ALL_TIME, map_uid)
    assert found
    return found


def lines(body: dict[str, Any]) -> list[dict[str, Any]]:
    assert len(body["tops"]) == 1
    return body["tops"][0]["top"]


async def test_pages_follow_each_other(caller: Caller, day: Day) -> None:
    path = f"{BOARD}/{day.group}/map/{day.map_uid}/top?onlyWorld=true"
    whole = lines(await caller.get(f"{path}&length=60"))
    page = lines(await caller.get(f"{path}&length=20&offset=40"))
    assert page == whole[40:]
    assert [line["position"] for line in whole] == list(range(1, 61))
    scores = [line["score"] for line in whole]
    assert scores == sorted(scores)
    assert len({line["accountId"] for line in whole}) == 60


async def test_a_length_beyond_a_hundred_is_cut(caller: Caller, day: Day) -> None:
    # Quirk 65.
    path = f"{BOARD}/{day.group}/map/{day.map_uid}/top?onlyWorld=true&length=250"
    assert len(lines(await caller.get(path))) == 100


@pytest.mark.parametrize(("offset", "count"), [(9900, 100), (9950, 50), (10_000, 0), (99_999, 0)])
async def test_only_ten_thousand_can_be_read(
    caller: Caller, day: Day, offset: int, count: int
) -> None:
    # Quirk 66.
    path = f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/top?onlyWorld=true&length=100"
    assert len(lines(await caller.get(f"{path}&offset={offset}"))) == count


async def test_unknown_map_and_unknown_group(caller: Caller, day: Day, world: World) -> None:
    # Quirks 20 and 70.
    path = f"{BOARD}/{day.group}/map/nobody/top?onlyWorld=true"
    assert lines(await caller.get(path)) == []
    assert await caller.get(f"{BOARD}/nothing/map/{day.map_uid}/top?onlyWorld=true") == {}
    tomorrow = world.ids.uuid(Kind.TOTD, day.number + 1)
    assert await caller.get(f"{BOARD}/{tomorrow}/map/{day.map_uid}/top?onlyWorld=true") == {}


async def test_without_only_world_the_zones_of_the_account_come(
    caller: Caller, day: Day, nadeo: NadeoServer, world: World
) -> None:
    # Quirks 63 and 64.
    path = f"{BOARD}/{day.group}/map/{day.map_uid}/top"
    tops = (await caller.get(f"{path}?length=50&offset=9"))["tops"]
    assert [top["zoneName"] for top in tops][:3] == ["World", "Europe", "Germany"]
    assert {len(top["top"]) for top in tops} == {5}
    assert [line["position"] for line in tops[-1]["top"]] == [1, 2, 3, 4, 5]
    for top in tops:
        assert all(world.zones.within(line["zoneId"], top["zoneId"]) for line in top["top"])
    nadeo.identity.kind = "dedicated"
    assert [top["zoneName"] for top in (await caller.get(path))["tops"]] == ["World"]


async def test_a_zone_can_be_picked(caller: Caller, day: Day, world: World) -> None:
    france = next(zone for zone in world.zones.all.values() if zone.name == "France")
    path = f"{BOARD}/{day.group}/map/{day.map_uid}/top?zoneId={france.id}"
    tops = (await caller.get(path))["tops"]
    assert [(top["zoneName"], len(top["top"])) for top in tops] == [("France", 5)]
    picked = lines(await caller.get(f"{path}&onlyWorld=true&length=7"))
    assert len(picked) == 7


async def test_running_shorts_hide_what_beats_the_author(
    caller: Caller, world: World, clock: WorldClock
) -> None:
    # Quirks 67 and 68.
    short = world.campaign(Kind.SHORT)
    assert short
    path = f"{BOARD}/{short.group}/map/{short.maps[0]}/top?onlyWorld=true&length=100"
    top = lines(await caller.get(path))
    assert top[0]["score"] == -1
    clock.forward(timedelta(days=8))
    top = lines(await caller.get(path))
    assert top[0]["score"] > 0


async def test_some_maps_hide_a_few_scores(caller: Caller, world: World) -> None:
    uid = totd(world, 13, 40)
    top = lines(await caller.get(f"{BOARD}/{PERSONAL_BEST}/map/{uid}/top?onlyWorld=true&length=20"))
    scores = [line["score"] for line in top]
    assert scores[:6] == [-1] * 6
    assert min(scores[6:]) > 0


async def test_stunt_counts_up_and_platform_counts_respawns(caller: Caller, world: World) -> None:
    # Quirks 37 and 69.
    for remainder, suffix, backwards in ((23, "tm_stunt", True), (37, "tm_platform", False)):
        uid = totd(world, remainder, 50)
        info = await caller.get(f"/api/token/map/{uid}")
        assert info["mapType"].casefold().endswith(suffix)
        path = f"{BOARD}/{PERSONAL_BEST}/map/{uid}/top?onlyWorld=true&length=100"
        scores = [line["score"] for line in lines(await caller.get(path))]
        assert scores == sorted(scores, reverse=backwards)


async def test_records_are_never_set_in_the_future(caller: Caller, world: World) -> None:
    day = world.next_totd()
    path = f"{BOARD}/{day.group}/map/{day.map_uid}/top?onlyWorld=true&length=100"
    times = [line["timestamp"] for line in lines(await caller.get(path))]
    assert day.start <= min(times)
    assert max(times) <= world.now()


async def test_the_asked_score_is_a_fake_line(
    caller: Caller, nadeo: NadeoServer, world: World
) -> None:
    # Quirk 73.
    nadeo.identity.kind = "dedicated"
    uid = totd(world, 1, 4)
    board = ladder(world, uid)
    asked = board.true_score(500)
    path = f"{BOARD}/{PERSONAL_BEST}/map/{uid}/surround/1/1?onlyWorld=true"
    before, fake, behind = lines(await caller.get(f"{path}&score={asked}"))
    assert (fake["accountId"], fake["score"]) == (nadeo.identity.account, asked)
    assert before["score"] <= asked < behind["score"]
    assert fake["position"] == before["position"] + 1 == behind["position"] - 1
    best = lines(await caller.get(f"{path}&score=1"))
    assert [line["position"] for line in best] == [1, 2]
    worst = lines(await caller.get(f"{path}&score=999999999"))
    assert [line["position"] for line in worst] == [board.size, board.size + 1]
    alone = f"{BOARD}/{PERSONAL_BEST}/map/{uid}/surround/0/0?score={asked}"
    assert [line["position"] for line in lines(await caller.get(alone))] == [fake["position"]]


async def test_surround_needs_an_open_group_and_a_score(
    caller: Caller, world: World, nadeo: NadeoServer, day: Day
) -> None:
    # Quirk 74.
    nadeo.identity.kind = "dedicated"
    old = world.days.get(day.number - 5, world.now())
    closed = f"{BOARD}/{old.group}/map/{old.map_uid}/surround/1/1?score=40000"
    assert await caller.get(closed) == {}
    assert await caller.get(f"{BOARD}/nothing/map/{day.map_uid}/surround/1/1?score=4") == {}
    assert await caller.get(f"{BOARD}/{day.group}/map/{day.map_uid}/surround/1/1") == {}
    unknown = f"{BOARD}/{PERSONAL_BEST}/map/nobody/surround/1/1?score=40000"
    assert [line["position"] for line in lines(await caller.get(unknown))] == [1]


async def test_an_own_record_hides_worse_scores(caller: Caller, world: World) -> None:
    day, board = own_record(world)
    entry = board.of(world.accounts.own)
    assert entry
    path = f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/surround/1/1"
    for asked in ("?score=999999999", "?score=0", ""):
        middle = lines(await caller.get(path + asked))[1]
        assert (middle["position"], middle["score"]) == (entry.position, entry.score)


async def test_a_record_that_the_own_account_drives_hides_worse_scores(
    caller: Caller, world: World, day: Day
) -> None:
    own = world.accounts.own
    for past_all in (False, True):
        drive = world.drive(own, past_all=past_all)
        assert drive
        for group in (day.group, PERSONAL_BEST):
            found = world.group(group)
            board = world.ladder(found, day.map_uid) if found else None
            entry = board.of(own) if board else None
            assert board
            assert entry
            path = f"{BOARD}/{group}/map/{day.map_uid}/surround/1/1"
            first = max(1, entry.position - 1)
            around = list(board.page(first, entry.position + 2 - first))
            for asked in ("?score=999999999", f"?score={drive.score}", ""):
                told = lines(await caller.get(path + asked))
                assert [(one["position"], one["accountId"], one["score"]) for one in told] == [
                    (one.position, one.account, one.score) for one in around
                ]
            body = {"maps": [{"mapUid": day.map_uid, "groupUid": group}]}
            (told,) = (await caller.ask(f"{BOARD}/map", "POST", json=body)).json
            assert told["score"] == drive.score
            place = told["zones"][0]["ranking"]["position"]
            assert place == entry.position or entry.position > 10_000
            query = f"scores[{day.map_uid}]={drive.score - 1}"
            (told,) = (await caller.ask(f"{BOARD}/map?{query}", "POST", json=body)).json
            assert told["zones"][0]["ranking"]["position"] == board.rank_of(drive.score - 1)


async def test_nobody_stands_twice_around_a_score(caller: Caller, world: World, day: Day) -> None:
    drive = world.drive(world.accounts.own, past_all=True)
    assert drive
    second = ladder(world, day.map_uid).entry(2)
    path = f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/surround/1/1?score={drive.score - 1}"
    told = lines(await caller.get(path))
    assert [(line["accountId"], line["score"]) for line in told] == [
        (world.accounts.own, drive.score - 1),
        (second.account, second.score),
    ]
    assert [line["position"] for line in told] == [1, 2]


def own_record(world: World) -> tuple[Day, Ladder]:
    """Return a day whose map the own account has driven."""
    count = world.days.count(world.now())
    for number in range(count - 1, 0, -1):
        day = world.days.get(number, world.now())
        board = ladder(world, day.map_uid)
        if board.of(world.accounts.own):
            return day, board
    raise AssertionError("the account has no record at all")


async def test_positions(caller: Caller, world: World, day: Day) -> None:
    # Quirk 75.
    old = world.days.get(day.number - 5, world.now())
    asked = {
        "maps": [
            {"mapUid": day.map_uid, "groupUid": PERSONAL_BEST},
            {"mapUid": day.map_uid, "groupUid": PERSONAL_BEST},
            {"mapUid": old.map_uid, "groupUid": old.group},
            {"mapUid": "nobody", "groupUid": PERSONAL_BEST},
        ]
    }
    board = ladder(world, day.map_uid)
    query = f"scores[{day.map_uid}]={board.true_score(77) - 1}&scores[nobody]=5"
    found = (await caller.ask(f"{BOARD}/map?{query}", "POST", json=asked)).json
    assert [answer["mapUid"] for answer in found] == [day.map_uid]
    position = found[0]["zones"][0]["ranking"]["position"]
    assert board.true_score(position - 1) < board.true_score(77) <= board.true_score(position)
    world.empty_positions = 1
    assert (await caller.ask(f"{BOARD}/map?{query}", "POST", json=asked)).json == []
    dropped = await caller.ask(f"{BOARD}/map?scores[{day.map_uid}]=0", "POST", json=asked)
    assert dropped.json == []


async def test_positions_refuse_what_does_not_fit(caller: Caller, day: Day) -> None:
    body = {"maps": [{"mapUid": day.map_uid, "groupUid": PERSONAL_BEST}]}
    stray = await caller.ask(f"{BOARD}/map?scores[other]=1", "POST", json=body)
    many = {"maps": [{"mapUid": str(n), "groupUid": PERSONAL_BEST} for n in range(51)]}
    too_many = await caller.ask(f"{BOARD}/map", "POST", json=many)
    no_maps = await caller.ask(f"{BOARD}/map", "POST", data="nonsense")
    assert [answer.status for answer in (stray, too_many, no_maps)] == [500, 500, 500]


async def test_own_records_come_without_scores(caller: Caller, world: World) -> None:
    day, board = own_record(world)
    body = {"maps": [{"mapUid": day.map_uid, "groupUid": PERSONAL_BEST}]}
    found = (await caller.ask(f"{BOARD}/map", "POST", json=body)).json
    entry = board.of(world.accounts.own)
    assert entry
    assert found[0]["score"] == entry.score
    assert [zone["zoneName"] for zone in found[0]["zones"]][:2] == ["World", "Europe"]


async def test_points_are_text_and_far_places_are_rounded(caller: Caller, world: World) -> None:
    # Quirks 29 and 30.
    season = world.campaign(Kind.SEASON)
    assert season
    top = lines(await caller.get(f"{BOARD}/{season.group}/top?onlyWorld=true&length=30"))
    points = [int(line["sp"]) for line in top]
    assert points == sorted(points, reverse=True)
    assert isinstance(top[0]["sp"], str)
    group = world.group(season.group)
    assert group
    ranking = world.ranking(group)
    assert ranking
    far = await caller.get(f"{BOARD}/{season.group}?accountId={ranking.account(10_002)}")
    assert far["zones"][0]["ranking"] == {"position": 20_000, "length": 0}
    assert len(lines(await caller.get(f"{BOARD}/{season.group}/top?length=50"))) == 5


async def test_medals_are_held_by_somebody(caller: Caller, day: Day, world: World) -> None:
    track = world.track(day.map_uid)
    assert track
    body = await caller.get(f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/medals")
    limits = dict(
        zip(("Author", "Gold", "Silver", "Bronze"), vars(track.medals).values(), strict=True)
    )
    assert body["medals"]
    assert all(medal["score"] <= limits[medal["medal"]] for medal in body["medals"])
    assert await caller.get(f"{BOARD}/nothing/map/{day.map_uid}/medals") == {}


@pytest.mark.parametrize("score", [45_678, 47_300])
@pytest.mark.parametrize("days", range(0, 100, 7))
def test_the_readmes_times_have_places_on_the_first_map(score: int, days: int) -> None:
    world = World(WorldClock(SNAPSHOT + timedelta(days=days)))
    day = world.days.newest(world.now())
    group = world.group(day.group) if day else None
    assert day
    assert group
    ladder = world.ladder(group, day.map_uid)
    assert ladder
    assert 1 < ladder.rank_of(score) < ladder.size // 2
