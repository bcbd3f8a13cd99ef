"""Two players over several maps: whose bar goes to which side, and how far apart they are."""

from math import copysign, sqrt

from bot.pictures import canvas
from bot.pictures.cards import Difference, Duel
from bot.pictures.letters import drawable

ROW = 44
"""Pixels a map."""
HEAD = 70
"""Pixels for the names."""
LONGEST_NAME = 18
"""Signs of a name: two stand side by side."""
ROOM_FOR_TOLD = 0.75
"""How far beyond the longest bar there is room for what is written, as a share of it."""


def draw(scene: Duel) -> bytes:
    """Draw a bar for each map, to the side of who is faster."""
    rows = max(1, len(scene.differences))
    made = canvas.figure(canvas.WIDTH, HEAD + rows * ROW)
    axes = canvas.table(made, rows)
    longest = max((_length(one) for one in scene.differences), default=0) or 1
    reach = longest * (1 + ROOM_FOR_TOLD)
    axes.set_xlim(-reach, reach)
    axes.axvline(0, color=canvas.GRID, linewidth=3)
    for place, one in enumerate(scene.differences):
        _row(axes, place, one)
    axes.set_yticks(
        range(len(scene.differences)), [drawable(one.label) for one in scene.differences]
    )
    size = canvas.points(canvas.LETTERS)
    axes.set_title(_short(scene.left), loc="left", color=canvas.LEFT, fontsize=size)
    axes.set_title(_short(scene.right), loc="right", color=canvas.RIGHT, fontsize=size)
    return canvas.png(made)


def _length(one: Difference) -> float:
    """Return how long a bar is: a gap ten times as large takes about three times the room."""
    return sqrt(abs(one.gap)) if one.gap else 0.0


def _row(axes: canvas.Axes, place: int, one: Difference) -> None:
    is_left = bool(one.gap and one.gap < 0)
    colour = canvas.LEFT if is_left else canvas.RIGHT
    end = copysign(_length(one), one.gap or 0)
    if one.gap:
        axes.barh(place, end, height=0.62, color=colour)
    axes.annotate(
        drawable(one.told),
        (end, place),
        xytext=(-8 if is_left else 8, 0),
        textcoords="offset points",
        ha="right" if is_left else "left",
        va="center_baseline",
        color=canvas.TEXT if one.gap else canvas.QUIET,
        fontsize=canvas.points(canvas.SMALL),
    ).set_in_layout(False)


def _short(name: str) -> str:
    shown = drawable(name)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"
