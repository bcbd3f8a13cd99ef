"""Cards of records: whatever players are called, and on a phone."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.announcer.cards import RecordHolder, WorldRecord
from bot.announcer.embeds.records import world_record_embed
from bot.announcer.titles import title_of
from bot.face.widths import MOMENT, PHONE_LINE, width
from bot.maps.releases import Release
from bot.text import plain
from tests.announcer.test_announcement_cards import MARK, a_track
from tests.maps.test_map_card import NAMES

RELEASE = Release("seasonal", "NLS-1", 1, 1_780_000_000, 1_790_000_000, name="Fall 2026")
LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\([^)]*\)")
KINDS = st.sampled_from(["tm_race", "tm_stunt", "tm_platform"])
SCORES = st.integers(0, 20 * 60_000)

MOST_RESPAWNS = 99_999
"""More are no world record."""


def record(
    kind: str = "tm_race", best: int = 49_123, before: int = 49_246, *, is_removed: bool = False
) -> WorldRecord:
    holder = RecordHolder("a", "", best, 1_787_000_000.0)
    fallen = RecordHolder("b", "", before)
    return WorldRecord("u" * 27, RELEASE, kind, holder, fallen, is_removed, fallen)


def row_width(line: str) -> float:
    """Return how much of a line a row takes as it is seen."""
    moments = len(re.findall(r"<t:\d+:R>", line))
    seen = LINK.sub(r"\1", re.sub(r"<t:\d+:R>", "", line)).replace("~~", "")
    bold = "".join(re.findall(r"\*\*(.*?)\*\*", seen))
    rest = re.sub(r"\*\*.*?\*\*", "", seen)
    return width(re.sub(r"\\(.)", r"\1", rest)) + width(bold, bold=True) + moments * MOMENT


@given(NAMES, NAMES, KINDS, SCORES, SCORES, st.booleans())
@example("W" * 80, "~~[x](https://evil.example)@everyone", "tm_race", 3_599_999, 3_600_000, True)
def test_no_row_wraps_on_a_phone_and_no_name_does_anything(
    name: str, other: str, kind: str, best: int, before: int, is_removed: bool
) -> None:
    names = {"a": (name, "France"), "b": (other, "Germany")}
    if kind == "tm_platform":
        best, before = min(best, MOST_RESPAWNS), min(before, MOST_RESPAWNS)

    news = record(kind, best, before, is_removed=is_removed)
    embed = world_record_embed(news, a_track(), names, MARK)

    lines = str(embed.description).split("\n")
    assert len(lines) == (8 if is_removed else 5)
    assert all(row_width(line) <= PHONE_LINE for line in lines), lines
    assert "@everyone" not in str(embed.description)
    assert "](https://evil" not in str(embed.description)
    struck = [line.startswith("~~") and line.endswith("~~") for line in lines]
    assert struck == ([False, *[True] * 5, False, False] if is_removed else [False] * 5)


def test_who_has_no_name_is_called_by_the_first_block_and_has_no_flag() -> None:
    embed = world_record_embed(record(), None, {}, MARK)

    lines = str(embed.description).split("\n")
    assert lines[1] == "by [a](https://trackmania.io/#/player/a)"
    assert lines[3] == "before: 0:49.246 (-0.123)"
    assert embed.title == "An official map"
    assert embed.author.name == "Fall 2026"


def test_points_and_respawns_have_their_unit() -> None:
    points = world_record_embed(record("tm_stunt", 2600, 2500), None, {}, MARK)
    respawns = world_record_embed(record("tm_platform", 1, 3), None, {}, MARK)

    assert "New world record: **2,600 points**" in str(points.description)
    assert "before: 2,500 points (+100)" in str(points.description)
    assert "New world record: **1 respawn**" in str(respawns.description)
    assert "before: 3 respawns (-2)" in str(respawns.description)


@given(NAMES)
def test_a_forums_post_is_called_by_its_map_and_its_score(name: str) -> None:
    title = title_of("world-records", record(), name)

    assert title.startswith("World records · 0:49.123")
    assert not plain(name) or len(title) > len("World records · 0:49.123")


def test_what_would_not_fit_a_phone_is_left_out() -> None:
    embed = world_record_embed(record("tm_platform", 0, 1_000_000), None, {}, MARK)

    assert "\nbefore: 1,000,000 respawns\n" in str(embed.description)
