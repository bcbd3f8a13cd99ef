"""Core on given players: what one may ask, and what comes of asking otherwise."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clock import WorldClock
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.accounts import REGULARS
from bot.sandbox.world.days import Day
from bot.sandbox.world.drives import Drive
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import PERSONAL_BEST, SECRET, Ladder
from bot.sandbox.world.tracks import PLATFORM, RACE, STUNT, Track
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import Answer, Caller
from tests.sandbox.nadeo.test_nadeo_shapes import map_of, map_with_clones, secret_map

NO_VALUE = 4294967295
ROUTES = ("/accounts/clubTags/", "/accounts/zones/", "/webidentities/by-account/")
TROPHIES = "/api/token/leaderboard/trophy/player"


@pytest.fixture
def day(world: World) -> Day:
    newest = world.days.newest(world.now())
    assert newest
    return newest


@pytest.fixture
def regulars(world: World) -> list[str]:
    return [world.accounts.id(index) for index in range(200)]


def track_of(world: World, map_uid: str) -> Track:
    track = world.track(map_uid)
    assert track
    return track


def ladder_of(world: World, map_uid: str, group_uid: str = PERSONAL_BEST) -> Ladder:
    group = world.group(group_uid)
    ladder = world.ladder(group, map_uid) if group else None
    assert ladder
    return ladder


async def asked(
    caller: Caller, map_id: str, accounts: list[str], mode: str = "TimeAttack", season: str = ""
) -> Answer:
    params = {"accountIdList": ",".join(accounts), "mapId": map_id, "gameMode": mode}
    if season:
        params["seasonId"] = season
    return await caller.ask("/v2/mapRecords/by-account/", host="core", params=params)


def by_account(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer
    found = {record["accountId"]: record for record in answer.json}
    assert len(found) == len(answer.json)
    return found


@pytest.mark.parametrize("season", ["", "day"])
async def test_core_tells_of_the_same_records_as_live(
    caller: Caller, world: World, day: Day, regulars: list[str], season: str
) -> None:
    track, group = track_of(world, day.map_uid), day.group if season else PERSONAL_BEST
    ladder = ladder_of(world, day.map_uid, group)
    found = by_account(
        await asked(caller, track.map_id, regulars, season=day.group if season else "")
    )
    path = f"/api/token/leaderboard/group/{group}/map/{day.map_uid}/top?onlyWorld=true&length=100"
    lines = (await caller.get(path))["tops"][0]["top"]
    told = {line["accountId"]: line["score"] for line in lines if line["accountId"] in found}
    assert len(told) > 50
    for account, score in told.items():
        record = found[account]
        entry = ladder.of(account)
        assert entry
        assert record["recordScore"] == {"respawnCount": NO_VALUE, "score": 0, "time": score}
        assert datetime.fromisoformat(record["timestamp"]).timestamp() == entry.time
        scope = ("Season", day.group) if season else ("PersonalBest", None)
        assert (record["scopeType"], record["scopeId"]) == scope


async def test_whoever_has_no_record_is_missing(caller: Caller, world: World, day: Day) -> None:
    track = track_of(world, day.map_uid)
    ladder = ladder_of(world, day.map_uid)
    idle = next(
        account
        for account in map(world.accounts.id, range(REGULARS, REGULARS + 5000))
        if ladder.of(account) is None
    )
    known, unknown = world.accounts.id(3), world.ids.loose_uuid("nobody")
    assert list(by_account(await asked(caller, track.map_id, [idle, unknown, known.upper()]))) == [
        known
    ]


@pytest.mark.parametrize("bad", ["", "nobody", "5b4d42f4-c2de-407d-b367-cbff3fe817bx"])
async def test_one_bad_id_spoils_the_whole_question(
    caller: Caller, world: World, day: Day, regulars: list[str], bad: str
) -> None:
    # Quirk 116.
    track, spoilt = track_of(world, day.map_uid), [*regulars[:5], bad]
    answers = [await asked(caller, track.map_id, spoilt)]
    for route in ROUTES:
        path = f"{route}?accountIdList={','.join(spoilt)}"
        answers.append(await caller.ask(path, host="core"))
    for answer in answers:
        assert (answer.status, answer.json["code"]) == (400, "C-AA-00-03")
        assert answer.json["info"] == [f'accountId: "{bad}" is not a valid UUID.']


async def test_a_map_is_named_by_one_id_of_its_own(
    caller: Caller, world: World, day: Day, regulars: list[str]
) -> None:
    # Quirks 105 and 106: no uid, no list.
    track = track_of(world, day.map_uid)
    for wrong in (track.uid, f"{track.map_id},{track.map_id}", ""):
        answer = await asked(caller, wrong, regulars)
        assert (answer.status, answer.json["code"]) == (400, "C-AA-00-03")
    for unknown in (world.ids.loose_uuid("no map"), world.accounts.id(3), day.group):
        answer = await asked(caller, unknown, regulars)
        assert (answer.status, answer.json["code"]) == (404, "C-AL-02-03")


async def test_a_map_to_come_is_not_found(
    caller: Caller, world: World, clock: WorldClock, day: Day, regulars: list[str]
) -> None:
    map_id = world.ids.map_id(Kind.TOTD, day.number + 1)
    assert (await asked(caller, map_id, regulars)).status == 404
    uid = world.ids.map_uid(Kind.TOTD, day.number + 1)
    assert await caller.get(f"/maps/by-uid/?mapUidList={uid}", "core") == []
    clock.forward(timedelta(days=1))
    assert (await asked(caller, map_id, regulars)).status == 200


@pytest.mark.parametrize(("kind", "mode"), [(STUNT, "Stunt"), (PLATFORM, "Platform")])
async def test_other_kinds_are_found_by_their_mode_only(
    caller: Caller, world: World, regulars: list[str], kind: str, mode: str
) -> None:
    # Quirk 108.
    track = track_of(world, map_of(world, kind))
    ladder = ladder_of(world, track.uid)
    for wrong in ("", "TimeAttack", "TimeAttackClone", "Platform" if mode == "Stunt" else "Stunt"):
        answer = await asked(caller, track.map_id, regulars, wrong)
        assert (answer.status, answer.json["code"]) == (404, "C-AL-02-03")
    found = by_account(await asked(caller, track.map_id, regulars, mode))
    assert len(found) == 200
    for account, record in found.items():
        entry = ladder.of(account)
        assert entry
        unit = "score" if mode == "Stunt" else "respawnCount"
        assert record["recordScore"][unit] == entry.score
        assert 0 < record["recordScore"]["time"] < NO_VALUE
        assert record["gameMode"] == mode


async def test_race_maps_know_no_other_kind(
    caller: Caller, world: World, day: Day, regulars: list[str]
) -> None:
    map_id = track_of(world, day.map_uid).map_id
    for mode in ("Stunt", "Platform", "nonsense"):
        assert (await asked(caller, map_id, regulars, mode)).status == 404


async def test_clones_have_a_mode_of_their_own(
    caller: Caller, world: World, regulars: list[str]
) -> None:
    # Quirk 107: nobody at all, unless the season is asked for.
    track = map_with_clones(world)
    grand = world.library.release_of(track.uid, world.now())
    assert grand
    assert track.type == RACE
    assert (await asked(caller, track.map_id, regulars)).json == []
    assert len(by_account(await asked(caller, track.map_id, regulars, "TimeAttackClone"))) == 200
    for mode in ("TimeAttack", "TimeAttackClone"):
        answer = await asked(caller, track.map_id, regulars, mode, grand.group)
        assert len(by_account(answer)) == 200
    (told,) = await caller.get(f"/maps/by-uid?mapUidList={track.uid},nobody", "core")
    assert (told["hasClones"], told["mapId"]) == (True, track.map_id)


async def test_the_all_time_board_is_no_season(
    caller: Caller, world: World, day: Day, regulars: list[str]
) -> None:
    map_id = track_of(world, day.map_uid).map_id
    answer = await asked(caller, map_id, regulars, season=PERSONAL_BEST)
    assert (answer.status, answer.json["code"]) == (400, "C-AA-00-03")
    for elsewhere in ("nothing", world.days.get(day.number - 1, world.now()).group):
        assert (await asked(caller, map_id, regulars, season=elsewhere)).json == []


async def test_secret_times_are_the_largest_number(
    caller: Caller, world: World, regulars: list[str]
) -> None:
    # Quirk 111.
    track = track_of(world, secret_map(world))
    ladder = ladder_of(world, track.uid)
    found = by_account(await asked(caller, track.map_id, regulars))
    secret = {account for account, one in found.items() if one["recordScore"]["time"] == NO_VALUE}
    hidden = {account for account in found if (e := ladder.of(account)) and e.score == SECRET}
    assert secret == hidden
    assert 0 < len(secret) < len(found)


async def test_a_better_time_comes_under_the_old_id(
    caller: Caller, world: World, clock: WorldClock, day: Day
) -> None:
    # Quirk 110.
    track, account = track_of(world, day.map_uid), world.accounts.id(7)
    (old,) = (await asked(caller, track.map_id, [account])).json
    clock.forward(timedelta(minutes=5))
    better = old["recordScore"]["time"] - 22
    world.drives.add(day.map_uid, Drive(account, better, int(world.now())))
    (new,) = (await asked(caller, track.map_id, [account])).json
    assert new["mapRecordId"] == old["mapRecordId"]
    assert new["recordScore"]["time"] == better
    moments = [datetime.fromisoformat(one["timestamp"]) for one in (old, new)]
    assert moments[0] < moments[1] <= clock.now()
    assert (new["removed"], new["filename"]) == (False, old["filename"])


async def test_old_moments_have_an_offset_of_their_own(
    caller: Caller, world: World, regulars: list[str]
) -> None:
    # Quirk 112.
    first = world.days.get(0, world.now())
    map_id = track_of(world, first.map_uid).map_id
    old = by_account(await asked(caller, map_id, regulars, season=first.group))
    assert all(one["timestamp"].endswith("+02:00") for one in old.values())
    for account, one in old.items():
        entry = ladder_of(world, first.map_uid, first.group).of(account)
        assert entry
        assert datetime.fromisoformat(one["timestamp"]).timestamp() == entry.time
    path = f"/webidentities/by-account/?accountIdList={','.join(regulars)}"
    days = [one["timestamp"] for one in await caller.get(path, "core")]
    assert {moment[-6:] for moment in days} == {"+00:00", "+01:00", "+02:00"}


async def test_servers_may_not_ask_for_tags_and_zones(
    caller: Caller, nadeo: NadeoServer, regulars: list[str]
) -> None:
    # Quirk 117: the token is as good as before.
    nadeo.identity.kind = "dedicated"
    statuses = [
        (await caller.ask(f"{route}?accountIdList={','.join(regulars)}", host="core")).status
        for route in ROUTES
    ]
    assert statuses == [401, 401, 200]


async def test_two_hundred_ids_fit_and_two_hundred_and_fifty_do_not(
    caller: Caller, world: World, day: Day
) -> None:
    # Quirk 115.
    track = track_of(world, day.map_uid)
    everybody = [world.accounts.id(index) for index in range(250)]
    assert len(by_account(await asked(caller, track.map_id, everybody[:200]))) == 200
    answer = await asked(caller, track.map_id, everybody)
    assert (answer.status, answer.content_type) == (414, "text/html")


async def test_two_identities_a_player_and_tags_of_some(
    caller: Caller, world: World, regulars: list[str]
) -> None:
    # Quirks 126 and 127.
    query = f"?accountIdList={','.join([*regulars[:50], world.ids.loose_uuid('nobody')])}"
    identities = await caller.get(f"/webidentities/by-account/{query}", "core")
    assert [one["provider"] for one in identities] == ["ubiServices", "uplay"] * 50
    pairs = zip(identities[::2], identities[1::2], strict=True)
    assert all({**one, "provider": ""} == {**other, "provider": ""} for one, other in pairs)
    tags = await caller.get(f"/accounts/clubTags/{query}", "core")
    assert 0 < len(tags) < 50
    assert len({one["clubTag"] for one in tags}) < len(tags)
    zones = await caller.get(f"/accounts/zones/{query}", "core")
    assert [one["accountId"] for one in zones] == regulars[:50]
    assert all(one["zoneId"] in world.zones.all for one in zones)


async def test_trophies_come_in_an_order_of_their_own(caller: Caller, regulars: list[str]) -> None:
    # Quirk 121.
    players = [{"accountId": account} for account in [*regulars, *regulars[:3]]]
    answer = await caller.ask(TROPHIES, "POST", json={"listPlayer": players})
    rankings = answer.json["rankings"]
    found = [one["accountId"] for one in rankings]
    assert found != regulars
    assert sorted(found) == sorted(regulars)
    assert answer.json["length"] == 0
    places = [one["zones"][0]["ranking"]["position"] for one in rankings]
    assert all(place % 1000 == 0 for place in places if place > 100_000)
    assert all(one["zones"][0]["zoneName"] == "World" for one in rankings)


@pytest.mark.parametrize("body", ["nonsense", "[]", "{}", '{"listPlayer": [1]}'])
async def test_trophies_of_nothing_readable(caller: Caller, body: str) -> None:
    assert (await caller.ask(TROPHIES, "POST", data=body)).status == 500
