"""What all pictures share: their size, colours and letters, as they suit a dark embed.

Pictures are drawn at about three times the size at which a phone shows them (some 300 pixels), so
letters are large. Figures are made as objects and given up with their last reference: nothing here
uses `pyplot`, which keeps them.
"""

from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from bot.pictures.letters import families

WIDTH, HEIGHT = 960, 600
"""Pixels of a usual picture."""
DOTS = 100
"""Pixels of what matplotlib calls an inch."""
LETTERS = 38
"""The size of most letters, in pixels: a phone shows a third of them."""
SMALL = 33
COLOURS = 256
"""As many as a PNG may have that keeps them in a list."""

GROUND = "#1e2024"
TILE = "#2b2d32"
GRID = "#34373d"
QUIET = "#b5bac1"
FAINT = "#5d626b"
TEXT = "#f2f3f5"
CURVE = "#e3a72f"
OTHER_CURVE = "#2e9cca"
LEFT, RIGHT = "#4fa3ff", "#ff6b6b"
"""Two players side by side, in the colours in which the game shows gaps."""
OWN = "#ffffff"
HERE = "#4fc3f7"
MEDALS = ("#2fbf71", "#f2c230", "#c3c9d1", "#c9824a")
"""The author's medal first."""


def points(pixels: float) -> float:
    """Return a length in matplotlib's points."""
    return pixels * 72 / DOTS


def use_style() -> None:
    """Let everything that this process draws look as it should."""
    style: dict[Any, Any] = {
        "font.family": families(),
        "font.size": points(LETTERS),
        # A dollar sign in a name is a dollar sign.
        "text.parse_math": False,
        "text.color": TEXT,
        "axes.facecolor": GROUND,
        "axes.edgecolor": GRID,
        "axes.labelcolor": QUIET,
        "axes.linewidth": 2,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": False,
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 1.5,
        "xtick.color": GRID,
        "ytick.color": GRID,
        "xtick.labelcolor": QUIET,
        "ytick.labelcolor": QUIET,
        "xtick.minor.size": 0,
        "ytick.minor.size": 0,
        "xtick.labelsize": points(SMALL),
        "ytick.labelsize": points(SMALL),
        "lines.solid_capstyle": "round",
        "figure.facecolor": GROUND,
        "figure.constrained_layout.use": True,
    }
    mpl.rcParams.update(style)


def figure(width: int = WIDTH, height: int = HEIGHT) -> Figure:
    """Return an empty picture of so many pixels."""
    made = Figure(figsize=(width / DOTS, height / DOTS), dpi=DOTS)
    FigureCanvasAgg(made)
    return made


def table(made: Figure, rows: int) -> Axes:
    """Return a plot of so many rows, the first at the top, without scales."""
    axes: Axes = made.subplots()
    axes.set_ylim(rows - 0.4, -0.6)
    axes.tick_params(left=False, bottom=False, labelbottom=False)
    for side in axes.spines.values():
        side.set_visible(False)
    return axes


def plot(made: Figure) -> Axes:
    """Return the one plot of a picture, with lines across."""
    axes: Axes = made.subplots()
    axes.grid(visible=True, axis="y")
    return axes


def png(made: Figure) -> bytes:
    """Return a finished picture as a file."""
    file = BytesIO()
    made.savefig(file, format="png", dpi=DOTS, pil_kwargs={"optimize": True})
    return file.getvalue()


def small_png(made: Figure, ground: Image.Image) -> bytes:
    """Return a finished picture upon photographs as a file: in 256 colours, half as large.

    `ground` is as large as the picture, whose own ground is left out.
    """
    file = BytesIO()
    made.savefig(file, format="rgba", dpi=DOTS, transparent=True)
    drawn = Image.frombytes("RGBA", ground.size, file.getvalue())
    whole = Image.alpha_composite(ground.convert("RGBA"), drawn).convert("RGB")
    file = BytesIO()
    # Colours are found in a ninth of it, since that takes longest, and mixed where they lack.
    found = whole.resize((whole.width // 3, whole.height // 3), Image.Resampling.NEAREST)
    few = whole.quantize(palette=found.quantize(COLOURS), dither=Image.Dither.FLOYDSTEINBERG)
    few.save(file, format="PNG", optimize=True)
    return file.getvalue()
