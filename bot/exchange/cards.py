"""What Trackmania Exchange tells of a map."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """The style of a map as it is shown."""

    tags: tuple[str, ...]
    """Plain text as somebody wrote it: to be escaped."""
    difficulty: int
    """0 Beginner to 5 Impossible; -1 where it is not told."""
    page: str
    """The map's page there."""


@dataclass(frozen=True)
class KeptStyle:
    """What was told of a map, or that the Exchange has no such map."""

    map_uid: str
    number: int | None
    """The number of the map there, None where it has none."""
    tags: tuple[str, ...]
    difficulty: int
    asked_at: float
    """When it was told, in Unix seconds."""
    holds_until: float
    """From when on it is asked for again, in Unix seconds."""


@dataclass(frozen=True)
class Wanted:
    """A map whose style is to be asked for."""

    map_uid: str
    is_young: bool
    """It came out lately: what the Exchange does not know of it may come any day."""
