"""A process that is ready to draw and never comes to an end with it."""

import threading

from bot.pictures import worker
from bot.pictures.cards import Scene


def hanging(_scene: Scene) -> bytes:
    threading.Event().wait()
    return b""


if __name__ == "__main__":
    worker.draw = hanging
    worker.main()
