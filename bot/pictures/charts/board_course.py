"""How a board went while it ran: the best score above, how many had a place below."""

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from bot.pictures import canvas
from bot.pictures.cards import BoardCourse
from bot.pictures.charts.scales import score_formatter
from bot.pictures.letters import drawable
from bot.text import number

HEIGHT = 720
"""Pixels, where there are two plots."""
HEIGHTS = (3, 2)
"""How much of the picture each takes."""
AIR = 0.1
"""How much of the scores' span stays free above and below them."""
LEAST_SPAN = 10
"""What scores that are all the same are shown within, in their unit."""
STEPS = (1, 2, 3, 4, 6, 8, 12, 24, 48, 72, 168)
"""Hours between two marks of the scale."""
MOST_MARKS = 5


def draw(scene: BoardCourse) -> bytes:
    """Draw a stair of records, and a line of players below it."""
    if not (scene.bests and scene.players):
        made = canvas.figure()
        axes = canvas.plot(made)
        (_bests if scene.bests else _players)(axes, scene)
    else:
        made = canvas.figure(height=HEIGHT)
        above, axes = made.subplots(2, 1, sharex=True, height_ratios=HEIGHTS)
        for one in (above, axes):
            one.grid(visible=True, axis="y")
        _bests(above, scene)
        _players(axes, scene)
    _hours(axes, scene)
    return canvas.png(made)


def _bests(axes: Axes, scene: BoardCourse) -> None:
    hours, scores = zip(*scene.bests, strict=True)
    air = max(AIR * (max(scores) - min(scores)), LEAST_SPAN / 2)
    axes.set_ylim(min(scores) - air, max(scores) + air)
    # What was the best holds until somebody is better.
    ends = (*hours, max(scene.hours, hours[-1]))
    axes.step(ends, (*scores, scores[-1]), where="post", color=canvas.CURVE, linewidth=5)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(score_formatter(axes, scene.kind))
    _name(axes, scene.best, canvas.CURVE)


def _players(axes: Axes, scene: BoardCourse) -> None:
    hours, counts = zip(*scene.players, strict=True)
    axes.set_ylim(0, max(*counts, 1) * 1.1)
    axes.plot(hours, counts, color=canvas.OTHER_CURVE, linewidth=4)
    # Whole at the edge of the plot, and nowhere beyond it.
    is_inside = hours[-1] <= scene.hours
    last = (hours[-1:], counts[-1:])
    axes.plot(*last, "o", color=canvas.OTHER_CURVE, markersize=8, clip_on=not is_inside)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda count, _: number(round(count))))
    _name(axes, scene.players_name, canvas.OTHER_CURVE)


def _name(axes: Axes, name: str, colour: str) -> None:
    size = canvas.points(canvas.SMALL)
    axes.set_title(drawable(name), loc="left", color=colour, fontsize=size)


def _hours(axes: Axes, scene: BoardCourse) -> None:
    axes.set_xlim(0, scene.hours)
    axes.tick_params(axis="x", pad=canvas.points(canvas.SMALL / 2))
    step = next((one for one in STEPS if scene.hours / one <= MOST_MARKS), STEPS[-1])
    axes.xaxis.set_major_locator(FixedLocator(range(0, int(scene.hours) + 1, step)))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda hour, _: drawable(scene.after.format(f"{hour:g}")))
    )
