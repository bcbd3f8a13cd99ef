"""Sentences and labels of a player's card."""

from collections.abc import Iterable

from bot.players.profile_cards import Part
from bot.sentences import Sentence, say, say_counted

TROPHIES = Sentence("Trophies")
TRACK = Sentence("Track of the Day")
FIRST_DAY = Sentence("In the game since")
COMPARE = Sentence("Compare with me")
WHERE_IT_STANDS = Sentence("Leaderboard")
TRACKMANIA_IO = Sentence("trackmania.io")

NO_TROPHIES = Sentence("no trophies of the last year")
NO_POINTS = Sentence("no points yet")
NO_RECORD = Sentence("no record yet")
WORLD = Sentence("World")

METALS = (Sentence("Bronze"), Sentence("Silver"), Sentence("Gold"))
STEPS = 3
"""How many echelons are of one metal."""

PARTS: dict[Part, Sentence] = {
    "trophies": Sentence("trophies"),
    "season": Sentence("season"),
    "record": Sentence("Track of the Day"),
    "tag": Sentence("club tag"),
    "first day": Sentence("first day"),
}


def echelon(number: int) -> str:
    """Name an echelon, "" for none: `Silver 2`."""
    if not 1 <= number <= len(METALS) * STEPS:
        return ""
    metal, step = divmod(number - 1, STEPS)
    return f"{METALS[metal]} {step + 1}"


def points(count: int) -> str:
    """Return points with their noun."""
    return say_counted("**{count}** point", "**{count}** points", count)


def says_to_be(mention: str) -> str:
    """Say who says to be this player."""
    return say("{mention} says to be this player; nobody checks that.", mention=mention)


def left_out(parts: Iterable[Part]) -> str:
    """Say what is missing from the card, "" where nothing is."""
    names = ", ".join(str(PARTS[part]) for part in parts)
    return (
        say("⚠️ Nadeo did not tell these, so they are left out: {names}.", names=names)
        if names
        else ""
    )


def place(zone: str, position: str) -> str:
    """Return a place in a zone, both escaped already."""
    return f"{zone} {position}"
