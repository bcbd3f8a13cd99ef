"""A month as a calendar: a row a week, each day with the picture of its map and its name.

What is in a thumbnail comes from outside: whatever it is, it costs its own tile at most.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageOps

from bot.pictures import canvas
from bot.pictures.cards import MonthSheet, Tile
from bot.pictures.letters import drawable, width

DAYS_OF_WEEK = 7
GAP = 8
"""Pixels between two tiles, and around all of them."""
TILE = (canvas.WIDTH - GAP) // DAYS_OF_WEEK - GAP
"""Pixels from a tile's left to its right."""
PICTURE = 96
"""Pixels from top to bottom of a map's picture."""
NAME = 25
"""The size of a name's letters, in pixels: it has two lines below the picture."""
LINE = 29
LINES = 2
ROW = PICTURE + LINES * LINE + 6
"""Pixels from a tile's top to its bottom."""
HEAD = 44
"""Pixels for the names of the weekdays."""
AIR = 5
"""Pixels between letters and the edge of what they stand on."""
ROUND = 10
MARK = 38
"""Pixels of what a day's number stands on, from top to bottom."""
NUMBER = 30
EMPTY = "#27292e"
NO_PICTURE = "#3a3d44"
ELLIPSIS = "…"

FORMATS = ("JPEG", "PNG")
MOST_PIXELS = 2048 * 2048
"""What a thumbnail may have: those of the game have a sixteenth of it."""
NO_PICTURES = (
    OSError,
    ValueError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What reading something else as a picture ends in."""

Spot = tuple[int, int]
"""A tile's left upper corner, in pixels from that of the whole."""


def draw(scene: MonthSheet) -> bytes:
    """Draw a tile for each day; the rest of the first and last week stays free."""
    spots = list(_spots(scene))
    height = HEAD + (max((y for _, y in spots), default=HEAD) - HEAD) + ROW + GAP
    ground = Image.new("RGB", (canvas.WIDTH, height), canvas.GROUND)
    for tile, spot in zip(scene.tiles, spots, strict=True):
        _paint(ground, tile, spot)
    made = canvas.figure(canvas.WIDTH, height)
    made.set_layout_engine("none")
    for place, name in enumerate(scene.weekdays):
        middle = GAP + place * (TILE + GAP) + TILE / 2
        _write(made, drawable(name), (middle, HEAD / 2), canvas.SMALL, canvas.QUIET)
    for tile, spot in zip(scene.tiles, spots, strict=True):
        _label(made, tile, spot)
    return canvas.small_png(made, ground)


def _spots(scene: MonthSheet) -> Iterator[Spot]:
    for place in range(scene.skipped, scene.skipped + len(scene.tiles)):
        week, day = divmod(place, DAYS_OF_WEEK)
        yield GAP + day * (TILE + GAP), HEAD + week * (ROW + GAP)


def _paint(ground: Image.Image, tile: Tile, spot: Spot) -> None:
    """Paint what a tile is without its letters."""
    whole = Image.new("RGB", (TILE, ROW), canvas.TILE if tile.name else EMPTY)
    pencil = ImageDraw.Draw(whole)
    if tile.name:
        whole.paste(_picture(tile.thumbnail) or NO_PICTURE, (0, 0, TILE, PICTURE))
        mark = (-ROUND, -ROUND, _mark_width(tile.day), MARK)
        pencil.rounded_rectangle(mark, ROUND, fill=canvas.GROUND)
    shape = Image.new("L", whole.size)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, TILE - 1, ROW - 1), ROUND, fill=255)
    ground.paste(whole, spot, shape)


def _picture(content: bytes) -> Image.Image | None:
    """Return a map's picture as its tile shows it, None where the file holds none."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            # A JPEG is read at about the size that is needed.
            image.draft("RGB", (2 * TILE, 2 * PICTURE))
            return ImageOps.fit(image.convert("RGB"), (TILE, PICTURE))
    except NO_PICTURES:
        return None


def _label(made: Figure, tile: Tile, spot: Spot) -> None:
    """Write a tile's number and name."""
    left, top = spot
    colour = canvas.TEXT if tile.name else canvas.FAINT
    middle = (left + _mark_width(tile.day) / 2, top + MARK / 2)
    _write(made, str(tile.day), middle, NUMBER, colour)
    if not tile.name:
        return
    lines = _lines(drawable(tile.name), (TILE - 2 * AIR) / NAME)
    for place, line in enumerate(lines):
        below = top + PICTURE + 3 + (place + 0.5 + (LINES - len(lines)) / 2) * LINE
        _write(made, line, (left + TILE / 2, below), NAME, canvas.TEXT)


def _mark_width(day: int) -> int:
    return round(width(str(day)) * NUMBER) + 2 * AIR + 2


def _write(made: Figure, text: str, middle: tuple[float, float], size: float, colour: str) -> None:
    across, down = middle
    made.text(
        across / canvas.WIDTH,
        1 - down / made.bbox.height,
        text,
        ha="center",
        va="center_baseline",
        fontsize=canvas.points(size),
        color=colour,
    )


def _lines(text: str, room: float) -> list[str]:
    """Break a name into as many lines as there are, between words where that saves letters.

    `room` is what a line holds, in em; what has none is left out behind an ellipsis.
    """
    lines: list[str] = []
    rest = text
    while rest and len(lines) < LINES:
        is_last = len(lines) == LINES - 1
        line = rest if width(rest) <= room else _start(rest, room, whole_words=not is_last)
        rest = rest[len(line) :].strip()
        lines.append(f"{line.rstrip(' .,')}{ELLIPSIS}" if is_last and rest else line.rstrip())
    return lines


def _start(text: str, room: float, *, whole_words: bool) -> str:
    """Return what a line holds of a text: words where one fits, else letters and an ellipsis."""
    words, letters = 0, 0
    room_for_letters = room if whole_words else room - width(ELLIPSIS)
    for place in range(1, len(text) + 1):
        taken = width(text[:place])
        if taken <= room_for_letters:
            letters = place
        if text[place : place + 1] == " " and taken <= room:
            words = place
    return text[: words if whole_words and words else max(1, letters)]
