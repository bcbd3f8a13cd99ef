"""Answers: the first response where they are ready in time, promised first where they are not.

An error in that time is the first response itself, so only the person reads it.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeAlias

import discord

from bot.face.causes import UNANSWERED, cause_of, is_unreadable_refusal
from bot.frame.desk import ACKNOWLEDGED
from bot.frame.in_flight import ARRIVED_AT
from bot.frame.mentions import with_mentions

log = logging.getLogger(__name__)

PROMISED_AFTER = 1.5
"""How long an answer may take, in seconds from the question's arrival, before it is promised.

Discord waits 3 seconds for the first response, wherever on its way they are spent.
"""
COMMAND_PATIENCE = 40.0
"""How long an answer may take, in seconds, before the person is told to try again."""
TRIES = 3
"""How often a first response is given whose receipt was cut off."""

Respond: TypeAlias = Callable[..., Awaitable[object]]
_Kinds: TypeAlias = discord.InteractionResponseType


class Responder:
    """Takes the way that is open by then: the first response, or the place that was promised."""

    def __init__(
        self, interaction: discord.Interaction[Any], first: Respond, later: Respond
    ) -> None:
        self._interaction = interaction
        self._first = first
        self._later = later

    async def give(self, **message: Any) -> None:
        """Send or edit a message; takes what discord.py takes for both.

        Commands that it names can be tapped.
        """
        message = with_mentions(self._interaction.client, message)
        if self._interaction.response.is_done():
            await self._later(**message)
            return
        send = partial(self._send_whole, message)
        lost = await _lost_on_its_way(self._interaction, send, _Kinds.channel_message)
        if lost is not None:
            raise lost

    async def _send_whole(self, message: dict[str, Any]) -> None:
        """Send files from their beginning: an attempt that was cut off has read them."""
        files: list[discord.File] = [*message.get("files", ()), *message.get("attachments", ())]
        for file in files:
            file.reset()
        await self._first(**message)


@asynccontextmanager
async def answering(
    interaction: discord.Interaction[Any], *, ephemeral: bool = False
) -> AsyncGenerator[Responder, None]:
    """Prepare a new message; "thinking" is shown meanwhile if that takes long.

    Raises TimeoutError where it takes longer than people wait.
    """
    responder = Responder(
        interaction,
        partial(interaction.response.send_message, ephemeral=ephemeral),
        partial(interaction.followup.send, ephemeral=ephemeral),
    )
    defer = partial(interaction.response.defer, ephemeral=ephemeral, thinking=True)
    promised = _promised_when_late(interaction, defer, _Kinds.deferred_channel_message)
    async with promised, asyncio.timeout(COMMAND_PATIENCE):
        yield responder


@asynccontextmanager
async def updating(interaction: discord.Interaction[Any]) -> AsyncGenerator[Responder, None]:
    """Prepare the change of a button's message.

    Raises TimeoutError where it takes longer than people wait.
    """
    responder = Responder(
        interaction, interaction.response.edit_message, interaction.edit_original_response
    )
    defer = interaction.response.defer
    promised = _promised_when_late(interaction, defer, _Kinds.deferred_message_update)
    async with promised, asyncio.timeout(COMMAND_PATIENCE):
        yield responder


@asynccontextmanager
async def _promised_when_late(
    interaction: discord.Interaction[Any], defer: Respond, kind: _Kinds
) -> AsyncGenerator[None, None]:
    """Make a promise once the time for a first response is up; one under way is waited for."""
    loop = asyncio.get_running_loop()
    up_at = interaction.extras.get(ARRIVED_AT, loop.time()) + PROMISED_AFTER
    if up_at <= loop.time():
        await _promise(interaction, defer, kind)
    made: list[asyncio.Future[None]] = []
    timer = loop.call_at(
        up_at, lambda: made.append(asyncio.ensure_future(_promise(interaction, defer, kind)))
    )
    try:
        yield
    finally:
        timer.cancel()
        await asyncio.gather(*made)


async def _promise(interaction: discord.Interaction[Any], defer: Respond, kind: _Kinds) -> None:
    """Defer the answer; a promise whose receipt was lost every time counts as made.

    Otherwise the person would see "thinking" for a quarter of an hour.
    """
    if await _lost_on_its_way(interaction, defer, kind) is not None:
        _count_as_made(interaction, kind)


async def _lost_on_its_way(
    interaction: discord.Interaction[Any], respond: Respond, kind: _Kinds
) -> Exception | None:
    """Give the first response; return how its receipt was lost if it was so every time."""
    lost: Exception | None = None
    for _ in range(TRIES):
        if interaction.response.is_done():
            return None
        try:
            await respond()
        except discord.HTTPException as error:
            if error.code != ACKNOWLEDGED:
                raise
            _count_as_made(interaction, kind)
        except UNANSWERED as error:
            if is_unreadable_refusal(error):
                raise
            lost = error
            log.info("Discord's receipt of a first response was lost: %s", cause_of(error))
    return None if interaction.response.is_done() else lost


def _count_as_made(interaction: discord.Interaction[Any], kind: _Kinds) -> None:
    """Let discord.py know of a first response that it saw fail."""
    interaction.response._response_type = kind  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # set nowhere else
