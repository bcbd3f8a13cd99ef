"""The process that draws, one picture after the other: `bot.pictures.studio` starts and ends it.

It alone imports matplotlib. It ends by itself as soon as the bot is gone, in peace or not: then
nothing comes through its pipe any more; and a drawing that hangs is cut off by a watch that needs
no Python to run.
"""

import contextlib
import faulthandler
import os
import signal
import sys
from typing import BinaryIO

from bot.languages import writing_in
from bot.pictures import parcels
from bot.pictures.charts.all import draw, warm_up

LONGEST_DRAWING = 60.0
"""Seconds; the bot gave up long before and ended this process, unless it is gone itself."""
MODESTY = 5
"""How much less of the machine is wanted here than in the bot, as Unix counts it."""


def main() -> None:
    """Draw what is asked for until nobody asks any more."""
    # Whoever stops the bot by Ctrl+C reaches this process too: it ends with the bot, not before.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stand_back()
    # What a library prints may not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    warm_up()
    with contextlib.suppress(BrokenPipeError):
        _serve(sys.stdin.buffer, answers)


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    _answer(answers, parcels.DRAWN)
    while (question := parcels.next_from(questions)) is not None:
        faulthandler.dump_traceback_later(LONGEST_DRAWING, exit=True)
        _answer(answers, _drawn(question))
        faulthandler.cancel_dump_traceback_later()


def _answer(answers: BinaryIO, content: bytes) -> None:
    answers.write(parcels.packed(content))
    answers.flush()


def _drawn(question: bytes) -> bytes:
    try:
        scene, language = parcels.read(question)
        with writing_in(language):
            return parcels.DRAWN + draw(scene)
    except Exception as error:  # noqa: BLE001 # the desk of what is drawn: the bot writes the line
        return parcels.FAILED + f"{type(error).__name__}: {error}".encode()


def _stand_back() -> None:
    """Let the bot go first where both want the processor; a guarded service may not ask for it."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(MODESTY)


if __name__ == "__main__":
    main()
