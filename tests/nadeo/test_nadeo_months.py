"""Months of Tracks of the Day, and of Royal maps."""

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import UnexpectedAnswer
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID, OTHER_UID, SEASON, day, months
from tests.nadeo.stand_in import Nadeo

MONTHS = "/api/token/campaign/month"


async def test_a_month_and_its_days(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", MONTHS, body=months(day(1), day(2, OTHER_UID)))
    answer = await client.get_maps_totd()
    assert (answer.item_count, answer.next_request_timestamp) == (74, 86_400 * 20)
    (month,) = answer.month_list
    assert (month.year, month.month, month.last_day) == (2026, 8, 31)
    first, second = month.days
    assert (first.map_uid, first.season_uid, first.campaign_id) == (MAP_UID, SEASON, 101)
    assert (second.start_timestamp, second.end_timestamp) == (86_400 * 2, 86_400 * 3)
    assert nadeo.calls()[0].query == [("length", "1"), ("offset", "0")]


async def test_the_date_is_month_day(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 45, 47: `day` is the weekday, Monday 0; monthDay the date in Paris at the start
    nadeo.answer("GET", MONTHS, body=months(day(22, day=5)))
    (month,) = (await client.get_maps_totd()).month_list
    assert [item.month_day for item in month.days] == [22]
    assert not hasattr(month.days[0], "day")


async def test_days_to_come_have_no_map(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 43, 44: uid and season "", campaign 0 or null
    ahead = day(3, "", campaignId=None, seasonUid=None)
    nadeo.answer("GET", MONTHS, body=months(day(1), day(2, ""), ahead))
    (month,) = (await client.get_maps_totd()).month_list
    assert [item.month_day for item in month.days] == [1, 2, 3]
    assert [item.month_day for item in month.released()] == [1]
    assert [item.season_uid for item in month.days[1:]] == ["", ""]


async def test_the_next_map_is_not_scheduled(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 46
    body = months(day(1), nextRequestTimestamp=-1, relativeNextRequest=-1)
    nadeo.answer("GET", MONTHS, body=body)
    assert (await client.get_maps_totd()).next_request_timestamp == -1


async def test_the_month_before_comes_second(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 48: before 19:00 on the 1st the running map is there
    new, old = months(day(1, ""), day(2, ""))["monthList"] + months(day(31))["monthList"]
    body = {"monthList": [new, {**old, "month": 7}], "itemCount": 2}
    nadeo.answer("GET", MONTHS, body=body)
    present, before = (await client.get_maps_totd(length=2)).month_list
    assert list(present.released()) == []
    assert [(before.month, item.month_day) for item in before.released()] == [(7, 31)]
    assert nadeo.calls()[0].query == [("length", "2"), ("offset", "0")]


async def test_beyond_the_end_the_total_stays(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 32
    nadeo.answer("GET", MONTHS, body={"monthList": [], "itemCount": 74})
    answer = await client.get_maps_totd(1, 999)
    assert (answer.item_count, answer.month_list) == (74, ())


async def test_royal_asks_for_all_its_months(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", MONTHS, body=months(day(30)))
    assert len((await client.get_maps_royal()).month_list) == 1
    await client.get_maps_royal(3, 14)
    first, second = nadeo.calls(MONTHS)
    assert first.query == [("length", "51"), ("offset", "0"), ("royal", "true")]
    assert second.query == [("length", "3"), ("offset", "14"), ("royal", "true")]


@pytest.mark.parametrize("days", [[], None, [day(1, "")]])
async def test_royal_months_may_be_empty(
    client: LiveClient, nadeo: Nadeo, days: list[object] | None
) -> None:
    # quirk 56: what empty months look like is not known
    body = {"monthList": [{"year": 2026, "month": 8, "days": days}], "itemCount": 51}
    nadeo.answer("GET", MONTHS, body=body)
    (month,) = (await client.get_maps_royal()).month_list
    assert list(month.released()) == []


async def test_royal_and_days_are_two_questions(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", MONTHS, body=months(day(1)))
    await client.get_maps_totd(51, 0)
    await client.get_maps_royal(51, 0)
    assert len(nadeo.calls()) == 2


@pytest.mark.parametrize("body", [{}, [], {"monthList": [{}], "itemCount": 1}, 3])
async def test_an_answer_of_another_form(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    nadeo.answer("GET", MONTHS, body=body)
    with raises(UnexpectedAnswer):
        await client.get_maps_totd()
    with raises(UnexpectedAnswer):
        await client.get_maps_royal()
