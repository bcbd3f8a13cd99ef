"""Sentences and labels of charts of boards."""

from bot.face.wording import labelled
from bot.sentences import Sentence, say

HEADINGS = {"season": Sentence("Season chart"), "all-time": Sentence("All-time chart")}
RANK = Sentence("rank")
YOU = Sentence("you")
YOUR_ROW = Sentence("**You**")
NOBODY_YET = Sentence("nobody yet")
HIDDEN = Sentence("secret for now")
EVERYBODY = Sentence("everybody")
FURTHER_DOWN = "…"
SILENT = Sentence("Nadeo shows nothing of this board any more: it may be closed.")
NOT_TOLD_FURTHER = Sentence("Nadeo did not tell the rest of the board, so the curve ends early.")
RECORDS_MISSING = Sentence("Nadeo does not tell the records of this server's players right now.")
ESTIMATED = Sentence("ranks are estimated")
HERE = Sentence("• linked here")
MEDALS = (Sentence("Author"), Sentence("Gold"), Sentence("Silver"), Sentence("Bronze"))


def about_rank(rank: str) -> str:
    """Say about where a score stands."""
    return say("about rank {rank}", rank=rank)


def down_to(rank: str) -> str:
    """Say how far down a medal reaches."""
    return say("to about rank {rank}", rank=rank)


def past(rank: str) -> str:
    """Say that a medal reaches further down than is told."""
    return say("past rank {rank}", rank=rank)


def medal(name: str, score: str) -> str:
    """Name a medal's line."""
    return f"{name} {score}"


def at_rank(score: str, rank: str) -> str:
    """Say what a rank has."""
    return say("{score} at rank {rank}", score=score, rank=rank)


def alt(first: str, last: str) -> str:
    """Say what a curve shows, by both its ends."""
    return say("A curve of scores against ranks: from {first} to {last}.", first=first, last=last)


def alt_of(name: str, score: str, where: str) -> str:
    """Say where a medal or a player stands on the curve."""
    return labelled(name, f"{score}, {where}.")


def more_here(count: str) -> str:
    """Say how many more of the server have a record."""
    return say("and {count} more of this server", count=count)
