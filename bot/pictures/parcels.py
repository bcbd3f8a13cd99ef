"""How scenes and pictures travel between two processes: each behind its length in four bytes."""

import pickle
import struct
from typing import BinaryIO

from bot.pictures.cards import Scene

LENGTH = struct.Struct(">I")
DRAWN, FAILED = b"\0", b"\1"
"""What an answer begins with: a picture follows, or what went wrong in UTF-8."""


def packed(content: bytes) -> bytes:
    """Return bytes as they travel."""
    return LENGTH.pack(len(content)) + content


def written(scene: Scene) -> bytes:
    """Return a scene as bytes."""
    return pickle.dumps(scene)


def read(content: bytes) -> Scene:
    """Return the scene that another process of ours wrote."""
    return pickle.loads(content)  # noqa: S301 # it comes through the pipe of who started us


def next_from(pipe: BinaryIO) -> bytes | None:
    """Wait for what comes next, None once the other end is closed."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    content = pipe.read(length)
    return content if len(content) == length else None
