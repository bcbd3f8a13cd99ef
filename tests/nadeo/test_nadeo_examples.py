"""Every answer of `../shared/nadeo/examples`, read by the method it belongs to."""

import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import EmptyAnswer, NadeoError, TooManyRequests, Unavailable
from tests.nadeo.clocks import Seconds
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID
from tests.nadeo.stand_in import BASIC, OAUTH, REFRESH, Nadeo

EXAMPLES = Path(__file__).parents[3] / "shared" / "nadeo" / "examples"
pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not here")

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
    "core_zones": ("/zones/", lambda client: client.get_zones()),
    "oauth_display_names": (NAMES, lambda client: client.get_display_names(["someone"])),
    "oauth_account_ids": (
        f"{NAMES}/account-ids",
        lambda client: client.get_account_ids(["tooInfinite"]),
    ),
}
NO_ANSWERS = {"index.json", "text_formatting.json", "time_formatting.json"}


def answers() -> list[str]:
    names = sorted(path.name for path in EXAMPLES.glob("*.json"))
    return [name for name in names if name not in NO_ANSWERS and not name.startswith("auth_")]


def failures() -> list[Any]:
    index = EXAMPLES / "errors" / "index.json"
    return json.loads(index.read_text("utf-8"))["errors"] if index.is_file() else []


def method_for(name: str) -> tuple[str, Ask]:
    fitting = [beginning for beginning in METHODS if name.startswith(beginning)]
    raw: Ask = lambda client: client.get("api/x")  # noqa: E731 # what has no method has the verb
    return METHODS[max(fitting, key=len)] if fitting else ("/api/x", raw)


@pytest.mark.parametrize("name", answers())
async def test_an_answer(client: LiveClient, nadeo: Nadeo, name: str) -> None:
    if name == "oauth_token.json":
        pytest.skip("an answer to a login: see below")
    path, ask = method_for(name)
    body = json.loads((EXAMPLES / name).read_text("utf-8"))
    nadeo.answer("GET", path, body=body)
    found = await ask(client)
    assert len(nadeo.calls(path)) == 1
    if path == "/api/x":
        assert found == body
        return
    if isinstance(body, dict) and "itemCount" in body and hasattr(found, "item_count"):
        assert found.item_count == body["itemCount"]
    key, value = (
        next(((key, value) for key, value in body.items() if isinstance(value, list)), ("", None))
        if isinstance(body, dict)
        else ("", None)
    )
    attribute = {"monthList": "month_list", "campaignList": "campaign_list", "tops": "tops"}.get(
        key
    )
    if attribute and value is not None:
        assert len(getattr(found, attribute)) == len(value)


@pytest.mark.parametrize("name", ["auth_token_service.json", "auth_token_dedicated.json"])
async def test_tokens_whose_time_is_not_ours(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, name: str
) -> None:
    pair = json.loads((EXAMPLES / name).read_text("utf-8"))
    renewed = json.loads((EXAMPLES / "auth_token_refreshed.json").read_text("utf-8"))
    nadeo.tokens.everything += [*pair.values(), *renewed.values()]
    for token in (pair["accessToken"], renewed["accessToken"]):
        nadeo.tokens.access[token] = "NadeoLiveServices"
    nadeo.answer("POST", BASIC, body=pair)
    nadeo.answer("POST", REFRESH, body=renewed)
    nadeo.answer("GET", "x", body={})
    await client.get("x")
    seconds.forward(1799)
    await client.get("x")
    seconds.forward(1)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call", "refresh", "call"]


async def test_the_oauth_token(client: LiveClient, nadeo: Nadeo) -> None:
    body = json.loads((EXAMPLES / "oauth_token.json").read_text("utf-8"))
    nadeo.tokens.everything.append(body["access_token"])
    nadeo.tokens.access[body["access_token"]] = "OAuth"
    nadeo.answer("POST", OAUTH, body=body)
    nadeo.answer("GET", NAMES, body={})
    assert await client.get_display_names(["a"]) == {}


@pytest.mark.parametrize("failure", failures(), ids=lambda failure: failure["file"])
async def test_a_failure(client: LiveClient, nadeo: Nadeo, failure: dict[str, Any]) -> None:
    body = (EXAMPLES / "errors" / failure["file"]).read_bytes()
    statuses = [failure["status"]] if failure["status"] else [200, 400, 403, 404, 500]
    for status in statuses:
        nadeo.answer("GET", "x", status, body)
        if status < 300 and b"error" not in body:
            assert await client.get("x") in ({}, [], None)
            continue
        with raises(NadeoError) as caught:
            await client.get("x")
        passing = status in {429, 502, 503, 504} or b"InternalServerError" in body
        assert isinstance(caught.value, Unavailable) == passing
        assert isinstance(caught.value, TooManyRequests) == (status == 429)


async def test_a_campaign_that_answers_nothing(client: LiveClient, nadeo: Nadeo) -> None:
    body = (EXAMPLES / "errors" / "empty_body.txt").read_bytes()
    nadeo.answer("GET", "/api/token/club/9/campaign/28", 200, body)
    with raises(EmptyAnswer):
        await client.get_club_campaign(9, 28)
