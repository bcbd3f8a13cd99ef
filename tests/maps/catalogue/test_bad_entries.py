"""What could not be read of a list is not taken for what Nadeo does not have."""

from datetime import date
from typing import Any

from support import change_answers

from bot.maps.rows.releases import read_past_months
from tests.bench import Bench

MARCH = date(2021, 3, 1)
SEASONS = "/api/campaign/official"


def without_a_start(months: Any) -> None:
    for month in months["monthList"]:
        month["days"][-1]["startTimestamp"] = None


async def test_a_month_with_a_day_left_out_is_not_known_for_good(bench: Bench) -> None:
    months = bench.lookup.catalogue.months
    change_answers(bench.nadeo, "/month", without_a_start)
    assert len((await months.month(MARCH)).items) == 30
    assert MARCH not in await read_past_months(bench.store)

    bench.nadeo.failures.spoil = None
    bench.clock.move(7 * 3600)

    assert len((await months.month(MARCH)).items) == 31
    assert MARCH in await read_past_months(bench.store)


async def test_a_campaign_left_out_makes_no_further_page(bench: Bench) -> None:
    # quirk 32: the count is of all there are, sound or not
    def without_a_number(seasons: Any) -> None:
        seasons["campaignList"][-1]["id"] = None

    change_answers(bench.nadeo, SEASONS, without_a_number)

    known = await bench.lookup.catalogue.campaigns.all("seasonal")

    assert len(known.items) == 24
    assert bench.asked() == [SEASONS]
