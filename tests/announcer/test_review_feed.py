"""What channels hear of the review queue, sample by sample."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import Item, QueueCard, QueueLow, Side
from bot.announcer.feeds.queue_memory import QueueMemory
from bot.announcer.feeds.review import (
    DAY,
    QUIET_AFTER_A_LOW,
    QUIET_AFTER_A_TURN,
    Heard,
    heard,
    side_of,
)
from bot.review.cards import Sample

HOUR = 60.0
"""In minutes."""
SWINGS = st.lists(st.sampled_from([0, 3, 5, 6, 12, 20, 21, 50]), max_size=300)


def outcome(memory: QueueMemory, minute: float, maps: int, threshold: int | None = None) -> Heard:
    sample = Sample(minute * 60.0, maps * 180)
    return heard("review-totd", "totd", memory, sample, threshold)


def told(
    waits: list[tuple[float, int]], threshold: int | None = None
) -> tuple[list[Item], QueueMemory]:
    """Let a channel hear of waiting times in maps, at moments in minutes."""
    memory, items = QueueMemory(), []
    for minute, maps in waits:
        found = outcome(memory, minute, maps, threshold)
        memory = found.memory
        items += [found.item] if found.item else []
    return items, memory


def turns(waits: list[tuple[float, int]]) -> list[tuple[float, Side | None, float]]:
    """Return when a channel is told of which turn, and when that was; in minutes."""
    items, _ = told(waits)
    cards = [item.subject for item in items]
    return [
        (card.now.measured_at / 60, card.turned, card.turned_at / 60)
        for card in cards
        if isinstance(card, QueueCard)
    ]


def each_minute(*maps: int) -> list[tuple[float, int]]:
    return [(float(minute), ahead) for minute, ahead in enumerate(maps)]


@pytest.mark.parametrize(
    ("maps", "side"),
    [(0, "short"), (5, "short"), (6, None), (20, None), (21, "long"), (500, "long")],
)
def test_sides(maps: int, side: Side | None) -> None:
    assert side_of(maps * 180) == side


def test_a_turn_is_told_when_two_samples_running_show_it() -> None:
    assert turns(each_minute(30, 30, 12, 5, 4)) == [(4.0, "short", 3.0)]
    assert turns(each_minute(2, 2, 12, 21, 40)) == [(4.0, "long", 3.0)]


@pytest.mark.parametrize(
    "maps",
    [
        (30, 30, 4, 30, 4, 30),
        (30, 30, 4, 12, 4, 12),
        (30, 30, 6, 6, 20, 20, 30),
        (4, 4, 20, 20, 6, 6, 4, 4),
    ],
)
def test_one_sample_is_no_turn_nor_is_the_way_between_both(maps: tuple[int, ...]) -> None:
    assert turns(each_minute(*maps)) == []


def test_the_same_sample_twice_is_one() -> None:
    assert turns([(0, 30), (1, 30), (2, 4), (2, 4), (2, 4)]) == []


@pytest.mark.parametrize("maps", [(2,), (2, 2), (50, 2, 2), (12, 12, 50, 50), (2, 50, 50)])
def test_the_first_samples_only_show_where_the_queue_stands(maps: tuple[int, ...]) -> None:
    assert turns(each_minute(*maps)) == []


def test_a_turn_that_was_held_back_is_told_when_its_time_has_come() -> None:
    waits = [*each_minute(30, 30, 4, 4), (60, 40), (61, 40), (180, 40), (182, 40), (184, 40)]

    assert turns(waits) == [(3.0, "short", 2.0), (184.0, "long", 60.0)]


def test_a_turn_that_was_held_back_and_undone_is_never_told() -> None:
    waits = [*each_minute(30, 30, 4, 4), (60, 40), (61, 40), (90, 3), (91, 3), (300, 3)]

    assert len(turns(waits)) == 1


def test_what_was_held_back_is_told_once_the_queue_is_there_in_truth() -> None:
    waits = [*each_minute(30, 30, 4, 4), (60, 40), (61, 40), (200, 12), (201, 12), (202, 21)]

    assert turns(waits) == [(3.0, "short", 2.0), (202.0, "long", 60.0)]


def test_no_more_than_six_turns_in_a_day() -> None:
    sides = itertools.cycle((30, 3))
    hours = [(hour * HOUR, next(sides)) for hour in range(0, 60, 3)]
    waits = [(minute + late, maps) for minute, maps in hours for late in (0.0, 2.0)]

    moments = [minute for minute, _, _ in turns(waits)]

    assert [moment / HOUR for moment in moments[:6]] == pytest.approx([3, 6, 9, 12, 15, 18], abs=1)
    assert moments[6] - moments[0] >= 24 * HOUR


@given(SWINGS, st.integers(1, 40))
def test_never_more_than_one_in_three_hours_and_six_in_a_day(maps: list[int], step: int) -> None:
    items, memory = told([(float(step * place), ahead) for place, ahead in enumerate(maps)])

    starts = [item.starts for item in items]
    gaps = [late - early for early, late in itertools.pairwise(starts)]
    assert all(gap >= QUIET_AFTER_A_TURN for gap in gaps)
    assert all(late - early >= DAY for early, late in zip(starts, starts[6:], strict=False))
    assert len({item.key for item in items}) == len(items)
    assert QueueMemory.model_validate_json(memory.model_dump_json()) == memory


@given(SWINGS)
def test_what_is_told_is_true_then_and_never_told_twice(maps: list[int]) -> None:
    items, _ = told([(float(30 * place), ahead) for place, ahead in enumerate(maps)])

    sides: list[Side | None] = []
    for item in items:
        assert isinstance(item.subject, QueueCard)
        assert item.subject.turned == side_of(item.subject.now.seconds)
        sides.append(item.subject.turned)
    assert all(early != late for early, late in itertools.pairwise(sides))


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
    assert min(gaps) >= QUIET_AFTER_A_LOW


@given(st.lists(st.integers(0, 100), max_size=300), st.sampled_from([0, 15, 60]))
def test_never_two_posts_of_a_threshold_within_half_an_hour(
    maps: list[int], threshold: int
) -> None:
    items, memory = told(list(enumerate(maps)), threshold)

    gaps = [late.starts - early.starts for early, late in itertools.pairwise(items)]
    assert all(gap >= QUIET_AFTER_A_LOW for gap in gaps)
    assert len({item.key for item in items}) == len(items)
    assert QueueMemory.model_validate_json(memory.model_dump_json()) == memory


@given(SWINGS, st.sampled_from([None, 0, 15, 60]))
def test_there_is_a_reason_to_be_quiet_wherever_there_is_no_post(
    maps: list[int], threshold: int | None
) -> None:
    memory = QueueMemory()
    for place, ahead in enumerate(maps):
        found = outcome(memory, 30.0 * place, ahead, threshold)
        memory = found.memory
        assert (found.because == "") == (found.item is not None)


LEARNING = "the first measurements only show me where the queue stands"
TOLD = [*each_minute(30, 30, 4, 4)]
SIX = [
    (hour * HOUR + late, 30 if hour % 6 == 0 else 3)
    for hour in range(0, 21, 3)
    for late in (0.0, 2.0)
]


@pytest.mark.parametrize(
    ("waits", "next_wait", "threshold", "reason"),
    [
        ([], (0, 3), None, LEARNING),
        ([(0, 3)], (1, 50), None, LEARNING),
        (each_minute(3, 3), (2, 5), None, "it is still short, which is no news"),
        (each_minute(3, 3), (2, 6), None, "between 6 and 20 maps it turns neither way"),
        (each_minute(3, 3), (2, 21), None, "a turn must be seen in two measurements running"),
        (each_minute(3, 3, 21), (3, 21), None, ""),
        (TOLD, (60, 50), None, "a turn must be seen in two measurements running"),
        ([*TOLD, (60, 50)], (63, 50), None, "quiet for another 120 min after the last one"),
        ([*TOLD, (60, 50), (61, 50)], (62, 4), None, "it is still short, which is no news"),
        (
            [*SIX, (21.5 * HOUR, 3)],
            (21.6 * HOUR, 3),
            None,
            "6 posts in a day are enough: quiet for another 326 min",
        ),
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

    assert outcome(memory, *next_wait, threshold).because == reason
