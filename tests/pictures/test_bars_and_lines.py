"""Duels, medals and lines of time: each value is where it belongs, whatever there is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures.reading import opened, places

from bot.pictures import canvas
from bot.pictures.cards import Difference, Duel, Measured, MedalTable, Scene, Tally, Timeline
from bot.pictures.charts.all import draw

LARGEST = 150_000
"""Bytes."""
HEAD = 70
"""Where the rows of a duel begin, in pixels from the top."""
LEGEND = ("Author", "Gold", "Silver", "Bronze")


@pytest.fixture(autouse=True, scope="module")
def _in_style() -> None:
    canvas.use_style()


def test_the_bar_of_who_is_faster_is_on_their_side() -> None:
    gaps = (Difference("01", -300, "0.300"), Difference("02", 900, "0.900"))

    image = opened(draw(Duel("", "", "", gaps)))

    bars = (places(image, canvas.LEFT), places(image, canvas.RIGHT))
    left, right = ([(x, y) for x, y in bar if y > HEAD] for bar in bars)
    assert max(x for x, _ in left) <= min(x for x, _ in right) + 2
    assert left[0][1] < right[0][1]
    widths = [max(x for x, _ in bar) - min(x for x, _ in bar) for bar in (left, right)]
    assert widths[0] < widths[1] < 4 * widths[0]


def test_maps_without_a_gap_have_no_bar() -> None:
    none = (Difference("01", None, "SECRET"), Difference("02", 0, "="), Difference("03", -1, "x"))

    image = opened(draw(Duel("", "a", "", none)))

    assert image.size == (960, HEAD + 3 * 44)
    rows = {y for _, y in places(image, canvas.LEFT) if y > HEAD}
    assert min(rows) > HEAD + 2 * 44 - 10


def test_medals_lie_side_by_side() -> None:
    tallies = (Tally("a", (20, 3, 1, 1), 0), Tally("b", (0, 0, 0, 25), 0, is_own=True))

    image = opened(draw(MedalTable("", tallies, LEGEND, 25)))

    starts = [min(x for x, y in places(image, colour) if 90 < y < 110) for colour in canvas.MEDALS]
    assert starts == sorted(starts)
    assert places(image, canvas.OWN)
    bronze = [x for x, y in places(image, canvas.MEDALS[3]) if y > 140]
    assert max(bronze) - min(bronze) > 500


def test_a_stretch_without_samples_is_a_gap() -> None:
    before = tuple((24 - step / 10, 3600.0) for step in range(80))
    after = tuple((8 - step / 10, 3600.0) for step in range(80))

    image = opened(draw(Timeline("", (Measured("", (before, after)),), 24, "now", "-{} h")))

    across = {x for x, _ in places(image, canvas.CURVE)}
    held = [x for x in range(min(across), max(across)) if x not in across]
    assert len(held) > 200
    assert held == list(range(held[0], held[-1] + 1))


def test_a_single_sample_is_a_dot() -> None:
    image = opened(draw(Timeline("", (Measured("", (((1.0, 60.0),),)),), 1, "now", "-{} h")))

    assert places(image, canvas.CURVE)


@pytest.mark.parametrize("hour", [71.9, 0.0])
def test_a_short_stretch_is_seen(hour: float) -> None:
    stretch = ((hour + 0.02, 60.0), (hour, 60.0))

    image = opened(draw(Timeline("", (Measured("", (stretch,)),), 72, "now", "-{} h")))

    across = {x for x, _ in places(image, canvas.CURVE)}
    assert max(across) - min(across) > 6


@pytest.mark.parametrize(
    "scene",
    [
        Duel("", "", "", ()),
        Duel("", "x" * 200, "y" * 200, (Difference("01", 86_400_000, "24:00:00.000"),)),
        MedalTable("", (), LEGEND, 0),
        MedalTable("", (Tally("x" * 200, (0, 0, 0, 0), 0),) * 20, LEGEND, 1),
        Timeline("", (Measured("", ()),), 720, "now", "-{} h"),
        Timeline("", (Measured("", (((0.0, 31_536_000.0),),)),) * 2, 1, "now", "-{} h"),
    ],
)
def test_odd_scenes(scene: Scene) -> None:
    assert len(draw(scene)) < LARGEST


TEXTS = st.text(max_size=30)
GAPS = st.none() | st.integers(-86_400_000, 86_400_000)
COUNTS = st.integers(0, 25)
DUELS = st.builds(
    Duel,
    alt=TEXTS,
    left=TEXTS,
    right=TEXTS,
    differences=st.lists(st.builds(Difference, TEXTS, GAPS, TEXTS), max_size=25).map(tuple),
)
MEDALS = st.builds(
    MedalTable,
    alt=TEXTS,
    tallies=st.lists(
        st.builds(Tally, TEXTS, st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), COUNTS, st.booleans()),
        max_size=20,
    ).map(tuple),
    legend=st.just(LEGEND),
    maps=COUNTS,
)
POINTS = st.tuples(st.floats(0, 720), st.floats(0, 31_536_000))
STRETCHES = st.lists(st.lists(POINTS, min_size=1, max_size=9).map(tuple), max_size=4).map(tuple)
TIMELINES = st.builds(
    Timeline,
    alt=TEXTS,
    lines=st.lists(st.builds(Measured, TEXTS, STRETCHES), max_size=2).map(tuple),
    hours=st.integers(1, 720).map(float),
    now=TEXTS,
    ago=st.just("-{} h"),
)


@given(scene=DUELS)
@settings(max_examples=6)
def test_any_duel_is_drawn(scene: Duel) -> None:
    assert len(draw(scene)) < LARGEST


@given(scene=MEDALS)
@settings(max_examples=6)
def test_any_medals_are_drawn(scene: MedalTable) -> None:
    assert len(draw(scene)) < LARGEST


@given(scene=TIMELINES)
@settings(max_examples=6)
def test_any_line_of_time_is_drawn(scene: Timeline) -> None:
    assert len(draw(scene)) < LARGEST
