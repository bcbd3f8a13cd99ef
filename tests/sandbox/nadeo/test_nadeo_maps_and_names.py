"""Maps by uid, and players by id and name."""

from datetime import timedelta

import pytest
from support import SNAPSHOT, ManualClock

from bot.sandbox.world.accounts import NADEO, OWN_NAME
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.tracks import PLATFORM, RACE, STUNT, Track
from bot.sandbox.world.words import AWKWARD_MAPS, AWKWARD_PLAYERS
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import AGENT, Caller

SEVERAL = "/api/token/map/get-multiple?mapUidList="
NAMES = "/api/display-names"


async def test_an_unknown_map_is_an_internal_error(caller: Caller, world: World) -> None:
    # Quirk 18; the map of tomorrow is unknown too.
    day = world.days.newest(world.now())
    assert day
    for uid in ("nobody", world.ids.map_uid(Kind.TOTD, day.number + 1)):
        answer = await caller.ask(f"/api/token/map/{uid}")
        assert (answer.status, answer.json["error"]) == (500, "NotFoundHttpException")


async def test_a_maps_picture_is_everybodys(caller: Caller, world: World) -> None:
    day = world.days.newest(world.now())
    assert day
    maps = [world.track(uid) for uid in (day.map_uid, world.days.get(9, world.now()).map_uid)]
    addresses = [f"{world.media_url}/maps/{one.map_id}/thumbnail.jpg" for one in maps if one]
    assert all(one.startswith(caller.nadeo.core_url) for one in addresses)
    pictures: set[bytes] = set()
    for address in [*addresses, *addresses]:
        async with caller.session.get(address, headers={"User-Agent": AGENT}) as response:
            assert response.content_type == "image/png"
            pictures.add(await response.read())
    assert len(pictures) == 2
    unknown = await caller.ask("/maps/nobody/thumbnail.jpg", host="core")
    assert unknown.status == 404


async def test_several_maps_come_without_the_unknown_and_in_no_order(
    caller: Caller, world: World
) -> None:
    season = world.campaign(Kind.SEASON)
    assert season
    asked = [*season.maps, "nobody"]
    body = await caller.get(SEVERAL + ",".join(asked))
    uids = [track["uid"] for track in body["mapList"]]
    assert uids != list(season.maps)
    assert set(uids) == set(season.maps)
    assert body["itemCount"] == 25


@pytest.mark.parametrize("asked", ["", "a,,b", ",".join(f"uid{n}" for n in range(101))])
async def test_several_maps_want_sensible_uids(caller: Caller, asked: str) -> None:
    assert (await caller.ask(SEVERAL + asked)).status == 500


async def test_favourites_answer_with_nothing(caller: Caller, world: World) -> None:
    day = world.days.newest(world.now())
    assert day
    path = "/api/token/map/favorite"
    answer = await caller.ask(f"{path}/{day.map_uid}/add", "POST")
    assert (answer.status, answer.text) == (204, "")
    assert (await caller.ask(f"{path}/nobody/remove", "POST")).status == 500


async def test_where_a_map_was_official(caller: Caller, world: World) -> None:
    # Quirk 61.
    day = world.days.newest(world.now())
    assert day
    totd = await caller.get(f"/api/campaign/map/{day.map_uid}")
    assert (totd["totdYear"], totd["week"], totd["officialYear"]) == (2026, 34, -1)
    assert totd["totdMaps"][-1] == day.map_uid
    assert len(totd["totdMaps"]) == 6


async def test_royal_maps_are_known(caller: Caller, world: World) -> None:
    months = await caller.get("/api/token/campaign/month?length=1&offset=20&royal=true")
    day = months["monthList"][0]["days"][3]
    info = await caller.get(f"/api/token/map/{day['mapUid']}")
    assert info["mapType"] == "TrackMania\\TM_Royal"
    board = f"/api/token/leaderboard/group/{day['seasonUid']}/map/{day['mapUid']}/top"
    assert (await caller.get(f"{board}?onlyWorld=true"))["tops"][0]["top"]
    assert world.library.day_of(day["mapUid"], world.now()) is None


def test_uids_have_two_lengths(world: World) -> None:
    # Quirk 101.
    days = [world.days.get(number, world.now()) for number in range(100)]
    assert {len(day.map_uid) for day in days} == {26, 27}


def test_every_awkward_name_is_used(world: World) -> None:
    # Quirks 96 to 100.
    count = world.days.count(world.now())
    names = {
        track.name
        for number in range(count - 130, count)
        if (track := world.track(world.days.get(number, world.now()).map_uid))
    }
    assert set(AWKWARD_MAPS) <= names


def running(world: World) -> Track:
    day = world.days.newest(world.now())
    assert day is not None
    track = world.track(day.map_uid)
    assert track is not None
    return track


@pytest.mark.parametrize("days", range(50))
def test_a_world_begins_with_a_plain_map(days: int) -> None:
    # What a newcomer sees first; stunt and platform maps and awkward names have their days.
    track = running(World(ManualClock(SNAPSHOT + timedelta(days=days))))
    assert track.type == RACE
    assert not track.secret
    assert track.name not in AWKWARD_MAPS


def test_only_the_first_map_depends_on_when_a_world_begins() -> None:
    clock = ManualClock(SNAPSHOT - timedelta(days=120))
    old, new = World(clock), World(ManualClock())
    opening = running(old).uid
    clock.set(SNAPSHOT)
    days = [new.days.get(number, new.now()) for number in range(new.days.count(new.now()) - 1)]
    others = [day.map_uid for day in days if day.map_uid != opening]
    assert [old.track(uid) for uid in others] == [new.track(uid) for uid in others]
    types = {track.type for uid in others if (track := new.track(uid))}
    assert types == {RACE, STUNT, PLATFORM}


def test_authors_and_submitters_may_differ(world: World) -> None:
    # Quirk 62.
    tracks = [world.track(world.days.get(number, world.now()).map_uid) for number in range(60)]
    assert {track.author != track.submitter for track in tracks if track} == {True, False}


async def test_names_are_missing_for_those_without_one(caller: Caller, world: World) -> None:
    # Quirks 93 and 94.
    accounts = [world.accounts.id(index) for index in range(40)]
    query = "&".join(f"accountId[]={account}" for account in (*accounts, *NADEO))
    found = await caller.get(f"{NAMES}?{query}", "oauth")
    assert found[accounts[0]] == AWKWARD_PLAYERS[0]
    assert accounts[29] not in found
    assert not set(NADEO) & found.keys()
    assert len(found) == 39


async def test_no_name_at_all_is_an_array(caller: Caller, world: World) -> None:
    # Quirk 23.
    for query in ("accountId[]=nobody", f"accountId[]={world.accounts.server}"):
        assert await caller.get(f"{NAMES}?{query}", "oauth") == []
    assert await caller.get(f"{NAMES}/account-ids?displayName[]=nobody", "oauth") == []


async def test_names_find_their_accounts(caller: Caller, world: World) -> None:
    names = [*AWKWARD_PLAYERS, OWN_NAME.upper(), world.accounts.name(world.accounts.id(4711)) or ""]
    params = [("displayName[]", name) for name in names]
    answer = await caller.ask(f"{NAMES}/account-ids", host="oauth", params=params)
    assert answer.json[OWN_NAME.upper()] == world.accounts.own
    assert answer.json[names[-1]] == world.accounts.id(4711)
    assert len(answer.json) == len(names)


async def test_fifty_names_at_most(caller: Caller) -> None:
    query = "&".join(["accountId[]=x"] * 51)
    assert (await caller.ask(f"{NAMES}?{query}", host="oauth")).status == 400
    assert (await caller.ask(NAMES, host="oauth")).status == 400


def test_ids_are_read_back_only_by_their_own_world(world: World) -> None:
    accounts = world.accounts
    assert all(accounts.index(accounts.id(index)) == index for index in (0, 256, 257, 65_777))
    assert accounts.index("not an id") is None
    assert accounts.index(world.ids.uuid(Kind.TOTD, 5)) is None
    assert World(world.clock, seed=9).accounts.index(accounts.id(3)) is None
