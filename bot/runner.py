"""Running the bot until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus

import aiohttp
import discord
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from bot.app import Pitwall, opened
from bot.clock import Clock
from bot.settings import Settings
from bot.wording import operation as wording

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
PATIENCE_AT_STOP = 4.0
"""Whoever stops us expects the end within 5 s."""


class DiscordRefused(Exception):  # named for what happened
    """Discord does not let this token in; the message is for the operator."""


async def run(settings: Settings, clock: Clock | None = None) -> None:
    """Run until SIGTERM or SIGINT; raise what makes running impossible."""
    if settings.in_the_clear:
        log.warning("%s: %s", wording.in_the_clear(settings.in_the_clear), wording.USE_HTTPS)
    async with stop_signal() as stop, opened(settings, clock) as bot:
        running = asyncio.create_task(connected(bot, settings))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if running.done():
            await running
        else:
            await leave(bot, running)


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
    """Return what the operator is told."""
    match error:
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004):
            return wording.TOKEN_REFUSED
        case discord.PrivilegedIntentsRequired():
            return wording.INTENTS_WANTED
        case discord.Forbidden() if settings.guild is not None:
            return wording.NOT_IN_GUILD
        case _:
            return wording.discord_refused(error)


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
    """Tell whether waiting may help: no connection, a failure inside Discord, too many requests."""
    passing = (OSError, aiohttp.ClientError, discord.DiscordServerError)
    return isinstance(error, passing) or _is_too_fast(error)


def _is_too_fast(error: BaseException | None) -> bool:
    too_fast = HTTPStatus.TOO_MANY_REQUESTS
    return isinstance(error, discord.HTTPException) and error.status == too_fast


def _pause(state: RetryCallState) -> float:
    """Return how long to wait: Discord bans those who hurry on after a 429."""
    if _is_too_fast(_error(state)):
        return LONGEST_PAUSE
    return wait_random_exponential(multiplier=1, max=LONGEST_PAUSE)(state)


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None


def _say_why(state: RetryCallState) -> None:
    log.warning("Discord is out of reach (%s); trying again", type(_error(state)).__name__)


async def leave(bot: Pitwall, running: asyncio.Task[None]) -> None:
    """Say goodbye within the time that is left, and end the task that keeps the bot connected."""
    log.info("stopping")
    try:
        async with asyncio.timeout(PATIENCE_AT_STOP):
            await bot.close()
    except TimeoutError:
        log.warning("Discord took too long to say goodbye")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    log.info("stopped")


@asynccontextmanager
async def stop_signal() -> AsyncGenerator[asyncio.Event, None]:
    """Give an event that SIGTERM or SIGINT sets."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    try:
        for number in signals:
            loop.add_signal_handler(number, stop.set)
    except NotImplementedError:
        # Windows: Ctrl+C ends asyncio.run with KeyboardInterrupt, which closes everything as well.
        yield stop
        return
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
