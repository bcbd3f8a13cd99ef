"""Scores against ranks: how steep a board is, and where the medals and known players lie."""

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from bot.pictures import canvas
from bot.pictures.cards import RankCurve, Spot
from bot.pictures.charts.scales import score_formatter
from bot.pictures.letters import drawable
from bot.text import number

AIR = 0.06
"""How much of the scores' span stays free above and below them."""
LEAST_SPAN = 10
"""What scores that are all the same are shown within, in their unit."""
RANK_STEPS = (1, 10, 100, 1_000, 10_000)
EARLY = 10
"""Ranks so far to the left that a label has no room before them."""
HIGH = 0.88
"""As a share of the height: a label has no room above that."""
LABELS_APART = 0.1
"""How far lines must be from each other to have names each, as a share of the height."""


def draw(scene: RankCurve) -> bytes:
    """Draw a curve with lines for the medals and spots for players."""
    made = canvas.figure()
    axes = canvas.plot(made)
    ranks, scores = zip(*scene.points, strict=True)
    axes.set_xscale("log")
    last = max(ranks[-1], *(spot.rank for spot in scene.spots), 9)
    axes.set_xlim(0.9, last * 1.12)
    low, high = _span(scene)
    axes.set_ylim(low, high)
    axes.plot(ranks, scores, color=canvas.CURVE, linewidth=5, zorder=3)
    if len(ranks) == 1:
        axes.plot(ranks, scores, "o", color=canvas.CURVE, markersize=14, zorder=3)
    _levels(axes, scene, low, high)
    for spot in scene.spots:
        _spot(axes, spot)
    _scales(axes, scene)
    return canvas.png(made)


def _span(scene: RankCurve) -> tuple[float, float]:
    """Return the lowest and the highest score that are shown: those of players, with some air."""
    scores = [score for _, score in scene.points] + [spot.score for spot in scene.spots]
    low, high = min(scores), max(scores)
    air = max(AIR * (high - low), LEAST_SPAN / 2)
    return low - air, high + air


def _levels(axes: Axes, scene: RankCurve, low: float, high: float) -> None:
    """Draw the lines that lie within the picture; of two that touch the better one is named."""
    least = LABELS_APART * (high - low)
    named: list[int] = []
    top = high - least
    for level in scene.levels:
        if not low < level.score < high:
            continue
        colour = canvas.MEDALS[level.medal]
        axes.axhline(level.score, color=colour, linewidth=2.5, linestyle=(0, (4, 3)), zorder=2)
        if all(abs(level.score - other) >= least for other in named):
            named.append(level.score)
            is_above = level.score < top and (scene.kind != "tm_stunt" or level.score - low < least)
            label = axes.annotate(
                drawable(level.label),
                (0.012, level.score),
                xycoords=("axes fraction", "data"),
                xytext=(0, 4 if is_above else -4),
                textcoords="offset points",
                va="bottom" if is_above else "top",
                color=colour,
                fontsize=canvas.points(canvas.SMALL),
                # Another line may lie right behind it.
                bbox={"facecolor": canvas.GROUND, "edgecolor": "none", "pad": 1, "alpha": 0.8},
                zorder=5,
            )
            label.set_in_layout(False)


def _spot(axes: Axes, spot: Spot) -> None:
    colour = canvas.OWN if spot.is_own else canvas.HERE
    (sign,) = axes.plot(
        [spot.rank],
        [spot.score],
        "D" if spot.is_own else "o",
        color=colour,
        markersize=15 if spot.is_own else 12,
        markeredgecolor=canvas.GROUND,
        markeredgewidth=2.5,
        zorder=6 if spot.is_own else 4,
        clip_on=False,
    )
    # The plot keeps its size whatever stands at its edge.
    sign.set_in_layout(False)
    if spot.label:
        low, high = axes.get_ylim()
        is_early = spot.rank < EARLY
        is_high = (spot.score - low) / (high - low) > HIGH
        # Above and before the curve of times, which rises; the scale is never written over.
        away = (0, 12) if not is_high else (0, -12) if is_early else (-16, 0)
        label = axes.annotate(
            drawable(spot.label),
            (spot.rank, spot.score),
            xytext=away,
            textcoords="offset points",
            ha="left" if is_early else "right",
            va="bottom" if not is_high else "top" if is_early else "center",
            color=colour,
            fontsize=canvas.points(canvas.SMALL),
            zorder=7,
        )
        label.set_in_layout(False)


def _scales(axes: Axes, scene: RankCurve) -> None:
    shown = [rank for rank in RANK_STEPS if rank <= axes.get_xlim()[1]]
    axes.xaxis.set_major_locator(FixedLocator(shown))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda rank, _: number(round(rank))))
    axes.set_xlabel(drawable(scene.across))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(score_formatter(axes, scene.kind))
