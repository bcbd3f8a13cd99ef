"""Medals of several players, a bar each: author, gold, silver and bronze from the left."""

from bot.pictures import canvas
from bot.pictures.cards import MedalTable, Tally
from bot.pictures.letters import drawable

ROW = 56
"""Pixels a player."""
HEAD = 80
"""Pixels for the legend."""
LONGEST_NAME = 16
"""Signs of a name, which stands before its bar."""
BARE = "#4b515c"
"""Maps with a record and no medal."""


def draw(scene: MedalTable) -> bytes:
    """Draw a bar of medals for each player."""
    rows = max(1, len(scene.tallies))
    made = canvas.figure(canvas.WIDTH, HEAD + rows * ROW)
    axes = canvas.table(made, rows)
    axes.set_xlim(0, max(1, scene.maps))
    for place, tally in enumerate(scene.tallies):
        start = 0
        for count, colour in zip((*tally.medals, tally.bare), (*canvas.MEDALS, BARE), strict=True):
            if count:
                axes.barh(place, count, left=start, height=0.7, color=colour)
                _count(axes, place, start, count, colour)
            start += count
    axes.set_yticks(range(len(scene.tallies)), [_short(one) for one in scene.tallies])
    for label, tally in zip(axes.get_yticklabels(), scene.tallies, strict=True):
        label.set_color(canvas.OWN if tally.is_own else canvas.QUIET)
    _legend(axes, scene)
    return canvas.png(made)


def _count(axes: canvas.Axes, place: int, start: int, count: int, colour: str) -> None:
    """Write a count into its piece of the bar."""
    axes.annotate(
        str(count),
        (start + count / 2, place),
        ha="center",
        va="center_baseline",
        color=canvas.TEXT if colour == BARE else canvas.GROUND,
        fontsize=canvas.points(canvas.SMALL * 0.9),
    )


def _legend(axes: canvas.Axes, scene: MedalTable) -> None:
    """Write what the colours mean above the bars."""
    for place, (name, colour) in enumerate(zip(scene.legend, canvas.MEDALS, strict=True)):
        axes.annotate(
            drawable(name),
            (place / len(scene.legend), 1),
            xycoords="axes fraction",
            xytext=(0, 8),
            textcoords="offset points",
            ha="left",
            va="bottom",
            color=colour,
            fontsize=canvas.points(canvas.SMALL),
        )


def _short(tally: Tally) -> str:
    shown = drawable(tally.name)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"
