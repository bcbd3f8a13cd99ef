"""One gateway connection: what the client may say, and what it is told."""

import asyncio
import json
import zlib
from typing import cast

from aiohttp import WSMsgType, web

from bot.sandbox.discord.gateway.hub import Hub
from bot.sandbox.discord.gateway.session import KNOWN_INTENTS, PRIVILEGED, Intent, Op, Session
from bot.sandbox.discord.shapes import Json, text_of

HEARTBEAT_MILLISECONDS = 41_250
ACKNOWLEDGE_AFTER = 0.03
"""An acknowledgement that comes at once makes discord.py report a lag of a whole interval."""
LARGEST_PAYLOAD = 4_096
UNKNOWN_OP, BAD_PAYLOAD, NOT_AUTHENTICATED, BAD_TOKEN, ALREADY_AUTHENTICATED = range(4001, 4006)
INVALID_SHARD, SHARDING_REQUIRED = 4010, 4011
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014
MOST_GUILDS_PER_SHARD = 2_500
PRESENCE, VOICE_STATE, MEMBERS = 3, 4, 8
IGNORED = frozenset({PRESENCE, VOICE_STATE, MEMBERS})
"""What a client may say and nothing comes of here."""


class GatewayClosed(Exception):
    """The client did what ends a connection; the argument is the close code."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Connection:
    """Reads one client's messages and writes in order, compressed if it asked for that."""

    def __init__(self, hub: Hub, token: str, *, compressed: bool) -> None:
        self.session: Session | None = None
        self._hub = hub
        self._token = token
        self._compressor = zlib.compressobj() if compressed else None
        self._outbox: asyncio.Queue[str | int | None] = asyncio.Queue()

    def send(self, op: Op, data: object) -> None:
        """Write a message that is no event."""
        self.write(text_of({"op": op, "d": data}))

    def write(self, text: str) -> None:
        """Write a message that is text already, after those before it."""
        self._outbox.put_nowait(text)

    def end(self, code: int | None) -> None:
        """Close with a code once all is written, or break off without a word."""
        self._outbox.put_nowait(code)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Talk to one client until either side has enough."""
        socket = web.WebSocketResponse(autoping=True, max_msg_size=1 << 20)
        await socket.prepare(request)
        self._hub.joined(self)
        self._greet()
        writer = asyncio.create_task(self._write_all(socket, request))
        try:
            await self._read_all(socket)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self._hub.left(self, session_over=socket.close_code in (1000, 1001))
        return socket

    def _greet(self) -> None:
        if (odd := self._hub.in_place_of("HELLO")) is not None:
            self.write(odd)
        else:
            self.send(Op.HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS})

    async def _read_all(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            try:
                self._handle(message.data if message.type is WSMsgType.TEXT else "")
            except GatewayClosed as closed:
                self.end(closed.code)

    async def _write_all(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        while True:
            item = await self._outbox.get()
            if isinstance(item, str):
                await self._write_one(socket, item)
            elif item is None and request.transport is not None:
                request.transport.abort()
            elif item is not None:
                await socket.close(code=item)

    async def _write_one(self, socket: web.WebSocketResponse, text: str) -> None:
        if socket.closed:
            return
        if self._compressor is None:
            await socket.send_str(text)
        else:
            packed = self._compressor.compress(text.encode())
            await socket.send_bytes(packed + self._compressor.flush(zlib.Z_SYNC_FLUSH))

    def _handle(self, text: str) -> None:
        if len(text) > LARGEST_PAYLOAD:
            raise GatewayClosed(BAD_PAYLOAD)
        try:
            message = cast("Json", json.loads(text))
            op, data = message["op"], message.get("d")
        except (ValueError, KeyError, TypeError, RecursionError):
            raise GatewayClosed(BAD_PAYLOAD) from None
        if not isinstance(op, int):
            raise GatewayClosed(BAD_PAYLOAD)
        if op == Op.HEARTBEAT:
            asyncio.get_running_loop().call_later(ACKNOWLEDGE_AFTER, self._acknowledge)
        elif op == Op.IDENTIFY:
            self._identify(_object(data))
        elif op == Op.RESUME:
            self._resume(_object(data))
        elif self.session is None:
            raise GatewayClosed(NOT_AUTHENTICATED)
        elif op not in IGNORED:
            raise GatewayClosed(UNKNOWN_OP)

    def _acknowledge(self) -> None:
        self.send(Op.HEARTBEAT_ACK, None)

    def _identify(self, data: Json) -> None:
        if self.session is not None:
            raise GatewayClosed(ALREADY_AUTHENTICATED)
        self._check_token(data)
        number, count = _shard(data.get("shard") or [0, 1])
        if not 0 <= number < count:
            raise GatewayClosed(INVALID_SHARD)
        if len(self._hub.state.guilds) > MOST_GUILDS_PER_SHARD * count:
            raise GatewayClosed(SHARDING_REQUIRED)
        intents = self._checked_intents(_number(data.get("intents") or 0))
        if self._hub.is_early(number):
            self.send(Op.INVALID_SESSION, data=False)
        else:
            self.session = self._hub.identify(self, intents, number, count)

    def _checked_intents(self, value: int) -> Intent:
        if not 0 <= value <= KNOWN_INTENTS:
            raise GatewayClosed(INVALID_INTENTS)
        wanted, approved = Intent(value), self._hub.state.application.privileged_intents
        if wanted & PRIVILEGED & ~Intent(approved):
            raise GatewayClosed(DISALLOWED_INTENTS)
        return wanted

    def _resume(self, data: Json) -> None:
        self._check_token(data)
        session = self._hub.session(str(data.get("session_id")))
        sequence = _number(data.get("seq") or 0)
        if session is None or not session.can_replay_from(sequence):
            self.send(Op.INVALID_SESSION, data=False)
            return
        self.session = session
        session.resume(self, sequence)

    def _check_token(self, data: Json) -> None:
        if str(data.get("token", "")).removeprefix("Bot ") != self._token:
            raise GatewayClosed(BAD_TOKEN)


def _object(data: object) -> Json:
    """Return what an identify or a resume says; nothing else than an object says anything."""
    if not isinstance(data, dict):
        raise GatewayClosed(BAD_PAYLOAD)
    return cast("Json", data)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise GatewayClosed(BAD_PAYLOAD)
    return value


def _shard(value: object) -> tuple[int, int]:
    """Return the number of a shard and how many there are."""
    pair = cast("list[object]", value) if isinstance(value, list) else []
    if len(pair) != 2:  # noqa: PLR2004 # a number, and how many
        raise GatewayClosed(INVALID_SHARD)
    return _number(pair[0]), _number(pair[1])
