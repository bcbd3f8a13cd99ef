"""Every real map, day and zone is read, named and found as it is."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bot.face import wording
from bot.ladders.controls import BOARD_OPEN
from bot.maps.cards import MapCard
from bot.maps.controls import day_controls
from bot.maps.days import DatedDay, current, paris_date, released
from bot.maps.typed.maps import map_uid
from bot.nadeo.models import Day, Month, Zone
from bot.people.rows import keep_zones
from tests.against_samples.folder import DATA
from tests.bench import Bench
from tests.conftest import bench, clock, database, make_bench, nadeo, world  # noqa: F401 # fixtures
from tests.controls import buttons
from tests.ladders.test_controls import NEWEST
from tests.maps.test_map_card import totd, track

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def rows_of(name: str) -> Iterator[dict[str, Any]]:
    yield from json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")).values()


def real_days() -> Iterator[tuple[date, dict[str, Any]]]:
    for row in rows_of("totd"):
        yield date(row["year"], row["month"], row["monthDay"]), row


def test_every_real_day_is_found_by_its_date_and_its_moments() -> None:
    days = list(real_days())
    months: dict[date, list[Day]] = {}
    for on, row in days:
        day = Day(
            month_day=on.day,
            map_uid=row["mapUid"],
            start_timestamp=row["timestampStart"],
            end_timestamp=row["timestampEnd"],
        )
        months.setdefault(on.replace(day=1), []).append(day)
    listed_months = [
        Month(year=first.year, month=first.month, days=tuple(found))
        for first, found in months.items()
    ]
    by_date = {item.date: item.day.map_uid for item in released(listed_months)}

    assert len(days) == 2244
    assert by_date == {on: row["mapUid"] for on, row in days}
    for on, row in days:
        start = datetime.fromtimestamp(row["timestampStart"], UTC)
        assert paris_date(start) == on
        assert on.weekday() == row["weekDay"]  # quirk 45: Monday is 0
        assert wording.weekday_date(on).startswith(WEEKDAYS[row["weekDay"]])


def test_every_real_day_runs_from_its_start_on() -> None:
    days = sorted(real_days(), key=lambda item: item[1]["timestampStart"])
    for (on, row), (_, following) in itertools.pairwise(days):
        # The hour by which two days overlapped belongs to the later one.
        until = min(row["timestampEnd"], following["timestampStart"])
        month = Month(
            year=on.year,
            month=on.month,
            days=(
                Day(
                    month_day=on.day,
                    map_uid=row["mapUid"],
                    start_timestamp=row["timestampStart"],
                    end_timestamp=row["timestampEnd"],
                ),
            ),
        )
        for moment in (row["timestampStart"], until - 1):
            assert _uid(current([month], datetime.fromtimestamp(moment, UTC))) == row["mapUid"]


def _uid(found: DatedDay | None) -> str:
    return found.day.map_uid if found is not None else ""


def test_every_real_map_can_be_named_by_its_uid() -> None:
    # quirk 101: 26 or 27 characters, some made by hand
    for name in ("totd", "seasonal", "weekly", "grand"):
        for uid in (row["mapUid"] for row in rows_of(name)):
            assert map_uid(uid) == uid
            assert map_uid(f"https://trackmania.io/#/leaderboard/{uid}") == uid


async def test_the_country_of_every_real_zone(bench: Bench) -> None:
    rows = list(rows_of("zone"))
    zones = [
        Zone(zone_id=row["zoneId"], name=row["name"], parent_id=row["parentId"] or None)
        for row in rows
    ]
    await keep_zones(bench.store, zones, bench.clock.timestamp())

    countries = await bench.lookup.people.countries([zone.zone_id for zone in zones])

    assert len(countries) == 1199
    for row in rows:
        path = row["path"].split(" | ")
        expected = path[-2] if len(path) > 1 else row["name"]
        assert countries[row["zoneId"]] == expected


async def test_every_real_map_fits_into_an_id() -> None:
    for row in rows_of("totd"):
        card = MapCard(track(uid=row["mapUid"]), "a", totd(season_uid=row["seasonUid"]))
        opening = buttons(day_controls(card, NEWEST))["Leaderboard"][0]
        assert BOARD_OPEN.fullmatch(opening)
