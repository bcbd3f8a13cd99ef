"""What several tests need: a clock moved by hand, and settings that point at stand-ins."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from inspect import isawaitable
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.nadeo.retries import Patience
from bot.sandbox.nadeo.server import NadeoServer
from bot.settings import Settings

SNAPSHOT = datetime(2026, 8, 22, 19, 30, tzinfo=UTC)
"""The moment that all samples share."""

SWIFT = Patience(timeout=1.0, attempts=2, first_pause=0.01, with_old_at_hand=0.5)
"""Nadeo's failures in no time: everything is tried twice."""

SAMPLES = Path(__file__).parent / "samples"
"""Answers in the shape of Nadeo's, with made-up names, ids and words."""


class ManualClock(Clock):
    """A clock that stands still until a test moves it; sleepers wake when their time has come."""

    def __init__(self, start: datetime = SNAPSHOT) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []
        self.wait: Callable[[asyncio.Future[None]], Awaitable[None]] = _wait
        """How sleepers wait, for a simulation that wants to be told."""

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + timedelta(seconds=seconds), woken))
        await self.wait(woken)

    def move(self, seconds: float) -> None:
        self.set(self._now + timedelta(seconds=seconds))

    def set(self, moment: datetime) -> None:
        self._now = moment
        due = [item for item in self._sleepers if item[0] <= moment]
        self._sleepers = [item for item in self._sleepers if item[0] > moment]
        for _, woken in due:
            if not woken.done():
                woken.set_result(None)


async def _wait(woken: asyncio.Future[None]) -> None:
    await woken


AT_ANY_RATE = "1e300"
"""So many requests a second that none waits: settling takes a clock that is moved for each."""


def environment_for(nadeo: NadeoServer) -> dict[str, str]:
    """Return the variables that lead to the stand-in, at a rate that no test has to wait for."""
    return {
        "DISCORD_TOKEN": "sandbox.token",
        "NADEO_LOGIN": "sandbox",
        "NADEO_PASSWORD": "sandbox",
        "NADEO_CONTACT": "tests / tests@pitwall.example",
        "NADEO_CORE_URL": nadeo.core_url,
        "NADEO_LIVE_URL": nadeo.live_url,
        "NADEO_MEET_URL": nadeo.meet_url,
        "TRACKMANIA_API_URL": nadeo.oauth_url,
        # Tests of the Exchange say where theirs is.
        "TRACKMANIA_EXCHANGE_URL": "",
        "TRACKMANIA_CLIENT_ID": "sandbox",
        "TRACKMANIA_CLIENT_SECRET": "sandbox",
        "NADEO_REQUESTS_PER_SECOND": AT_ANY_RATE,
    }


def settings_for(nadeo: NadeoServer, database: Path, **overrides: Any) -> Settings:
    """Return settings that lead to the stand-in."""
    return settings_by(**{**environment_for(nadeo), "PITWALL_DATABASE": database, **overrides})


def settings_by(**values: Any) -> Settings:
    """Return settings by their names, whatever `.env` lies about here."""
    return Settings(_env_file=None, **values)  # pyright: ignore[reportCallIssue] # known to pydantic


def example(name: str) -> Any:
    """Return a decoded sample of Nadeo's answers."""
    return json.loads(example_bytes(name))


def example_bytes(name: str) -> bytes:
    """Return a sample of Nadeo's answers as it comes."""
    return (SAMPLES / name).read_bytes()


async def until(condition: Callable[[], object], tries: int = 12_000) -> None:
    """Wait, a minute at least, for something that happens over sockets or in another task.

    The condition may be a coroutine function.
    """
    for _ in range(tries):
        met = condition()
        if await met if isawaitable(met) else met:
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not happen")


def asked(nadeo: NadeoServer) -> list[str]:
    """Return the paths asked of Nadeo since the last call, without logins and the sampler."""
    paths = [request.path for request in nadeo.requests]
    nadeo.requests.clear()
    beside = ("token/basic", "access_token", "waiting-time")
    return [path for path in paths if not any(part in path for part in beside)]


def change_answers(nadeo: NadeoServer, address: str, change: Callable[[Any], None]) -> None:
    """Change the true answers of one address before they are sent."""

    def changed(_method: str, asked: str, body: bytes) -> bytes:
        if address not in asked:
            return body
        whole = json.loads(body)
        change(whole)
        return json.dumps(whole).encode()

    nadeo.failures.spoil = changed
