"""Buttons and menus whose whole state is in their custom id: a restart changes nothing for them."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import discord

from bot.face import wording as face_wording
from bot.frame import wording
from bot.frame.desk import answer_error
from bot.refusal import Refusal

Handler: TypeAlias = Callable[[discord.Interaction[Any], re.Match[str]], Awaitable[None]]
"""Answers a press; gets what its pattern found in the custom id."""


class Presses:
    """Finds out by its custom id what a component is for.

    discord.py's own views keep every message's buttons in memory, forget them at a restart, and
    merely log what goes wrong in them.
    """

    def __init__(self) -> None:
        self._handlers: dict[re.Pattern[str], Handler] = {}

    def add(self, pattern: re.Pattern[str], handler: Handler) -> None:
        """Answer components whose whole custom id fits the pattern."""
        self._handlers[pattern] = handler

    async def dispatch(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a press; whatever goes wrong goes to the desk."""
        try:
            _check_owner(interaction)
            handler, match = self._find(str((interaction.data or {}).get("custom_id", "")))
            await handler(interaction, match)
        except Exception as error:  # noqa: BLE001 # the error desk
            await answer_error(interaction, error)

    def _find(self, custom_id: str) -> tuple[Handler, re.Match[str]]:
        for pattern, handler in self._handlers.items():
            match = pattern.fullmatch(custom_id)
            if match is not None:
                return handler, match
        raise Refusal(face_wording.OUTDATED_BUTTON)


def is_everybodys(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the pressed message is an announcement: presses there are answered apart."""
    message = interaction.message
    return message is not None and message.interaction_metadata is None


def is_for_one(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether what a press opens is for the one who pressed: so is what they pressed it on."""
    message = interaction.message
    return is_everybodys(interaction) or (message is not None and message.flags.ephemeral)


def _check_owner(interaction: discord.Interaction[Any]) -> None:
    """Let only the one who typed the command press; what nobody typed for is everybody's."""
    message = interaction.message
    metadata = message.interaction_metadata if message is not None else None
    if metadata is not None and metadata.user.id != interaction.user.id:
        raise Refusal(wording.NOT_YOUR_BUTTON)
