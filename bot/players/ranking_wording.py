"""Sentences and labels about a server's players over a whole season."""

HEADING = "This server · medals and times"
HEADING_ALL_TIME = "This server · medals and times, all-time"
LEGEND = "🟢 A 🥇 G 🥈 S 🥉 B · M maps"
"""What the letters above the columns stand for."""
COLUMNS = ("#", "A", "G", "S", "B", "M", "time")
PLAYER = "player"
NOBODY_DROVE = "None of the linked players has driven here yet."
HIDDEN_IN_SHORTS = (
    "SECRET times of a running Weekly Short beat the author's: they count as author medals."
)
HIDDEN = "SECRET: some times are hidden for now, and have no medal."
NOT_IN_TIME = "Sums leave out maps of points or respawns."
SUMS_DECIDE = "ties: the smaller sum leads"

MEDALS = ("Author", "Gold", "Silver", "Bronze")


def alt(release: str) -> str:
    """Say what a picture of medals shows."""
    return f"Medals of this server's players, {release}, as bars."


def alt_of(position: int, name: str, medals: tuple[int, int, int, int]) -> str:
    """Say what one player has."""
    author, gold, silver, bronze = medals
    return f"{position}. {name}: {author} author, {gold} gold, {silver} silver, {bronze} bronze."


def unread(maps: int) -> str:
    """Say that some of what was asked for did not come."""
    of = "one map" if maps == 1 else f"{maps:,} maps"
    return f"The records of {of} could not be read right now, at least not of everybody."
