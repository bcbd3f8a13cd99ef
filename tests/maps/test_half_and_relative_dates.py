"""Days that are counted from now, and dates that are not typed to their end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.maps import wording
from bot.maps.days import FIRST_DATE
from bot.maps.typed.dates import date_beginnings
from bot.maps.typed.days import day_if_any
from bot.maps.typed.maps import map_choice
from bot.maps.typed.offers import day_offers, map_offers
from bot.refusal import Refusal
from tests.maps.test_typed_campaigns import found

NEWEST = date(2026, 8, 22)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("day before yesterday", date(2026, 8, 20)),
        ("3 days ago", date(2026, 8, 19)),
        ("a week ago", date(2026, 8, 15)),
        ("2 Weeks  Ago", date(2026, 8, 8)),
        ("1 month ago", date(2026, 7, 22)),
        ("6 months ago", date(2026, 2, 22)),
        ("a year ago", date(2025, 8, 22)),
        ("0 days ago", NEWEST),
        ("saturday", NEWEST),
        ("last Saturday", date(2026, 8, 15)),
        ("Monday", date(2026, 8, 17)),
        ("last monday", date(2026, 8, 17)),
        ("on sunday", date(2026, 8, 16)),
        ("Today · Sat, 22 August 2026", "today"),
        ("yesterday · fri, 21 august 2026", "yesterday"),
    ],
)
def test_days_that_are_counted_back_from_the_running_track(typed: str, expected: object) -> None:
    assert day_if_any(typed, NEWEST) == expected
    assert map_choice(typed, NEWEST) == expected


def test_a_month_ago_stays_within_its_month() -> None:
    assert day_if_any("1 month ago", date(2026, 3, 31)) == date(2026, 2, 28)
    assert day_if_any("2 years ago", date(2024, 2, 29)) == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tomorrow", wording.date_in_future(date(2026, 8, 23))),
        ("day after tomorrow", wording.date_in_future(date(2026, 8, 24))),
        ("999 weeks ago", wording.date_too_early(FIRST_DATE)),
        ("999 years ago", wording.date_too_early(FIRST_DATE)),
        ("2026-08", wording.which_day(date(2026, 8, 1))),
        ("2026-08-", wording.which_day(date(2026, 8, 1))),
        ("2026/8", wording.which_day(date(2026, 8, 1))),
        ("08/2026", wording.which_day(date(2026, 8, 1))),
        ("aug 2026", wording.which_day(date(2026, 8, 1))),
        ("August, 2026", wording.which_day(date(2026, 8, 1))),
        ("2026-09", wording.date_in_future(date(2026, 9, 1))),
        ("2019-09", wording.date_too_early(FIRST_DATE)),
    ],
)
def test_days_that_cannot_be_shown_are_told_apart(typed: str, sentence: str) -> None:
    for understand in (day_if_any, map_choice):
        with pytest.raises(Refusal) as refused:
            understand(typed, NEWEST)
        assert refused.value.sentence == sentence


RELATIVE = st.builds(
    "{} {} ago".format,
    st.one_of(st.integers(-1, 1200), st.sampled_from(["a", "an", "two", "ten"])),
    st.sampled_from(["day", "days", "d", "week", "weeks", "month", "months", "year", "y", "h"]),
)


@given(RELATIVE, st.dates(FIRST_DATE, date(2040, 1, 1)))
def test_however_far_back_is_counted(typed: str, newest: date) -> None:
    try:
        found = day_if_any(typed, newest)
    except Refusal as refusal:
        assert refusal.sentence  # noqa: PT017 # either way out is right
    else:
        assert found is None or (isinstance(found, date) and FIRST_DATE <= found <= newest)


@pytest.mark.parametrize("typed", ["2026-07", "2026-7", "2026-07-", " 2026-07 "])
def test_a_half_typed_date_offers_the_days_of_that_month(typed: str) -> None:
    stray = found("Stray", date(2026, 11, 7))
    held = found("Held", date(2026, 7, 31))

    offered = [value for _, value in day_offers(typed, NEWEST, [held])]

    assert offered == [f"2026-07-{day:02}" for day in range(31, 6, -1)]
    assert stray.release.key not in offered


def test_a_single_digit_may_begin_a_month_or_be_one() -> None:
    assert date_beginnings("2025-1") == ("2025-1", "2025-01")
    assert date_beginnings("2025-1-2") == ("2025-01-2", "2025-01-02")
    assert date_beginnings("2025-11-0") == ("2025-11-0", "2025-11-00")
    assert date_beginnings("2025") == date_beginnings("2025-11-22") == date_beginnings("x") == ()
    months = {value[:7] for _, value in day_offers("2025-1", NEWEST, [])}
    assert months == {"2025-12"}


@given(st.dates(FIRST_DATE, NEWEST), st.integers(6, 9))
def test_every_beginning_of_a_date_offers_it_or_a_later_one(on: date, length: int) -> None:
    begun = on.isoformat()[:length]

    offered = [value for _, value in day_offers(begun, NEWEST, [])]
    dates = [{"today": NEWEST, "yesterday": NEWEST - timedelta(days=1)}.get(v, v) for v in offered]

    assert offered
    assert all(str(one).startswith(date_beginnings(begun)) for one in dates)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("monday", "2026-08-17"), ("3 days ago", "2026-08-19"), ("Last Saturday", "2026-08-15")],
)
def test_a_day_that_is_counted_back_is_offered(typed: str, value: str) -> None:
    assert [offered for _, offered in day_offers(typed, NEWEST, [])] == [value]
    assert [offered for _, offered in map_offers(typed, NEWEST, [])] == [value]
