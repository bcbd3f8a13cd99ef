"""Times, points and respawns as people type them."""

# ruff: noqa: RUF001 # phones make other quotes of quotes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ladders import wording
from bot.ladders.typed import TypedScore, score_on, typed_score
from bot.refusal import Refusal
from bot.text import race_time

SCORE_LIKE = st.one_of(
    st.text(max_size=30),
    st.text("0123456789:., ms", max_size=14),
    st.from_regex(r"\d{0,3}:?\d{0,3}[.,]?\d{0,4} ?m?s?", fullmatch=True),
)


@pytest.mark.parametrize(
    ("typed", "milliseconds"),
    [
        ("45.678", 45_678),
        ("1:05.3", 65_300),
        ("65300ms", 65_300),
        ("65300 ms", 65_300),
        ("65300", 65_300),
        ("1:05.300", 65_300),
        ("01:05.30", 65_300),
        (" 0:45.678 ", 45_678),
        ("45,678", 45_678),
        ("45.6", 45_600),
        ("45", 45_000),
        ("45s", 45_000),
        ("45.678 sec", 45_678),
        ("999", 999_000),
        ("1000", 1_000),
        ("99999", 99_999),
        ("100000", 100_000),
        ("123456", 123_456),
        ("3723456", 3_723_456),
        ("75.5", 75_500),
        ("10:00.000", 600_000),
        ("90:00.000", 5_400_000),
        ("1:02:03.456", 3_723_456),
        ("1MS", 1),
        # as the game writes times, and what phones make of it
        ("0'45''678", 45_678),
        ("0'45\"678", 45_678),
        ("45'678", 45_678),
        ("45''678", 45_678),
        ("0’45’’678", 45_678),
        ("0’45”678", 45_678),
        ("0′45″678", 45_678),
        ("1'05", 65_000),
        ("1'05.3", 65_300),
        ("1'05\"3", 65_300),
        ("1'05\"", 65_000),
        ("1´05´´300", 65_300),
        # as people say them
        ("1m5s", 65_000),
        ("1m05.3s", 65_300),
        ("1m 5", 65_000),
        ("1 min 5,25 sec", 65_250),
        ("2 minutes", 120_000),
        ("45 seconds", 45_000),
        ("1.05.3", 65_300),
        ("1.05.300", 65_300),
        ("12.05.30", 725_300),
    ],
)
def test_times_that_are_meant(typed: str, milliseconds: int) -> None:
    assert score_on("tm_race", typed_score(typed)) == milliseconds


@given(st.integers(1, 5_999_999))
def test_times_are_understood_as_the_game_writes_them(milliseconds: int) -> None:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    for minute, second in (("'", "''"), ("′", "″"), ("’", "”"), ("'", '"')):
        written = f"{minutes}{minute}{seconds:02}{second}{thousandths:03}"
        assert score_on("tm_race", typed_score(written)) == milliseconds


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nonsense",
        "-5",
        "-45.678",
        "+45.678",
        "1:5.3",
        "1:65.3",
        "1:60:00.000",
        "1:05:300",
        "0'65''678",
        "45'6",
        "45'67",
        "45'30'12",
        "'45",
        "1m65s",
        "1m5m",
        "ms",
        "m5",
        "1.5.3",
        "1.65.3",
        "‘0‘45“678",
        "1:05.3456",
        ":05.3",
        "1:",
        "45.",
        "45.678.9",
        "1e5",
        "0x10",
        "∞",
        "٤٥.٦٧٨",
        "45.678ms",
        "45.678 45.679",
        "45.678\n-",
        "@everyone",
        "9" * 5000,
    ],
)
def test_what_is_no_time(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        score_on("tm_race", typed_score(typed))

    assert refused.value.sentence in {str(wording.UNKNOWN_SCORE), str(wording.SCORE_TOO_LARGE)}
    assert "1:05.3" in str(wording.UNKNOWN_SCORE)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("1234", 1234),
        ("1,234", 1234),
        ("1 234 points", 1234),
        ("12'345", 12_345),
        ("12’345", 12_345),
        ("800 pts", 800),
        ("1 respawn", 1),
        ("12 respawns", 12),
        ("12r", 12),
    ],
)
def test_points_and_respawns(typed: str, count: int) -> None:
    # quirk 69
    for kind in ("tm_stunt", "tm_platform"):
        assert score_on(kind, typed_score(typed)) == count


@pytest.mark.parametrize("kind", ["tm_stunt", "tm_platform"])
def test_a_time_where_points_or_respawns_count(kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        score_on(kind, typed_score("1:05.3"))

    assert refused.value.sentence == str(wording.WRONG_UNITS[kind])


def test_points_where_time_counts() -> None:
    with pytest.raises(Refusal) as refused:
        score_on("tm_race", typed_score("1 234 points"))

    assert refused.value.sentence == str(wording.UNKNOWN_SCORE)


@pytest.mark.parametrize(
    ("kind", "typed"), [("tm_race", "0"), ("tm_race", "0:00.000"), ("tm_platform", "0")]
)
def test_a_score_of_nothing_has_no_place(kind: str, typed: str) -> None:
    # quirk 75: scores below 1 are dropped
    with pytest.raises(Refusal) as refused:
        score_on(kind, typed_score(typed))

    assert refused.value.sentence == str(wording.SCORE_OF_NOTHING)


@pytest.mark.parametrize(
    ("kind", "typed"), [("tm_race", "25:00:00.000"), ("tm_stunt", "1000001"), ("x", "999999999ms")]
)
def test_scores_that_nobody_has(kind: str, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        score_on(kind, typed_score(typed))

    assert refused.value.sentence == str(wording.SCORE_TOO_LARGE)


@given(st.integers(1, 86_400_000))
def test_every_time_that_is_shown_can_be_typed(milliseconds: int) -> None:
    shown = race_time(milliseconds)

    assert score_on("tm_race", typed_score(shown)) == milliseconds
    assert score_on("tm_race", typed_score(f"{milliseconds}ms")) == milliseconds


@given(SCORE_LIKE, st.sampled_from(["tm_race", "tm_stunt", "tm_platform", "tm_royal", ""]))
def test_any_text_is_a_score_or_refused(typed: str, kind: str) -> None:
    try:
        score = score_on(kind, typed_score(typed))
    except Refusal as refusal:
        assert refusal.sentence  # noqa: PT017 # either way out is right
    else:
        assert 1 <= score <= 86_400_000


def test_a_text_may_be_read_in_two_ways() -> None:
    assert typed_score("1234") == TypedScore(1234, 1234)
    assert typed_score("45") == TypedScore(45_000, 45)
    assert typed_score("1:05") == TypedScore(65_000, None)
    assert typed_score("1,234") == TypedScore(1234, 1234)
