"""Sentences and labels of a player's card."""

from collections.abc import Iterable

from bot.players.profile_cards import Part

TROPHIES = "Trophies"
TRACK = "Track of the Day"
FIRST_DAY = "In the game since"
COMPARE = "Compare with me"
WHERE_IT_STANDS = "Leaderboard"
TRACKMANIA_IO = "trackmania.io"

NO_TROPHIES = "no trophies of the last year"
NO_POINTS = "no points yet"
NO_RECORD = "no record yet"
WORLD = "World"

METALS = ("Bronze", "Silver", "Gold")
STEPS = 3
"""How many echelons are of one metal."""

PARTS: dict[Part, str] = {
    "trophies": "trophies",
    "season": "season",
    "record": "Track of the Day",
    "tag": "club tag",
    "first day": "first day",
}


def echelon(number: int) -> str:
    """Name an echelon, "" for none: `Silver 2`."""
    if not 1 <= number <= len(METALS) * STEPS:
        return ""
    metal, step = divmod(number - 1, STEPS)
    return f"{METALS[metal]} {step + 1}"


def points(count: int) -> str:
    """Return points with their noun."""
    return f"**{count:,}** {'point' if count == 1 else 'points'}"


def says_to_be(mention: str) -> str:
    """Say who says to be this player."""
    return f"{mention} says to be this player; nobody checks that."


def left_out(parts: Iterable[Part]) -> str:
    """Say what is missing from the card, "" where nothing is."""
    names = ", ".join(PARTS[part] for part in parts)
    return f"⚠️ Nadeo did not tell these, so they are left out: {names}." if names else ""


def place(zone: str, position: str) -> str:
    """Return a place in a zone, both escaped already."""
    return f"{zone} {position}"
