"""How long something took over the last hours; where nothing was measured there is a gap."""

from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from bot.pictures import canvas
from bot.pictures.cards import Timeline
from bot.pictures.letters import drawable
from bot.text import duration

STEPS = (0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 120, 168, 240)
"""Hours between two marks of the scale."""
MOST_MARKS = 5
COLOURS = (canvas.CURVE, canvas.OTHER_CURVE)
LEAST_LINE = 0.01
"""A stretch that is shorter, as a part of the scale, is a spot: nobody would see such a line."""
LEAST_SPAN = 600
"""Seconds that the scale goes up to at least."""


def draw(scene: Timeline) -> bytes:
    """Draw a line for each thing that was measured; values are seconds."""
    made = canvas.figure()
    axes = canvas.plot(made)
    axes.set_xlim(-scene.hours, 0)
    # Else the first moment would stand upon the lowest value.
    axes.tick_params(axis="x", pad=canvas.points(canvas.SMALL / 2))
    highest = 0.0
    for number, line in enumerate(scene.lines):
        colour = COLOURS[number % len(COLOURS)]
        for stretch in line.stretches:
            hours, values = zip(*stretch, strict=True)
            highest = max(highest, *values)
            axes.plot([-hour for hour in hours], values, color=colour, linewidth=4)
            if hours[0] - hours[-1] < scene.hours * LEAST_LINE:
                # What began before the scale does is not drawn beside it.
                is_inside = hours[-1] <= scene.hours
                spot = ([-hours[-1]], [values[-1]])
                axes.plot(*spot, "o", color=colour, markersize=8, clip_on=not is_inside)
        side = "left" if number == 0 else "right"
        axes.set_title(
            drawable(line.name), loc=side, color=colour, fontsize=canvas.points(canvas.SMALL)
        )
    axes.set_ylim(0, max(LEAST_SPAN, highest * 1.08))
    step = next((one for one in STEPS if scene.hours / one <= MOST_MARKS), STEPS[-1])
    marks = [-step * place for place in range(int(scene.hours / step) + 1)]
    axes.xaxis.set_major_locator(FixedLocator(marks))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda hour, _: _moment(scene, -hour)))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 1.8, 3.6, 6, 9, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: duration(round(value))))
    return canvas.png(made)


def _moment(scene: Timeline, hours: float) -> str:
    return drawable(scene.ago.format(f"{hours:g}") if hours else scene.now)
