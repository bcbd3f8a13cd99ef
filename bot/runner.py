"""Running the bot until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import discord
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from bot.app import Pitwall, opened
from bot.clock import Clock
from bot.settings import Settings

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
PATIENCE_AT_STOP = 4.5
"""Whoever stops us expects the end within 5 s."""


class DiscordRefused(Exception):  # named for what happened
    """Discord does not let this token in; the message is for the operator."""


async def run(settings: Settings, clock: Clock | None = None) -> None:
    """Run until SIGTERM or SIGINT; raise what makes running impossible."""
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
            wait=wait_random_exponential(multiplier=1, max=LONGEST_PAUSE),
            before_sleep=_say_why,
        ):
            with attempt:
                await _log_in(bot, token)
        await bot.connect()
    except discord.LoginFailure as error:
        raise DiscordRefused(
            "Discord refuses DISCORD_TOKEN: copy it again, see the README"
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise DiscordRefused(
            "Discord wants intents approved that this bot does not need"
        ) from error
    except discord.Forbidden as error:
        raise DiscordRefused(
            "Discord lets the bot set no commands: is it in the server that PITWALL_GUILD names?"
        ) from error
    except (discord.HTTPException, discord.ConnectionClosed) as error:
        raise DiscordRefused(f"Discord will not work with this bot: {error}") from error


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
    """Tell whether waiting may help: no connection, or a failure inside Discord."""
    passing = (OSError, aiohttp.ClientError, discord.DiscordServerError, discord.GatewayNotFound)
    return isinstance(error, passing)


def _say_why(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome is not None else None
    log.warning("Discord is out of reach (%s); trying again", type(error).__name__)


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
