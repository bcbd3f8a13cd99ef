"""Suggestions while somebody types: from the file alone, and never a reason to fail."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, TypeAlias, TypeVar

import discord
from discord import app_commands

from bot.desk import answer_error
from bot.queries import SUGGESTIONS, Offer
from bot.text import cut

LABEL_LIMIT = 100

CogT = TypeVar("CogT")
Interaction: TypeAlias = discord.Interaction[Any]
Offering: TypeAlias = Callable[[CogT, Interaction, str], Awaitable[list[Offer]]]
Autocomplete: TypeAlias = Callable[
    [CogT, Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


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
            app_commands.Choice(name=cut(label, LABEL_LIMIT), value=value)
            for label, value in offers[:SUGGESTIONS]
            if len(value) <= LABEL_LIMIT
        ]

    return autocomplete
