"""Being the only process that runs with a file, and the only one here that runs with a token."""

import errno
import socket
import struct
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from hashlib import sha256

from bot.frame import operator_wording
from bot.settings import Settings
from bot.storage.occupancy import UNKNOWN, occupied


class AlreadyRunning(Exception):  # named for what happened
    """Another process does what this one would; the message is for the operator."""


@asynccontextmanager
async def alone(settings: Settings) -> AsyncGenerator[None, None]:
    """Keep file and token to this process; raise `AlreadyRunning` where another one has them.

    Both end with their process, however that ends. `check`, `forget` and `backup` need neither.
    """
    with occupied(settings.database) as with_file, _token_in_use(settings) as with_token:
        if with_file is not None:
            raise AlreadyRunning(operator_wording.same_file(with_file, settings.database))
        if with_token is not None:
            raise AlreadyRunning(operator_wording.same_token(with_token))
        yield


@contextmanager
def _token_in_use(settings: Settings) -> Generator[str | None, None, None]:
    """Hold the token's name among this machine's sockets; give who holds it already.

    Linux alone has names that no file stands for, seen by all users and by services with a `/tmp`
    of their own, though not from one container into another. Elsewhere nobody is known.
    """
    if sys.platform != "linux":
        yield None
        return
    secret = f"{settings.discord_api_url} {settings.discord_token.get_secret_value()}"
    name = f"\0pitwall-{sha256(secret.encode()).hexdigest()}"
    with socket.socket(socket.AF_UNIX) as ours:
        yield _taken_by(ours, name)


def _taken_by(ours: socket.socket, name: str) -> str | None:
    """Take a name, or return the id of the process that has it."""
    try:
        ours.bind(name)
    except OSError as error:
        return _holder(name) if error.errno == errno.EADDRINUSE else None
    # Only of those who listen the system tells who they are.
    ours.listen()
    return None


def _holder(name: str) -> str:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.setblocking(False)
        try:
            asking.connect(name)
            size = struct.calcsize("3i")
            process, _, _ = struct.unpack(
                "3i", asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
            )
        except OSError:
            return UNKNOWN
    return str(process)
