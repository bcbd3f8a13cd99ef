"""What counts as news in a board that is read again and again."""

from hypothesis import given
from hypothesis import strategies as st

from bot.nadeo.models import SECRET
from bot.players.cards import MapResult
from bot.players.noticing import LATENESS, KnownRecord, Reading, is_improvement, remembered

ACCOUNT = "a"


def told(
    answers: list[tuple[float, tuple[int, int] | None]],
    *,
    ends: int = 0,
    kind: str = "tm_race",
) -> list[tuple[int | None, int]]:
    """Read a board at these moments, each with a score and when it was driven; return the news."""
    known: KnownRecord | None = None
    news: list[tuple[int | None, int]] = []
    for began_at, answer in answers:
        reading = Reading(began_at, ends, kind)
        found = MapResult(ACCOUNT, *answer) if answer is not None else None
        if found is not None and is_improvement(known, found, reading):
            news.append((known.result.score if known and known.result else None, found.score))
        known = remembered(known, found, reading)
    return news


def test_better_and_later() -> None:
    # quirk 110: ids stay, so they tell nothing
    assert told([(1000, (50, 900)), (2000, (40, 1900))]) == [(50, 40)]
    assert told([(1000, (50, 900)), (2000, (50, 1900))]) == []
    assert told([(1000, (50, 900)), (2000, (40, 900))]) == []
    assert told([(1000, (50, 900)), (2000, (60, 1900))]) == []
    assert told([(1000, (50, 900)), (2000, (60, 1900))], kind="tm_stunt") == [(50, 60)]


def test_a_first_record_is_news_only_where_there_was_none_before() -> None:
    assert told([(1000, (50, 900))]) == []
    assert told([(1000, None), (2000, (50, 1900))]) == [(None, 50)]
    # An empty list at the first look may have been Nadeo's fault.
    assert told([(5000, None), (6000, (50, 5000 - LATENESS - 1))]) == []


def test_a_record_that_comes_and_goes() -> None:
    # quirk 113: what is removed is left out of the answer
    assert told([(1000, (50, 900)), (2000, None), (3000, (50, 900))]) == []
    assert told([(1000, (50, 900)), (2000, None), (3000, (40, 2900))]) == [(50, 40)]
    assert told([(1000, None), (2000, (50, 1900)), (3000, None), (4000, (50, 1900))]) == [
        (None, 50)
    ]
    # A replica that lags behind.
    lags = [(1000, (50, 900)), (2000, (40, 1900)), (3000, (50, 900)), (4000, (40, 1900))]
    assert told(lags) == [(50, 40)]
    worse = [(1000, (40, 900)), (2000, (50, 1900)), (3000, (45, 2900))]
    assert told(worse) == [(50, 45)]


def test_secret_times_are_no_news() -> None:
    # quirk 111
    assert told([(1000, (50, 900)), (2000, (SECRET, 1900)), (3000, (40, 1900))]) == []
    assert told([(1000, None), (2000, (SECRET, 1900)), (3000, (40, 2900))]) == []
    assert told([(1000, (SECRET, 900)), (2000, (40, 1900)), (3000, (39, 2900))]) == [(40, 39)]


def test_what_was_driven_after_the_end_is_no_news() -> None:
    answers: list[tuple[float, tuple[int, int] | None]] = [(1000, (50, 900)), (2000, (40, 1500))]
    assert told(answers, ends=1501) == [(50, 40)]
    assert told(answers, ends=1500) == []


def test_a_clock_that_was_ahead_hides_nothing() -> None:
    assert told([(9_000_000, None), (2000, (50, 1900))]) == [(None, 50)]
    assert told([(9_000_000, (50, 900)), (2000, (40, 1900)), (3000, (30, 2900))]) == [
        (50, 40),
        (40, 30),
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(-1, 9) | st.none()), max_size=30))
def test_nothing_is_told_twice(seen: list[tuple[int, int | None]]) -> None:
    answers: list[tuple[float, tuple[int, int] | None]] = [
        (1000.0 + number, None if score is None else (score, 1000 + at))
        for number, (at, score) in enumerate(seen)
    ]
    news = told(answers)
    assert len(news) <= len({at for at, score in seen if score is not None})
    assert all(SECRET not in (score, before) for before, score in news)
    assert all(before is None or score < before for before, score in news)
    assert sum(before is None for before, _ in news) <= 1
