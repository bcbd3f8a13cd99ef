"""The countries that Nadeo's zones name: their flags, and what they are called elsewhere."""

from collections.abc import Mapping
from functools import cache
from typing import cast

from babel import Locale

from bot.languages import ENGLISH, locale, written

NADEO_SPELLINGS = {
    "Antigua and Barbuda": "AG",
    "Bosnia and Herzegovina": "BA",
    "Cabo Verde": "CV",
    "Congo": "CG",
    "DR Congo": "CD",
    "Hong Kong": "HK",
    "Ivory Coast": "CI",
    "Mainland China": "CN",
    "Myanmar": "MM",
    "Saint Kitts and Nevis": "KN",
    "Saint Lucia": "LC",
    "Saint Vincent and the Grenadines": "VC",
    "São Tomé and Príncipe": "ST",
    "Taïwan": "TW",
    "The Gambia": "GM",
    "Trinidad and Tobago": "TT",
}
"""Codes of those countries that Unicode's table of territories calls otherwise."""

CODE_LENGTH = 2
FIRST_INDICATOR = 0x1F1E6
"""The sign for A; two such signs together are drawn as a flag."""


def flag(country: str) -> str:
    """Return the flag of a country by Nadeo's English name, "" where none is known."""
    return "".join(chr(FIRST_INDICATOR + ord(letter) - ord("A")) for letter in _code(country))


def country_name(country: str) -> str:
    """Return what a country by Nadeo's English name is called in the language that is written in.

    In English, and where it is none that is known, that is Nadeo's own name.
    """
    if written() == ENGLISH:
        return country
    names = cast("Mapping[str, str]", locale().territories)
    return names.get(_code(country), country)


def _code(country: str) -> str:
    return NADEO_SPELLINGS.get(country) or _territories().get(country, "")


@cache
def _territories() -> dict[str, str]:
    """Return codes of countries by name; the table has continents too, by numbers."""
    names = cast("Mapping[str, str]", Locale("en").territories)
    codes = (code for code in names if len(code) == CODE_LENGTH and code.isalpha())
    return {names[code]: code for code in codes}
