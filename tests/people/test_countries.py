"""Countries by Nadeo's names for them: their flags, and their names in other languages."""

import pytest

from bot.languages import writing_in
from bot.people.countries import NADEO_SPELLINGS, country_name, flag
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


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Germany", "Mainland China", "Türkiye"]),
        ("fr", ["Allemagne", "Chine", "Turquie"]),
        ("de", ["Deutschland", "China", "Türkei"]),
        ("es", ["Alemania", "China", "Turquía"]),
    ],
)
def test_a_country_is_called_as_the_reader_calls_it(language: str, expected: list[str]) -> None:
    with writing_in(language):
        assert [country_name(one) for one in ("Germany", "Mainland China", "Türkiye")] == expected


@pytest.mark.parametrize("name", ["", "Bavaria", "Stuttgart", "Elsewhere"])
def test_what_is_no_country_keeps_its_name(name: str) -> None:
    with writing_in("fr"):
        assert country_name(name) == name
