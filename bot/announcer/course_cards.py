"""How the board of something that was announced went while it ran, as values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.ladders.cards import Result


@dataclass(frozen=True)
class Sampled:
    """How a running map's board stood at a moment, in Unix seconds."""

    taken_at: float
    record: int | None
    """The best score, `SECRET` for a hidden one; None where it was not told."""
    players: int | None
    """How many had a place; None where it was not told."""


@dataclass(frozen=True)
class Course:
    """How the board of something went while it ran; Unix seconds."""

    title: str
    """What it is called in the language that is written in."""
    starts: float
    ended: float
    kind: str
    """What the map is played for, as `TrackMap.kind`."""
    result: Result | None
    samples: tuple[Sampled, ...] = ()
    """The oldest first."""

    def with_samples(self, samples: Iterable[Sampled]) -> "Course":
        """Return it with samples, and how it ended as the last of them."""
        last = self.result
        ended = (
            ()
            if last is None
            else (Sampled(self.ended, last.rows[0].score if last.rows else None, last.players),)
        )
        return replace(self, samples=(*samples, *ended))
