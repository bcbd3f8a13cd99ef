"""The bot as a whole over real sockets, between our small Discord and our small Nadeo."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from payloads import violations
from support import SWIFT, ManualClock, asked, settings_for, until

from bot.frame.app import Pitwall, opened
from bot.frame.runner import connected, leave
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.interactions import Interaction
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.nadeo.server import NadeoServer
from bot.settings import Settings


@pytest.fixture
async def discord_server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server
        assert violations(request.entry() for request in server.requests) == []


@pytest.fixture
def settings(nadeo: NadeoServer, discord_server: DiscordServer, database: Path) -> Settings:
    return settings_for(nadeo, database, DISCORD_API_URL=discord_server.api_url)


@dataclass
class Wire:
    """A bot that is connected, and a person in a channel."""

    bot: Pitwall
    discord: DiscordServer
    nadeo: NadeoServer
    running: asyncio.Task[None]

    @property
    def member(self) -> User:
        return self.discord.state.default.member

    async def send(self, command: str, **options: object) -> Interaction:
        """Type a command and return what is under way."""
        channel = self.discord.state.default.general
        return await self.discord.people.slash(self.member, channel, command, options)

    async def type(self, command: str, **options: object) -> Message:
        """Type a command and return what was answered in the end."""
        return await (await self.send(command, **options)).answered()

    async def click(self, message: Message, label: str) -> Interaction:
        """Press a button."""
        buttons = [one for row in message.components for one in row["components"]]
        (custom_id,) = [one["custom_id"] for one in buttons if one["label"] == label]
        return await self.discord.people.click(self.member, message, custom_id)

    def upstream(self) -> list[str]:
        """Return the paths asked of Nadeo since the last call, without logins."""
        return asked(self.nadeo)

    async def stop(self) -> None:
        """Stop as a signal would."""
        await leave(self.bot, self.running)


Connect = Callable[..., Awaitable[Wire]]


@pytest.fixture
async def connect(
    nadeo: NadeoServer,
    discord_server: DiscordServer,
    clock: ManualClock,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Connect]:
    """Give a function that starts a bot; each is stopped at the end, if it was not before."""
    async with AsyncExitStack() as stack:

        async def start(*, fills_catalogue: bool = False, **changes: Any) -> Wire:
            changed = settings.model_copy(update=changes)
            bot = await stack.enter_async_context(
                opened(changed, clock, SWIFT, fills_catalogue=fills_catalogue)
            )
            # discord.py waits two seconds for more servers, and five before it identifies again.
            bot._connection.guild_ready_timeout = 0.05
            monkeypatch.setattr(bot, "before_identify_hook", _at_once)
            running = asyncio.create_task(connected(bot, changed))
            wire = Wire(bot, discord_server, nadeo, running)
            stack.push_async_callback(wire.stop)
            ready = asyncio.create_task(bot.wait_until_ready())
            await asyncio.wait({ready, running}, return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            return wire

        yield start


async def _at_once(_shard_id: int | None, *, initial: bool = False) -> None:
    del initial


@pytest.fixture
async def wire(connect: Connect) -> Wire:
    wire = await connect()
    await until(lambda: "/zones/" in [request.path for request in wire.nadeo.requests])
    wire.nadeo.requests.clear()
    return wire
