"""Interactions under way: on whose behalf they ask, how long they may take, how they end."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.face.causes import UNANSWERED, cause_of
from bot.frame import wording
from bot.frame.desk import ACKNOWLEDGED, tell
from bot.nadeo.budget import Turn, current_turn

log = logging.getLogger(__name__)

COMMAND_PATIENCE = 40.0
"""How long an answer may take, in seconds, before the person is told to try again."""
TRIES = 2
"""How often a promise is made whose answer was cut off."""
ANSWERS_PATIENCE_AT_STOP = 2.5
PATIENCE_FOR_FAREWELLS = 1.0


@asynccontextmanager
async def thinking(
    interaction: discord.Interaction[Any], *, ephemeral: bool = False
) -> AsyncGenerator[None, None]:
    """Show that an answer is coming, and let it take no longer than people wait."""
    await _promise(interaction, ephemeral=ephemeral, thinking=True)
    async with asyncio.timeout(COMMAND_PATIENCE):
        yield


@asynccontextmanager
async def updating(interaction: discord.Interaction[Any]) -> AsyncGenerator[None, None]:
    """Promise that a button's message will change, and let it take no longer than people wait."""
    await _promise(interaction)
    async with asyncio.timeout(COMMAND_PATIENCE):
        yield


async def _promise(interaction: discord.Interaction[Any], **how: bool) -> None:
    """Defer the answer; a promise whose answer was lost on its way counts as made.

    Otherwise the person would see "thinking" for a quarter of an hour.
    """
    for _ in range(TRIES):
        try:
            await interaction.response.defer(**how)
        except discord.HTTPException as error:
            if error.code != ACKNOWLEDGED:
                raise
            break
        except UNANSWERED as error:
            log.info("Discord's answer to a promise was lost: %s", cause_of(error))
        if interaction.response.is_done():
            return
    _count_as_made(interaction, is_new=how.get("thinking", False))


def _count_as_made(interaction: discord.Interaction[Any], *, is_new: bool) -> None:
    """Let discord.py know of a promise that it saw fail."""
    kinds = discord.InteractionResponseType
    kind = kinds.deferred_channel_message if is_new else kinds.deferred_message_update
    interaction.response._response_type = kind  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # set nowhere else


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
        _, pending = await asyncio.wait(tasks, timeout=ANSWERS_PATIENCE_AT_STOP)
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
