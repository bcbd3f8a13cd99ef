"""Seasons, weekly shorts, weekly grands and cups of the week."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import Forbidden, NotFound, UnexpectedAnswer
from bot.nadeo.models import Campaign, CampaignList
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID, OTHER_UID, SEASON, campaign, campaigns
from tests.nadeo.stand_in import Nadeo

Ask = Callable[..., Coroutine[Any, Any, CampaignList]]
ROUTES = {
    "get_maps_seasonal": "/api/campaign/official",
    "get_maps_weekly_short": "/api/campaign/weekly-shorts",
    "get_maps_weekly_grand": "/api/campaign/weekly-grands",
    "get_maps_cup_of_the_week": "/api/campaign/cup-of-the-week",
}


@pytest.fixture(params=ROUTES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ask(client: LiveClient, name: str) -> Ask:
    return getattr(client, name)  # type: ignore[no-any-return]


async def test_a_list_and_its_campaigns(ask: Ask, nadeo: Nadeo, name: str) -> None:
    nadeo.answer("GET", ROUTES[name], body=campaigns(campaign(), nextRequestTimestamp=77))
    answer = await ask()
    assert (answer.item_count, answer.next_request_timestamp) == (25, 77)
    (season,) = answer.campaign_list
    assert (season.id, season.season_uid, season.name) == (4711, SEASON, "Summer 2026")
    assert (season.use_case, season.start_timestamp, season.end_timestamp) == (0, 1_000, 2_000)
    # quirk 58: positions order the maps, not the list
    assert [entry.map_uid for entry in season.playlist] == [MAP_UID, OTHER_UID]


async def test_defaults_and_pages(ask: Ask, nadeo: Nadeo, name: str) -> None:
    nadeo.answer("GET", ROUTES[name], body=campaigns())
    await ask()
    await ask(length=144, offset=3)
    first, second = nadeo.calls(ROUTES[name])
    assert first.query == [("length", "1"), ("offset", "0")]
    assert second.query == [("length", "144"), ("offset", "3")]


async def test_beyond_the_end_the_total_stays(ask: Ask, nadeo: Nadeo, name: str) -> None:
    # quirk 32
    nadeo.answer("GET", ROUTES[name], body=campaigns(itemCount=25))
    answer = await ask(1, 999)
    assert (answer.item_count, answer.campaign_list) == (25, ())


async def test_what_does_not_apply(ask: Ask, nadeo: Nadeo, name: str) -> None:
    # quirk 34: -1, 0 and null
    nadeo.answer("GET", ROUTES[name], body=campaigns(campaign(endTimestamp=0)))
    (season,) = (await ask()).campaign_list
    assert (season.year, season.week, season.ranking_sent_timestamp) == (-1, -1, None)
    assert season.runs_at(10**10)
    assert not season.runs_at(999)


async def test_fields_come_and_go(ask: Ask, nadeo: Nadeo, name: str) -> None:
    # quirk 27
    bare = {key: campaign()[key] for key in ("id", "seasonUid", "name")}
    bare |= {"startTimestamp": 1, "endTimestamp": 2}
    rich = campaign(mediaUrl="https://example.org/x.dds", video=True, brandNew={"a": 1})
    nadeo.answer("GET", ROUTES[name], body=campaigns(bare, rich, another=None))
    old, new = (await ask(2)).campaign_list
    assert (old.playlist, old.media_url) == ((), "")
    assert new.media_url == "https://example.org/x.dds"


async def test_a_hint_that_is_missing(ask: Ask, nadeo: Nadeo, name: str) -> None:
    # quirk 46
    nadeo.answer("GET", ROUTES[name], body={"itemCount": 0, "campaignList": []})
    assert (await ask()).next_request_timestamp == -1


@pytest.mark.parametrize("body", [{}, [], {"campaignList": {}}, "text", 5, {"itemCount": "many"}])
async def test_an_answer_of_another_form(ask: Ask, nadeo: Nadeo, name: str, body: object) -> None:
    nadeo.answer("GET", ROUTES[name], body=body)
    with raises(UnexpectedAnswer) as caught:
        await ask()
    assert "many" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(403, "clubMemberRole:error-notMember", Forbidden), (404, "club:error-notFound", NotFound)],
)
async def test_refusals(
    ask: Ask, nadeo: Nadeo, name: str, status: int, code: str, kind: type[NotFound]
) -> None:
    nadeo.answer("GET", ROUTES[name], status, [code])
    with raises(kind) as caught:
        await ask()
    assert (caught.value.status, caught.value.reason) == (status, code)


def test_when_a_campaign_runs() -> None:
    season = Campaign.model_validate(campaign())
    assert [season.runs_at(moment) for moment in (999, 1_000, 1_999.9, 2_000)] == [
        False,
        True,
        True,
        False,
    ]
