"""Clubs: who is found, who is in, and what they offer."""

import pytest

from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.activities import Activity
from bot.sandbox.world.clubs import Club
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import Caller

CLUB = "/api/token/club"
NOT_FOUND = ["activity:error-notFound"]


def clubs(world: World) -> list[Club]:
    return list(world.clubs.all.values())


def offered(world: World, name: str, club: int = 0) -> Activity:
    activities = world.activities.of_club(clubs(world)[club])
    return next(activity for activity in activities if name in activity.plan.name)


def room_path(activity: Activity) -> str:
    return f"{CLUB}/{activity.club.id}/room/{activity.id}"


async def test_without_a_name_only_verified_clubs_come(caller: Caller) -> None:
    # Quirks 31 and 88.
    body = await caller.get(f"{CLUB}?length=10&offset=0")
    assert all(club["verified"] for club in body["clubList"])
    assert body["clubCount"] > 10 == len(body["clubList"])
    assert body["maxPage"] == -(-body["clubCount"] // 10)
    assert "itemCount" not in body


async def test_a_name_finds_other_clubs_too(caller: Caller, world: World) -> None:
    hidden = next(club for club in clubs(world) if not club.verified)
    body = await caller.get(f"{CLUB}?length=250&name={hidden.name.strip('$|')[3:8].upper()}")
    assert hidden.id in {club["id"] for club in body["clubList"]}


async def test_a_length_is_required(caller: Caller, world: World) -> None:
    for path in (CLUB, f"{CLUB}/room", f"{CLUB}/{clubs(world)[0].id}/member"):
        assert (await caller.ask(path)).status == 500
        assert (await caller.ask(f"{path}?length=many")).status == 500


async def test_unknown_clubs(caller: Caller) -> None:
    # Quirk 90.
    answer = await caller.ask(f"{CLUB}/1")
    assert (answer.status, answer.json) == (404, ["club:error-notFound"])
    assert (await caller.get(f"{CLUB}/1/member?length=5"))["itemCount"] == 0
    assert (await caller.get(f"{CLUB}/1/activity?length=5&active=true"))["itemCount"] == 0
    member = await caller.ask(f"{CLUB}/1/member/nobody")
    assert (member.status, member.json) == (404, ["club:error-notFound"])
    for path in ("room/5", "campaign/5", "news/5", "map-review/5", "bucket/5", "campaign/x"):
        answer = await caller.ask(f"{CLUB}/1/{path}")
        assert (answer.status, answer.json) == (404, NOT_FOUND)


async def test_members_come_with_both_spellings_of_a_role(caller: Caller, world: World) -> None:
    # Quirk 41.
    club = clubs(world)[0]
    first = await caller.get(f"{CLUB}/{club.id}/member?length=250&offset=0")
    rest = await caller.get(f"{CLUB}/{club.id}/member?length=250&offset=250")
    members = first["clubMemberList"] + rest["clubMemberList"]
    assert len(members) == first["itemCount"] == len(club.members)
    assert first["maxPage"] == 2
    assert members[0]["role"] == "Creator"
    assert {"Content_Creator", "Content Creator", "Apply"} <= {who["role"] for who in members}


async def test_a_stranger_is_a_member_without_a_role(caller: Caller, world: World) -> None:
    # Quirk 40.
    stranger = world.accounts.id(60_001)
    body = await caller.get(f"{CLUB}/{clubs(world)[5].id}/member/{stranger}")
    assert body["role"] == ""
    assert abs(body["creationTimestamp"] - world.now()) < 5


async def test_members_by_name(caller: Caller, world: World) -> None:
    club = clubs(world)[1]
    body = await caller.get(f"{CLUB}/{club.id}/member/sandboxdriver/from-login")
    assert (body["accountId"], body["role"]) == (world.accounts.own, "Creator")
    answer = await caller.ask(f"{CLUB}/{club.id}/member/nobody%20at%20all/from-login")
    assert (answer.status, answer.json) == (404, ["player:error-notFound"])


async def test_activities_need_active(caller: Caller, world: World) -> None:
    # Quirk 89: unless the account is an admin there.
    member_of, own = clubs(world)[:2]
    answer = await caller.ask(f"{CLUB}/{member_of.id}/activity?length=50")
    assert (answer.status, answer.json) == (403, ["clubMemberRole:error-notMember"])
    active = await caller.get(f"{CLUB}/{own.id}/activity?length=50&active=true")
    every = await caller.get(f"{CLUB}/{own.id}/activity?length=50")
    assert all(activity["active"] for activity in active["activityList"])
    assert every["itemCount"] > active["itemCount"]


async def test_folders_hold_activities(caller: Caller, world: World) -> None:
    folder, inside = offered(world, "Archive"), offered(world, "fold")
    path = f"{CLUB}/{folder.club.id}/activity?length=50&active=true"
    top = (await caller.get(path))["activityList"]
    held = (await caller.get(f"{path}&folderId={folder.id}"))["activityList"]
    assert inside.id not in {activity["id"] for activity in top}
    assert [(activity["id"], activity["folderId"]) for activity in held] == [(inside.id, folder.id)]


async def test_campaigns_of_25_3_and_no_maps(caller: Caller, world: World) -> None:
    # Quirks 59 and 60.
    for name, count in (("Icy", 25), ("Three", 3), ("Coming", 0)):
        activity = offered(world, name)
        path = f"{CLUB}/{activity.club.id}/campaign"
        body = await caller.get(f"{path}/{activity.campaign_id}")
        assert body["mapsCount"] == len(body["campaign"]["playlist"]) == count
        assert (body["activityId"], body["campaignId"]) == (activity.id, activity.campaign_id)
        assert bool(body["campaign"]["endTimestamp"]) == (name == "Three")
        assert (await caller.ask(f"{path}/{activity.id}")).status == 404
        for entry in body["campaign"]["playlist"]:
            assert world.track(entry["mapUid"])


async def test_a_club_campaign_has_a_leaderboard(caller: Caller, world: World) -> None:
    activity = offered(world, "Icy")
    group = world.activities.group(activity)
    board = f"/api/token/leaderboard/group/{group}/map/{activity.maps[0]}/top?onlyWorld=true"
    assert group.startswith("NLS-")
    assert len((await caller.get(board))["tops"][0]["top"]) == 5


async def test_one_campaign_never_answers(caller: Caller, world: World) -> None:
    # Quirks 21 and 91.
    activity = offered(world, "Never")
    answer = await caller.ask(f"{CLUB}/{activity.club.id}/campaign/{activity.campaign_id}")
    assert (answer.status, answer.text) == (200, "")


async def test_rooms_of_every_kind(caller: Caller, world: World) -> None:
    # Quirks 24 to 26 and 92.
    crowded = await caller.get(room_path(offered(world, "Summer $fffroom")))
    assert crowded["room"]["playerCount"] > crowded["room"]["maxPlayers"]
    assert (crowded["nadeo"], crowded["playerServerLogin"]) == (True, None)
    dedicated = await caller.get(room_path(offered(world, "Fullspeed")))
    assert (dedicated["nadeo"], dedicated["roomId"], dedicated["room"]["id"]) == (False, None, None)
    assert (dedicated["room"]["maps"], dedicated["room"]["scriptSettings"]) == ([], [])
    assert (dedicated["room"]["region"], dedicated["room"]["name"]) == (None, "")
    numbered = await caller.get(room_path(offered(world, "Numbered")))
    assert list(numbered["room"]["maps"]) == ["0", "1", "2", "3"]
    assert (await caller.get(room_path(offered(world, "Members only"))))["password"] is True


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("Lost room", 404, "room:error-notFound"),
        ("Lost server", 404, "playerServer:error-notFound"),
        ("Switched off", 500, "roomServer:error-NoServerAvailable"),
    ],
)
async def test_rooms_that_cannot_be_joined(
    caller: Caller, world: World, name: str, status: int, reason: str
) -> None:
    answer = await caller.ask(f"{room_path(offered(world, name))}/join", "POST")
    assert (answer.status, answer.json) == (status, [reason])


async def test_joining_starts_a_room(caller: Caller, world: World) -> None:
    path = f"{room_path(offered(world, 'Numbered'))}/join"
    answer = await caller.ask(path, "POST")
    assert answer.json == {"starting": True, "joinLink": ""}
    assert (await caller.ask(path)).status == 405


async def test_private_things_are_for_members(
    caller: Caller, nadeo: NadeoServer, world: World
) -> None:
    closed = next(club for club in clubs(world) if club.state == "private-closed")
    campaign = next(a for a in world.activities.of_club(closed) if a.campaign_id)
    private = room_path(offered(world, "Members only"))
    nadeo.identity.kind = "dedicated"
    for refused in (f"{CLUB}/{closed.id}/campaign/{campaign.campaign_id}", private):
        answer = await caller.ask(refused)
        assert (answer.status, answer.json) == (403, ["clubMemberRole:error-notMember"])


async def test_submissions_are_for_content_creators(caller: Caller, world: World) -> None:
    own = world.accounts.own
    rooms = world.activities.of_type("map-review")
    member_of = next(room for room in rooms if room.club.role_of(own) == "Member")
    strange = next(room for room in rooms if not room.club.role_of(own))
    for room, reason in ((member_of, "notContentCreator"), (strange, "notMember")):
        answer = await caller.ask(f"{CLUB}/{room.club.id}/map-review/{room.id}/map?length=10")
        assert (answer.status, answer.json) == (403, [f"clubMemberRole:error-{reason}"])
    room = offered(world, "Test my map")
    mine = await caller.get(f"{CLUB}/{room.club.id}/map-review/{room.id}/map/mine")
    assert [(entry["map"], entry["noteInfo"]) for entry in mine["submittedMaps"]] == [(None, None)]


async def test_the_list_of_reviews_prints_a_broken_link(caller: Caller) -> None:
    # Quirk 39.
    listed = (await caller.get(f"{CLUB}/map-review?length=1"))["clubMapReviewList"][0]
    single = await caller.get(f"{CLUB}/{listed['clubId']}/map-review/{listed['id']}")
    assert f"clubs{listed['clubId']}/map-review" in listed["game2webUrl"]
    assert f"clubs/{listed['clubId']}/track-reviews" in single["game2webUrl"]


async def test_entering_a_club_fails_with_500(caller: Caller, world: World) -> None:
    # Quirk 19.
    answer = await caller.ask(f"{CLUB}/{clubs(world)[0].id}/member/create", "POST")
    assert (answer.status, answer.json) == (500, ["clubState:error-wrongState"])
    assert (await caller.ask(f"{CLUB}/1/member/create", "POST")).status == 404


async def test_lists_over_all_clubs_can_be_searched(caller: Caller) -> None:
    body = await caller.get(f"{CLUB}/campaign?length=5&offset=0&name=icy")
    assert body["clubCampaignList"]
    assert all("Icy" in campaign["name"] for campaign in body["clubCampaignList"])
    assert body["maxPage"] == -(-body["itemCount"] // 5)
