"""Sentences about how the bot is doing: of `/healthz` and of what `/status` shows operators."""

from babel.numbers import format_decimal, format_percent

from bot.languages import locale, number
from bot.sentences import Sentence, say, say_counted
from bot.shards import Shards

# --- /healthz ------------------------------------------------------------------------------------

NOT_CONNECTED = Sentence("Not connected to Discord.")
FILE_TAKES_NOTHING = Sentence("The file does not take what is written to it.")


def partly_connected(connected: int, shards: int) -> str:
    """Say how many shards have a connection to Discord."""
    return say(
        "{connected} of {shards} connected to Discord.",
        connected=connected,
        shards=say_counted("{count} shard", "{count} shards", shards),
    )


def rests(name: str) -> str:
    """Say that a loop does not run at the moment."""
    return say("The loop {name} rests after a fault, which is in the log.", name=name)


def unreadable(fault: str) -> str:
    """Say that the file cannot be read, with SQLite's name for it."""
    return say("The file cannot be read: {fault}.", fault=fault)


def overdue(feed: str, seconds: float) -> str:
    """Say that nobody has looked at a feed although it was time."""
    return say(
        "{feed} should have been looked at {minutes} ago.",
        feed=feed,
        minutes=say_counted("{count} minute", "{count} minutes", round(seconds / 60)),
    )


def fails(feed: str, seconds: float) -> str:
    """Say for how long looking at a feed has failed."""
    return say(
        "Looking at {feed} has failed for {minutes}.",
        feed=feed,
        minutes=say_counted("{count} minute", "{count} minutes", round(seconds / 60)),
    )


# --- /status -------------------------------------------------------------------------------------

FIGURES_TITLE = Sentence("Since I started")
TROUBLE_TITLE = Sentence("What is wrong")
PART_TITLE = Sentence("This process")


def own_shards(shards: Shards) -> str:
    """Say which shards a process runs, of how many."""
    return say("Runs {shards}", shards=shards)


def own_pace(pace: float) -> str:
    """Say how much of what Nadeo bears is a process's own, in requests a second."""
    return say("Asks Nadeo {pace} times a second", pace=format_decimal(pace, locale=locale()))


def warning(sentence: str) -> str:
    """Mark a sentence as one that somebody should act on."""
    return f"⚠️ {sentence}"


def answered(count: int) -> str:
    """Say how many commands and presses were answered."""
    return say("{count} answered", count=say_counted("{count} command", "{count} commands", count))


def refused(count: int) -> str:
    """Say how many were refused."""
    return say("{count} refused", count=number(count))


def failed(count: int) -> str:
    """Say how many failed, whoever's fault it was."""
    return say("{count} failed", count=number(count))


def asked(count: int) -> str:
    """Say how many requests went to Nadeo."""
    return say("{count} to Nadeo", count=say_counted("{count} request", "{count} requests", count))


def waited(seconds: float) -> str:
    """Say how long requests of people waited for their turn, in all."""
    return say("people waited {seconds} s in all", seconds=number(round(seconds)))


def at_hand(share: float) -> str:
    """Say how much needed no asking; a share of 1."""
    return say("{share} known already", share=format_percent(share, locale=locale()))


def too_fast(service: str, count: int) -> str:
    """Say how often somebody asked us to slow down."""
    return say("429 from {service}: {count}", service=service, count=number(count))


def deliveries(state: str, count: int) -> str:
    """Say how many posts of the last month are in a state, as it is called in the figures."""
    match state:
        case "owed":
            return say_counted("{count} post owed", "{count} posts owed", count)
        case "in_doubt":
            return say_counted("{count} post in doubt", "{count} posts in doubt", count)
        case "sent":
            return say_counted("{count} post sent", "{count} posts sent", count)
        case _:
            return say_counted("{count} post dropped", "{count} posts dropped", count)
