"""One bot session: what was sent in it, so that a lost connection can be taken up again."""

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Protocol

from bot.sandbox.discord.shapes import Json, text_of
from bot.sandbox.discord.state.snowflakes import shard_of

REPLAYED = 2_000
"""How many events a session remembers."""


class Op(IntEnum):
    """What a gateway message is."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Intent(IntFlag):
    """Which events a session asked for."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1


class Connected(Protocol):
    """A connection, as far as sessions handle it."""

    session: "Session | None"

    def send(self, op: Op, data: object) -> None:
        """Write a message that is no event."""
        ...

    def write(self, text: str) -> None:
        """Write a message that is text already."""
        ...

    def end(self, code: int | None) -> None:
        """Close with a code, or break off without a word."""
        ...


@dataclass(eq=False, slots=True)
class Session:
    """A shard's session; it outlives its connections."""

    id: str
    shard: int
    shard_count: int
    intents: Intent
    connection: Connected | None = None
    sequence: int = 0
    _sent: deque[tuple[int, str]] = field(
        default_factory=lambda: deque[tuple[int, str]](maxlen=REPLAYED)
    )

    def covers(self, guild_id: int | None) -> bool:
        """Tell whether a server's events go here; direct messages go to the first shard."""
        shard = 0 if guild_id is None else shard_of(guild_id, self.shard_count)
        return shard == self.shard

    def dispatch(self, event: str, data: Json) -> None:
        """Send an event, now or once the connection is back."""
        self.sequence += 1
        text = text_of({"op": Op.DISPATCH, "s": self.sequence, "t": event, "d": data})
        self._sent.append((self.sequence, text))
        if self.connection is not None:
            self.connection.write(text)

    def can_replay_from(self, sequence: int) -> bool:
        """Tell whether everything after an event is still known."""
        oldest = self._sent[0][0] if self._sent else self.sequence + 1
        return oldest - 1 <= sequence <= self.sequence

    def resume(self, connection: Connected, sequence: int) -> None:
        """Go on over another connection: send again what was missed, and say that this was all."""
        self.connection = connection
        for number, text in self._sent:
            if number > sequence:
                connection.write(text)
        self.dispatch("RESUMED", {"_trace": []})

    def detach(self, connection: Connected) -> None:
        """Stop writing to a connection, if that is the one in use."""
        if self.connection is connection:
            self.connection = None
