"""Sentences and labels about a server's players over a whole season."""

from bot.sentences import Sentence, say, say_counted

HEADING = Sentence("This server · medals and times")
HEADING_ALL_TIME = Sentence("This server · medals and times, all-time")
LEGEND = Sentence("🟢 A 🥇 G 🥈 S 🥉 B · M maps")
"""What the letters above the columns stand for."""
COLUMNS = ("#", "A", "G", "S", "B", "M")
TIME = Sentence("time")
PLAYER = Sentence("player")
NOBODY_DROVE = Sentence("None of the linked players has driven here yet.")
HIDDEN_IN_SHORTS = Sentence(
    "SECRET times of a running Weekly Short beat the author's: they count as author medals."
)
HIDDEN = Sentence("SECRET: some times are hidden for now, and have no medal.")
NOT_IN_TIME = Sentence("Sums leave out maps of points or respawns.")
SUMS_DECIDE = Sentence("ties: the smaller sum leads")


def alt(release: str) -> str:
    """Say what a picture of medals shows."""
    return say("Medals of this server's players, {release}, as bars.", release=release)


def alt_of(position: int, name: str, medals: tuple[int, int, int, int]) -> str:
    """Say what one player has."""
    author, gold, silver, bronze = medals
    return say(
        "{position}. {name}: {author} author, {gold} gold, {silver} silver, {bronze} bronze.",
        position=position,
        name=name,
        author=author,
        gold=gold,
        silver=silver,
        bronze=bronze,
    )


def unread(maps: int) -> str:
    """Say that some of what was asked for did not come."""
    return say_counted(
        "The records of one map could not be read right now, at least not of everybody.",
        "The records of {count} maps could not be read right now, at least not of everybody.",
        maps,
    )
