"""Times, scores and counts as players and Discord are shown them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import number
from bot.text import CORE_NOTHING, counted, duration, gap, race_time, score, time_gap


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [
        (0, "0:00.000"),
        (59_999, "0:59.999"),
        (60_000, "1:00.000"),
        (3_599_999, "59:59.999"),
        (3_600_000, "1:00:00.000"),
        (360_000_001, "100:00:00.001"),
        (-1, "SECRET"),  # quirk 67
        (CORE_NOTHING, ""),  # quirk 35
        (-2, ""),
    ],
)
def test_race_times(milliseconds: int, expected: str) -> None:
    assert race_time(milliseconds) == expected


@given(st.integers(0, 10**12).filter(lambda value: value != CORE_NOTHING))
def test_race_times_can_be_read_back(milliseconds: int) -> None:
    *hours, minutes, seconds = race_time(milliseconds).split(":")
    whole, thousandths = seconds.split(".")
    total = ((int(hours[0]) if hours else 0) * 60 + int(minutes)) * 60 + int(whole)

    assert total * 1000 + int(thousandths) == milliseconds


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [
        (0, "+0.000"),
        (7, "+0.007"),
        (59_999, "+59.999"),
        (60_000, "+1:00.000"),
        (62_345, "+1:02.345"),
        (3_600_000, "+1:00:00.000"),
        (-7, "-0.007"),
        (-62_345, "-1:02.345"),
    ],
)
def test_time_gaps(milliseconds: int, expected: str) -> None:
    assert time_gap(milliseconds) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (45_123, "tm_race", "0:45.123"),
        (45_123, "", "0:45.123"),
        # quirk 69: Stunt counts points, Platform respawns
        (1_200, "tm_stunt", "1,200 points"),
        (1, "tm_stunt", "1 point"),
        (0, "tm_platform", "0 respawns"),
        (1, "tm_platform", "1 respawn"),
        (-1, "tm_stunt", "SECRET"),  # quirk 67
        (-1, "tm_race", "SECRET"),
        (CORE_NOTHING, "tm_platform", ""),  # quirk 35
        (CORE_NOTHING, "tm_race", ""),
    ],
)
def test_scores(value: int, kind: str, expected: str) -> None:
    assert score(value, kind) == expected


@pytest.mark.parametrize(
    ("value", "best", "kind", "expected"),
    [
        (45_123, 45_000, "tm_race", "+0.123"),
        (45_000, 45_000, "tm_race", ""),
        (800, 1_900, "tm_stunt", "-1,100"),
        (3, 1, "tm_platform", "+2"),
        (-1, 45_000, "tm_race", ""),  # quirk 67
        (45_000, -1, "tm_race", ""),
        (CORE_NOTHING, 45_000, "tm_race", ""),  # quirk 35
        (45_000, CORE_NOTHING, "tm_platform", ""),
    ],
)
def test_gaps(value: int, best: int, kind: str, expected: str) -> None:
    assert gap(value, best, kind) == expected


def test_numbers_and_nouns() -> None:
    assert number(10_000) == "10,000"
    assert counted(1, "map") == "1 map"
    assert counted(0, "map") == "0 maps"
    assert counted(1_200, "map") == "1,200 maps"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 min"),
        (0, "0 min"),
        (1, "1 min"),
        (180, "3 min"),
        (540, "9 min"),
        (3540, "59 min"),
        (3541, "1 h"),
        (3600, "1 h"),
        (34_200, "9 h 30 min"),
        (90_000, "25 h"),
        (3_600_000, "1,000 h"),
    ],
)
def test_lengths_of_time(seconds: int, said: str) -> None:
    assert duration(seconds) == said
