"""discord.py's bot with a connection of our own making."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from math import isfinite
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.shard import Shard
from pydantic import BaseModel, Field
from yarl import URL

from bot.frame.gateway.events import survive_unreadable
from bot.frame.gateway.link import GatewayLink
from bot.frame.gateway.starts import IdentifyStarts, Limit
from bot.frame.gateway.token import TokenWatch
from bot.monitoring.cards import GatewayReport
from bot.shards import MOST_SHARDS


class TokenRevoked(discord.ClientException):
    """Discord takes the token no more."""


class _Gateway(BaseModel):
    """Where the gateway is, as Discord tells bots."""

    url: str = Field(min_length=1)
    shards: int = Field(1, ge=1, le=MOST_SHARDS)
    session_start_limit: Limit | None = None


class GatewayBot(commands.AutoShardedBot):
    """A bot that stays connected: nothing but a close for good ends its `connect`.

    Without a `shard_count` it runs as many as Discord recommends, without `shard_ids` all of them.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._token_watch = TokenWatch()
        self._token_watch.trace.on_request_end.append(self._note_pace)
        self._too_fast = 0
        super().__init__(*args, http_trace=self._token_watch.trace, **options)
        self.starts = IdentifyStarts()
        self._links: dict[int, GatewayLink] = {}
        survive_unreadable(self._connection.parsers)

    @property
    def _own_ids(self) -> Sequence[int]:
        """Return the shards of this process: other processes may have the others."""
        return self.shard_ids or range(self.shard_count or 1)

    def gateway_report(self) -> GatewayReport:
        """Say how the connection to Discord is."""
        up = [number for number, link in self._links.items() if link.is_up]
        measured = [seconds for number, seconds in self.latencies if number in up]
        slowest = max(filter(isfinite, measured), default=None)
        return GatewayReport(len(self._own_ids), len(up), slowest, len(self.guilds), self._too_fast)

    async def _note_pace(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        answer: aiohttp.TraceRequestEndParams,
    ) -> None:
        self._too_fast += answer.response.status == HTTPStatus.TOO_MANY_REQUESTS

    async def find_gateway(self) -> None:
        """Ask for the gateway once, for all connections.

        After an invalid session discord.py identifies at its default gateway, wherever it was.
        """
        answer = await self.http.request(Route("GET", "/gateway/bot"))
        gateway = _Gateway.model_validate(answer)
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway.url)
        self.shard_count = self.shard_count or gateway.shards
        self.starts.learn(gateway.session_start_limit)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Keep all shards connected; raise what Discord closes them with for good."""
        self._reconnect = reconnect
        assert self.shard_count is not None  # noqa: S101 # `find_gateway` has said so
        ids = list(self._own_ids)
        self._connection.shard_count, self._connection.shard_ids = self.shard_count, ids
        self._links = {shard_id: GatewayLink(self, shard_id) for shard_id in ids}
        links = [asyncio.create_task(link.keep_up()) for link in self._links.values()]
        work = [asyncio.gather(*links), asyncio.create_task(self._end_with_the_token())]
        try:
            await _first(work)
        finally:
            for task in (*links, *work):
                task.cancel()
            await asyncio.gather(*links, *work, return_exceptions=True)

    def joined(self, socket: DiscordWebSocket, shard_id: int) -> None:
        """Let discord.py know the socket by which it reaches a shard, and closes it at the end."""
        # discord.py has no other door for connections that it did not make.
        shards = cast("dict[int, Shard]", vars(self)["_AutoShardedClient__shards"])
        if shard_id in shards:
            shards[shard_id].ws = socket
        else:
            shards[shard_id] = Shard(socket, self, lambda _: None)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Take note of a session that was begun."""
        self._established(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Take note of a session that was taken up."""
        self._established(shard_id)

    def _established(self, shard_id: int) -> None:
        if (link := self._links.get(shard_id)) is not None:
            link.established()

    async def _end_with_the_token(self) -> None:
        await self._token_watch.refused(self.http)
        raise TokenRevoked


async def _first(work: Sequence[asyncio.Future[Any]]) -> None:
    """Wait for whichever ends first, and raise what it ended with."""
    done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
    for one in done:
        one.result()
