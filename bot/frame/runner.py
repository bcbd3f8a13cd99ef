"""Running the bot until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus

import aiohttp
import discord
from discord.ext import commands
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from bot.clock import Clock
from bot.face.causes import UNREADABLE
from bot.face.discord_codes import is_page, lacks_rights
from bot.frame import operator_wording
from bot.frame.alone import alone
from bot.frame.app import Pitwall, opened
from bot.frame.environment import notes_on
from bot.frame.gateway.client import TokenRevoked
from bot.frame.gateway.link import reason
from bot.frame.invitation import invitation
from bot.frame.watchable import watchable
from bot.settings import Settings

log = logging.getLogger(__name__)

LONGEST_LOGIN_PAUSE = 60.0
"""Seconds, where Discord wants no more requests for now."""
_LONGEST_WAIT = 45.0
"""Seconds between tries else: the bot is back within a minute of Discord's return."""
GOODBYE_PATIENCE = 4.0
"""Whoever stops us expects the end within 5 s."""
SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")
"""What ends us in peace, by name: Windows does not know all of them."""


class DiscordRefused(Exception):  # named for what happened
    """Discord does not let this token in; the message is for the operator."""


async def run(settings: Settings, clock: Clock | None = None) -> None:
    """Run until SIGTERM or SIGINT; raise what makes running impossible."""
    _warn(settings)
    async with (
        stop_signal() as stop,
        alone(settings),
        opened(settings, clock) as bot,
        watchable(bot),
    ):
        bot.add_listener(partial(_say_ready, bot, settings), "on_ready")
        running = asyncio.create_task(connected(bot, settings))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if running.done():
            await running
        else:
            await leave(bot, running)


async def _say_ready(bot: Pitwall, settings: Settings) -> None:
    """Say in one line that people are answered now, by whom and out of which file."""
    assert bot.application_id is not None  # noqa: S101 # known since login
    log.info(
        operator_wording.READY,
        bot.user,
        operator_wording.servers_here(len(bot.guilds), settings.shards),
        settings.database.absolute(),
        invitation(bot.application_id),
    )


def _warn(settings: Settings) -> None:
    """Name what the operator may not have meant."""
    if settings.in_the_clear:
        log.warning(
            "%s: %s",
            operator_wording.in_the_clear(settings.in_the_clear),
            operator_wording.USE_HTTPS,
        )
    for note in notes_on(settings):
        log.warning("%s", note)


async def connected(bot: Pitwall, settings: Settings) -> None:
    """Log in, trying again while Discord is out of reach, and stay connected."""
    token = settings.discord_token.get_secret_value()
    try:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(_is_passing),
            wait=_pause,
            before_sleep=_say_why,
        ):
            with attempt:
                await _log_in(bot, token)
        await bot.connect()
    except discord.DiscordException as error:
        raise DiscordRefused(_why_refused(error, settings)) from error


def _why_refused(error: discord.DiscordException, settings: Settings) -> str:
    """Say in one sentence what the operator has to mend."""
    match error:
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004) | TokenRevoked():
            return operator_wording.TOKEN_REFUSED
        case discord.HTTPException(status=HTTPStatus.UNAUTHORIZED):
            return operator_wording.TOKEN_REFUSED
        case discord.ConnectionClosed(code=4011):
            return operator_wording.SHARDS_WANTED
        case discord.ConnectionClosed(code=4014):
            return operator_wording.INTENTS_WANTED
        case _ if lacks_rights(error) and settings.guild is not None:
            return operator_wording.NOT_IN_GUILD
        case _:
            return operator_wording.discord_refused(error)


async def _log_in(bot: Pitwall, token: str) -> None:
    try:
        await bot.login(token)
        await bot.find_gateway()
    except BaseException:
        # discord.py would leave this session open when it makes the next one.
        await bot.http.close()
        bot.http.connector = discord.utils.MISSING
        raise


def _is_passing(error: BaseException) -> bool:
    """Tell whether waiting may help.

    It may where there is no connection, a failure inside Discord, an answer that cannot be read or
    a page of whoever guards Discord; a refusal of Discord's own stays one.
    """
    if isinstance(error, discord.HTTPException):
        return isinstance(error, discord.DiscordServerError) or _is_from_the_edge(error)
    passing = (OSError, aiohttp.ClientError, *UNREADABLE)
    return isinstance(error, passing) and not isinstance(error, commands.ExtensionError)


def _is_from_the_edge(error: BaseException | None) -> bool:
    """Tell whether Discord keeps us out for a while, by a 429 or a page instead of JSON."""
    if not isinstance(error, discord.HTTPException):
        return False
    return is_page(error) or error.status == HTTPStatus.TOO_MANY_REQUESTS


def _pause(state: RetryCallState) -> float:
    """Return how long to wait: Discord bans those who hurry on after a 429."""
    if _is_from_the_edge(_error(state)):
        return LONGEST_LOGIN_PAUSE
    return wait_random_exponential(multiplier=1, max=_LONGEST_WAIT)(state)


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None


def _say_why(state: RetryCallState) -> None:
    error = _error(state)
    if isinstance(error, UNREADABLE):
        log.warning("Discord's answer cannot be read (%s); trying again", type(error).__name__)
    else:
        log.warning("Discord is out of reach (%s); trying again", reason(error))


async def leave(bot: Pitwall, running: asyncio.Task[None]) -> None:
    """Say goodbye within the time that is left, and end the task that keeps the bot connected."""
    log.info("stopping")
    try:
        async with asyncio.timeout(GOODBYE_PATIENCE):
            await bot.close()
    except TimeoutError:
        log.warning("Discord took too long to say goodbye")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    log.info("stopped")


@asynccontextmanager
async def stop_signal() -> AsyncGenerator[asyncio.Event, None]:
    """Give an event that SIGTERM, SIGINT or SIGHUP sets."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    # Whoever started us with `nohup` wants a lost terminal to mean nothing.
    heard = [number for number in signals if signal.getsignal(number) is not signal.SIG_IGN]
    try:
        for number in heard:
            loop.add_signal_handler(number, stop.set)
    except NotImplementedError:
        # Windows: Ctrl+C ends asyncio.run with KeyboardInterrupt, which closes everything as well.
        yield stop
        return
    try:
        yield stop
    finally:
        for number in heard:
            loop.remove_signal_handler(number)
