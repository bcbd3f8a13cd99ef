"""A month's sheet: each day is in its place, and no thumbnail spoils more than its tile."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures.reading import opened
from PIL import Image

from bot.pictures import canvas
from bot.pictures.cards import MonthSheet, Tile
from bot.pictures.charts import month_sheet
from bot.pictures.charts.all import draw
from bot.pictures.charts.month_sheet import GAP, HEAD, PICTURE, ROW, TILE

LARGEST = 400_000
"""Bytes; photographs of noise take more than any others."""
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
RED, GREEN, BLUE = (200, 20, 20), (20, 180, 20), (20, 20, 200)
NEAR = 40
"""How far a colour may be from what it was: there are 256 of them, and dots that mix them."""

Colour = tuple[int, int, int]


@pytest.fixture(autouse=True, scope="module")
def _in_style() -> None:
    canvas.use_style()


def file(
    colour: Colour = RED, kind: str = "JPEG", size: tuple[int, int] = (512, 512), mode: str = "RGB"
) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, colour).convert(mode).save(made, format=kind)
    return made.getvalue()


def sheet(*tiles: Tile, skipped: int = 0) -> MonthSheet:
    return MonthSheet("", WEEK, skipped, tiles)


def colour_at(image: Image.Image, place: int) -> Colour:
    """Return the colour of a tile's picture, by how many tiles come before it."""
    week, day = divmod(place, 7)
    left, top = GAP + day * (TILE + GAP), HEAD + week * (ROW + GAP)
    middle = image.crop((left + TILE // 2, top + PICTURE // 2, left + TILE - 20, top + PICTURE - 9))
    red, green, blue = np.asarray(middle, dtype=float).mean(axis=(0, 1))
    return round(red), round(green), round(blue)


def is_near(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= NEAR


def rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)


def test_each_day_has_its_own_picture_in_its_place() -> None:
    colours = [RED, GREEN, BLUE]
    tiles = [Tile(day, "a", file(colours[day % 3])) for day in range(1, 32)]

    image = opened(draw(sheet(*tiles, skipped=5)))

    assert image.size == (960, HEAD + 6 * (ROW + GAP))
    for tile in tiles:
        assert is_near(colour_at(image, tile.day + 4), colours[tile.day % 3]), tile.day
    assert is_near(colour_at(image, 4), rgb(canvas.GROUND))


def test_a_short_month_has_four_rows() -> None:
    image = opened(draw(sheet(*(Tile(day) for day in range(1, 29)))))

    assert image.height == HEAD + 4 * (ROW + GAP)


def test_days_to_come_and_missing_pictures_are_plain_tiles() -> None:
    image = opened(draw(sheet(Tile(1, "a", file(GREEN)), Tile(2, "b"), Tile(3))))

    found = [colour_at(image, place) for place in range(3)]
    wanted = [GREEN, rgb(month_sheet.NO_PICTURE), rgb(month_sheet.EMPTY)]
    assert all(map(is_near, found, wanted))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(1, 1), (1, 2000), (2000, 1), (640, 360), (2048, 2048)])
def test_thumbnails_of_any_shape(kind: str, size: tuple[int, int]) -> None:
    image = opened(draw(sheet(Tile(1, "a", file(GREEN, kind, size)))))

    assert is_near(colour_at(image, 0), GREEN)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_thumbnails_of_any_mode(mode: str) -> None:
    assert draw(sheet(Tile(1, "a", file(GREEN, "PNG", (64, 64), mode))))


def huge(width: int, height: int) -> bytes:
    """Return a PNG that says to be of this size, and holds nothing of it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"x",
        b"<html>502 Bad Gateway</html>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        file()[:700],
        file(kind="PNG")[:-30],
        file(kind="GIF"),
        file(kind="BMP"),
        file(kind="TIFF"),
        file(kind="WEBP"),
        file(kind="PNG", size=(2049, 2048)),
        huge(60_000, 60_000),
        huge(2**31 - 1, 2**31 - 1),
        huge(0, 0),
        huge(100, 100),
        b"DDS " + bytes(200),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)
def test_what_is_no_picture_costs_its_own_tile_alone(content: bytes) -> None:
    image = opened(draw(sheet(Tile(1, "a", content), Tile(2, "b", file(BLUE)))))

    assert is_near(colour_at(image, 0), rgb(month_sheet.NO_PICTURE))
    assert is_near(colour_at(image, 1), BLUE)


@given(
    content=st.binary(max_size=200), at=st.integers(0, 3000), kind=st.sampled_from(["JPEG", "PNG"])
)
@settings(max_examples=200)
def test_no_bytes_break_a_tile(content: bytes, at: int, kind: str) -> None:
    # Most of it is a picture: what begins otherwise is not even tried.
    spoilt = bytearray(file(kind=kind, size=(90, 60)))
    at %= len(spoilt)
    spoilt[at : at + len(content)] = content

    found = month_sheet._picture(bytes(spoilt))

    assert found is None or found.size == (TILE, PICTURE)


def test_the_largest_sheet_is_not_too_large_to_send() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (31, 24, 24, 3), dtype=np.uint8)
    tiles: list[Tile] = []
    for day, pixels in enumerate(noise, 1):
        made = BytesIO()
        Image.fromarray(pixels).resize((512, 512)).save(made, format="JPEG")
        tiles.append(Tile(day, "Supercalifragilistic", made.getvalue()))

    assert len(draw(sheet(*tiles, skipped=5))) < LARGEST


NAMES = [
    "Dawn",
    "The Long Way Round Again",
    "Supercalifragilisticexpialidocious",
    "M I R A G E",
    "W" * 200,
    "iiii " * 40,
    "a b",
    "…",
    "\U0001f3ce\ufe0f",
    "$s",
    "日本語",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leaves_its_tile(name: str) -> None:
    image = opened(draw(sheet(Tile(1, name), skipped=3)))

    pixels = np.asarray(image, dtype=int)[HEAD:]
    left = GAP + 3 * (TILE + GAP)
    beside = np.concatenate([pixels[:, :left], pixels[:, left + TILE :]], axis=1)
    below = pixels[ROW:]
    for rest in (beside, below):
        assert np.abs(rest - np.array(rgb(canvas.GROUND))).max() <= 12


@given(
    tiles=st.lists(
        st.builds(Tile, st.integers(1, 31), st.text(max_size=40), st.binary(max_size=20)),
        max_size=31,
    ),
    skipped=st.integers(0, 6),
)
@settings(max_examples=6)
def test_any_month_is_drawn(tiles: list[Tile], skipped: int) -> None:
    assert len(draw(sheet(*tiles, skipped=skipped))) < LARGEST
