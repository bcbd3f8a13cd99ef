"""Being the only process that runs with a file, and the only one here that has its shards."""

import errno
import re
import socket
import struct
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.frame import operator_wording
from bot.settings import Settings
from bot.shards import WHOLE, Shards
from bot.storage.occupancy import UNKNOWN, occupied

_NAMES_IN_USE = Path("/proc/net/unix")
_SOME = re.compile(r"-([0-9]{1,5})-([0-9]{1,5})-of-([0-9]{1,5})")
"""What a name says of the shards that its process has: the first, the last and the count."""


class AlreadyRunning(Exception):  # named for what happened
    """Another process does what this one would; the message is for the operator."""


@dataclass(frozen=True)
class _Other:
    """Another process that has servers of ours."""

    process: str
    shards: Shards
    shard: int
    """The first of ours whose servers it has."""


@asynccontextmanager
async def alone(settings: Settings) -> AsyncGenerator[None, None]:
    """Keep file and shards to this process; raise `AlreadyRunning` where another one has them.

    Both end with their process, however that ends. `check`, `forget` and `backup` need neither.
    """
    shards = settings.shards
    with occupied(settings.database) as with_file, ExitStack() as names:
        if with_file is not None:
            sentence = operator_wording.same_file(with_file, settings.database, shards)
            raise AlreadyRunning(sentence)
        if (other := _taken(settings, names)) is not None:
            raise AlreadyRunning(_why(other, shards))
        yield


def _why(other: _Other, ours: Shards) -> str:
    if WHOLE == ours == other.shards:
        return operator_wording.same_token(other.process)
    return operator_wording.same_shard(other.process, other.shards, other.shard, ours)


def _taken(settings: Settings, names: ExitStack) -> _Other | None:
    """Hold our shards' names among this machine's sockets; give who has one of the shards already.

    Linux alone has names that no file stands for, seen by all users and by services with a `/tmp`
    of their own, though not from one container into another. Elsewhere nobody is known. Of two
    that come at once each may see the other.
    """
    if sys.platform != "linux":
        return None
    secret = f"{settings.discord_api_url} {settings.discord_token.get_secret_value()}"
    stem = f"pitwall-{sha256(secret.encode()).hexdigest()}"
    shards = settings.shards
    ours = {f"{stem}{ending}": some for ending, some in _endings(shards)}
    for name, some in ours.items():
        if not _bound(name, names):
            return _Other(_holder(name), some, some.ids[0])
    for ending in _endings_in_use(stem):
        some = _named(ending)
        if f"{stem}{ending}" in ours or some is None:
            continue
        if (shard := shards.in_common_with(some)) is not None:
            return _Other(_holder(f"{stem}{ending}"), some, shard)
    return None


def _endings(shards: Shards) -> Iterator[tuple[str, Shards]]:
    """Give what the names of our sockets end with, and the shards that each stands for."""
    if shards == WHOLE:
        yield "", WHOLE
        return
    for first, last in shards.runs():
        some = Shards(shards.count, tuple(range(first, last + 1)))
        yield f"-{first}-{last}-of-{shards.count}", some


def _endings_in_use(stem: str) -> Iterator[str]:
    """Give what the names of all sockets of a token end with."""
    try:
        lines = _NAMES_IN_USE.read_text("utf-8", "replace").splitlines()
    except OSError:
        return  # where the system does not tell, our own names are all that is known
    for line in lines:
        _, found, ending = line.partition(f" @{stem}")
        if found:
            yield ending


def _named(ending: str) -> Shards | None:
    """Return the shards that a name stands for, None where it is none of ours."""
    if not ending:
        return WHOLE
    match = _SOME.fullmatch(ending)
    if match is None:
        return None
    first, last, count = map(int, match.groups())
    return Shards(count, tuple(range(first, last + 1))) if first <= last < count else None


def _bound(name: str, names: ExitStack) -> bool:
    """Hold a name for as long as `names` last; return False where another process has it."""
    ours = names.enter_context(socket.socket(socket.AF_UNIX))
    try:
        ours.bind(f"\0{name}")
    except OSError as error:
        return error.errno != errno.EADDRINUSE
    # Only of those who listen the system tells who they are.
    ours.listen()
    return True


def _holder(name: str) -> str:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.setblocking(False)
        try:
            asking.connect(f"\0{name}")
            size = struct.calcsize("3i")
            process, _, _ = struct.unpack(
                "3i", asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
            )
        except OSError:
            return UNKNOWN
    return str(process)
