"""Seasons, weeks and months by what people type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import wording as exchange_wording
from bot.maps import wording
from bot.maps.releases import CampaignKind, OfficialMap, Release
from bot.maps.typed.campaigns import campaign_choice, campaign_kind, campaign_offers, ranking_offers
from bot.maps.typed.days import month_choice, month_offers
from bot.maps.typed.maps import TypedName, TypedUid, map_choice
from bot.maps.typed.offers import day_offers, map_label, map_offers
from bot.refusal import Refusal

OLDEST, NEWEST = date(2020, 7, 1), date(2026, 8, 1)
TODAY = date(2026, 8, 22)
UID = "g7l2eO_x9z4HWGGYj8dVBCDSTEg"


def releases(kind: CampaignKind, names: list[str]) -> list[Release]:
    return [
        Release(kind, f"s{number}", number, 1_600_000_000 + number * 86400, 0, name=name)
        for number, name in enumerate(names)
    ]


SEASON_NAMES = [
    f"{season} {year}"
    for year in range(2020, 2027)
    for season in ("Winter", "Spring", "Summer", "Fall")
]
SEASONS = releases("seasonal", SEASON_NAMES[2:-1])
SHORTS = releases("weekly-shorts", [f"Week {number}" for number in range(1, 89)])
# quirk 52: the first grand has ISO week 5 and is called after the shorts' 59
GRANDS = releases("weekly-grand", [f"Week Grand {number}" for number in range(59, 89)])


# --- campaigns -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (None, "Summer 2026"),
        (" ", "Summer 2026"),
        ("Summer 2026", "Summer 2026"),
        ("  summer   2026 ", "Summer 2026"),
        ("summer", "Summer 2026"),
        ("winter 21", "Winter 2021"),
        ("fall 20", "Fall 2020"),
        ("sum 2022", "Summer 2022"),
        ("sumer 2022", "Summer 2022"),
        ("Wintr 2024", "Winter 2024"),
        ("2026 Spring", "Spring 2026"),
        ("current", "Summer 2026"),
        ("this season", "Summer 2026"),
        ("the latest", "Summer 2026"),
        ("last", "Spring 2026"),
        ("Last Season", "Spring 2026"),
        ("previous campaign", "Spring 2026"),
        ("\u0455ummer 2026", "Summer 2026"),
    ],
)
def test_seasons_that_are_meant(typed: str | None, name: str) -> None:
    assert campaign_choice(typed, SEASONS).name == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (None, "Week 88"),
        ("Week 58", "Week 58"),
        ("59", "Week 59"),
        ("wek 8", "Week 8"),
        ("last", "Week 87"),
        ("last week", "Week 87"),
        ("this week", "Week 88"),
        ("current", "Week 88"),
        ("21", "Week 21"),
    ],
)
def test_weeks_that_are_meant(typed: str | None, name: str) -> None:
    assert campaign_choice(typed, SHORTS).name == name


def test_a_number_is_the_one_in_the_name() -> None:
    # quirk 52: never the calendar's week
    assert campaign_choice("8", SHORTS).name == "Week 8"
    assert campaign_choice("59", GRANDS).name == "Week Grand 59"
    for typed in ("5", "58", "week 5", "week grand 5", "1"):
        with pytest.raises(Refusal, match="Week Grand 59"):
            campaign_choice(typed, GRANDS)
    with pytest.raises(Refusal, match="Week 88"):
        campaign_choice("89", SHORTS)


@pytest.mark.parametrize(
    "typed", ["nonsense", "Summer 2019", "Summer 1", "2027", "-1", "0", "***", "x" * 5000]
)
def test_what_is_no_season(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        campaign_choice(typed, SEASONS)

    assert refused.value.sentence == wording.unknown_campaign("Summer 2026", "Summer 2020")


@pytest.mark.parametrize(("typed", "year"), [("2021", 2021), (" 2025 ", 2025), ("21", 2021)])
def test_a_year_asks_back_for_its_seasons(typed: str, year: int) -> None:
    with pytest.raises(Refusal) as refused:
        campaign_choice(typed, SEASONS)

    for season in ("Winter", "Spring", "Summer", "Fall"):
        assert f"**{season} {year}**" in refused.value.sentence


def test_a_year_with_one_season_is_that_season() -> None:
    assert campaign_choice("2020", SEASONS[:1]).name == "Summer 2020"
    assert campaign_choice("last", SEASONS[:1]).name == "Summer 2020"


@given(st.sampled_from([*SEASONS, *SHORTS, *GRANDS]), st.sampled_from(["", " ", "\u2003"]))
def test_every_label_is_understood_as_its_release(release: Release, blank: str) -> None:
    listed = next(one for one in (SEASONS, SHORTS, GRANDS) if release in one)
    labels = {value: label for label, value in campaign_offers("", listed)}
    label = labels[release.name]

    for typed in (label, label.casefold(), f"{blank}{label}{blank}"):
        assert campaign_choice(typed, listed) == release
        assert campaign_kind(typed) == release.kind


def test_nothing_listed() -> None:
    with pytest.raises(Refusal) as refused:
        campaign_choice(None, [])

    assert refused.value.sentence == str(wording.NO_CAMPAIGN_LISTED)


@given(st.one_of(st.none(), st.text(max_size=60), st.sampled_from(["week", "8", "summer 2", "'"])))
def test_any_text_is_a_campaign_or_refused(typed: str | None) -> None:
    for listed in (SEASONS, SHORTS, GRANDS, []):
        try:
            assert campaign_choice(typed, listed) in listed
        except Refusal as refusal:
            assert 0 < len(refusal.sentence) <= 2000  # noqa: PT017 # either way out is right


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (None, "seasonal"),
        ("Summer 2026", "seasonal"),
        ("2026", "seasonal"),
        ("Week 88", "weekly-shorts"),
        ("88", "weekly-shorts"),
        ("weekly shorts 3", "weekly-shorts"),
        ("Week Grand 59", "weekly-grand"),
        ("grand 59", "weekly-grand"),
        ("Summer 26", "seasonal"),
        ("fall 25", "seasonal"),
        ("26", "weekly-shorts"),
        ("", "seasonal"),
    ],
)
def test_which_list_a_name_belongs_to(typed: str | None, kind: str) -> None:
    assert campaign_kind(typed) == kind


def test_offers_are_the_newest_that_begin_so() -> None:
    assert campaign_offers("", SEASONS)[0] == ("Summer 2026 · 7 October 2020", "Summer 2026")
    assert [value for _, value in campaign_offers("fall 202", SEASONS)] == [
        f"Fall {year}" for year in range(2025, 2019, -1)
    ]
    assert [value for _, value in campaign_offers("8", SHORTS)][:2] == ["Week 88", "Week 87"]
    assert [value for _, value in campaign_offers("sumer 2022", SEASONS)] == ["Summer 2022"]
    assert campaign_offers("nonsense", SEASONS) == []
    assert campaign_offers("", []) == []


def test_offers_of_rankings_begin_with_the_newest_of_each_kind() -> None:
    offered = [value for _, value in ranking_offers("", [SEASONS, SHORTS, GRANDS])]

    assert offered[:4] == ["Summer 2026", "Week 88", "Week Grand 88", "Spring 2026"]
    assert ranking_offers("", [[], [], []]) == []


# --- months --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        (None, NEWEST),
        ("", NEWEST),
        ("2026-08", NEWEST),
        (" 2020-7 ", OLDEST),
        ("February 2024", date(2024, 2, 1)),
        ("feb 2024", date(2024, 2, 1)),
        ("Sept. 2021", date(2021, 9, 1)),
        ("2021 sept", date(2021, 9, 1)),
        ("2026/08", NEWEST),
        ("08-2026", NEWEST),
        ("8.2026", NEWEST),
        ("august", NEWEST),
        ("Aug.", NEWEST),
        ("08", NEWEST),
        ("8", NEWEST),
        ("9", date(2025, 9, 1)),
        ("december", date(2025, 12, 1)),
        ("this month", NEWEST),
        ("current", NEWEST),
        ("last month", date(2026, 7, 1)),
        ("3 months ago", date(2026, 5, 1)),
    ],
)
def test_months_that_are_meant(typed: str | None, month: date) -> None:
    assert month_choice(typed, OLDEST, NEWEST) == month


@pytest.mark.parametrize(
    "typed", ["2026", "2026-13", "2026-00", "0000-05", "13", "0", "au", "2026-08-22", "x", "٨"]
)
def test_what_is_no_month(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        month_choice(typed, OLDEST, NEWEST)

    assert refused.value.sentence == str(wording.UNKNOWN_MONTH)


@pytest.mark.parametrize("typed", ["2020-06", "2026-09", "9999-12", "0001-01"])
def test_months_that_there_are_not(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        month_choice(typed, OLDEST, NEWEST)

    assert refused.value.sentence == "There are months from July 2020 to August 2026."


def test_offers_of_months() -> None:
    offered = month_offers("", OLDEST, NEWEST)

    assert (len(offered), offered[0], offered[-1]) == (
        74,
        ("August 2026", "2026-08"),
        ("July 2020", "2020-07"),
    )
    assert [value for _, value in month_offers("feb", OLDEST, NEWEST)][:2] == ["2026-02", "2025-02"]
    assert [value for _, value in month_offers("2024-1", OLDEST, NEWEST)] == [
        "2024-01",
        "2024-12",
        "2024-11",
        "2024-10",
    ]


@given(st.text(max_size=20))
def test_any_text_is_a_month_or_refused(typed: str) -> None:
    try:
        assert OLDEST <= month_choice(typed, OLDEST, NEWEST) <= NEWEST
    except Refusal as refusal:
        assert refusal.sentence  # noqa: PT017 # either way out is right
    for label, value in month_offers(typed, OLDEST, NEWEST):
        assert month_choice(label, OLDEST, NEWEST) == month_choice(value, OLDEST, NEWEST)


@pytest.mark.parametrize("typed", ["august", "08", "last month", "8.2025", "2025-1"])
def test_the_month_meant_is_offered_first(typed: str) -> None:
    offered = month_offers(typed, OLDEST, NEWEST)

    assert month_choice(offered[0][1], OLDEST, NEWEST) == month_choice(typed, OLDEST, NEWEST)


# --- maps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, "today"),
        ("today", "today"),
        ("YESTERDAY", "yesterday"),
        ("2026-08-22", TODAY),
        (UID, TypedUid(UID)),
        (f"https://trackmania.io/#/leaderboard/{UID}", TypedUid(UID)),
        (" misty viaduct ", TypedName("misty viaduct")),
        ("22.08.2026", TODAY),
        ("Aug 22", TODAY),
        ("august rush", TypedName("august rush")),
        ("`some name`", TypedName("some name")),
        ("()", TypedName("()")),
    ],
)
def test_maps_that_are_meant(typed: str | None, meant: object) -> None:
    assert map_choice(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["2026-02-30", "2020-06-30", "31.06.2026"])
def test_days_without_a_track_are_no_map(typed: str) -> None:
    with pytest.raises(Refusal):
        map_choice(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "https://trackmania.exchange/maps/12345",
        "<https://trackmania.exchange/mapshow/12345>",
        "trackmania.exchange/s/tr/12345",
        "https://tm.mania.exchange/maps/1/some-map",
        "http://tmnf.tm-exchange.com/main.aspx?action=trackshow&id=1",
    ],
)
def test_a_link_to_the_exchange_has_a_sentence_of_its_own(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        map_choice(typed, TODAY)

    assert refused.value.sentence == str(exchange_wording.EXCHANGE_OFF)


@given(st.text(max_size=200))
def test_any_text_is_a_map_of_some_kind_or_refused(typed: str) -> None:
    try:
        assert map_choice(typed, TODAY) is not None
    except Refusal as refusal:
        assert refusal.sentence  # noqa: PT017 # either way out is right


def found(name: str, on: date | None = None, **changes: object) -> OfficialMap:
    kind = "totd" if on is not None else "seasonal"
    release = Release(kind, "s", 1, 1, 2, on=on, name="" if on else "Summer 2026")
    values = {"map_uid": UID, "position": 0, "name": name, "author": "Åse", "release": release}
    return OfficialMap(**(values | changes))


def test_labels_tell_name_author_and_release() -> None:
    assert map_label(found("$f00Ro$zad", TODAY)) == "Road · Åse · TOTD 22 August 2026"
    assert map_label(found("Japan 2026")) == "Japan 2026 · Åse · Summer 2026"
    assert map_label(found("Summer 2026 - 01", author="")) == "Summer 2026 - 01"
    assert map_label(found("$$$$$", author="")) == "$$ · Summer 2026"
    assert map_label(found("\ue000")) == f"{UID} · Åse · Summer 2026"


@given(st.text(st.characters(codec=None), max_size=300), st.text(max_size=300))
def test_every_label_fits(name: str, author: str) -> None:
    for item in (found(name, TODAY, author=author), found(name, author=author)):
        assert 1 <= len(map_label(item)) <= 100


def test_days_are_offered_with_their_tracks() -> None:
    named = [found("Road", TODAY), found("Lane", date(2026, 8, 20)), found("Old", OLDEST)]

    assert [label for label, _ in day_offers("", TODAY, named)][:5] == [
        "Today · Sat, 22 August 2026",
        "Yesterday · Fri, 21 August 2026",
        "Lane · Åse · TOTD 20 August 2026",
        "Old · Åse · TOTD 1 July 2020",
        "Wed, 19 August 2026",
    ]
    assert day_offers("lane", TODAY, named[1:2]) == [
        ("Lane · Åse · TOTD 20 August 2026", "2026-08-20")
    ]


def test_maps_are_offered_after_the_running_track() -> None:
    offers = map_offers("", TODAY, [found("Road")])

    assert [value for _, value in offers] == ["today", "yesterday", UID]
    assert map_offers("road", TODAY, [found("Road")]) == offers[2:]
