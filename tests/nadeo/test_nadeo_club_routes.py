"""Clubs, their members, what they offer, their rooms and ladders."""

from typing import Any

import pytest
from support import example

from bot.nadeo import LiveClient
from bot.nadeo.club_models import Activity, ClubMember, ClubRoom
from bot.nadeo.errors import InvalidArgument, NotFound
from bot.nadeo.reading import Reader
from tests.nadeo.clocks import Moment
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID
from tests.nadeo.stand_in import Nadeo

CLUB = "/api/token/club"


def room(**inner: Any) -> ClubRoom:
    body = example("club_room.json")
    return Reader(Moment()).value(ClubRoom, body | {"room": body["room"] | inner})


async def test_a_search_counts_in_a_word_of_its_own(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 31
    nadeo.answer("GET", CLUB, body={"clubList": [{"id": 9}], "maxPage": 2, "clubCount": 40})
    answer = await client.clubs.search("open")
    assert (answer.club_count, answer.club_list[0].id) == (40, 9)
    (call,) = nadeo.calls(CLUB)
    assert dict(call.query) == {"length": "200", "offset": "0", "name": "open"}


async def test_without_a_name_none_is_sent(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 88: the verified clubs
    nadeo.answer("GET", CLUB, body={"clubList": [], "maxPage": 0, "clubCount": 0})
    await client.clubs.search("")
    assert "name" not in dict(nadeo.calls(CLUB)[0].query)


async def test_activities_are_asked_for_as_active(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 89
    path = f"{CLUB}/9/activity"
    empty = {"activityList": [], "maxPage": 0, "itemCount": 0}
    nadeo.answer("GET", path, body=empty)
    nadeo.answer("GET", path, body=empty)
    await client.clubs.activities(9)
    await client.clubs.activities(9, folder_id=7)
    first, second = (dict(call.query) for call in nadeo.calls(path))
    assert first["active"] == second["active"] == "true"
    assert ("folderId" in first, second["folderId"]) == (False, "7")


async def test_unknown_clubs(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 90: only the club itself is not found
    nadeo.answer("GET", f"{CLUB}/1", 404, body=["club:error-notFound"])
    nadeo.answer("GET", f"{CLUB}/1/member", body=example("club_members_unknown_club.json"))
    nadeo.answer("GET", f"{CLUB}/1/activity", body=example("club_activities_unknown_club.json"))
    with raises(NotFound):
        await client.clubs.get(1)
    assert (await client.clubs.members(1)).item_count == 0
    assert (await client.clubs.activities(1)).activity_list == ()


def test_a_stranger_is_no_member() -> None:
    # quirk 40: 200, no role, and joining just now
    assert not Reader(Moment()).value(ClubMember, example("club_member_not_member.json")).is_member
    assert Reader(Moment()).value(ClubMember, example("club_member.json")).is_member
    assert not ClubMember(account_id="a", role="Apply").is_member


@pytest.mark.parametrize("spelling", ["Content_Creator", "Content Creator"])
def test_a_role_is_spelled_one_way(spelling: str) -> None:
    # quirk 41
    assert ClubMember(account_id="a", role=spelling).role == "Content Creator"


def test_activities_come_in_the_clubs_order() -> None:
    # quirk 60: an activity's number is not its campaign's
    answer = example("club_activities.json")
    entries = [Reader(Moment()).value(Activity, entry) for entry in answer["activityList"]]
    assert [entry.position for entry in entries] == sorted(entry.position for entry in entries)
    assert [(e.activity_id, e.campaign_id) for e in entries if e.activity_type == "campaign"][
        :1
    ] == [(68012, 2649)]


def test_maps_of_a_room_as_list_and_as_object() -> None:
    # quirk 24
    listed = Reader(Moment()).value(ClubRoom, example("club_room.json"))
    numbered = example("club_room_maps_object.json")
    assert len(listed.room.maps) == 25
    found = Reader(Moment()).value(ClubRoom, numbered).room.maps
    assert list(found) == [numbered["room"]["maps"][str(n)] for n in range(len(found))]
    in_any_order = {"10": "k", "2": "c", "0": "a"}
    assert room(maps=in_any_order).room.maps == ("a", "c", "k")


@pytest.mark.parametrize("settings", [[], {}, None, {"S_TimeLimit": {"value": "360"}}])
def test_settings_of_a_room_in_any_form(settings: Any) -> None:
    # quirk 25
    assert room(scriptSettings=settings).room.max_players == 64


def test_a_dedicated_room_says_little() -> None:
    # quirk 26
    dedicated = next(r for r in example("club_rooms.json")["clubRoomList"] if not r["nadeo"])
    found = Reader(Moment()).value(ClubRoom, dedicated)
    assert (found.nadeo, found.room.region, found.room.maps) == (False, "", ())


def test_a_room_may_hold_more_than_it_has_room_for() -> None:
    # quirk 92
    crowded = example("club_rooms.json")["clubRoomList"][0]
    found = Reader(Moment()).value(ClubRoom, crowded).room
    assert found.player_count > found.max_players
    assert found.scalable


async def test_a_ladder_of_members(client: LiveClient, nadeo: Nadeo) -> None:
    path = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/club/9/top"
    nadeo.answer("GET", path, body=example("map_club_leaderboard.json"))
    answer = await client.clubs.leaderboard(MAP_UID, 9, "Personal_Best")
    assert (answer.length, len(answer.top), answer.top[0].position) == (310, 100, 1)
    assert answer.top[0].timestamp is None


async def test_an_unknown_group_has_no_ladder(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 20
    path = f"/api/token/leaderboard/group/nobody/map/{MAP_UID}/club/9/top"
    nadeo.answer("GET", path, body={})
    answer = await client.clubs.leaderboard(MAP_UID, 9, "nobody")
    assert (answer.length, answer.top) == (0, ())


async def test_what_is_no_number_is_not_sent(client: LiveClient, nadeo: Nadeo) -> None:
    for club_id in (0, -1):
        with raises(InvalidArgument):
            await client.clubs.get(club_id)
    with raises(InvalidArgument):
        await client.clubs.room(9, 0)
    with raises(InvalidArgument):
        await client.clubs.leaderboard("../x", 9, "Personal_Best")
    assert nadeo.calls(CLUB) == []
