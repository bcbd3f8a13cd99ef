"""Whom we ask: the hosts behind Nadeo's services, and which of them want to be left alone."""

import asyncio
from collections.abc import Iterable
from enum import StrEnum


class Host(StrEnum):
    """A host by what it is for, wherever the settings say that it is."""

    CORE = "core"
    """Logins and places."""
    LIVE = "live"
    NAMES = "names"
    """The public OAuth service, without which everything works but names."""

    @property
    def fellows(self) -> frozenset["Host"]:
        """Those that count our requests together with this one."""
        return NADEO if self in NADEO else frozenset({self})


NADEO = frozenset({Host.CORE, Host.LIVE})
"""Nadeo's own hosts: whom one of them finds too fast must not go on at the others."""


class Holds:
    """Knows for how long which host wants no requests; in seconds of the event loop."""

    def __init__(self) -> None:
        self._until: dict[Host, float] = {}

    def hold(self, hosts: Iterable[Host], seconds: float) -> None:
        """Leave them alone for so long; a shorter hold does not shorten a longer one."""
        until = asyncio.get_running_loop().time() + seconds
        for host in hosts:
            self._until[host] = max(self.until(host), until)

    def until(self, host: Host) -> float:
        """When it may be asked again, by the event loop's clock; that may be past."""
        return self._until.get(host, 0.0)

    def left(self, *hosts: Host) -> float:
        """For how many more seconds not all of them may be asked."""
        last = max(map(self.until, hosts), default=0.0)
        return max(0.0, last - asyncio.get_running_loop().time())
