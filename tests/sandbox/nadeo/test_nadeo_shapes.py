"""Every route answers with the keys that the real service's examples have."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.world.accounts import REGULARS
from bot.sandbox.world.activities import Activity
from bot.sandbox.world.days import Day
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import PERSONAL_BEST
from bot.sandbox.world.releases import Campaign
from bot.sandbox.world.tracks import PLATFORM, STUNT, Track
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import Caller

# Keys the real service sometimes leaves out (quirk 27).
COMING_AND_GOING = {
    "timestamp",
    "folderId",
    "shufflePlaylist",
    "clubId",
    "activityId",
    "S_TimeLimit",
    "S_EnableJoinLeaveNotifications",
}
LEADERBOARD = "/api/token/leaderboard/group"
TROPHIES = "/api/token/leaderboard/trophy/player"


def differences(answer: Any, example: Any, where: str = "") -> list[str]:
    """Compare keys and kinds of values all the way down, the first items of lists."""
    if isinstance(example, dict) and isinstance(answer, dict):
        keys = (answer.keys() ^ example.keys()) - COMING_AND_GOING
        found = [f"{where}.{key}" for key in keys]
        for key in answer.keys() & example.keys():
            found += differences(answer[key], example[key], f"{where}.{key}")
        return found
    if isinstance(example, list) and isinstance(answer, list):
        if example and not answer:
            return [f"{where} is empty"]
        return differences(answer[0], example[0], f"{where}[]") if example else []
    if answer is None or example is None or kind(answer) == kind(example):
        return []
    return [f"{where}: {answer!r} is not like {example!r}"]


def kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def activity(world: World, activity_type: str, name: str = "") -> Activity:
    club = next(iter(world.clubs.all.values()))
    offered = world.activities.of_club(club)
    return next(a for a in offered if a.plan.type == activity_type and name in a.plan.name)


def newest(world: World) -> tuple[Day, Campaign]:
    day, season = world.days.newest(world.now()), world.campaign(Kind.SEASON)
    assert day
    assert season
    return day, season


def official_routes(world: World) -> dict[str, str]:
    day, season = newest(world)
    return {
        "maps_seasonal.json": "/api/campaign/official?length=1&offset=7",
        "maps_seasonal_length3.json": "/api/campaign/official?length=3",
        "maps_seasonal_out_of_range.json": "/api/campaign/official?length=1&offset=999",
        "maps_weekly_short.json": "/api/campaign/weekly-shorts?length=1&offset=80",
        "maps_weekly_short_length2.json": "/api/campaign/weekly-shorts?length=2",
        "maps_weekly_short_irregular.json": "/api/campaign/weekly-shorts?length=2&offset=29",
        "maps_weekly_grand.json": "/api/campaign/weekly-grands?length=1&offset=29",
        "maps_weekly_grand_length2.json": "/api/campaign/weekly-grands?length=2",
        "cups_of_the_week.json": "/api/campaign/cup-of-the-week?length=1",
        "maps_totd_past_month.json": "/api/token/campaign/month?length=1&offset=7",
        "maps_totd_current_month.json": "/api/token/campaign/month?length=1",
        "maps_totd_out_of_range.json": "/api/token/campaign/month?length=1&offset=999",
        "maps_royal.json": "/api/token/campaign/month?length=1&offset=14&royal=true",
        "map_info.json": f"/api/token/map/{day.map_uid}",
        "map_info_multiple.json": f"/api/token/map/get-multiple?mapUidList={','.join(season.maps)}",
        "map_info_multiple_partial.json": (
            f"/api/token/map/get-multiple?mapUidList={day.map_uid},nobody"
        ),
        "campaign_map_totd.json": f"/api/campaign/map/{day.map_uid}",
        "campaign_map_official.json": f"/api/campaign/map/{season.maps[3]}",
        "campaign_map_none.json": "/api/campaign/map/nobody",
        "map_review_connect.json": "/api/token/map-review/totd/connect",
        "map_review_waiting_time.json": "/api/token/map-review/totd/waiting-time",
        "map_review_submitted.json": (
            "/api/token/map-review/totd/submitted-map?withFeedback=true&withMapInfo=true"
        ),
        "map_review_submitted_bare.json": "/api/token/map-review/totd/submitted-map",
        "server_accounts.json": "/api/token/server/player-server/account",
    }


def board_routes(world: World) -> dict[str, str]:
    day, season = newest(world)
    club = next(iter(world.clubs.all.values()))
    board = f"{LEADERBOARD}/{PERSONAL_BEST}/map/{day.map_uid}"
    return {
        "map_leaderboard.json": f"{board}/top?onlyWorld=true&length=10&offset=50",
        "map_leaderboard_top100.json": f"{board}/top?onlyWorld=true&length=100",
        "map_leaderboard_zones.json": f"{board}/top?onlyWorld=false",
        "map_leaderboard_unknown_map.json": (
            f"{LEADERBOARD}/{PERSONAL_BEST}/map/nobody/top?onlyWorld=true"
        ),
        "map_leaderboard_unknown_group.json": f"{LEADERBOARD}/nothing/map/{day.map_uid}/top",
        "leaderboard_surround.json": f"{board}/surround/1/1?score=50000&onlyWorld=true",
        "leaderboard_medals.json": f"{board}/medals",
        "campaign_leaderboard.json": f"{LEADERBOARD}/{season.group}/top?onlyWorld=true",
        "campaign_leaderboard_unknown_group.json": f"{LEADERBOARD}/{PERSONAL_BEST}/top",
        "campaign_ranking_player.json": (
            f"{LEADERBOARD}/{season.group}?accountId={world.accounts.id(7)}"
        ),
        "campaign_ranking_player_none.json": f"{LEADERBOARD}/{season.group}?accountId=nobody",
        "campaign_club_leaderboard.json": f"{LEADERBOARD}/{season.group}/club/{club.id}/top",
        "map_club_leaderboard.json": f"{board}/club/{club.id}/top?length=100",
    }


def club_routes(world: World) -> dict[str, str]:
    club, own_club = list(world.clubs.all.values())[:2]
    campaign, room = activity(world, "campaign", "Icy"), activity(world, "room", "Summer")
    review, news = activity(world, "map-review"), activity(world, "news")
    own_review = next(a for a in world.activities.of_club(own_club) if a.plan.type == "map-review")
    in_club = f"/api/token/club/{club.id}"
    return {
        "club.json": in_club,
        "clubs.json": "/api/token/club?length=5&offset=3",
        "clubs_search.json": "/api/token/club?length=10&name=pit",
        "clubs_search_none.json": "/api/token/club?length=10&name=zzzz",
        "clubs_mine.json": "/api/token/club/mine?length=1",
        "club_player_info.json": "/api/token/club/player/info",
        "club_members.json": f"{in_club}/member?length=3",
        "club_members_unknown_club.json": "/api/token/club/1/member?length=3",
        "club_member.json": f"{in_club}/member/{club.creator}",
        "club_member_not_member.json": f"{in_club}/member/{world.accounts.id(60_000)}",
        "club_member_by_name.json": f"{in_club}/member/SandboxDriver/from-login",
        "club_activities.json": f"{in_club}/activity?length=3&active=true",
        "club_activities_unknown_club.json": "/api/token/club/1/activity?length=3&active=true",
        "club_campaign.json": f"{in_club}/campaign/{campaign.campaign_id}",
        "club_campaigns.json": "/api/token/club/campaign?length=2",
        "club_rooms.json": "/api/token/club/room?length=3",
        "club_room.json": f"{in_club}/room/{room.id}",
        "club_map_reviews.json": "/api/token/club/map-review?length=3",
        "club_map_review.json": f"{in_club}/map-review/{review.id}",
        "club_map_review_submissions.json": (
            f"/api/token/club/{own_club.id}/map-review/{own_review.id}/map"
        ),
        "club_map_review_mine.json": (
            f"{in_club}/map-review/{review.id}/map/mine?withFeedback=true&withMapInfo=true"
        ),
        "club_news.json": f"{in_club}/news/{news.id}",
        "club_upload.json": f"{in_club}/bucket/{activity(world, 'map-upload').id}",
        "club_competitions.json": "/api/token/club/competition?length=3",
    }


def player_routes(world: World) -> dict[str, str]:
    """Return Core's routes on given players and maps."""
    day, season = newest(world)
    kinds = {kind: map_of(world, kind) for kind in (STUNT, PLATFORM)}
    grand = map_with_clones(world).uid
    accounts = ",".join(world.accounts.id(index) for index in range(REGULARS))[: 37 * 200 - 1]
    records = f"/v2/mapRecords/by-account/?accountIdList={accounts}"

    def asked(map_uid: str, mode: str, season_uid: str = "") -> str:
        track = world.track(map_uid)
        assert track
        wanted = f"{records}&mapId={track.map_id}&gameMode={mode}"
        return f"{wanted}&seasonId={season_uid}" if season_uid else wanted

    return {
        "core_map_records.json": asked(day.map_uid, "TimeAttack"),
        "core_map_records_season.json": asked(season.maps[3], "TimeAttack", season.group),
        "core_map_records_secret.json": asked(secret_map(world), "TimeAttack"),
        "core_map_records_stunt.json": asked(kinds[STUNT], "Stunt"),
        "core_map_records_platform.json": asked(kinds[PLATFORM], "Platform"),
        "core_map_records_none.json": asked(grand, "TimeAttack"),
        "core_maps_by_uid.json": f"/maps/by-uid/?mapUidList={','.join(season.maps)},nobody",
        "core_maps_by_uid_clones.json": f"/maps/by-uid/?mapUidList={grand}",
        "core_club_tags.json": f"/accounts/clubTags/?accountIdList={accounts}",
        "core_account_zones.json": f"/accounts/zones/?accountIdList={accounts}",
        "core_web_identities.json": f"/webidentities/by-account/?accountIdList={accounts}",
    }


def map_with_clones(world: World) -> Track:
    """Return the newest Weekly Grand whose map has clones."""
    grands = world.series[Kind.GRAND]
    tracks = [world.track(grands.get(n).maps[0]) for n in range(grands.count(world.now()))]
    return [track for track in tracks if track and track.has_clones][-1]


def map_of(world: World, kind: str) -> str:
    """Return the newest Track of the Day of a kind of map."""
    return next(uid for uid in totds(world) if (track := world.track(uid)) and track.type == kind)


def secret_map(world: World) -> str:
    """Return the newest Track of the Day whose best scores are secret."""
    return next(uid for uid in totds(world) if (track := world.track(uid)) and track.secret)


def totds(world: World) -> Iterator[str]:
    now = world.now()
    for number in reversed(range(world.days.count(now))):
        yield world.days.get(number, now).map_uid


@pytest.mark.parametrize("routes", [official_routes, board_routes, club_routes])
async def test_live_answers_have_the_keys_of_the_examples(
    world: World, caller: Caller, examples: Path, routes: Callable[[World], dict[str, str]]
) -> None:
    wrong = {}
    for name, path in routes(world).items():
        example = json.loads((examples / name).read_text(encoding="utf-8"))
        if found := differences(await caller.get(path), example):
            wrong[name] = found
    assert not wrong


@pytest.mark.parametrize(
    ("name", "host", "path"),
    [
        ("core_zones.json", "core", "/zones/"),
        ("meet_current_cotd.json", "meet", "/api/cup-of-the-day/current"),
        ("meet_cups.json", "meet", "/api/cups-of-the-day?type=cotd&length=3&offset=0"),
    ],
)
async def test_other_hosts_have_the_keys_of_the_examples(
    caller: Caller, examples: Path, name: str, host: str, path: str
) -> None:
    example = json.loads((examples / name).read_text(encoding="utf-8"))
    assert differences(await caller.get(path, host), example) == []


async def test_core_answers_have_the_keys_of_the_examples(
    world: World, caller: Caller, examples: Path
) -> None:
    wrong = {}
    for name, path in player_routes(world).items():
        example = json.loads((examples / name).read_text(encoding="utf-8"))
        answer = await caller.get(path, "core")
        assert bool(answer) == bool(example)
        if found := differences(answer, example):
            wrong[name] = found
    assert not wrong


async def test_trophies_have_the_keys_of_the_examples(
    world: World, caller: Caller, examples: Path
) -> None:
    # Quirk 121: unknown ids are missing.
    known, unknown = world.accounts.id(7), world.ids.loose_uuid("nobody")
    for name, asked in {
        "trophy_rankings.json": [known],
        "trophy_rankings_partial.json": [unknown, known],
        "trophy_rankings_none.json": [unknown],
    }.items():
        body = {"listPlayer": [{"accountId": account} for account in asked]}
        answer = await caller.ask(TROPHIES, "POST", json=body)
        example = json.loads((examples / name).read_text(encoding="utf-8"))
        assert answer.status == 200
        assert differences(answer.json, example) == []
        assert bool(answer.json["rankings"]) == bool(example["rankings"])


async def test_join_and_positions_have_the_keys_of_the_examples(
    world: World, caller: Caller, examples: Path
) -> None:
    day = world.days.newest(world.now())
    room = activity(world, "room", "Summer")
    assert day
    asked = {"maps": [{"mapUid": day.map_uid, "groupUid": PERSONAL_BEST}]}
    calls = {
        "club_room_join.json": (f"/api/token/club/{room.club.id}/room/{room.id}/join", None),
        "leaderboard_positions.json": (
            f"{LEADERBOARD}/map?scores[{day.map_uid}]=40000",
            asked,
        ),
    }
    for name, (path, body) in calls.items():
        answer = await caller.ask(path, "POST", json=body)
        example = json.loads((examples / name).read_text(encoding="utf-8"))
        assert answer.status == 200
        assert differences(answer.json, example) == []
