"""What channels hear of the review queue, sample by sample."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import Item, QueueLow, QueueMove
from bot.announcer.feeds.review import (
    QUIET_FOR,
    QueueMemory,
    band_of,
    edit_due,
    edited,
    heard,
    latest_post,
    let_go,
    quiet_because,
)
from bot.review.cards import Sample


def told(
    waits: list[tuple[float, int]], threshold: int | None = None
) -> tuple[list[Item], QueueMemory]:
    """Let a channel hear of waiting times in maps, at moments in minutes."""
    memory, items = QueueMemory(), []
    for minute, maps in waits:
        sample = Sample(minute * 60.0, maps * 180)
        memory, item = heard("review-totd", "totd", memory, sample, threshold)
        items += [item] if item else []
    return items, memory


@pytest.mark.parametrize(
    ("maps", "band"),
    [(0, 0), (1, 1), (5, 1), (6, 2), (10, 2), (11, 3), (20, 3), (21, 4), (40, 4), (41, 5), (80, 5),
     (81, 6), (500, 6)],
)  # fmt: skip
def test_bands(maps: int, band: int) -> None:
    assert band_of(maps * 180) == band


def test_says_from_what_to_what() -> None:
    (item,), _ = told([(0, 3), (1, 4), (2, 7)])

    assert isinstance(item.subject, QueueMove)
    assert (item.subject.before, item.subject.after) == (1, 2)


def test_is_quiet_for_half_an_hour_and_then_tells_the_difference() -> None:
    items, _ = told([(0, 0), (1, 3), (5, 30), (30, 30), (31, 30)])

    subjects = [item.subject for item in items]
    moves = [(one.before, one.after) for one in subjects if isinstance(one, QueueMove)]
    assert moves == [(0, 1), (1, 4)]
    assert items[1].starts - items[0].starts >= QUIET_FOR


def test_a_queue_that_came_back_meanwhile_is_no_news() -> None:
    items, _ = told([(0, 0), (1, 3), (5, 30), (40, 3)])

    assert len(items) == 1


def test_the_latest_post_is_edited_every_two_minutes_while_it_is_there() -> None:
    _, memory = told([(0, 0), (1, 3)])

    assert not edit_due(memory, Sample(120.0, 4 * 180))
    assert not edit_due(memory, Sample(180.0, 3 * 180))
    assert edit_due(memory, Sample(180.0, 4 * 180))
    later = edited(memory, Sample(180.0, 4 * 180))
    assert not edit_due(later, Sample(240.0, 5 * 180))
    now = Sample(300.0, 5 * 180)
    assert latest_post("totd", later, now) == QueueMove("totd", 0, 1, 60.0, now)
    assert latest_post("totd", let_go(later), Sample(300.0, 0)) is None
    assert not edit_due(let_go(later), Sample(900.0, 0))


def test_a_threshold_is_told_once_until_the_wait_rose_by_two_maps() -> None:
    # 30 minutes are ten maps.
    items, _ = told([(0, 20), (1, 10), (2, 9), (40, 11), (41, 10), (80, 12), (81, 10)], 30)

    assert [item.starts for item in items] == [60.0, 81 * 60.0]
    assert all(isinstance(item.subject, QueueLow) for item in items)


def test_a_wait_that_is_short_when_subscribing_must_rise_first() -> None:
    items, _ = told([(0, 2), (1, 1), (2, 11), (3, 2), (4, 12), (5, 3)], 30)

    assert [item.starts for item in items] == [300.0]


def test_a_threshold_is_told_no_more_than_twice_an_hour() -> None:
    swinging = [(minute, 20 if minute % 2 else 1) for minute in range(1, 120)]

    items, _ = told(swinging, 30)

    gaps = [late.starts - early.starts for early, late in itertools.pairwise(items)]
    assert len(items) == 4
    assert min(gaps) >= QUIET_FOR


@given(st.lists(st.integers(0, 100), max_size=300), st.sampled_from([None, 0, 15, 60]))
def test_never_two_posts_within_half_an_hour(maps: list[int], threshold: int | None) -> None:
    items, memory = told(list(enumerate(maps)), threshold)

    gaps = [late.starts - early.starts for early, late in itertools.pairwise(items)]
    assert all(gap >= QUIET_FOR for gap in gaps)
    assert len({item.key for item in items}) == len(items)
    assert QueueMemory.model_validate_json(memory.model_dump_json()) == memory


@given(st.lists(st.integers(0, 100), max_size=100), st.sampled_from([None, 0, 15, 60]))
def test_there_is_a_reason_to_be_quiet_wherever_there_is_no_post(
    maps: list[int], threshold: int | None
) -> None:
    memory = QueueMemory()
    for minute, ahead in enumerate(maps):
        sample = Sample(minute * 60.0, ahead * 180)
        reason = quiet_because(memory, sample, threshold)
        memory, item = heard("review-totd", "totd", memory, sample, threshold)
        assert (reason == "") == (item is not None)


@pytest.mark.parametrize(
    ("waits", "next_wait", "threshold", "reason"),
    [
        ([], (0, 3), None, "the first measurement only shows me where the queue stands"),
        ([(0, 3)], (1, 5), None, "it is still “1–5 maps”, which is no news"),
        ([(0, 3), (1, 9)], (6, 3), None, "quiet for another 25 min after the last one"),
        ([(0, 3), (1, 9)], (31, 3), None, ""),
        ([], (0, 3), 30, "the first measurement only shows me where the queue stands"),
        ([(0, 3)], (1, 11), 30, "the wait must first rise to 36 min"),
        ([(0, 3)], (1, 12), 30, "the wait must fall to 30 min"),
        ([(0, 20)], (1, 11), 30, "the wait must fall to 30 min"),
        ([(0, 20), (1, 10), (2, 20)], (6, 10), 30, "quiet for another 25 min after the last one"),
        ([(0, 20)], (1, 10), 30, ""),
    ],
)
def test_says_why_it_is_quiet(
    waits: list[tuple[float, int]], next_wait: tuple[float, int], threshold: int | None, reason: str
) -> None:
    _, memory = told(waits, threshold)
    minute, maps = next_wait

    assert quiet_because(memory, Sample(minute * 60.0, maps * 180), threshold) == reason
