"""Suggestions while somebody types: from the file alone, and never a reason to fail."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, TypeAlias, TypeVar

import discord
from discord import app_commands

from bot.face.causes import cause_of
from bot.face.limits import LONGEST_CHOICE, MOST_CHOICES
from bot.face.suggestions import Offer
from bot.frame.desk import answer_error
from bot.text import cut

log = logging.getLogger(__name__)

_LATE = "Ignoring exception in autocomplete"

CogT = TypeVar("CogT")
Interaction: TypeAlias = discord.Interaction[Any]
Offering: TypeAlias = Callable[[CogT, Interaction, str], Awaitable[list[Offer]]]
Autocomplete: TypeAlias = Callable[
    [CogT, Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


def without_traceback(record: logging.LogRecord) -> bool:
    """Put one quiet line in the place of discord.py's about suggestions that did not arrive.

    On a slow line they are late with every key, and its own line names the person and the server.
    """
    error = record.exc_info[1] if record.exc_info else None
    if not str(record.msg).startswith(_LATE) or error is None or not record.args:
        return True
    (command, *_) = record.args
    log.info("suggestions for /%s did not arrive: %s", command, cause_of(error))
    return False


logging.getLogger("discord.app_commands.tree").addFilter(without_traceback)


def suggesting(offering: Offering[CogT]) -> Autocomplete[CogT]:
    """Make an autocomplete of a method that returns labels and values.

    What goes wrong goes to the desk, and nothing is offered: discord.py would merely log it.
    """

    @wraps(offering)
    async def autocomplete(
        cog: CogT, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            offers = await offering(cog, interaction, typed)
        except Exception as error:  # noqa: BLE001 # the error desk
            await answer_error(interaction, error)
            return []
        return [
            app_commands.Choice(name=cut(label, LONGEST_CHOICE), value=value)
            for label, value in offers[:MOST_CHOICES]
            if len(value) <= LONGEST_CHOICE
        ]

    return autocomplete
