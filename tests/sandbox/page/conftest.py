"""Fixtures: a running sandbox, and somebody who talks to its page without a browser."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from support import SNAPSHOT, until

from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import User
from bot.sandbox.launch import Sandbox, sandbox


@dataclass
class Visitor:
    """Does over HTTP what the page does."""

    here: Sandbox
    http: aiohttp.ClientSession

    @property
    def member(self) -> User:
        return self.here.stage.discord.state.default.member

    @property
    def general(self) -> Channel:
        return self.here.stage.discord.state.default.general

    async def get(self, path: str, **query: object) -> Any:
        params = {name: str(value) for name, value in query.items()}
        async with self.http.get(f"/_sandbox/{path}", params=params) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, path: str, status: int = 200, **body: object) -> Any:
        async with self.http.post(f"/_sandbox/{path}", json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def act(self, path: str, status: int = 200, **body: object) -> Any:
        """Do something as the member in #general."""
        place = {"user": str(self.member.id), "channel": str(self.general.id)}
        return await self.post(path, status, **(place | body))

    async def state(self, user: User | None = None) -> Any:
        return await self.get("state", user=(user or self.member).id)

    async def answered(self, command: str, **options: object) -> Any:
        """Use a command and return its message, once it is final."""
        done = await self.act("command", name=command, options=options)
        interaction = self.here.stage.interactions[int(done["interaction"])]
        await interaction.answered(10)
        messages = (await self.state())["messages"]
        return messages[-1]

    async def subscribe(self, feed: str, **options: object) -> None:
        """Subscribe #totd, which may have been made again, as the server's admin."""
        default = self.here.stage.discord.state.default
        named = [one.id for one in default.guild.channels.values() if one.name == "totd"]
        wanted = {"feed": feed, "channel": str(named[0]), **options}
        done = await self.act(
            "command", user=str(default.admin.id), name="announce add", options=wanted
        )
        await self.here.stage.interactions[int(done["interaction"])].answered(10)

    async def posted(self) -> Any:
        """Return the embed of the latest message in #totd, once there is one."""
        state = self.here.stage.discord.state
        await until(lambda: state.messages.all_in(state.default.totd))
        return state.messages.all_in(state.default.totd)[-1].embeds[0]

    @asynccontextmanager
    async def events(self, mark: str) -> AsyncGenerator["Events", None]:
        query = {"user": str(self.member.id)}
        headers = {"Last-Event-ID": mark}
        async with self.http.get("/_sandbox/events", params=query, headers=headers) as response:
            assert response.content_type == "text/event-stream"
            yield Events(response)


@dataclass
class Events:
    response: aiohttp.ClientResponse
    mark: str = ""
    passed: list[str] = field(default_factory=list)
    """The kinds of all events that came by."""

    async def next(self, kind: str) -> Any:
        """Return the next event of a kind; what comes before it is passed over."""
        async with asyncio.timeout(10):
            while line := (await self.response.content.readline()).decode():
                if line.startswith("id: "):
                    self.mark = line.removeprefix("id: ").strip()
                if line.startswith("data: "):
                    event = json.loads(line.removeprefix("data: "))
                    self.passed.append(event["type"])
                    if event["type"] == kind:
                        return event
        raise AssertionError(f"the stream ended without {kind}")


async def connected(here: Sandbox) -> None:
    """Wait for the gateway; discord.py's own word for it comes two seconds later."""
    await until(lambda: here.bot.shards)


@pytest.fixture
async def here() -> AsyncIterator[Sandbox]:
    async with sandbox(start=SNAPSHOT) as here:
        await connected(here)
        yield here


@pytest.fixture
async def visitor(here: Sandbox) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession(here.address) as http:
        yield Visitor(here, http)
