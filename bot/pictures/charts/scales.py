"""Scales that several charts have."""

from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from bot.text import bare_score


def score_formatter(axes: Axes, kind: str) -> FuncFormatter:
    """Write scores with as many decimals as tell the steps of the scale apart."""
    ticks = [round(tick) for tick in axes.yaxis.get_majorticklocs()]
    step = min((after - before for before, after in pairwise(ticks)), default=1)

    def written(tick: float, _place: int) -> str:
        score = bare_score(round(tick), kind)
        if kind in {"tm_stunt", "tm_platform"} or "." not in score:
            return score
        for decimals in range(3):
            if step % 10 ** (3 - decimals) == 0:
                return score[: -3 + decimals].rstrip(".")
        return score

    return FuncFormatter(written)
