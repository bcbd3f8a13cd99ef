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


def written(scene: Scene, language: str) -> bytes:
    """Return a scene, and the language in which its numbers are written, as bytes."""
    return pickle.dumps((scene, language))


def read(content: bytes) -> tuple[Scene, str]:
    """Return the scene that another process of ours wrote, and its language."""
    scene, language = pickle.loads(content)  # noqa: S301 # it comes through the pipe of who started us
    return scene, language


def next_from(pipe: BinaryIO) -> bytes | None:
    """Wait for what comes next, None once the other end is closed."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    content = pipe.read(length)
    return content if len(content) == length else None
