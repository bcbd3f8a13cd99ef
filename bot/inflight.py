"""Interactions under way: on whose behalf they ask, how long they may take, how they end."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot import wording
from bot.desk import tell
from bot.nadeo.budget import Turn, current_turn

log = logging.getLogger(__name__)

PATIENCE = 40.0
"""How long an answer may take, in seconds, before the person is told to try again."""
PATIENCE_AT_STOP = 2.5
PATIENCE_FOR_FAREWELLS = 1.0


@asynccontextmanager
async def thinking(
    interaction: discord.Interaction[Any], *, ephemeral: bool = False
) -> AsyncGenerator[None, None]:
    """Show that an answer is coming, and let it take no longer than people wait."""
    await interaction.response.defer(ephemeral=ephemeral, thinking=True)
    async with asyncio.timeout(PATIENCE):
        yield


@asynccontextmanager
async def updating(interaction: discord.Interaction[Any]) -> AsyncGenerator[None, None]:
    """Promise that a button's message will change, and let it take no longer than people wait."""
    await interaction.response.defer()
    async with asyncio.timeout(PATIENCE):
        yield


class InFlight:
    """Knows which interactions are being answered."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[Any], discord.Interaction[Any]] = {}
        self.closing = False

    def admit(self, interaction: discord.Interaction[Any]) -> None:
        """Count the present task as answering this, and ask Nadeo on its user's turn."""
        current_turn.set(Turn(interaction.user.id))
        task = asyncio.current_task()
        if task is not None:
            self._tasks[task] = interaction
            task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def drain(self) -> None:
        """Let answers finish for a moment, then end the rest with a word; only once."""
        if self.closing:
            return
        self.closing = True
        mine = asyncio.current_task()
        tasks = [task for task in self._tasks if task is not mine]
        if not tasks:
            return
        _, pending = await asyncio.wait(tasks, timeout=PATIENCE_AT_STOP)
        unanswered = [self._tasks[task] for task in pending]
        for task in pending:
            task.cancel()
        farewells = [asyncio.create_task(tell(item, wording.RESTARTING)) for item in unanswered]
        if farewells:
            log.info("stopping with %d answers unfinished", len(farewells))
            _, unsaid = await asyncio.wait(farewells, timeout=PATIENCE_FOR_FAREWELLS)
            for farewell in unsaid:
                farewell.cancel()
            await asyncio.gather(*farewells, return_exceptions=True)
