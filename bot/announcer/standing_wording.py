"""Sentences of cards that show how something stands, and how it ended."""

RESULT = "Final result"
POINTS = "points"
NOT_TOLD = "Nadeo did not tell how it ended."
PLAYERS_ON_FIRST_MAP = "Players on map 1"
RANKING_LAGS = "Nadeo counts points every few hours."
SECRETS_STAY = "SECRET: the author hides these times."


def heading(kind: str) -> str:
    """Mark what a card is headed by as over."""
    return f"🏁 {kind}" if kind else "🏁"


def best(number: int, unit: str) -> str:
    """Name the list of the best; `unit` is "" for times."""
    title = f"Final top {number}"
    return f"{title} · {unit}" if unit else title


def to_author(sign: str, distance: str) -> str:
    """Say which medal the record reaches, and how far it is from the author's; "" for equal."""
    return f"{sign} {distance} to author" if distance else f"{sign} equals author"


def read_late(moment: str) -> str:
    """Say that numbers may hold what came after the end; `moment` is a Discord timestamp."""
    return f"Read {moment}, after the end: some of this may be from later."
