"""Map review: its two kinds, and what its commands show before anybody draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from bot.nadeo.models import ReviewConnection, SubmittedMap

ReviewType: TypeAlias = Literal["totd", "weekly-shorts"]
REVIEW_TYPES: tuple[ReviewType, ...] = get_args(ReviewType)
"""In the order in which they are shown."""

JoinState: TypeAlias = Literal["no-map", "starting", "linked", "ready", "untold"]
"""What asking to join comes to: four answers (quirk 86), or none."""

SUBMISSIONS_PER_PAGE = 4


@dataclass(frozen=True)
class Sample:
    """How long a map submitted at a moment would have waited."""

    measured_at: float
    """Unix seconds."""
    seconds: int


@dataclass(frozen=True)
class Wait:
    """The waiting time of one kind of review."""

    review_type: ReviewType
    sample: Sample | None
    """None where Nadeo gives no time."""
    stale: bool = False
    problem: str = ""
    """Why there is no time."""


@dataclass(frozen=True)
class Join:
    """How to join the review server of one kind."""

    review_type: ReviewType
    connection: ReviewConnection | None
    """None where Nadeo does not tell."""
    problem: str = ""
    """Why it does not."""

    @property
    def state(self) -> JoinState:
        """Tell the five answers apart that Nadeo gives to who wants to join."""
        if self.connection is None:
            return "untold"
        if self.connection.no_map:
            return "no-map"
        if not self.connection.join_link:
            return "starting"
        return "linked" if self.connection.starting else "ready"


@dataclass(frozen=True)
class SubmissionsPage:
    """A few of the account's submissions, the latest first."""

    types: tuple[ReviewType, ...]
    totals: tuple[tuple[ReviewType, int], ...]
    """How many there are of each type that Nadeo tells of."""
    entries: tuple[tuple[ReviewType, SubmittedMap], ...]
    page: int
    """From 0."""
    pages: int
    received_at: float
    """Unix seconds."""
    stale: bool = False
    problems: tuple[tuple[ReviewType, str], ...] = ()
    """Why Nadeo does not tell of the other types."""


@dataclass(frozen=True)
class History:
    """What was measured of one kind of review, oldest first; never empty of time, maybe of samples.

    `since` and `until` are Unix seconds.
    """

    review_type: ReviewType
    since: float
    until: float
    samples: tuple[Sample, ...]

    @property
    def shortest(self) -> Sample:
        """Return the shortest wait, the latest of equal ones."""
        return min(self.samples, key=lambda sample: (sample.seconds, -sample.measured_at))

    @property
    def longest(self) -> Sample:
        """Return the longest wait, the latest of equal ones."""
        return max(self.samples, key=lambda sample: (sample.seconds, sample.measured_at))

    @property
    def average(self) -> int:
        """Return the mean wait in seconds."""
        return sum(sample.seconds for sample in self.samples) // len(self.samples)

    def stretches(self, longest_pause: float) -> list[list[Sample]]:
        """Return samples without a pause of more than so many seconds between them."""
        found: list[list[Sample]] = []
        for sample in self.samples:
            is_next = (
                bool(found) and sample.measured_at - found[-1][-1].measured_at <= longest_pause
            )
            if is_next:
                found[-1].append(sample)
            else:
                found.append([sample])
        return found

    def slots(self, count: int) -> list[float | None]:
        """Return the mean wait of equal stretches of time, None where nothing was measured."""
        waits: list[list[int]] = [[] for _ in range(count)]
        for sample in self.samples:
            place = int((sample.measured_at - self.since) / (self.until - self.since) * count)
            waits[min(max(place, 0), count - 1)].append(sample.seconds)
        return [_mean(slot) for slot in waits]


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None
