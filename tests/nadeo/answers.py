"""Which method reads which of Nadeo's answers, and what holds for every one of them."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot.nadeo import LiveClient
from bot.nadeo.errors import NadeoError, TooManyRequests, Unavailable
from tests.nadeo.leaks import raises
from tests.nadeo.samples import ACCOUNT, MAP_ID, MAP_UID, SEASON
from tests.nadeo.stand_in import Nadeo

Ask = Callable[[LiveClient], Coroutine[Any, Any, Any]]
MONTHS = "/api/token/campaign/month"
CAMPAIGN = "/api/campaign"
TOP = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/top"
RECORD = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/club/9"
REVIEW = "/api/token/map-review/totd"
NAMES = "/api/display-names"

# The longest beginning of a file's name decides.
METHODS: dict[str, tuple[str, Ask]] = {
    "maps_seasonal": (f"{CAMPAIGN}/official", lambda client: client.get_maps_seasonal()),
    "maps_weekly_short": (
        f"{CAMPAIGN}/weekly-shorts",
        lambda client: client.get_maps_weekly_short(),
    ),
    "maps_weekly_grand": (
        f"{CAMPAIGN}/weekly-grands",
        lambda client: client.get_maps_weekly_grand(),
    ),
    "cups_of_the_week": (
        f"{CAMPAIGN}/cup-of-the-week",
        lambda client: client.get_maps_cup_of_the_week(),
    ),
    "maps_totd": (MONTHS, lambda client: client.get_maps_totd()),
    "maps_royal": (MONTHS, lambda client: client.get_maps_royal()),
    "map_leaderboard": (TOP, lambda client: client.get_map_leaderboard(MAP_UID)),
    "map_leaderboard_zones": (
        TOP,
        lambda client: client.get_map_leaderboard(MAP_UID, only_world=False),
    ),
    "player_club_record": (RECORD, lambda client: client.get_player_club_record(MAP_UID, 9)),
    "club_campaign.": (
        "/api/token/club/9/campaign/28",
        lambda client: client.get_club_campaign(9, 28),
    ),
    "clubs": ("/api/token/club", lambda client: client.clubs.search("openplanet")),
    "club.": ("/api/token/club/9", lambda client: client.clubs.get(9)),
    "club_members": ("/api/token/club/9/member", lambda client: client.clubs.members(9)),
    "club_activities": ("/api/token/club/9/activity", lambda client: client.clubs.activities(9)),
    "club_room.": ("/api/token/club/9/room/5", lambda client: client.clubs.room(9, 5)),
    "club_room_maps": ("/api/token/club/9/room/5", lambda client: client.clubs.room(9, 5)),
    "map_club_leaderboard": (
        f"{RECORD}/top",
        lambda client: client.clubs.leaderboard(MAP_UID, 9, "Personal_Best"),
    ),
    "map_review_connect": (
        f"{REVIEW}/connect",
        lambda client: client.get_map_review_connect("totd"),
    ),
    "map_review_waiting": (
        f"{REVIEW}/waiting-time",
        lambda client: client.get_map_review_waiting_time("totd"),
    ),
    "map_review_submitted": (
        f"{REVIEW}/submitted-map",
        lambda client: client.get_map_review_submitted("totd"),
    ),
    "server_accounts": (
        "/api/token/server/player-server/account",
        lambda client: client.get_server_accounts(),
    ),
    "map_info": (f"/api/token/map/{MAP_UID}", lambda client: client.get_map(MAP_UID)),
    "map_info_multiple": (
        "/api/token/map/get-multiple",
        lambda client: client.get_maps([MAP_UID]),
    ),
    "core_map_records": (
        "/v2/mapRecords/by-account/",
        lambda client: client.players.records(MAP_ID, "TimeAttack", [ACCOUNT]),
    ),
    "core_maps_by_uid": ("/maps/by-uid/", lambda client: client.players.core_maps([MAP_UID])),
    "core_club_tags": (
        "/accounts/clubTags/",
        lambda client: client.players.club_tags([ACCOUNT]),
    ),
    "core_web_identities": (
        "/webidentities/by-account/",
        lambda client: client.players.first_days([ACCOUNT]),
    ),
    "campaign_ranking_player": (
        f"/api/token/leaderboard/group/{SEASON}",
        lambda client: client.players.season_rank(ACCOUNT, SEASON),
    ),
    "core_zones": ("/zones/", lambda client: client.get_zones()),
    "oauth_display_names": (NAMES, lambda client: client.get_display_names(["someone"])),
    "oauth_account_ids": (
        f"{NAMES}/account-ids",
        lambda client: client.get_account_ids(["tooInfinite"]),
    ),
}
NO_ANSWERS = {"index.json", "text_formatting.json", "time_formatting.json", "oauth_token.json"}
LISTS = {"monthList": "month_list", "campaignList": "campaign_list", "tops": "tops"}


def answers(folder: Path) -> list[str]:
    """Return the names of the answers in a folder, without those to a login."""
    names = sorted(path.name for path in folder.glob("*.json"))
    return [name for name in names if name not in NO_ANSWERS and not name.startswith("auth_")]


def method_for(name: str) -> tuple[str, Ask]:
    fitting = [beginning for beginning in METHODS if name.startswith(beginning)]
    raw: Ask = lambda client: client.get("api/x")  # noqa: E731 # what has no method has the verb
    return METHODS[max(fitting, key=len)] if fitting else ("/api/x", raw)


async def check_answer(client: LiveClient, nadeo: Nadeo, name: str, body: Any) -> None:
    """Read an answer by the method it belongs to, and miss nothing that it lists."""
    path, ask = method_for(name)
    nadeo.answer("GET", path, body=body)
    found = await ask(client)
    assert len(nadeo.calls(path)) == 1
    if path == "/api/x":
        assert found == body
        return
    if not isinstance(body, dict):
        return
    if "itemCount" in body and hasattr(found, "item_count"):
        assert found.item_count == body["itemCount"]
    for key in body.keys() & LISTS.keys():
        assert len(getattr(found, LISTS[key])) == len(body[key])


async def check_failure(client: LiveClient, nadeo: Nadeo, status: int | None, body: bytes) -> None:
    """Read a failure as the kind of error that its status and its body tell."""
    for told in [status] if status else [200, 400, 403, 404, 500]:
        nadeo.answer("GET", "x", told, body)
        if told < 300 and b"error" not in body:
            assert await client.get("x") in ({}, [], None)
            continue
        with raises(NadeoError) as caught:
            await client.get("x")
        passing = told in {429, 502, 503, 504} or b"InternalServerError" in body
        assert isinstance(caught.value, Unavailable) == passing
        assert isinstance(caught.value, TooManyRequests) == (told == 429)
