"""Noticing that Discord takes the bot's token no more."""

import asyncio
import logging
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
import discord
from discord.http import HTTPClient, Route

from bot.face.causes import UNANSWERED

log = logging.getLogger(__name__)

OTHER_TOKENS = ("/interactions/", "/webhooks/")
"""Addresses that bring a token of their own."""


class TokenWatch:
    """Watches the answers to all requests for a refusal of the token.

    A token that is revoked may leave the gateway open: then nothing else would tell.
    """

    def __init__(self) -> None:
        self._doubted = asyncio.Event()
        self.trace = aiohttp.TraceConfig()
        """For discord.py's session."""
        self.trace.on_request_end.append(self._look)

    async def refused(self, http: HTTPClient) -> None:
        """Return once Discord refuses the token, and does so again when asked for the bot alone."""
        while True:
            await self._doubted.wait()
            if await _is_refused(http):
                log.error("Discord takes the token no more: it was revoked or replaced")
                return
            self._doubted.clear()

    async def _look(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        answer: aiohttp.TraceRequestEndParams,
    ) -> None:
        about_others = any(part in answer.url.path for part in OTHER_TOKENS)
        if answer.response.status == HTTPStatus.UNAUTHORIZED and not about_others:
            self._doubted.set()


async def _is_refused(http: HTTPClient) -> bool:
    try:
        await http.request(Route("GET", "/users/@me"))
    except discord.HTTPException as error:
        return error.status == HTTPStatus.UNAUTHORIZED
    except UNANSWERED:
        pass  # whoever asks next is answered, and looked at
    return False
