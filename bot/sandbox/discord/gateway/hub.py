"""All sessions and connections: who is told what, and how connections are lost on purpose."""

import secrets
from math import inf

from bot.sandbox.discord.gateway.announcements import announcement
from bot.sandbox.discord.gateway.session import Connected, Intent, Op, Session
from bot.sandbox.discord.protocol.guilds import joined_guild_payload, unavailable_payload
from bot.sandbox.discord.protocol.people import own_user_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import Change
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.state import DiscordState

SESSION_STARTS_PER_DAY = 1_000


class Hub:
    """Keeps the sessions and tells them of every change that concerns them."""

    def __init__(self, state: DiscordState) -> None:
        self.state = state
        self.address = ""
        """The server's address, known once it listens."""
        self.gateway_url = ""
        self.shards = 1
        """How many shards a bot is told to use."""
        self.max_concurrency = 1
        """In how many rows, by the rest of their numbers, shards may begin sessions at once."""
        self.seconds_between_starts = 0.0
        """Discord wants 5 in each row; whoever is early has an invalid session."""
        self.session_starts = 0
        self.connections_made = 0
        self.replaced: dict[str, list[str]] = {}
        """What is said in place of a HELLO or a READY, each text once."""
        self._started: dict[int, float] = {}
        """When the last session of each row was begun."""
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connected] = set()
        state.changes.listen(self.tell)

    @property
    def starts_left(self) -> int:
        """Return how many sessions may still be started today."""
        return max(0, SESSION_STARTS_PER_DAY - self.session_starts)

    @property
    def is_online(self) -> bool:
        """Tell whether a bot listens at present."""
        return any(session.connection is not None for session in self._sessions.values())

    def tell(self, change: Change) -> None:
        """Pass a change to the sessions that cover its server and asked for its kind."""
        told = announcement(self.state, change, self.address)
        if told is None:
            return
        for session in self._sessions.values():
            wanted = told.intent is Intent.NONE or told.intent in session.intents
            if wanted and session.covers(told.guild_id):
                session.dispatch(told.event, told.data)

    def joined(self, connection: Connected) -> None:
        """Take note of a new connection."""
        self._connections.add(connection)
        self.connections_made += 1

    def left(self, connection: Connected, *, session_over: bool) -> None:
        """Take note that a connection is gone, and its session with it or not."""
        self._connections.discard(connection)
        session = connection.session
        if session is None:
            return
        if session_over and session.connection is connection:
            self._sessions.pop(session.id, None)
        session.detach(connection)

    def session(self, session_id: object) -> Session | None:
        """Return a session that may be resumed."""
        return self._sessions.get(str(session_id))

    def is_early(self, shard: int) -> bool:
        """Note that a shard begins a session; tell whether its row has just begun another one."""
        now = self.state.clock.timestamp()
        row = shard % self.max_concurrency
        is_early = now - self._started.get(row, -inf) < self.seconds_between_starts
        if not is_early:
            self._started[row] = now
        return is_early

    def identify(
        self, connection: Connected, intents: Intent, shard: int, shard_count: int
    ) -> Session:
        """Begin a session and tell it everything it starts from."""
        self._forget_lost(shard, shard_count)
        session = Session(secrets.token_hex(16), shard, shard_count, intents, connection)
        self.session_starts += 1
        self._sessions[session.id] = session
        guilds = [guild for guild in self._guilds() if session.covers(guild.id)]
        if (odd := self.in_place_of("READY")) is not None:
            connection.write(odd)
            return session
        session.dispatch("READY", self._ready(session, guilds))
        for guild in guilds:
            if guild.available:
                session.dispatch("GUILD_CREATE", joined_guild_payload(self.state, guild))
        return session

    def cut(self, code: int | None) -> None:
        """End every connection; the sessions stay, so that they can be resumed."""
        for connection in self._detached():
            connection.end(code)

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every session that it is invalid, and forget it unless it may be resumed."""
        for connection in self._detached():
            if connection.session is not None and not resumable:
                self._sessions.pop(connection.session.id, None)
            connection.send(Op.INVALID_SESSION, resumable)

    def send_as_is(self, event: str, data: Json) -> None:
        """Send every session an event of any form."""
        for session in self._sessions.values():
            session.dispatch(event, data)

    def write_as_is(self, text: str) -> None:
        """Write a text of any form to every connection."""
        for connection in self._connections:
            connection.write(text)

    def in_place_of(self, event: str) -> str | None:
        """Use up a text that is to be said in place of an event."""
        texts = self.replaced.get(event)
        return texts.pop() if texts else None

    def ask_to_reconnect(self) -> None:
        """Ask every client to leave and resume."""
        for connection in self._detached():
            connection.send(Op.RECONNECT, None)

    def _detached(self) -> list[Connected]:
        """Part all sessions from their connections: what happens from here on is for a resume."""
        connections = list(self._connections)
        for connection in connections:
            if connection.session is not None:
                connection.session.detach(connection)
        return connections

    def _forget_lost(self, *shard: int) -> None:
        """Drop sessions that a new one of the same shard takes the place of."""
        lost = [
            one
            for one in self._sessions.values()
            if (one.shard, one.shard_count) == shard and not one.connection
        ]
        for session in lost:
            del self._sessions[session.id]

    def _guilds(self) -> list[Guild]:
        return [guild for guild in self.state.guilds.values() if self.state.bot_is_in(guild)]

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        application = self.state.application
        return {
            "v": 10,
            "user": own_user_payload(self.state.bot),
            "guilds": [unavailable_payload(guild) for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.gateway_url,
            "shard": [session.shard, session.shard_count],
            "application": {"id": str(application.id), "flags": application.flags},
            "private_channels": [],
            "presences": [],
            "relationships": [],
        }
