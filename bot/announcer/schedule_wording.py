"""Sentences of `/next` and `/status`."""

from bot.text import counted

NEXT_TITLE = "What comes next"
NEXT_FOOTER = "Times follow your own clock."
NOT_ANNOUNCED = "not announced yet"
STATUS_TITLE = "How I am doing"
NADEO_TITLE = "Nadeo"
NADEO_ANSWERS = "answers"
NADEO_UNKNOWN = "has not answered yet"
LOOPS_TITLE = "What runs beside the commands"
NOBODY_SUBSCRIBES = "nobody subscribes"
NOT_LOOKED_YET = "not looked yet"


def untold(problem: str) -> str:
    """Say why nobody knows when something comes; the problem is a sentence."""
    return f"⚠️ not told: {problem}"


def as_usual(problem: str) -> str:
    """Say why a moment is merely the usual one; the problem is a sentence."""
    return f"⚠️ as usual: {problem}"


def last_answer(moment: str) -> str:
    """Say how old the newest data is; `moment` is a Discord timestamp."""
    return f"last answer {moment}"


def in_queue(waiting_requests: int) -> str:
    """Say how busy the connection to Nadeo is."""
    return f"{counted(waiting_requests, 'request')} waiting"


def held(seconds: float) -> str:
    """Say that Nadeo asked for a pause."""
    return f"asked for a pause of {seconds:.0f} s"


def looked(moment: str) -> str:
    """Say when a feed was last looked at with success; a Discord timestamp."""
    return f"looked {moment}"


def looks_next(moment: str) -> str:
    """Say when a feed is looked at next; a Discord timestamp."""
    return f"next look {moment}"


def all_loops_run(number: int) -> str:
    """Say how much runs beside the commands."""
    return f"{counted(number, 'loop')} run"


def restarted(name: str, times: int, fault: str, moment: str) -> str:
    """Say that a loop had to begin again; `moment` is that of its last fault, a timestamp."""
    return f"⚠️ `{name}` restarted {counted(times, 'time')}, last after {fault} {moment}"


def failing(kind: str) -> str:
    """Say that the last look failed."""
    return f"⚠️ failing ({kind})"
