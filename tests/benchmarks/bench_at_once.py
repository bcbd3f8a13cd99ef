"""How much longer a cached answer takes than one that is always the same: `make bench`.

Measured from outside, from the interaction leaving Discord to the first response arriving there.
Pitwall and a bare bot are processes of their own, each with a Discord of its own in this one, and
are asked in turns: whatever else the machine does slows both.
"""

import asyncio
import json
import os
import statistics
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from support import environment_for, until

from bot.clock import SystemClock
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World

ROOT = Path(__file__).parents[2]
COMMANDS = ("totd", "leaderboard")
WARM_UP = 20
ROUNDS = 200
QUIET_FOR = 3.0
"""Seconds without a request to Nadeo after which Pitwall has all it wants."""


class Stopwatch:
    """A Discord that notes when first responses arrive."""

    def __init__(self) -> None:
        self.discord = DiscordServer(extend=self._watch)
        self._arrived = 0.0

    def _watch(self, app: web.Application) -> None:
        app.middlewares.append(self._note)

    @web.middleware
    async def _note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.endswith("/callback"):
            self._arrived = time.perf_counter()
        return await handler(request)

    async def answer(self, command: str) -> float:
        """Type a command and return after how many milliseconds its answer came."""
        state = self.discord.state
        channel = next(one for one in state.channels.values() if one.name == "general")
        player = next(one for one in state.users.values() if one.name == "player")
        interaction = await self.discord.people.slash(player, channel, command)
        # It is written as soon as this task waits.
        sent = time.perf_counter()
        await interaction.answered()
        assert not interaction.deferred
        return (self._arrived - sent) * 1000

    def embed(self) -> Any:
        """Return the embed of the last answer, as the bot sent it."""
        body: Any = self.discord.requests.to("POST", "/interactions/.*/callback")[-1].body
        return body["data"]["embeds"][0]


@asynccontextmanager
async def running(
    bot: Stopwatch, folder: Path, *arguments: str, said: str = "", **environment: str
) -> AsyncGenerator[None]:
    """Run a bot in a folder until the block ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        cwd=folder,
        stdin=PIPE,
    )
    try:
        assert process.stdin is not None
        process.stdin.write(said.encode())
        process.stdin.close()
        await until(lambda: bot.discord.is_online)
        yield
    finally:
        process.terminate()
        await process.wait()


@pytest.fixture
async def pitwall(tmp_path: Path) -> AsyncIterator[Stopwatch]:
    watch = Stopwatch()
    async with NadeoServer(World(SystemClock())) as nadeo, watch.discord:
        environment = {
            **environment_for(nadeo),
            "DISCORD_TOKEN": watch.discord.token,
            "DISCORD_API_URL": watch.discord.api_url,
            "PITWALL_LOG_LEVEL": "WARNING",
        }
        async with running(watch, tmp_path, "-m", "bot", "run", **environment):
            asked = -1
            while asked != len(nadeo.requests):
                asked = len(nadeo.requests)
                await asyncio.sleep(QUIET_FOR)
            yield watch


@pytest.fixture
async def bare(pitwall: Stopwatch, tmp_path: Path) -> AsyncIterator[Stopwatch]:
    """Give a bot that answers what Pitwall does."""
    embeds: dict[str, Any] = {}
    # Twice: a map's card tells the record once somebody saw the board.
    for command in (*COMMANDS, *COMMANDS):
        await pitwall.answer(command)
        embeds[command] = pitwall.embed()
    watch = Stopwatch()
    async with watch.discord:
        program, said = str(Path(__file__).with_name("bare.py")), json.dumps(embeds)
        arguments = (watch.discord.api_url, watch.discord.token)
        async with running(watch, tmp_path, program, *arguments, said=said):
            yield watch


@pytest.mark.parametrize("command", COMMANDS)
async def test_beside_a_bare_bot(pitwall: Stopwatch, bare: Stopwatch, command: str) -> None:
    took: list[tuple[float, float]] = [
        (await pitwall.answer(command), await bare.answer(command)) for _ in range(WARM_UP + ROUNDS)
    ]
    assert pitwall.embed() == bare.embed()
    middles: list[float] = []
    for name, times in zip(("Pitwall", "bare"), zip(*took[WARM_UP:], strict=True), strict=True):
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"\n/{command}, {name}: p50 {p50:.2f} ms, p95 {p95:.2f} ms, of {ROUNDS} answers")
        middles.append(p50)
    print(f"/{command}: {middles[0] / middles[1]:.2f} times the bare bot")
