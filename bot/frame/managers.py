"""A word to those who manage a server, below the answer of whatever command they typed."""

import logging
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.announcer.notices import Notices
from bot.face.causes import UNANSWERED, cause_of

log = logging.getLogger(__name__)

SAYING_IT_ALREADY = "announce list"
"""The whole list tells a manager itself of all that has stopped."""


async def tell_manager(notices: Notices, interaction: discord.Interaction[Any]) -> None:
    """Say once what could be told nowhere else; where there is nothing to say nobody is asked."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return
    say = partial(interaction.followup.send, ephemeral=True)
    try:
        await notices.at_command(interaction.guild_id, _unsaid if _says_it(interaction) else say)
    except UNANSWERED as error:
        log.info("a manager was not told: %s", cause_of(error))


def _says_it(interaction: discord.Interaction[Any]) -> bool:
    command = interaction.command
    if not isinstance(command, app_commands.Command):
        return False
    return command.qualified_name == SAYING_IT_ALREADY and not vars(interaction.namespace)


async def _unsaid(_sentence: str) -> None:
    """Say nothing more."""
