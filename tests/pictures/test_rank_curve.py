"""The curve of a board: whatever a board may hold is drawn, and where it belongs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures.reading import opened, places

from bot.pictures import canvas
from bot.pictures.cards import Level, RankCurve, Spot
from bot.pictures.charts import rank_curve

LARGEST = 150_000
"""Bytes; a phone on the road loads it in no time."""
POINTS = ((1, 41_000), (10, 42_000), (100, 45_000), (1_000, 50_000), (10_000, 60_000))


@pytest.fixture(autouse=True, scope="module")
def _in_style() -> None:
    canvas.use_style()


def drawn(
    points: tuple[tuple[int, int], ...] = POINTS,
    *,
    levels: tuple[Level, ...] = (),
    spots: tuple[Spot, ...] = (),
    kind: str = "tm_race",
) -> bytes:
    return rank_curve.draw(RankCurve("", kind, points, levels, spots, "rank"))


def test_times_rise_from_left_to_right() -> None:
    image = opened(drawn())

    curve = sorted(places(image, canvas.CURVE))
    heights = [y for _, y in curve]

    assert image.size == (960, 600)
    assert curve[-1][0] - curve[0][0] > 700
    assert heights[0] > heights[len(heights) // 2] > heights[-1]


def test_points_of_a_stunt_map_fall() -> None:
    # quirk 69: more is better there
    image = opened(drawn(tuple((rank, -score) for rank, score in POINTS), kind="tm_stunt"))

    curve = sorted(places(image, canvas.CURVE))

    assert curve[0][1] < curve[-1][1]


def test_medals_are_lines_and_those_out_of_sight_are_left_out() -> None:
    seen, unseen = Level("Gold 0:45.000", 45_000, 1), Level("Bronze 1:30.000", 90_000, 3)

    image = opened(drawn(levels=(Level("Author 0:10.000", 10_000, 0), seen, unseen)))

    assert not places(image, canvas.MEDALS[0])
    assert not places(image, canvas.MEDALS[2])
    across = [x for x, _ in places(image, canvas.MEDALS[1])]
    assert max(across) - min(across) > 700


def test_own_record_and_the_servers_are_told_apart() -> None:
    own, other = Spot(10, 42_000, "you", is_own=True), Spot(1_000, 50_000)

    image = opened(drawn(spots=(other, own)))

    (mark, *_) = places(image, canvas.HERE)
    assert mark[0] > 480
    letters = [x for x, _ in places(image, canvas.OWN)]
    assert letters
    assert max(letters) < 480


def test_the_darkness_of_the_ground_suits_discords() -> None:
    image = opened(drawn())

    assert len(places(image, canvas.GROUND)) > 960 * 600 * 0.8


@pytest.mark.parametrize(
    ("points", "kind"),
    [
        (((1, 41_000),), "tm_race"),
        (((1, 0),), "tm_platform"),
        (tuple((rank, 0) for rank in range(1, 101)), "tm_platform"),
        (tuple((rank, 41_000) for rank in range(1, 10_001)), "tm_race"),
        (((1, 1), (10_000, 86_400_000)), "tm_race"),
        (((9_999, 1), (10_000, 2**31)), ""),
        (((1, 1_000_000), (2, 999_999), (10_000, 0)), "tm_stunt"),
    ],
)
def test_odd_boards(points: tuple[tuple[int, int], ...], kind: str) -> None:
    png = drawn(points, kind=kind)

    assert places(opened(png), canvas.CURVE)
    assert len(png) < LARGEST


SCORES = st.integers(0, 2**32)
RANKS = st.integers(1, 10_000)
TEXTS = st.text(max_size=40)
CURVES = st.builds(
    RankCurve,
    alt=TEXTS,
    kind=st.sampled_from(["", "tm_race", "tm_stunt", "tm_platform"]),
    points=st.dictionaries(RANKS, SCORES, min_size=1, max_size=60).map(
        lambda board: tuple(zip(sorted(board), sorted(board.values()), strict=True))
    ),
    levels=st.lists(st.builds(Level, TEXTS, SCORES, st.integers(0, 3)), max_size=4).map(tuple),
    spots=st.lists(st.builds(Spot, RANKS, SCORES, TEXTS, st.booleans()), max_size=5).map(tuple),
    across=TEXTS,
)


@given(scene=CURVES)
@settings(max_examples=15)
def test_whatever_comes_is_drawn(scene: RankCurve) -> None:
    # A letter that no font has would be a warning, which fails a test.
    png = rank_curve.draw(scene)

    assert opened(png).size == (960, 600)
    assert len(png) < LARGEST
