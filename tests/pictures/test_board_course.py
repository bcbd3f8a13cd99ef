"""How a board went: the record is a stair, and players are counted below it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures.reading import opened, places

from bot.pictures import canvas
from bot.pictures.cards import BoardCourse
from bot.pictures.charts.all import draw

LARGEST = 150_000
"""Bytes."""
DAY = tuple((hour / 4, 46_000 - 40 * hour) for hour in range(96))
CROWD = tuple((hour / 4, 90 * hour) for hour in range(96))


@pytest.fixture(autouse=True, scope="module")
def _in_style() -> None:
    canvas.use_style()


def scene(
    bests: tuple[tuple[float, int], ...] = DAY,
    players: tuple[tuple[float, int], ...] = CROWD,
    kind: str = "tm_race",
    hours: float = 24.0,
) -> BoardCourse:
    return BoardCourse("a day", kind, bests, players, hours, "Record", "Players", "+{} h")


def test_the_record_falls_above_and_players_rise_below() -> None:
    image = opened(draw(scene()))

    stair, line = places(image, canvas.CURVE), places(image, canvas.OTHER_CURVE)
    # Names of both are written in their colours, before the plots.
    left, right = min(x for x, _ in line), max(x for x, _ in line)
    assert right - left > 600
    assert max(y for _, y in stair) < max(y for _, y in line)
    first = min(y for x, y in stair if x < 300 and y > 60)
    last = max(y for x, y in stair if x > 800)
    assert first < last


def test_a_record_holds_until_the_end() -> None:
    image = opened(draw(scene(bests=((1.0, 45_000),), players=())))

    assert image.size == (960, 600)
    across = {x for x, y in places(image, canvas.CURVE) if y > 60}
    assert max(across) - min(across) > 600


def test_what_was_not_told_has_no_plot() -> None:
    image = opened(draw(scene(bests=())))

    assert image.size == (960, 600)
    assert places(image, canvas.CURVE) == []
    assert places(image, canvas.OTHER_CURVE)


@pytest.mark.parametrize(
    "odd",
    [
        scene(bests=((0.0, 0),), players=((0.0, 0),)),
        scene(bests=((23.0, 45_000), (30.0, 44_000)), hours=1.0),
        scene(kind="tm_stunt", bests=((1.0, 10), (2.0, 1_000_000))),
        scene(kind="tm_platform", bests=((1.0, 0), (2.0, 0))),
        scene(players=((1.0, 2**31),)),
    ],
)
def test_odd_courses(odd: BoardCourse) -> None:
    png = draw(odd)

    assert len(png) < LARGEST
    assert opened(png).size == (960, 720)


POINTS = st.lists(st.tuples(st.floats(0, 24), st.integers(0, 2**32)), min_size=1, max_size=60)


@given(bests=POINTS, players=POINTS, kind=st.sampled_from(["", "tm_race", "tm_stunt"]))
@settings(max_examples=15)
def test_whatever_was_sampled_is_drawn(
    bests: list[tuple[float, int]], players: list[tuple[float, int]], kind: str
) -> None:
    png = draw(scene(tuple(sorted(bests)), tuple(sorted(players)), kind))

    assert opened(png).size == (960, 720)
