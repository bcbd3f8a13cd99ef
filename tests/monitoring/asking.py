"""Asking a bot over HTTP how it is, as Prometheus and health checks do."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TypeAlias

import aiohttp

from bot.frame.app import Pitwall
from bot.monitoring.server import serving

Get: TypeAlias = Callable[[str], Awaitable[aiohttp.ClientResponse]]


@asynccontextmanager
async def listening(bot: Pitwall) -> AsyncGenerator[Get, None]:
    """Open a bot's port and give a function that asks there; answers are read whole."""
    async with aiohttp.ClientSession() as session, serving(bot.monitor, "127.0.0.1", 0) as port:

        async def get(path: str) -> aiohttp.ClientResponse:
            async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                await response.read()
                return response

        yield get


async def change_file(path: Path, *statements: str) -> None:
    """Change a file as another program would, once the bot lets it."""

    def change() -> None:
        with closing(sqlite3.connect(path, timeout=60)) as file, file:
            file.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                file.execute(statement)

    await asyncio.to_thread(change)


@asynccontextmanager
async def locked(path: Path) -> AsyncGenerator[None, None]:
    """Let a file take nothing of the bot meanwhile."""
    file = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(file.execute, "BEGIN IMMEDIATE")
    try:
        yield
    finally:
        file.close()
