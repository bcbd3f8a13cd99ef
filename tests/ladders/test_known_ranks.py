"""Where players stand in the world: remembered as a page told it, beside a server's rows."""

from hypothesis import given
from hypothesis import strategies as st
from support import ManualClock

from bot.face.widths import PHONE_LINE, taken
from bot.ladders.cards import BoardPage, BoardRow
from bot.ladders.embeds import board_embed
from bot.ladders.ranks import HOLDS_FOR, KnownRanks
from bot.nadeo.models import SECRET, Record, TrackMap

BOARD = "map", "group"
LONGEST = 39_600_000
"""Eleven hours."""


def record(account: str, position: int, score: int) -> Record:
    return Record(account_id=account, position=position, score=score)


def test_what_a_page_told_last_is_known_for_an_hour(clock: ManualClock) -> None:
    ranks, now = KnownRanks(clock), clock.timestamp()
    ranks.note(*BOARD, [record("a", 7, 10_000), record("b", 8, 11_000)], now - 60)
    ranks.note(*BOARD, [record("a", 9, 10_000)], now)

    found = ranks.of(*BOARD, {"a": 10_000, "b": 11_000, "c": 12_000})

    assert {who: (one.rank, one.told_at) for who, one in found.items()} == {
        "a": (9, now),
        "b": (8, now - 60),
    }
    assert ranks.of("map", "other", {"a": 10_000}) == {}
    clock.move(HOLDS_FOR - 60)
    assert ranks.of(*BOARD, {"a": 10_000, "b": 11_000}).keys() == {"a"}


def test_who_has_another_score_stands_elsewhere(clock: ManualClock) -> None:
    ranks = KnownRanks(clock)
    ranks.note(*BOARD, [record("a", 7, 10_000), record("b", 8, SECRET)], clock.timestamp())

    assert ranks.of(*BOARD, {"a": 9_999, "b": SECRET}) == {}


def test_what_a_clock_that_was_ahead_told_is_not_believed(clock: ManualClock) -> None:
    ranks = KnownRanks(clock)
    ranks.note(*BOARD, [record("a", 7, 10_000)], clock.timestamp())
    clock.move(-600)

    assert ranks.of(*BOARD, {"a": 10_000}) == {}


def ladder(names: list[str], scores: list[int], ranks: list[int | None]) -> BoardPage:
    """Return a page of a server's ladder whose last row is the own one."""
    rows = tuple(
        BoardRow(place, name, score, country="", is_own=place == len(names), world_rank=rank)
        for place, (name, score, rank) in enumerate(zip(names, scores, ranks, strict=True), 1)
    )
    track = TrackMap.model_construct(
        uid="u" * 27,
        name="Track",
        author_time=20_000,
        gold_time=21_000,
        silver_time=22_000,
        bronze_time=30_000,
        map_type="TrackMania\\TM_Race",
    )
    now = 1_787_000_000.0
    return BoardPage(track, "g", 1, rows, scores[0], False, now, ranks_told_at=now - 60)


def lines(page: BoardPage) -> list[str]:
    text = board_embed(page).description or ""
    return [line.replace("__", "") for line in text.split("\n") if line.startswith("`")]


@given(
    st.lists(
        st.tuples(
            st.text("abWM", min_size=1, max_size=40),
            st.integers(1_000, LONGEST),
            st.none() | st.integers(1, 10_000),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_no_world_rank_breaks_a_row_or_takes_the_whole_name(
    rows: list[tuple[str, int, int | None]],
) -> None:
    names, scores, ranks = (list(part) for part in zip(*rows, strict=True))
    drawn = lines(ladder(names, sorted(scores), ranks))

    assert all(taken(line) <= PHONE_LINE for line in drawn)
    for line, name in zip(drawn, names, strict=False):
        assert line.partition(" `#")[0].rpartition("` ")[2].startswith(name[:2])


def test_where_a_rank_leaves_no_room_names_come_first() -> None:
    short = ladder(["Somebody", "Somebody else"], [10_000, 10_500], [1, 9_876])
    assert lines(short)[1].endswith("`#9,876`")

    long = ladder(["Somebody", "Somebody else"], [600_000, 610_000], [1, 9_876])
    assert "+10.000` Somebody" in lines(long)[1]
    assert "#" not in (board_embed(long).description or "")
