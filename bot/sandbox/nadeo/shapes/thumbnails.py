"""A map's picture: a road below a sky, in colours of its own, written as a PNG by hand."""

import struct
import zlib
from hashlib import sha256

SIZE = 128
"""Pixels of each side; the real ones have four times as many."""
HORIZON = 52
GATE = 5
LOOKS = (
    ((63, 127, 196), (207, 230, 245), (79, 138, 70)),
    ((53, 48, 95), (240, 149, 94), (75, 107, 61)),
    ((13, 22, 48), (49, 71, 122), (36, 72, 47)),
    ((93, 155, 201), (238, 244, 248), (221, 231, 238)),
    ((74, 134, 184), (243, 223, 180), (195, 154, 93)),
)
"""The sky at the top and at the horizon, and the ground."""
GATES = ((224, 72, 62), (47, 155, 224), (240, 180, 41), (154, 91, 224), (34, 181, 115))
KERBS = ((242, 242, 242), (210, 65, 58))
ROAD = (72, 77, 87)

Colour = tuple[int, int, int]


def thumbnail(subject: str) -> bytes:
    """Return the picture that belongs to a subject, as the bytes of a PNG."""
    chance = sha256(subject.encode()).digest()
    look, gate = LOOKS[chance[0] % len(LOOKS)], GATES[chance[1] % len(GATES)]
    bend, gate_row = (chance[2] - 128) / 128, HORIZON + 8 + chance[3] % 20
    rows = [_row(down, look, gate, gate_row, bend) for down in range(SIZE)]
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _row(
    down: int, look: tuple[Colour, Colour, Colour], gate: Colour, gate_row: int, bend: float
) -> bytes:
    top, low, ground = look
    if down < HORIZON:
        share = down / HORIZON
        sky = (round(a + (b - a) * share) for a, b in zip(top, low, strict=True))
        return bytes(sky) * SIZE
    near = (down - HORIZON + 1) / (SIZE - HORIZON)
    middle = round(SIZE / 2 + 60 * bend * near * (1 - near))
    half, kerb = round(50 * near) + 2, round(6 * near) + 1
    row = bytearray(bytes(ground) * SIZE)
    _fill(row, middle - half - kerb, middle + half + kerb, KERBS[down // 6 % 2])
    _fill(row, middle - half, middle + half, gate if gate_row - GATE < down <= gate_row else ROAD)
    return bytes(row)


def _fill(row: bytearray, start: int, end: int, colour: Colour) -> None:
    start, end = max(0, start), min(SIZE, end)
    row[3 * start : 3 * end] = bytes(colour) * max(0, end - start)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check
