"""Letting programs watch the bot, where its operator wants that."""

import errno
import logging
import socket
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.frame import operator_wording
from bot.frame.app import Pitwall

log = logging.getLogger(__name__)

_REASONS = {
    errno.EADDRINUSE: operator_wording.PORT_TAKEN,
    errno.EADDRNOTAVAIL: operator_wording.FOREIGN_HOST,
    errno.EACCES: operator_wording.PORT_FORBIDDEN,
}


class CannotListen(Exception):  # named for what happened
    """The port cannot be had; the message is for the operator."""


@asynccontextmanager
async def watchable(bot: Pitwall) -> AsyncGenerator[None, None]:
    """Answer on the port of the settings, if there is one; raise `CannotListen` where not."""
    async with AsyncExitStack() as stack:
        if bot.settings.http_port is not None:
            await _listen(stack, bot, bot.settings.http_host, bot.settings.http_port)
        yield


async def _listen(stack: AsyncExitStack, bot: Pitwall, host: str, port: int) -> None:
    # Two megabytes that most bots can do without.
    from bot.monitoring.server import serving  # noqa: PLC0415

    try:
        await stack.enter_async_context(serving(bot.monitor, host, port))
    except OSError as error:
        raise CannotListen(operator_wording.no_port(host, port, why_not(error))) from error
    address = operator_wording.page(host, port)
    log.info(operator_wording.WATCHABLE, address, address)


def why_not(error: OSError) -> str:
    """Say why a port cannot be had."""
    # From Python 3.13 on asyncio tells by an error without a number that no address was ours.
    if isinstance(error, socket.gaierror) or error.errno is None:
        return operator_wording.FOREIGN_HOST
    return _REASONS.get(error.errno, operator_wording.PORT_CLOSED)
