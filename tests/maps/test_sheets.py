"""A month as a sheet of pictures: which day is where, what it is called, and what is told of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import languages, writing_in
from bot.maps.cards import ListedMap
from bot.maps.embeds.lists import month_embed
from bot.maps.embeds.sheets import month_scene, thumbnails_of
from bot.pictures.cards import MonthSheet
from bot.pictures.embeds import LONGEST_ALT
from tests.maps.lists import listed, month

ADDRESS = "https://core.trackmania.nadeo.live/maps/1/thumbnail.jpg"


def scene(count: int = 31, **changes: object) -> MonthSheet:
    made = month_scene(month(count, **changes), {ADDRESS: b"picture"})
    assert made is not None
    return made


def test_a_running_month_has_its_maps_and_days_to_come() -> None:
    sheet = scene(22)

    # The first of August 2026 is a Saturday.
    assert (sheet.skipped, len(sheet.tiles)) == (5, 31)
    assert sheet.weekdays == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert [tile.day for tile in sheet.tiles] == list(range(1, 32))
    assert [tile.name for tile in sheet.tiles] == ["Road"] * 22 + [""] * 9
    assert [tile.thumbnail for tile in sheet.tiles] == [b"picture"] * 22 + [b""] * 9
    assert sheet.alt.startswith(
        "August 2026 as a calendar, with the pictures of 22 maps. 1: Road. 2: Road."
    )
    assert sheet.alt.endswith(" 22: Road.")


@pytest.mark.parametrize(
    ("first", "skipped", "days"),
    [(date(2021, 2, 1), 0, 28), (date(2024, 2, 1), 3, 29), (date(2025, 6, 1), 6, 30)],
)
def test_each_month_begins_on_its_weekday(first: date, skipped: int, days: int) -> None:
    sheet = scene(3, first=first)

    assert (sheet.skipped, len(sheet.tiles)) == (skipped, days)


def test_it_is_in_the_readers_language() -> None:
    with writing_in("fr"):
        sheet = scene(1)

    assert sheet.weekdays == ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
    assert sheet.alt.startswith("Calendrier\N{NO-BREAK SPACE}: août 2026, avec")
    assert sheet.alt.endswith("de 1 map. 1\N{NO-BREAK SPACE}: Road.")


def test_a_map_without_a_picture_keeps_its_name_and_an_unknown_one_its_day() -> None:
    maps = [*listed(1, thumbnail_url=""), ListedMap("x", 2, None), *listed(3)[2:]]

    sheet = scene(days=tuple(maps))

    assert [(one.name, one.thumbnail) for one in sheet.tiles[:4]] == [
        ("Road", b""),
        ("unknown map", b""),
        ("Road", b"picture"),
        ("", b""),
    ]


def test_only_what_has_an_address_is_fetched() -> None:
    maps = [*listed(1, thumbnail_url=""), ListedMap("x", 2, None), *listed(3)[2:]]

    assert thumbnails_of(month(days=tuple(maps))) == [ADDRESS]


def test_a_name_does_without_formatting_and_without_its_number() -> None:
    assert scene(1, days=tuple(listed(1, name="$f00$o01 - Ice\u202e"))).tiles[0].name == "Ice"


def test_a_month_of_nothing_is_not_drawn() -> None:
    assert month_scene(month(0), {}) is None


@pytest.mark.parametrize("language", languages())
def test_what_is_told_has_room_for_every_name(language: str) -> None:
    with writing_in(language):
        sheet = scene(days=tuple(listed(31, name="x" * 200)))

    assert len(sheet.alt) <= LONGEST_ALT


@given(st.text(max_size=60), st.integers(-5, 40))
def test_any_name_and_day(name: str, number: int) -> None:
    (one,) = listed(1, name=name)
    odd = ListedMap(one.map_uid, number, one.track)

    sheet = scene(days=(odd,))

    assert len(sheet.tiles) == 31
    assert [tile.day for tile in sheet.tiles if tile.name] == [number] * (1 <= number <= 31)


def test_a_month_begins_its_title_with_a_capital_letter() -> None:
    with writing_in("fr"):
        assert month_embed(month(31)).title == "Août 2026"
