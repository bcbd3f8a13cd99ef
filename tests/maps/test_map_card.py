"""The map card."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.exchange.cards import Style
from bot.face.widths import PHONE_LINE, width
from bot.maps.cards import MapCard, Standing
from bot.maps.controls import any_map_controls, map_controls
from bot.maps.embeds.maps import map_embed, style_line, styled
from bot.maps.releases import Release
from bot.nadeo.models import TrackMap
from bot.text import plain
from tests.controls import buttons, pages
from tests.limits import MENTION, problems, texts

UID = "g7l2eO_x9z4HWGGYj8dVBCDSTEg"
AUTHOR = "5c8e45ae-8b0e-492f-a80c-a580f733716f"
SEASON = "33181f18-1b3d-4ed4-94b3-92e4c809e1e9"
ENDS = 1_787_500_800

NAMES = st.one_of(
    st.text(st.characters(codec=None), max_size=300),
    st.sampled_from(
        [
            "@everyone",
            "<@&1> <#2> </help:3>",
            "[click](https://evil.example)",
            "x](https://evil.example) [y",
            "```",
            "||a||",
            "# big\n- list",
            "$l[https://evil.example]label",
            "\ud800",
            "",
        ]
    ),
)
NUMBERS = st.one_of(st.integers(-5, 10**30), st.sampled_from([-1, 0, 4_294_967_295]))


def track(**changes: Any) -> TrackMap:
    values = {
        "uid": UID,
        "name": "$i$sU-Turn_*",
        "author": AUTHOR,
        "author_time": 36_100,
        "gold_time": 39_000,
        "silver_time": 44_000,
        "bronze_time": 55_000,
        "upload_timestamp": 1_631_572_928,
        "thumbnail_url": "https://core.trackmania.nadeo.live/maps/1/thumbnail.jpg",
        "map_type": "TrackMania\\TM_Race",
    }
    # Not validated: cards are to be harmless whatever the models would let through.
    return TrackMap.model_construct(**(values | changes))


def totd(**changes: Any) -> Release:
    values = {
        "kind": "totd",
        "season_uid": SEASON,
        "campaign_id": 173,
        "starts": ENDS - 86400,
        "ends": ENDS,
        "on": date(2026, 8, 22),
    }
    return Release(**(values | changes))


def fields(card: MapCard) -> dict[str, str]:
    return {str(field.name): str(field.value) for field in map_embed(card).fields}


# --- what it says --------------------------------------------------------------------------------


def test_a_track_of_the_day() -> None:
    embed = map_embed(MapCard(track(), "Mikey_______", totd(), year=2026))

    assert embed.title == "U-Turn\\_\\*"
    assert embed.author.name == "Track of the Day · 22 August"
    assert embed.url == f"https://trackmania.io/#/totd/leaderboard/{SEASON}/{UID}"
    escaped = "Mikey" + "\\_" * 7
    assert embed.description == (
        f"by [{escaped}](https://trackmania.io/#/player/{AUTHOR})\n"
        f"Uploaded <t:1631572928:R>\nEnds <t:{ENDS}:R>"
    )
    assert (embed.footer.text, embed.timestamp) == (None, None)
    assert embed.image.url == "https://core.trackmania.nadeo.live/maps/1/thumbnail.jpg"


def test_its_fields() -> None:
    # the author's medal first
    assert fields(MapCard(track(), "a", totd())) == {
        "Medals": "🟢 Author **0:36.100**\n🥇 Gold **0:39.000**\n"
        "🥈 Silver **0:44.000**\n🥉 Bronze **0:55.000**",
    }


def test_a_year_is_told_where_it_is_another_one() -> None:
    embed = map_embed(MapCard(track(), "a", totd(), year=2027))

    assert embed.author.name == "Track of the Day · 22 August 2026"


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        ((35_000, 52_659), {"Record": "**0:35.000**", "Players": "**52,659**"}),
        ((None, 1), {"Players": "**1**"}),
        ((35_000, None), {"Record": "**0:35.000**"}),
        ((-1, None), {"Record": "**SECRET**"}),  # quirk 67
        ((4_294_967_295, None), {}),  # quirk 35
    ],
)
def test_how_its_board_stands_is_told_as_far_as_it_is_known(
    standing: tuple[int | None, int | None], told: dict[str, str]
) -> None:
    card = MapCard(track(), "a", totd(), standing=Standing(*standing, 1_787_000_000.0))

    found = fields(card)
    del found["Medals"]
    assert found == told
    assert map_embed(card).timestamp == datetime.fromtimestamp(1_787_000_000, UTC)
    if told:
        assert map_embed(card).footer.text == " · ".join(told)


@pytest.mark.parametrize(
    ("release", "board"),
    [
        (None, f"leaderboard/{UID}"),
        (totd(), f"totd/leaderboard/{SEASON}/{UID}"),
        (totd(season_uid=""), f"leaderboard/{UID}"),
        (totd(kind="seasonal", on=None), f"campaigns/leaderboard/{SEASON}/{UID}"),
        (totd(kind="weekly-shorts", on=None), f"campaigns/leaderboard/{SEASON}/{UID}"),
        (totd(kind="royal", on=None), f"leaderboard/{UID}"),
    ],
)
def test_links_lead_to_the_board_of_the_release(release: Release | None, board: str) -> None:
    # the pages that players expect
    embed = map_embed(MapCard(track(), "a", release))

    assert embed.url == f"https://trackmania.io/#/{board}"


async def test_buttons_open_its_pages_and_its_file() -> None:
    address = "https://core.trackmania.nadeo.live/maps/1/file"
    card = MapCard(track(download_url=address), "a", totd())

    assert pages(map_controls(card)) == {
        "trackmania.io": f"https://trackmania.io/#/totd/leaderboard/{SEASON}/{UID}",
        "Map page": f"https://www.trackmania.com/tracks/{UID}",
        "Download": address,
    }
    assert "Leaderboard" in buttons(map_controls(card))
    assert buttons(any_map_controls(card, date(2026, 8, 22)))["uid"] == (f"uid:{UID}", False)


@pytest.mark.parametrize("address", ["", "ftp://a.example/file", "javascript:alert(1)", "https://"])
async def test_what_is_no_address_of_the_web_has_no_button(address: str) -> None:
    assert "Download" not in pages(map_controls(MapCard(track(download_url=address), "a")))


PAGE = "https://trackmania.exchange/mapshow/298765"


@pytest.mark.parametrize(
    ("tags", "difficulty", "line"),
    [
        (("Tech", "Dirt"), 1, f"[Tech, Dirt]({PAGE}) · Intermediate"),
        (("Tech",), -1, f"[Tech]({PAGE})"),
        ((), 5, f"[Trackmania Exchange]({PAGE}) · Impossible"),
        (("*b*", "x](y) [z"), 9, f"[\\*b\\*, x\\]\\(y\\) \\[z]({PAGE})"),
        (
            ("FullSpeed", "Press Forward", "Transitional"),
            2,
            f"[FullSpeed, Press Forward]({PAGE}) · Advanced",
        ),
    ],
)
def test_its_style_stands_on_one_line_below_its_author(
    tags: tuple[str, ...], difficulty: int, line: str
) -> None:
    without = str(map_embed(MapCard(track(), "a", totd())).description).splitlines()

    card = MapCard(track(), "a", totd(), style=Style(tags, difficulty, PAGE))

    assert str(map_embed(card).description).splitlines() == [without[0], line, *without[1:]]


@given(st.lists(st.text(max_size=40), max_size=10), st.integers(-1, 9))
def test_any_style_fits_on_a_line_of_a_phone(tags: list[str], difficulty: int) -> None:
    named = tuple(name for tag in tags if (name := plain(tag)))
    style = Style(named, difficulty, PAGE)

    line = style_line(style)

    assert line.count(PAGE) == 1
    assert len(line.splitlines()) == 1
    assert not MENTION.search(line)
    shown = re.sub(r"\\(.)", r"\1", line.replace(f"]({PAGE})", "").replace("[", "", 1))
    assert width(shown) <= PHONE_LINE + width("[]") or not named
    assert styled(styled("by a\nEnds", style), style) == f"by a\n{line}\nEnds"


def test_what_is_over_ran() -> None:
    embed = map_embed(MapCard(track(), "a", totd(), is_over=True))

    assert str(embed.description).splitlines()[-1] == f"Ended <t:{ENDS}:R>"


def test_a_map_outside_of_all_releases_has_no_end_and_no_heading() -> None:
    embed = map_embed(MapCard(track(), "a"))

    assert embed.author.name is None
    assert "Ends" not in str(embed.description)


def test_a_campaign_is_named_above_its_map() -> None:
    season = totd(kind="seasonal", on=None, name="$fffSummer 2026", ends=0)
    embed = map_embed(MapCard(track(), "a", season))

    assert embed.author.name == "Summer 2026"
    assert "Ends" not in str(embed.description)  # quirk 34


@pytest.mark.parametrize(
    ("map_type", "shown", "title", "author_medal"),
    [
        ("TrackMania\\TM_Race", "Uploaded", "Medals", "0:01.800"),
        ("", "Uploaded", "Medals", "0:01.800"),  # quirk 36
        # quirk 37: its case differs; quirk 69: its unit, too
        ("TrackMania\\TM_Stunt", "Stunt map", "Medals · points", "1,800"),
        ("Trackmania\\TM_Platform", "Platform map", "Medals · respawns", "1,800"),
        ("TrackMania\\TM_Royal", "Royal map", "Medals", "0:01.800"),
        ("Somebody\\TM_New_Mode", "new\\_mode", "Medals", "0:01.800"),
    ],
)
def test_types_and_their_units(map_type: str, shown: str, title: str, author_medal: str) -> None:
    card = MapCard(track(map_type=map_type, author_time=1_800), "a")

    assert str(map_embed(card).description).splitlines()[1].startswith(shown)
    assert fields(card)[title].startswith(f"🟢 Author **{author_medal}**")


def test_a_missing_medal_is_a_dash() -> None:
    # quirk 35
    medals = fields(MapCard(track(gold_time=4_294_967_295), "a"))["Medals"]

    assert "Gold **—**" in medals


def test_what_is_missing_is_left_out() -> None:
    bare = track(upload_timestamp=0, thumbnail_url="", name="$f00")
    embed = map_embed(MapCard(bare, ""))

    # quirk 100: the uid where no name is left; the id where the author has none
    assert embed.title == "g7l2eO\\_x9z4HWGGYj8dVBCDSTEg"
    assert f"[{AUTHOR}]" in str(embed.description)
    assert embed.image.url is None
    assert [field.name for field in embed.fields] == ["Medals"]


def test_a_dds_is_never_the_picture() -> None:
    # quirk 38
    card = MapCard(track(thumbnail_url="https://a.example/thumb.dds"), "a")

    assert map_embed(card).image.url is None


def test_an_old_answer_tells_its_age() -> None:
    embed = map_embed(MapCard(track(), "a", totd(), as_of=1_787_000_000.0))

    assert "⚠️ Nadeo does not answer: this is from <t:1787000000:R>." in str(embed.description)


# --- whatever comes ------------------------------------------------------------------------------


@given(NAMES, NAMES, NAMES, NUMBERS, NUMBERS, NAMES, NAMES)
@example("@everyone", "[x](https://evil.example)", "", -1, 4_294_967_295, "a\\TM_Stunt", "\ud800")
def test_any_names_and_numbers_give_a_harmless_card(
    name: str, author: str, picture: str, score: int, moment: int, kind: str, uid: str
) -> None:
    card = MapCard(
        track(
            uid=uid,
            name=name,
            author_time=score,
            bronze_time=moment,
            upload_timestamp=moment,
            thumbnail_url=picture,
            map_type=kind,
        ),
        author,
        totd(ends=moment, on=None, name=name, season_uid=uid),
        as_of=float(moment),
    )

    embed = map_embed(card)

    assert [problem for problem in problems(embed) if problem != "empty title"] == []
    for text in texts(embed):
        assert not MENTION.search(text.replace("\\<", ""))
        assert "](https://evil" not in text
