"""Sentences of `/next` and `/status`."""

from bot.languages import number
from bot.sentences import Sentence, say, say_counted

NEXT_TITLE = Sentence("What comes next")
NEXT_FOOTER = Sentence("Times follow your own clock.")
NOT_ANNOUNCED = Sentence("not announced yet")
STATUS_TITLE = Sentence("How I am doing")
NADEO_TITLE = Sentence("Nadeo")
NADEO_ANSWERS = Sentence("answers")
NADEO_UNKNOWN = Sentence("has not answered yet")
LOOPS_TITLE = Sentence("What runs beside the commands")
NOBODY_SUBSCRIBES = Sentence("nobody subscribes")
NOT_LOOKED_YET = Sentence("not looked yet")


def untold(problem: str) -> str:
    """Say why nobody knows when something comes; the problem is a sentence."""
    return say("⚠️ not told: {problem}", problem=problem)


def as_usual(problem: str) -> str:
    """Say why a moment is merely the usual one; the problem is a sentence."""
    return say("⚠️ as usual: {problem}", problem=problem)


def last_answer(moment: str) -> str:
    """Say how old the newest data is; `moment` is a Discord timestamp."""
    return say("last answer {moment}", moment=moment)


def in_queue(waiting_requests: int) -> str:
    """Say how busy the connection to Nadeo is."""
    return say_counted("{count} request waiting", "{count} requests waiting", waiting_requests)


def held(seconds: float) -> str:
    """Say that Nadeo asked for a pause."""
    return say("asked for a pause of {seconds} s", seconds=number(round(seconds)))


def looked(moment: str) -> str:
    """Say when a feed was last looked at with success; a Discord timestamp."""
    return say("looked {moment}", moment=moment)


def looks_next(moment: str) -> str:
    """Say when a feed is looked at next; a Discord timestamp."""
    return say("next look {moment}", moment=moment)


def all_loops_run(number: int) -> str:
    """Say how much runs beside the commands."""
    return say_counted("{count} loop run", "{count} loops run", number)


def restarted(name: str, times: int, fault: str, moment: str) -> str:
    """Say that a loop had to begin again; `moment` is that of its last fault, a timestamp."""
    return say(
        "⚠️ `{name}` restarted {times}, last after {fault} {moment}",
        name=name,
        times=say_counted("{count} time", "{count} times", times),
        fault=fault,
        moment=moment,
    )


def failing(kind: str) -> str:
    """Say that the last look failed."""
    return say("⚠️ failing ({kind})", kind=kind)
