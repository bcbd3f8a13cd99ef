"""How the bot is doing, as values: moments in Unix seconds, and nothing that names anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.announcer.cards import Feed
from bot.supervisor import LoopReport

Part: TypeAlias = Literal["gateway", "loops", "database", "nadeo", "feeds"]
PARTS: tuple[Part, ...] = ("gateway", "loops", "database", "nadeo", "feeds")
"""What is looked at, in the order in which it is told."""


@dataclass(frozen=True)
class GatewayReport:
    """How the connection to Discord is."""

    shards: int
    connected: int
    latency: float | None
    """Seconds that the slowest connected shard's last heartbeat took, None before there is one."""
    servers: int
    too_many_requests: int
    """How many requests Discord has answered with 429 since the start."""


@dataclass(frozen=True)
class DatabaseReport:
    """How the file is."""

    fault: str = ""
    """SQLite's name for why it cannot be read, "" where it can."""
    is_failing: bool = False
    """Whether it did not take one of the last few things that were written."""


@dataclass(frozen=True)
class NadeoHealth:
    """How Nadeo answers."""

    problem: str
    """A sentence, "" while the last call got an answer."""
    answered_at: float | None
    waiting: int
    """Requests that wait for their turn in the budget."""


@dataclass(frozen=True)
class FeedHealth:
    """How looking at a feed goes that somebody subscribes."""

    looked_at: float | None
    """Last success, None before the first."""
    next_look: float | None
    """When it was planned to look again; that may be past."""
    failing_since: float | None = None


@dataclass(frozen=True)
class Snapshot:
    """How everything was at one moment."""

    at: float
    started_at: float
    gateway: GatewayReport
    loops: tuple[LoopReport, ...]
    database: DatabaseReport
    nadeo: NadeoHealth
    feeds: Mapping[Feed, FeedHealth] = field(default_factory=dict[Feed, FeedHealth])


@dataclass(frozen=True)
class Figures:
    """The most telling of what was counted since the start."""

    answered: int
    """Commands and presses."""
    refused: int
    failed: int
    """Whoever's fault it was."""
    requests: int
    """To Nadeo."""
    failed_requests: int
    at_hand: int
    """Questions for Nadeo to which the answer was known, of those in `looked_up`."""
    looked_up: int
    people_waited: float
    """Seconds for a turn in the budget, in all."""
    too_fast_for_nadeo: int
    too_fast_for_discord: int
    deliveries: Mapping[str, int]
    """Posts of a month by state."""
