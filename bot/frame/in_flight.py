"""Interactions under way: on whose behalf they ask, since when, and how a stop ends them."""

import asyncio
import logging
from functools import partial
from typing import Any

import discord

from bot.frame import wording
from bot.frame.desk import tell
from bot.languages import language_of, write_in
from bot.monitoring.answers import BUTTON, OUTCOME, SUGGESTIONS, UNKNOWN, AnswerOutcome, Answers
from bot.nadeo.budget import Turn, current_turn

log = logging.getLogger(__name__)

ANSWERS_PATIENCE_AT_STOP = 2.5
PATIENCE_FOR_FAREWELLS = 1.0
ARRIVED_AT = "arrived_at"
"""Where an interaction's `extras` say when it came in, in seconds of the loop's clock."""


class InFlight:
    """Knows which interactions are being answered."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[Any], discord.Interaction[Any]] = {}
        self.closing = False
        self.answers = Answers()

    def admit(self, interaction: discord.Interaction[Any]) -> None:
        """Count the present task as answering this, and ask Nadeo on its user's turn."""
        current_turn.set(Turn(interaction.user.id))
        interaction.extras[ARRIVED_AT] = asyncio.get_running_loop().time()
        task = asyncio.current_task()
        if task is not None:
            self._tasks[task] = interaction
            task.add_done_callback(partial(self._depart, interaction))

    def _depart(self, interaction: discord.Interaction[Any], task: asyncio.Task[Any]) -> None:
        """Count an interaction as done, as the desk says that it ended."""
        self._tasks.pop(task, None)
        outcome = AnswerOutcome.FAILED if task.cancelled() else AnswerOutcome.ANSWERED
        seconds = asyncio.get_running_loop().time() - interaction.extras[ARRIVED_AT]
        self.answers.note(_name(interaction), interaction.extras.get(OUTCOME, outcome), seconds)

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
        farewells = [asyncio.create_task(_farewell(item)) for item in unanswered]
        if farewells:
            log.info("stopping with %d answers unfinished", len(farewells))
            _, unsaid = await asyncio.wait(farewells, timeout=PATIENCE_FOR_FAREWELLS)
            for farewell in unsaid:
                farewell.cancel()
            await asyncio.gather(*farewells, return_exceptions=True)


async def _farewell(interaction: discord.Interaction[Any]) -> None:
    write_in(language_of(str(interaction.locale)))
    await tell(interaction, str(wording.RESTARTING))


def _name(interaction: discord.Interaction[Any]) -> str:
    """Return by which name an interaction is counted: one of a few, whatever Discord sends."""
    match interaction.type:
        case discord.InteractionType.component:
            return BUTTON
        case discord.InteractionType.autocomplete:
            return SUGGESTIONS
        case _:
            command = interaction.command
            return command.qualified_name if command is not None else UNKNOWN
