"""Numbers of the Exchange in links and alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.exchange import wording
from bot.exchange.typed import exchange_number
from bot.refusal import Refusal

SITE = URL("https://trackmania.exchange")
HERE = URL("http://127.0.0.1:8123")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("https://trackmania.exchange/mapshow/12345", 12345),
        ("http://www.trackmania.exchange/mapshow/12345/", 12345),
        ("trackmania.exchange/maps/12345/some-map#comments", 12345),
        ("Trackmania.Exchange/maps/12345?a=b", 12345),
        ("https://trackmania.exchange/s/tr/7", 7),
        ("https://trackmania.exchange/mapgbx/298765", 298765),
        ("tmx:12345", 12345),
        ("TMX: 12345", 12345),
        ("mx#12345", 12345),
    ],
)
def test_what_is_understood(typed: str, number: int) -> None:
    for site in (SITE, HERE):
        found = exchange_number(typed, site)
        assert found is not None
        assert (found.number, found.is_day) == (number, False)


def test_the_configured_site_is_understood_as_well() -> None:
    found = exchange_number("http://127.0.0.1:8123/mapshow/5", HERE)

    assert found is not None
    assert found.number == 5
    assert exchange_number("http://127.0.0.1:9999/mapshow/5", HERE) is None
    assert exchange_number("http://127.0.0.1:8123/mapshow/5", SITE) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        # quirk 159: each site of the family has numbers of its own
        ("https://tmnf.exchange/trackshow/12345", str(wording.OTHER_SITE)),
        ("https://tm.mania.exchange/maps/12345", str(wording.OTHER_SITE)),
        ("https://sm.mania.exchange/mapshow/1", str(wording.OTHER_SITE)),
        ("http://tmnf.tm-exchange.com/main.aspx?action=trackshow&id=1", str(wording.OTHER_SITE)),
        ("https://trackmania.exchange", str(wording.NO_MAP_PAGE)),
        ("https://trackmania.exchange/usershow/12345", str(wording.NO_MAP_PAGE)),
        ("https://trackmania.exchange/mapshow/0", str(wording.NO_MAP_PAGE)),
        ("https://trackmania.exchange/mapshow/1234567890", str(wording.NO_MAP_PAGE)),
    ],
)
def test_what_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        exchange_number(typed, SITE)
    assert refused.value.sentence == sentence
    with pytest.raises(Refusal) as off:
        exchange_number(typed, None)
    assert off.value.sentence == str(wording.EXCHANGE_OFF)


@pytest.mark.parametrize(
    "typed",
    ["mx 5", "tmx", "TMX 2020", "mx:", "12345", "https://evil.example/mapshow/5", "Tech: 5", ""],
)
def test_what_is_something_else(typed: str) -> None:
    assert exchange_number(typed, SITE) is None
    assert exchange_number(typed, None) is None


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_none_or_refused(typed: str) -> None:
    try:
        found = exchange_number(typed, SITE)
    except Refusal as refusal:
        assert refusal.sentence  # noqa: PT017 # either way out is right
    else:
        assert found is None or 0 < found.number < 10**9
