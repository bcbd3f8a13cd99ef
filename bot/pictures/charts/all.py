"""Which function draws which scene."""

from collections.abc import Callable
from typing import Any

from bot.pictures import canvas
from bot.pictures.cards import (
    BoardCourse,
    Duel,
    Level,
    MedalTable,
    MonthSheet,
    RankCurve,
    Scene,
    Spot,
    Timeline,
)
from bot.pictures.charts import board_course, duel, medal_table, month_sheet, rank_curve, timeline

DRAWN: dict[type[Any], Callable[[Any], bytes]] = {
    RankCurve: rank_curve.draw,
    Duel: duel.draw,
    MedalTable: medal_table.draw,
    Timeline: timeline.draw,
    BoardCourse: board_course.draw,
    MonthSheet: month_sheet.draw,
}
"""By the type of the scene."""


def draw(scene: Scene) -> bytes:
    """Return a scene as the bytes of a PNG."""
    return DRAWN[type(scene)](scene)


def warm_up() -> None:
    """Find the fonts and draw once, so that the first picture takes no longer than others.

    On a machine with many fonts that takes seconds, the first time: where its folder is kept,
    matplotlib remembers them.
    """
    canvas.use_style()
    level, spot = Level("0123456789", 2, 0), Spot(2, 2, "abc")
    draw(RankCurve("", "", ((1, 1), (10, 3)), (level,), (spot,), "rank"))
