"""Flags of countries by Nadeo's names for them."""

import pytest

from bot.people.flags import NADEO_SPELLINGS, flag
from bot.sandbox.world.zones import EARTH


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("France", "🇫🇷"),
        ("United Kingdom", "🇬🇧"),
        ("Mainland China", "🇨🇳"),
        ("Taïwan", "🇹🇼"),
        ("Türkiye", "🇹🇷"),
        ("Ivory Coast", "🇨🇮"),
        ("DR Congo", "🇨🇩"),
    ],
)
def test_a_country_has_its_flag(country: str, expected: str) -> None:
    assert flag(country) == expected


@pytest.mark.parametrize("name", ["", "World", "Europe", "Stuttgart", "Middle East", "FR"])
def test_what_is_no_country_has_none(name: str) -> None:
    assert flag(name) == ""


def test_every_country_of_the_sandbox_has_one() -> None:
    countries = [country for continent in EARTH.values() for country in continent]

    assert [country for country in countries if not flag(country)] == []


def test_no_spelling_is_known_to_unicode_as_well() -> None:
    assert all(flag(name) for name in NADEO_SPELLINGS)
