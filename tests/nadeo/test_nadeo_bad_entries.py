"""One bad entry of a list hides none of the others, and no absurd number gets through."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import UnexpectedAnswer
from bot.nadeo.fields import LATEST_MOMENT
from bot.nadeo.models import TrackMap
from tests.nadeo.clocks import Moment
from tests.nadeo.leaks import raises
from tests.nadeo.samples import (
    ACCOUNT,
    MAP_UID,
    OTHER_UID,
    SEASON,
    campaign,
    campaigns,
    day,
    ladder,
    months,
    record,
    submission,
    track,
)
from tests.nadeo.stand_in import Nadeo

Ask = Callable[[LiveClient], Coroutine[Any, Any, Any]]

BOARD = f"api/token/leaderboard/group/Personal_Best/map/{MAP_UID}"
POINTS = {"accountId": ACCOUNT, "position": 1, "sp": "120"}
PLACE = {"zoneName": "World", "ranking": {"position": 7}}
PLACING = {"mapUid": MAP_UID, "score": 5}
ZONE = {"zoneId": "z", "name": "World"}
SERVER = {"accountId": ACCOUNT, "login": "server"}

LISTS: dict[str, tuple[str, Any, Any, Callable[[list[Any]], Any], Ask, Callable[[Any], Any]]] = {
    "months": (
        "api/token/campaign/month",
        months(day(1))["monthList"][0],
        {"year": None, "month": 8},
        lambda entries: {"itemCount": 3, "monthList": entries},
        lambda client: client.get_maps_totd(2),
        lambda found: found.month_list,
    ),
    "days": (
        "api/token/campaign/month",
        day(1),
        day(2, startTimestamp=None),
        lambda entries: months(*entries),
        lambda client: client.get_maps_totd(2),
        lambda found: found.month_list[0].days,
    ),
    "campaigns": (
        "api/campaign/official",
        campaign(),
        campaign(startTimestamp=10**20),
        lambda entries: campaigns(*entries),
        lambda client: client.get_maps_seasonal(),
        lambda found: found.campaign_list,
    ),
    "playlist": (
        "api/campaign/official",
        {"position": 0, "mapUid": MAP_UID},
        {"position": 1, "mapUid": None},
        lambda entries: campaigns(campaign(playlist=entries)),
        lambda client: client.get_maps_seasonal(),
        lambda found: found.campaign_list[0].playlist,
    ),
    "maps": (
        "api/token/map/get-multiple",
        track(),
        track(OTHER_UID, authorTime="soon"),
        lambda entries: {"mapList": entries},
        lambda client: client.get_maps([MAP_UID, OTHER_UID]),
        lambda found: list(found.values()),
    ),
    "board": (
        f"{BOARD}/top",
        record(1),
        record(2, score=None),
        lambda entries: ladder(*entries),
        lambda client: client.get_map_leaderboard(MAP_UID),
        lambda found: found.world,
    ),
    "points": (
        f"api/token/leaderboard/group/{SEASON}/top",
        POINTS,
        POINTS | {"sp": "many"},
        lambda entries: {"groupUid": SEASON, "tops": [{"top": entries}]},
        lambda client: client.get_campaign_ranking(SEASON),
        lambda found: found.world,
    ),
    "submissions": (
        "api/token/map-review/totd/submitted-map",
        submission(),
        submission(OTHER_UID, noteInfo={"average": 1e400}),
        lambda entries: {"submittedMaps": entries},
        lambda client: client.get_map_review_submitted("totd"),
        lambda found: found.submitted_maps,
    ),
    "servers": (
        "api/token/server/player-server/account",
        SERVER,
        [SERVER],
        lambda entries: {"playerServerAccount": entries},
        lambda client: client.get_server_accounts(),
        lambda found: found.player_server_account,
    ),
    "clubs": (
        "api/token/club",
        {"id": 9},
        {"id": 2**63},
        lambda entries: {"clubList": entries},
        lambda client: client.clubs.search("x"),
        lambda found: found.club_list,
    ),
    "members": (
        "api/token/club/9/member",
        {"accountId": ACCOUNT},
        {"role": "Member"},
        lambda entries: {"clubMemberList": entries},
        lambda client: client.clubs.members(9),
        lambda found: found.club_member_list,
    ),
    "activities": (
        "api/token/club/9/activity",
        {"activityId": 4},
        None,
        lambda entries: {"activityList": entries},
        lambda client: client.clubs.activities(9),
        lambda found: found.activity_list,
    ),
    "club board": (
        f"{BOARD}/club/9/top",
        record(1),
        record(10**400),
        lambda entries: {"top": entries, "length": 2},
        lambda client: client.clubs.leaderboard(MAP_UID, 9, "Personal_Best"),
        lambda found: found.top,
    ),
    "zones": (
        "zones/",
        ZONE,
        ZONE | {"name": ["World"]},
        lambda entries: entries,
        lambda client: client.get_zones(),
        lambda found: found,
    ),
    "names": (
        "api/display-names",
        ("a", "Alice"),
        ("b", 5),
        dict,
        lambda client: client.get_display_names(["a", "b"]),
        lambda found: list(found.items()),
    ),
}


@pytest.mark.parametrize("name", LISTS)
async def test_a_bad_entry_is_left_out_and_noted_once(
    client: LiveClient, nadeo: Nadeo, moment: Moment, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    path, sound, bad, whole, ask, entries = LISTS[name]
    nadeo.answer("GET", path, body=whole([bad, sound]))

    for _ in range(3):
        assert len(entries(await ask(client))) == 1
        moment.forward(7 * 3600)

    lines = [line for line in caplog.records if "left out" in line.getMessage()]
    assert [(line.levelname, line.exc_info) for line in lines] == [("WARNING", None)]
    assert ACCOUNT not in lines[0].getMessage()


@pytest.mark.parametrize("name", LISTS)
async def test_an_answer_without_any_sound_entry_is_none(
    client: LiveClient, nadeo: Nadeo, name: str
) -> None:
    path, _, bad, whole, ask, _ = LISTS[name]
    nadeo.answer("GET", path, body=whole([bad]))

    with raises(UnexpectedAnswer):
        await ask(client)


async def test_a_place_in_a_zone_that_cannot_be_read_hides_no_other(
    client: LiveClient, nadeo: Nadeo
) -> None:
    zones = [{"ranking": {"position": 10**30}}, PLACE]
    nadeo.answer("POST", "api/token/leaderboard/group/map", body=[PLACING | {"zones": zones}])

    placing = await client.get_placing(MAP_UID, 5)

    assert placing is not None
    assert [zone.ranking.position for zone in placing.zones] == [7]


async def test_what_a_card_can_do_without_spoils_nothing(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 46: the hint may be anything
    odd = submission(labels=["Hard AT", 5], mapStyles=[None])
    nadeo.answer("GET", "api/token/map-review/totd/submitted-map", body={"submittedMaps": [odd]})
    listed = months(day(1), nextRequestTimestamp=10**20)
    nadeo.answer("GET", "api/token/campaign/month", body=listed)

    (entry,) = (await client.get_map_review_submitted("totd")).submitted_maps
    assert (entry.labels, entry.map_styles) == (("Hard AT",), ())
    assert (await client.get_maps_totd(2)).next_request_timestamp == -1


async def test_what_was_left_out_is_counted(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 33: whoever pages counts what came, not what could be read
    entries = [submission(), submission(OTHER_UID, mapUid=None)]
    nadeo.answer("GET", "api/token/map-review/totd/submitted-map", body={"submittedMaps": entries})
    listed = months(day(1), day(2, endTimestamp="never"))
    nadeo.answer("GET", "api/token/campaign/month", body=listed | {"came": 5})

    assert (await client.get_map_review_submitted("totd")).came == 2
    answer = await client.get_maps_totd(2)
    assert (answer.came, answer.is_whole) == (1, True)
    assert (answer.month_list[0].came, answer.month_list[0].is_whole) == (2, False)


@pytest.mark.parametrize("said", [-2, LATEST_MOMENT + 1, 10**20, 10**400, 1e300, "9" * 5000])
async def test_a_moment_that_no_calendar_knows_is_refused(
    client: LiveClient, nadeo: Nadeo, said: float | str
) -> None:
    nadeo.answer("GET", f"api/token/map/{MAP_UID}", body=track(uploadTimestamp=said))

    with raises(UnexpectedAnswer):
        await client.get_map(MAP_UID)


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**400, 1e400, float("nan"), "½"])
async def test_a_number_that_the_file_cannot_keep_is_refused(
    client: LiveClient, nadeo: Nadeo, number: float | str
) -> None:
    nadeo.answer("GET", f"api/token/map/{MAP_UID}", body=track(authorTime=number))

    with raises(UnexpectedAnswer):
        await client.get_map(MAP_UID)


async def test_a_long_text_is_cut_and_a_long_address_is_none(
    client: LiveClient, nadeo: Nadeo
) -> None:
    long = track(name="x" * 7_000_000, thumbnailUrl="https://example.org/" + "y" * 9000)
    nadeo.answer("GET", f"api/token/map/{MAP_UID}", body=long)

    found: TrackMap = await client.get_map(MAP_UID)

    assert (len(found.name), found.thumbnail_url) == (2000, "")


@pytest.mark.parametrize("uid", ["u" * 45, "a b", "a:b", "ü", "", "../x"])
async def test_a_group_that_no_address_can_name_is_none(
    client: LiveClient, nadeo: Nadeo, uid: str
) -> None:
    nadeo.answer("GET", "api/campaign/official", body=campaigns(campaign(seasonUid=uid)))

    (season,) = (await client.get_maps_seasonal()).campaign_list

    assert season.season_uid == ""


async def test_more_entries_than_anybody_has_are_not_looked_at(
    client: LiveClient, nadeo: Nadeo, caplog: pytest.LogCaptureFixture
) -> None:
    nadeo.answer("GET", "api/token/club", body={"clubList": [{"id": 9}, *[0] * 1_000_000]})

    assert [club.id for club in (await client.clubs.search("x")).club_list] == [9]

    assert len([line for line in caplog.records if "left out" in line.getMessage()]) <= 2
