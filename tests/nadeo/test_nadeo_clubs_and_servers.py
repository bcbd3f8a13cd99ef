"""A club's campaign, and the operator's dedicated servers."""

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import EmptyAnswer, Forbidden, NotFound, ServiceAccountRequired
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID, OTHER_UID, club_campaign
from tests.nadeo.stand_in import Nadeo

CAMPAIGN = "/api/token/club/9/campaign/28"
SERVERS = "/api/token/server/player-server/account"


async def test_a_club_campaign(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", CAMPAIGN, body=club_campaign())
    answer = await client.get_club_campaign(9, 28)
    # quirk 60: two ids that are easily confused
    assert (answer.campaign_id, answer.activity_id, answer.club_id) == (28, 300, 9)
    assert (answer.name, answer.club_name) == ("Ice | week 3", "$o$fffAce$f00.")
    assert answer.campaign.season_uid == "NLS-abc_DEF-123"
    assert [entry.map_uid for entry in answer.campaign.playlist] == [MAP_UID, OTHER_UID]


@pytest.mark.parametrize("media", ["", None])
async def test_media_may_be_a_preset(client: LiveClient, nadeo: Nadeo, media: str | None) -> None:
    # quirk 38: "" then; the plain link is a format Discord cannot show
    nadeo.answer("GET", CAMPAIGN, body=club_campaign(mediaUrl=media, mediaUrlPngLarge=media))
    assert (await client.get_club_campaign(9, 28)).media_url_png_large == ""


async def test_the_picture_is_the_png(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 38
    nadeo.answer("GET", CAMPAIGN, body=club_campaign())
    answer = await client.get_club_campaign(9, 28)
    assert answer.media_url_png_large == "https://example.org/banner.png"


async def test_a_campaign_without_maps(client: LiveClient, nadeo: Nadeo) -> None:
    body = club_campaign(mapsCount=0)
    body["campaign"] |= {"playlist": [], "rankingSentTimestamp": None}
    nadeo.answer("GET", CAMPAIGN, body=body)
    assert (await client.get_club_campaign(9, 28)).campaign.playlist == ()


async def test_some_campaigns_answer_nothing(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 21
    nadeo.answer("GET", CAMPAIGN, body=b"")
    with raises(EmptyAnswer):
        await client.get_club_campaign(9, 28)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (404, "activity:error-notFound", NotFound),
        (403, "clubMemberRole:error-notMember", Forbidden),
        (403, "clubMemberRole:error-notContentCreator", Forbidden),
    ],
)
async def test_refusals(
    client: LiveClient, nadeo: Nadeo, status: int, code: str, kind: type[NotFound]
) -> None:
    nadeo.answer("GET", CAMPAIGN, status, [code])
    with raises(kind) as caught:
        await client.get_club_campaign(9, 28)
    assert (caught.value.status, caught.value.reason) == (status, code)
    assert len(nadeo.calls()) == 1


async def test_servers(client: LiveClient, nadeo: Nadeo) -> None:
    free = {"accountId": "a", "login": "one", "alreadyUsed": False, "clubRoomId": None}
    used = {"accountId": "b", "login": "two", "alreadyUsed": True, "clubRoomId": 7}
    body = {"playerServerAccount": [free, {**used, "clubRoomName": "Room"}], "itemCount": 2}
    nadeo.answer("GET", SERVERS, body=body)
    first, second = (await client.get_server_accounts()).player_server_account
    assert (first.login, first.already_used, first.club_room_id) == ("one", False, None)
    assert (second.account_id, second.club_room_id, second.club_room_name) == ("b", 7, "Room")


async def test_no_servers(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", SERVERS, body={"playerServerAccount": [], "itemCount": 0})
    assert (await client.get_server_accounts()).player_server_account == ()


async def test_servers_need_a_player(dedicated: LiveClient, nadeo: Nadeo) -> None:
    with raises(ServiceAccountRequired):
        await dedicated.get_server_accounts()
    assert not nadeo.seen
