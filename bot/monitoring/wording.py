"""Sentences about how the bot is doing: of `/healthz` and of what `/status` shows operators."""

from bot.shards import Shards
from bot.text import counted, number

# --- /healthz ------------------------------------------------------------------------------------

NOT_CONNECTED = "Not connected to Discord."
FILE_TAKES_NOTHING = "The file does not take what is written to it."


def partly_connected(connected: int, shards: int) -> str:
    """Say how many shards have a connection to Discord."""
    return f"{connected} of {counted(shards, 'shard')} connected to Discord."


def rests(name: str) -> str:
    """Say that a loop does not run at the moment."""
    return f"The loop {name} rests after a fault, which is in the log."


def unreadable(fault: str) -> str:
    """Say that the file cannot be read, with SQLite's name for it."""
    return f"The file cannot be read: {fault}."


def overdue(feed: str, seconds: float) -> str:
    """Say that nobody has looked at a feed although it was time."""
    return f"{feed} should have been looked at {counted(round(seconds / 60), 'minute')} ago."


def fails(feed: str, seconds: float) -> str:
    """Say for how long looking at a feed has failed."""
    return f"Looking at {feed} has failed for {counted(round(seconds / 60), 'minute')}."


# --- /status -------------------------------------------------------------------------------------

FIGURES_TITLE = "Since I started"
TROUBLE_TITLE = "What is wrong"
PART_TITLE = "This process"


def own_shards(shards: Shards) -> str:
    """Say which shards a process runs, of how many."""
    return f"Runs {shards}"


def own_pace(pace: float) -> str:
    """Say how much of what Nadeo bears is a process's own, in requests a second."""
    return f"Asks Nadeo {pace:g} times a second"


def warning(sentence: str) -> str:
    """Mark a sentence as one that somebody should act on."""
    return f"⚠️ {sentence}"


def answered(count: int) -> str:
    """Say how many commands and presses were answered."""
    return f"{counted(count, 'command')} answered"


def refused(count: int) -> str:
    """Say how many were refused."""
    return f"{number(count)} refused"


def failed(count: int) -> str:
    """Say how many failed, whoever's fault it was."""
    return f"{number(count)} failed"


def asked(count: int) -> str:
    """Say how many requests went to Nadeo."""
    return f"{counted(count, 'request')} to Nadeo"


def waited(seconds: float) -> str:
    """Say how long requests of people waited for their turn, in all."""
    return f"people waited {number(round(seconds))} s in all"


def at_hand(share: float) -> str:
    """Say how much needed no asking; a share of 1."""
    return f"{share:.0%} known already"


def too_fast(service: str, count: int) -> str:
    """Say how often somebody asked us to slow down."""
    return f"429 from {service}: {number(count)}"


def deliveries(state: str, count: int) -> str:
    """Say how many posts of the last month are in a state, as it is called in the figures."""
    return f"{counted(count, 'post')} {state.replace('_', ' ')}"
