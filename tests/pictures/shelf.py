"""A server on this machine that has pictures, and may be slow, send elsewhere or lie."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Shelf:
    """Gives `files` by their paths, and remembers who asked for what."""

    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    moved: dict[str, str] = field(default_factory=dict[str, str])
    """Where else something lies, by its path."""
    slow: set[str] = field(default_factory=set[str])
    """Paths that are answered once `open` is set."""
    open: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list[str])
    headers: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])
    at_once: int = 0
    """How many are being answered now, and `most` have been at the same time."""
    most: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        self.headers.append(dict(request.headers))
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            if request.path in self.slow:
                await self.open.wait()
            if place := self.moved.get(request.path):
                return web.Response(status=307, headers={"Location": place})
            content = self.files.get(request.path)
            return web.Response(status=404) if content is None else web.Response(body=content)
        finally:
            self.at_once -= 1
