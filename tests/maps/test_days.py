"""Which Track of the Day is which, around midnights, months and clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SNAPSHOT, example

from bot.maps.days import (
    PARIS,
    DatedDay,
    current,
    expected_date,
    is_over,
    month_offset,
    paris_date,
    released,
    scheduled_date,
    started,
)
from bot.nadeo.models import Day, Month, MonthList

MOMENTS = st.datetimes(datetime(2020, 7, 2), datetime(2035, 1, 1)).map(  # noqa: DTZ001 # next line
    lambda moment: moment.replace(tzinfo=UTC)
)


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[arg-type] # year, month, day, hour, …


def switch(on: date) -> int:
    return int(paris(on.year, on.month, on.day, 19).timestamp())


def month_of(first: date, last_known: date) -> Month:
    """Return a month as Nadeo lists it: days after the last known one have no map."""
    following = (first + timedelta(days=31)).replace(day=1)
    days = [first + timedelta(days=ahead) for ahead in range((following - first).days)]
    return Month(
        year=first.year,
        month=first.month,
        days=tuple(
            Day(
                month_day=on.day,
                map_uid=f"map-of-{on}" if on <= last_known else "",
                start_timestamp=switch(on),
                end_timestamp=switch(on + timedelta(days=1)),
            )
            for on in days
        ),
    )


def listed(first: date, count: int, last_known: date) -> list[Month]:
    """Return as many months, newest first."""
    months = []
    for _ in range(count):
        months.append(month_of(first, last_known))
        first = (first - timedelta(days=1)).replace(day=1)
    return months


def listed_months(name: str) -> list[Month]:
    return list(MonthList.model_validate(example(name)).month_list)


# --- dates in Paris ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # quirk 47: the track changes at 19:00 in Paris, not at midnight and not in UTC
        (paris(2026, 8, 22, 18, 59, 59), date(2026, 8, 21)),
        (paris(2026, 8, 22, 19), date(2026, 8, 22)),
        (paris(2026, 8, 22, 23, 59), date(2026, 8, 22)),
        (paris(2026, 8, 23, 0, 1), date(2026, 8, 22)),
        (datetime(2026, 8, 22, 16, 59, tzinfo=UTC), date(2026, 8, 21)),
        (datetime(2026, 8, 22, 17, tzinfo=UTC), date(2026, 8, 22)),
        (datetime(2026, 1, 22, 17, 59, tzinfo=UTC), date(2026, 1, 21)),
        (datetime(2026, 1, 22, 18, tzinfo=UTC), date(2026, 1, 22)),
        # quirk 48: on the 1st before 19:00 the month before
        (paris(2026, 8, 1, 8), date(2026, 7, 31)),
        (paris(2027, 1, 1, 18, 59), date(2026, 12, 31)),
        (paris(2028, 3, 1, 3), date(2028, 2, 29)),
        # quirk 49: clocks change in the night, long after one switch and long before the next
        (paris(2026, 3, 29, 2, 30), date(2026, 3, 28)),
        (paris(2026, 10, 25, 2, 30), date(2026, 10, 24)),
        (paris(2026, 10, 25, 19), date(2026, 10, 25)),
    ],
)
def test_the_scheduled_track(moment: datetime, expected: date) -> None:
    assert scheduled_date(moment) == expected


@pytest.mark.parametrize(
    ("ends", "moment", "expected"),
    [
        # the track of the 22nd ends when Nadeo says, at whatever hour
        (paris(2026, 8, 23, 19), paris(2026, 8, 23, 18, 59), date(2026, 8, 22)),
        (paris(2026, 8, 23, 19), paris(2026, 8, 23, 19), date(2026, 8, 23)),
        (paris(2026, 8, 23, 14, 23), paris(2026, 8, 23, 14, 22), date(2026, 8, 22)),
        (paris(2026, 8, 23, 14, 23), paris(2026, 8, 23, 20), date(2026, 8, 23)),
        (paris(2026, 8, 23, 14, 23), paris(2026, 8, 24, 14, 24), date(2026, 8, 24)),
        (paris(2026, 8, 23, 22, 41), paris(2026, 8, 23, 20), date(2026, 8, 22)),
        # quirk 49: days of 23 and 25 hours
        (paris(2026, 10, 24, 19), paris(2026, 10, 25, 18, 59), date(2026, 8, 23)),
        (paris(2026, 10, 24, 19), paris(2026, 10, 25, 19), date(2026, 8, 24)),
        (paris(2026, 3, 28, 19), paris(2026, 3, 29, 19), date(2026, 8, 24)),
    ],
)
def test_the_track_that_follows_an_end(ends: datetime, moment: datetime, expected: date) -> None:
    assert expected_date(date(2026, 8, 22), int(ends.timestamp()), moment) == expected


@pytest.mark.parametrize("ends", [0, -1])
def test_a_track_without_an_end_runs_on(ends: int) -> None:
    # quirk 34
    assert expected_date(date(2026, 8, 22), ends, paris(2027, 1, 1, 12)) == date(2026, 8, 22)


def test_the_date_in_paris_is_not_the_one_in_utc() -> None:
    assert paris_date(datetime(2026, 8, 22, 22, 30, tzinfo=UTC)) == date(2026, 8, 23)


@pytest.mark.parametrize(
    ("of", "moment", "expected"),
    [
        (date(2026, 8, 1), SNAPSHOT, 0),
        (date(2026, 7, 31), SNAPSHOT, 1),
        (date(2025, 12, 31), SNAPSHOT, 8),
        (date(2020, 7, 1), SNAPSHOT, 73),
        (date(2026, 9, 1), SNAPSHOT, -1),
        # the month is that in Paris, where September has begun
        (date(2026, 8, 31), datetime(2026, 8, 31, 22, 30, tzinfo=UTC), 1),
    ],
)
def test_months_back(of: date, moment: datetime, expected: int) -> None:
    assert month_offset(of, moment) == expected


# --- the running track ---------------------------------------------------------------------------


@pytest.mark.parametrize("first", [date(2026, 8, 1), date(2026, 7, 1)])
def test_on_the_first_before_the_switch(first: date) -> None:
    # quirk 48: whether the list begins with the new month by then is not known
    months = listed(first, 2, last_known=date(2026, 7, 31))

    running = current(months, paris(2026, 8, 1, 8))

    assert running is not None
    assert running.date == date(2026, 7, 31)
    assert started(months, paris(2026, 8, 1, 8))[-2].date == date(2026, 7, 30)


def test_on_the_first_before_the_switch_in_a_whole_answer() -> None:
    months = listed_months("maps_totd_first_of_month_morning.json")

    running = current(months, datetime(2026, 8, 1, 8, tzinfo=UTC))

    assert running is not None
    assert running.date == date(2026, 7, 31)


def test_of_two_running_days_the_later_start_counts() -> None:
    # quirk 49: 2020-10-24 lasted until an hour after 2020-10-25 had begun
    months = listed_months("maps_totd_dst_overlap.json")
    during = datetime(2020, 10, 25, 17, 30, tzinfo=UTC)
    both = [
        item.date
        for item in released(months)
        if item.day.start_timestamp <= during.timestamp() < item.day.end_timestamp
    ]

    running = current(months, during)

    assert both == [date(2020, 10, 24), date(2020, 10, 25)]
    assert running is not None
    assert running.date == date(2020, 10, 25)


def test_overlapping_days_of_our_own() -> None:
    day = Day(month_day=24, map_uid="a", start_timestamp=1000, end_timestamp=2000)
    later = Day(month_day=25, map_uid="b", start_timestamp=1900, end_timestamp=3000)
    month = Month(year=2020, month=10, days=(later, day))

    assert _uid(current([month], datetime.fromtimestamp(1899, UTC))) == "a"
    assert _uid(current([month], datetime.fromtimestamp(1950, UTC))) == "b"


def test_the_very_first_day_had_27_hours() -> None:
    # quirk 49
    opening = paris(2020, 7, 1, 16)
    first = Day(
        month_day=1,
        map_uid="first",
        start_timestamp=int(opening.timestamp()),
        end_timestamp=switch(date(2020, 7, 2)),
    )
    month = Month(year=2020, month=7, days=(first,))

    assert first.end_timestamp - first.start_timestamp == 27 * 3600
    assert current([month], opening - timedelta(seconds=1)) is None
    assert _uid(current([month], opening)) == "first"
    assert _uid(current([month], paris(2020, 7, 2, 18, 59))) == "first"


def test_while_nadeo_is_late_the_newest_begun_track_runs_on() -> None:
    months = listed(date(2026, 8, 1), 1, last_known=date(2026, 8, 21))

    assert _uid(current(months, paris(2026, 8, 22, 19, 30))) == "map-of-2026-08-21"


def test_days_to_come_are_never_shown() -> None:
    # quirks 43 and 44, and a map that is listed before its time
    months = [month_of(date(2026, 8, 1), last_known=date(2026, 8, 23))]

    assert [item.date.day for item in released(months)] == list(range(1, 24))
    assert [item.date.day for item in started(months, SNAPSHOT)] == list(range(1, 23))


def test_a_leap_day_is_a_day() -> None:
    months = listed(date(2028, 3, 1), 2, last_known=date(2028, 2, 29))

    running = current(months, paris(2028, 3, 1, 12))

    assert running is not None
    assert running.date == date(2028, 2, 29)


def test_nothing_runs_where_nothing_is_listed() -> None:
    assert current([], SNAPSHOT) is None
    assert current([Month(year=2026, month=9)], SNAPSHOT) is None
    assert current([month_of(date(2026, 9, 1), last_known=date(2026, 9, 1))], SNAPSHOT) is None


@pytest.mark.parametrize(
    ("year", "month", "month_day"),
    [(2026, 2, 30), (2026, 13, 1), (2026, 8, 0), (-1, -1, -1)],
)
def test_what_is_no_date_is_no_day(year: int, month: int, month_day: int) -> None:
    # quirk 34: calendar fields may be -1
    odd = Day(month_day=month_day, map_uid="odd", start_timestamp=0, end_timestamp=1)

    assert list(released([Month(year=year, month=month, days=(odd,))])) == []


@given(MOMENTS)
def test_at_any_moment_the_scheduled_track_runs(moment: datetime) -> None:
    on = scheduled_date(moment)
    first_of_month = paris_date(moment).replace(day=1)
    months = listed(first_of_month, 2, last_known=on)

    running = current(months, moment)

    assert running is not None
    assert running.date == on
    assert running.day.start_timestamp <= moment.timestamp() < running.day.end_timestamp


# --- months that are over ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "last", "moment", "expected"),
    [
        (date(2026, 7, 1), date(2026, 7, 31), paris(2026, 8, 1, 20), False),
        (date(2026, 7, 1), date(2026, 7, 31), paris(2026, 8, 2, 0), True),
        (date(2026, 7, 1), date(2026, 7, 31), paris(2026, 7, 31, 20), False),
        (date(2026, 2, 1), date(2026, 2, 28), paris(2026, 3, 1, 12), False),
        (date(2026, 2, 1), date(2026, 2, 28), paris(2026, 3, 5, 12), True),
        # a month in which Nadeo lists nothing may still be filled
        (date(2026, 2, 1), date(2026, 1, 1), paris(2026, 8, 1, 12), False),
        (date(2026, 8, 1), date(2026, 8, 22), SNAPSHOT, False),
    ],
)
def test_only_what_is_long_over_never_changes(
    month: date, last: date, moment: datetime, expected: bool
) -> None:
    assert is_over(month_of(month, last_known=last), moment) is expected


def test_a_month_whose_last_track_still_runs_is_not_over() -> None:
    endless = Day(month_day=1, map_uid="a", start_timestamp=0, end_timestamp=2**33)

    assert not is_over(Month(year=2020, month=7, days=(endless,)), SNAPSHOT)


def _uid(found: DatedDay | None) -> str:
    return found.day.map_uid if found is not None else ""
