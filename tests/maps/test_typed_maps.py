"""What people type, understood or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.face import wording as face_wording
from bot.face.limits import MOST_CHOICES
from bot.ladders.typed import rank_choice
from bot.maps import wording
from bot.maps.days import FIRST_DATE
from bot.maps.typed.days import day_if_any
from bot.maps.typed.maps import map_uid
from bot.maps.typed.offers import day_offers
from bot.refusal import Refusal

NEWEST = date(2026, 8, 22)
UID = "g7l2eO_x9z4HWGGYj8dVBCDSTEg"
SEASON = "33181f18-1b3d-4ed4-94b3-92e4c809e1e9"

DATE_LIKE = st.one_of(
    st.text(max_size=40),
    st.text("0123456789-/. T", max_size=14),
    st.tuples(st.integers(-3, 10_000), st.integers(-3, 40), st.integers(-3, 40)).map(
        lambda parts: "-".join(map(str, parts))
    ),
)
LINK_LIKE = st.lists(
    st.sampled_from(
        [
            "https://",
            "http://",
            "www.",
            "trackmania.io",
            "trackmania.com",
            "/#/",
            "/tracks/",
            "leaderboard/",
            "totd/",
            "campaigns/",
            UID,
            SEASON,
            "/",
            "?",
            "#",
            "..",
            " ",
            "é",
        ]
    ),
    max_size=12,
).map("".join)


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (None, "today"),
        ("", "today"),
        ("today", "today"),
        (" TODAY ", "today"),
        ("Yesterday", "yesterday"),
        ("2026-08-22", NEWEST),
        ("2026-8-2", date(2026, 8, 2)),
        (" 2020-07-01 ", FIRST_DATE),
        ("2024-02-29", date(2024, 2, 29)),
        # the year first
        ("2026/08/22", NEWEST),
        ("2026/8/2", date(2026, 8, 2)),
        ("2026.08.22", NEWEST),
        # the day first, with dots
        ("22.08.2026", NEWEST),
        ("1.2.2026", date(2026, 2, 1)),
        ("24. 12. 2025", date(2025, 12, 24)),
        ("22.8.", NEWEST),
        ("23.8.", date(2025, 8, 23)),
        ("29.2.", date(2024, 2, 29)),
        # slashes, where only one of the two can be the day
        ("22/08/2026", NEWEST),
        ("08/22/2026", NEWEST),
        ("5/5/2025", date(2025, 5, 5)),
        # a month by name
        ("Aug 22", NEWEST),
        ("aug 22 2026", NEWEST),
        ("August 22nd, 2026", NEWEST),
        ("22 Aug", NEWEST),
        ("22 August", NEWEST),
        ("22. August 2026", NEWEST),
        ("Sat, 22 August 2026", NEWEST),
        ("Sept. 1st", date(2025, 9, 1)),
        ("30 aug", date(2025, 8, 30)),
        ("29 feb", date(2024, 2, 29)),
        # still to come perhaps: that is for Nadeo to say
        ("2026-08-23", date(2026, 8, 23)),
        ("23 Aug 2026", date(2026, 8, 23)),
    ],
)
def test_days_that_are_meant(typed: str | None, expected: object) -> None:
    assert day_if_any(typed, NEWEST) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "08-22-2026",
        "31.06.2026",
        "31.06.",
        "22.08",
        "13/13/2026",
        "22/08",
        "30 feb",
        "22 foo 2026",
        "22 au",
        "2026-08/22",
        "2026-13-01",
        "2026-00-10",
        "2026-08-32",
        "2026-02-30",
        "2025-02-29",
        "0000-01-01",
        "2026",
        "20260822",
        "2026-08-22T19:00",
        "-1",
        "2026--08-22",
        "٢٠٢٦-٠٨-٢٢",
        "2026-08-22; DROP TABLE totd_days",
        "<@1>",
        "9" * 5000,
        "to day",
        "   ",
        "\x00",
        "2026-08-22\n2026-08-21",
    ],
)
def test_what_is_no_date(typed: str) -> None:
    try:
        found = day_if_any(typed, NEWEST)
    except Refusal as refusal:
        assert refusal.sentence == str(wording.UNKNOWN_DATE)  # noqa: PT017 # either way out is right
    else:
        # It may be the name of a track.
        assert found is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2020-06-30", "The first Track of the Day was on 1 July 2020."),
        ("0001-01-01", "The first Track of the Day was on 1 July 2020."),
        ("30.06.2020", "The first Track of the Day was on 1 July 2020."),
        ("June 30, 2020", "The first Track of the Day was on 1 July 2020."),
        (
            "02/01/2026",
            (
                "Do you mean 2 January 2026 or 1 February 2026? "
                "Write it as `2026-01-02` or `2026-02-01`."
            ),
        ),
    ],
)
def test_days_without_a_track(typed: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        day_if_any(typed, NEWEST)

    assert refused.value.sentence == sentence


@given(DATE_LIKE)
@example("2026-8-22")
def test_any_text_is_a_day_or_refused(typed: str) -> None:
    try:
        choice = day_if_any(typed, NEWEST)
    except Refusal as refusal:
        assert refusal.sentence  # noqa: PT017 # either way out is right
    else:
        assert choice in {None, "today", "yesterday"} or choice >= FIRST_DATE


@given(st.dates(FIRST_DATE, date(9999, 12, 31)))
def test_dates_are_understood_in_every_way_to_write_them(on: date) -> None:
    dotted = f"{on.day}.{on.month}.{on.year}"
    for written in (
        on.isoformat(),
        dotted,
        face_wording.long_date(on),
        face_wording.weekday_date(on),
    ):
        assert day_if_any(written, NEWEST) == on


@given(st.dates(FIRST_DATE, date(2040, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_without_a_year_it_is_the_last_such_day(newest: date, month: int, day: int) -> None:
    try:
        found = day_if_any(f"{day} {face_wording.month_names()[month - 1]}", newest)
    except Refusal as refusal:
        assert refusal.sentence == wording.date_too_early(FIRST_DATE)  # noqa: PT017 # either way
    else:
        assert newest - timedelta(days=366) <= found <= newest


# --- suggestions of days -------------------------------------------------------------------------


def test_suggestions_begin_with_what_is_asked_most() -> None:
    offered = day_offers("", NEWEST, [])

    assert len(offered) == MOST_CHOICES
    assert offered[:3] == [
        ("Today · Sat, 22 August 2026", "today"),
        ("Yesterday · Fri, 21 August 2026", "yesterday"),
        ("Thu, 20 August 2026", "2026-08-20"),
    ]


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("tod", ["today"]),
        ("YESTER", ["yesterday"]),
        ("2026-08-22", ["today"]),
        ("2026-08-2", ["today", "yesterday", "2026-08-20", "2026-08-02"]),
        ("2020-07-01", ["2020-07-01"]),
        ("29 february", ["2024-02-29"]),
        ("sun 2020 july", ["2020-07-26", "2020-07-19", "2020-07-12", "2020-07-05"]),
        ("nonsense", []),
        ("2020-06", []),
        ("x" * 6000, []),
    ],
)
def test_suggestions_fit_what_is_typed(typed: str, values: list[str]) -> None:
    assert [value for _, value in day_offers(typed, NEWEST, [])] == values


def test_on_the_first_day_there_is_little_to_suggest() -> None:
    assert [value for _, value in day_offers("", FIRST_DATE, [])] == ["today", "yesterday"]


@given(st.text(max_size=12), st.dates(FIRST_DATE, date(2040, 1, 1)))
def test_every_suggestion_can_be_chosen(typed: str, newest: date) -> None:
    for label, value in day_offers(typed, newest, []):
        assert 1 <= len(label) <= 100
        for way in (label, label.upper(), f" {label} "):
            assert day_if_any(way, newest) == day_if_any(value, newest)


# --- maps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        UID,
        f"  {UID} ",
        f"`{UID}`",
        f"\u200b{UID}\u00a0",
        f"<https://trackmania.io/#/leaderboard/{UID}>",
        f" <https://trackmania.io/#/totd/leaderboard/{SEASON}/{UID}> ",
        f"``{UID}``",
        f'"{UID}"',
        f"[Some Map](https://trackmania.io/#/leaderboard/{UID})",
        f"[Some Map](<https://trackmania.io/#/leaderboard/{UID}>)",
        f"https://trackmania.io/#/leaderboard/{UID}",
        f"https://trackmania.io/#/totd/leaderboard/{SEASON}/{UID}",
        f"trackmania.io/#/campaigns/leaderboard/{SEASON}/{UID}",
        f"https://www.trackmania.com/tracks/{UID}",
        f"http://trackmania.com/tracks/{UID}/",
        f"https://www.trackmania.com/tracks/{UID}?lang=en#top",
        f"HTTPS://Trackmania.IO/#/leaderboard/{UID}",
    ],
)
def test_maps_that_are_meant(typed: str) -> None:
    assert map_uid(typed) == UID


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "short",
        "x" * 5000,
        "../../etc/passwd",
        f"{UID}/..",
        f"{UID}?a=b",
        f"{UID} {UID}",
        f"https://evil.example/tracks/{UID}",
        f"https://trackmania.com.evil.example/tracks/{UID}",
        f"https://evil.example/?https://trackmania.io/#/leaderboard/{UID}",
        "https://trackmania.io/#/leaderboard/",
        "https://trackmania.io/#/player/abc",
        f"https://trackmania.com/tracks/{'x' * 65}",
        "é" * 27,
        f"{UID}\n{UID}",
    ],
)
def test_what_is_no_map(typed: str) -> None:
    assert map_uid(typed) is None


@given(st.one_of(st.text(max_size=80), LINK_LIKE))
def test_a_map_found_in_any_text_may_stand_in_a_path(typed: str) -> None:
    uid = map_uid(typed)

    assert uid is None or (uid.isascii() and uid.replace("-", "").replace("_", "").isalnum())


# --- ranks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "rank"), [(None, 1), (1, 1), (57, 57), (10_000, 10_000)])
def test_ranks_that_are_meant(typed: int | None, rank: int) -> None:
    assert rank_choice(typed) == rank


@pytest.mark.parametrize("typed", [0, -5, 10_001, 2**63])
def test_ranks_that_no_board_shows(typed: int) -> None:
    # quirk 66
    with pytest.raises(Refusal, match="from 1 to 10,000"):
        rank_choice(typed)
