"""Clocks that only a test moves."""

from datetime import UTC, datetime, timedelta

from bot.clock import Clock

HALF_AN_HOUR = 1800
"""In seconds: how long an access token is used before it is renewed."""


class Seconds:
    """Stands in for `time.monotonic`."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


class Moment(Clock):
    """Stands in for the machine's clock."""

    def __init__(self) -> None:
        self.at = datetime(2026, 8, 22, 19, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    @property
    def unix(self) -> int:
        return int(self.at.timestamp())

    async def sleep(self, seconds: float) -> None:
        self.forward(seconds)

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
