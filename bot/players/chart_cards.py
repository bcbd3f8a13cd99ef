"""What a board's chart shows of players, gathered before anybody draws it."""

from dataclasses import dataclass

from bot.ladders.curve_cards import BoardCurve


@dataclass(frozen=True)
class ChartedRecord:
    """A known player's record on a board."""

    name: str
    """"" where it is not told: only the best are named, and whoever asked knows theirs."""
    score: int
    """In the unit of the map, never secret."""
    rank: int | None
    """About where it stands, None below what is told of the board."""
    is_own: bool
    """Whoever asked."""


@dataclass(frozen=True)
class BoardChart:
    """A board's curve with the records of those who are known where it is shown."""

    curve: BoardCurve
    records: tuple[ChartedRecord, ...]
    """Of whoever asked and of those on the server's ladder, the best first."""
    lacks_records: bool = False
    """Nadeo did not tell them."""
