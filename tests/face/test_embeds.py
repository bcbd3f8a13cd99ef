"""What all embeds share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.face.embeds import add_field, build, fitting, link, picture, piece, timestamp
from tests.limits import problems

TEXTS = st.text(st.characters(codec=None), max_size=40)
LONG = TEXTS.map(lambda text: text * 200)


@given(LONG, LONG, LONG, LONG, LONG)
def test_everything_is_cut_to_its_limit(
    title: str, url: str, description: str, heading: str, footer: str
) -> None:
    embed = build(
        colour=0,
        title=title,
        url=f"https://a.example/{piece(url)}",
        description=description,
        heading=heading,
        footer=footer,
    )
    add_field(embed, "name" * 100, description)

    assert [problem for problem in problems(embed) if problem != "6000 in all"] in (
        [],
        ["empty title"],
    )


def test_an_empty_field_is_left_out() -> None:
    embed = build(colour=0, title="t")
    add_field(embed, "name", "")

    assert embed.fields == []
    assert embed.to_dict().get("description") is None


def test_only_whole_lines_are_kept() -> None:
    assert fitting(["12345", "678", "9"], limit=10) == "12345\n678"
    assert fitting(["12345", "6789", "1"], limit=10) == "12345"
    assert fitting([]) == ""


@given(st.lists(st.text("ab", max_size=30), max_size=30), st.integers(0, 100))
def test_kept_lines_are_the_first_and_fit(lines: list[str], limit: int) -> None:
    kept = fitting(lines, limit)

    assert len(kept) <= limit
    assert "\n".join(lines).startswith(kept)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (1_787_000_000, "<t:1787000000:R>"),
        (1_787_000_000.9, "<t:1787000000:R>"),
        (0, ""),  # quirk 34
        (-1, ""),
        (253_402_300_799, "<t:253402300799:R>"),
        (253_402_300_800, ""),
        (10**30, ""),
    ],
)
def test_timestamps(moment: float, expected: str) -> None:
    assert timestamp(moment) == expected


def test_a_timestamp_of_another_style() -> None:
    assert timestamp(5, "D") == "<t:5:D>"


def test_links() -> None:
    assert link("a \\[b\\]", "https://a.example") == "[a \\[b\\]](https://a.example)"
    assert piece("a/b?c#d é\ud800") == "a%2Fb%3Fc%23d%20%C3%A9%3F"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x.jpg", "https://a.example/x.jpg"),
        ("http://a.example/x", "http://a.example/x"),
        ("https://a.example/x y.png", "https://a.example/x%20y.png"),
        # quirk 38: DDS by default, "" where there is none
        ("https://a.example/x.dds", None),
        ("https://a.example/x.DDS?v=1#top", None),
        ("", None),
        ("x.jpg", None),
        ("ftp://a.example/x.jpg", None),
        ("javascript:alert(1)", None),
        ("https:///x.jpg", None),
        ("https://[broken/x.jpg", None),
        (f"https://a.example/{'x' * 2048}.jpg", None),
    ],
)
def test_pictures(url: str, expected: str | None) -> None:
    assert picture(url) == expected


@given(
    st.one_of(
        TEXTS, TEXTS.map(lambda text: f"https://a.example/{text}"), TEXTS.map("http://{}".format)
    )
)
def test_any_address_is_a_picture_or_none(url: str) -> None:
    found = picture(url)

    assert found is None or (found.isascii() and URL(found).scheme in {"http", "https"})
