"""Sentences of cards that show how something stands, and how it ended."""

from bot.sentences import Sentence, say

RESULT = Sentence("Final result")
POINTS = Sentence("points")
NOT_TOLD = Sentence("Nadeo did not tell how it ended.")
PLAYERS_ON_FIRST_MAP = Sentence("Players on map 1")
RANKING_LAGS = Sentence("Nadeo counts points every few hours.")
SECRETS_STAY = Sentence("SECRET: the author hides these times.")


def heading(kind: str) -> str:
    """Mark what a card is headed by as over."""
    return f"🏁 {kind}" if kind else "🏁"


def best(number: int, unit: str) -> str:
    """Name the list of the best; `unit` is "" for times."""
    title = say("Final top {number}", number=number)
    return f"{title} · {unit}" if unit else title


def to_author(sign: str, distance: str) -> str:
    """Say which medal the record reaches, and how far it is from the author's; "" for equal."""
    return (
        say("{sign} {distance} to author", sign=sign, distance=distance)
        if distance
        else say("{sign} equals author", sign=sign)
    )


def read_late(moment: str) -> str:
    """Say that numbers may hold what came after the end; `moment` is a Discord timestamp."""
    return say("Read {moment}, after the end: some of this may be from later.", moment=moment)
