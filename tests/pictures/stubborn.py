"""A process that draws as the usual one does, but for scenes that say what is to go wrong."""

import os
import threading

from bot.pictures import worker
from bot.pictures.cards import Scene
from bot.pictures.charts.all import draw

HANG, DIE, FAIL, CHATTER = "hang", "die", "fail", "chatter"


def stubborn(scene: Scene) -> bytes:
    match scene.alt:
        case "hang":
            threading.Event().wait()
        case "die":
            os._exit(3)
        case "fail":
            raise ValueError("no such colour")
        case "chatter":
            print("a library says something")
        case _:
            pass
    return draw(scene)


if __name__ == "__main__":
    worker.draw = stubborn
    worker.LONGEST_DRAWING = float(os.environ.get("LONGEST_DRAWING", worker.LONGEST_DRAWING))
    worker.main()
