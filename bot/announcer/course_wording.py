"""Sentences about how a board went while its track ran."""

from bot.sentences import Sentence, say

TITLE = Sentence("How the record fell")
RECORD = Sentence("Record")
PLAYERS = Sentence("Players")
NOBODY = Sentence("Nobody's time was known while it ran.")
FORGOTTEN = Sentence("That is too long ago: how the board went is kept for 30 days.")
AFTER_AXIS = "+{} h"


def players(count: str) -> str:
    """Say how many had a place in the end."""
    return say("In the end {count} had a place.", count=count)


def alt_of_record(first: str, last: str) -> str:
    """Say how far the record fell while it was looked at."""
    return say("The record went from {first} to {last}.", first=first, last=last)
