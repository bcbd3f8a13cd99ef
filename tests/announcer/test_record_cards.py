"""Cards of records: whatever players are called, and on a phone."""

import re
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from bot.announcer.cards import LadderNews, PersonalBest, RecordHolder, WorldRecord
from bot.announcer.embeds.records import ladder_news_embed, world_record_embed
from bot.announcer.titles import title_of
from bot.face.widths import MOMENT, PHONE_LINE, width
from bot.maps.releases import Release
from bot.text import plain
from tests.announcer.test_announcement_cards import MARK, a_track
from tests.limits import problems
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


RANKS = st.none() | st.integers(1, 10_000_000)
BESTS = st.builds(
    PersonalBest,
    st.sampled_from("ab"),
    SCORES,
    st.none() | SCORES,
    rank=RANKS,
    overtaken=st.sampled_from([(), ("a",), ("a", "b")]),
    others_overtaken=st.integers(0, 10_000),
    world_rank=RANKS,
    is_rounded=st.booleans(),
)
WIDEST = PersonalBest(
    "a", 3_599_999, 7_199_999, 10_000, ("a", "b"), 9_999, 1_234_567, is_rounded=True
)


@given(NAMES, NAMES, KINDS, st.lists(BESTS, min_size=1, max_size=12), st.integers(0, 200))
@example("W" * 80, "~~[x](https://evil.example)@everyone", "tm_race", [WIDEST] * 200, 0)
@example("ﷺ" * 80, "*" * 80, "tm_stunt", [WIDEST] * 200, 50)
def test_however_many_improved_the_card_fits_and_counts_the_rest(
    name: str, other: str, kind: str, bests: list[PersonalBest], more: int
) -> None:
    if kind == "tm_platform":
        bests = [replace(best, score=min(best.score, MOST_RESPAWNS)) for best in bests]
    news = LadderNews(1, "u" * 27, RELEASE, kind, tuple(bests), more)

    embed = ladder_news_embed(news, a_track(), {"a": (name, ""), "b": (other, "")}, MARK)

    assert problems(embed) == []
    text = str(embed.description)
    lines = text.split("\n")
    assert all(row_width(line) <= PHONE_LINE for line in lines), lines
    assert "@everyone" not in text
    assert "](https://evil" not in text
    told, left = text.count(": **"), re.search(r"\nand ([0-9]+) more$", text)
    assert told >= min(len(bests), 5)
    assert told + (int(left[1]) if left else 0) == len(bests) + more


def test_a_medal_is_named_where_it_is_new() -> None:
    def rows(score: int, before: int | None) -> str:
        news = LadderNews(1, "u" * 27, None, "tm_race", (PersonalBest("a", score, before),))
        return str(ladder_news_embed(news, a_track(), {}, MARK).description)

    assert "🟢 Author medal" in rows(40_000, 40_001)
    assert "medal" not in rows(39_999, 40_000)
    assert "🥉 Bronze medal" in rows(60_000, None)
    assert "medal" not in rows(60_001, None)
