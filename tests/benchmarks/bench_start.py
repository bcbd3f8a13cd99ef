"""What a start takes, and how much memory a bot holds then, beside the least that a bot can be.

Each bot is a process of its own, and both stand-ins are in a third. Pitwall starts for the second
time, as it mostly does: its file has the catalogue, and Discord the commands.
"""

import asyncio
import json
import statistics
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import (
    BARE,
    PITWALL,
    STAND_INS,
    line_with,
    processor_seconds,
    python,
    resident_mebibytes,
)

MOST_ON_A_SHARD = 2_500
SETTLES_IN = 3.0
"""Seconds from being ready until memory is looked at."""
FILLS_IN = 8.0
MOST_MEMORY = 1.4
LONGEST_START = 1.3


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until ready, of the clock and of a processor, and MiB held some seconds later."""

    seconds: float
    processor: float
    memory: float


@dataclass(frozen=True)
class Bot:
    """A program that can be started again and again."""

    folder: Path
    arguments: tuple[str, ...]
    variables: dict[str, str]
    said: str = ""

    async def start(self, settles_in: float = SETTLES_IN) -> Start:
        """Start it, measure, and stop it."""
        began = time.perf_counter()
        async with python(self.folder, *self.arguments, said=self.said, **self.variables) as bot:
            await line_with("ready", bot.stderr)
            seconds, processor = time.perf_counter() - began, processor_seconds(bot)
            await asyncio.sleep(settles_in)
            return Start(seconds, processor, resident_mebibytes(bot))


@asynccontextmanager
async def pair(folder: Path, servers: int) -> AsyncGenerator[tuple[Bot, Bot]]:
    """Give Pitwall, started once, and the bare bot, with one Discord for them in turns."""
    shards = -(-servers // MOST_ON_A_SHARD)
    async with python(folder, STAND_INS, str(servers), str(shards)) as stand_ins:
        variables = json.loads(await line_with("{", stand_ins.stdout))
        discord = (variables["DISCORD_API_URL"], variables["DISCORD_TOKEN"])
        pitwall, bare = Bot(folder, PITWALL, variables), Bot(folder, (BARE, *discord), {}, "{}")
        await pitwall.start(FILLS_IN)
        yield pitwall, bare


@pytest.mark.parametrize(("servers", "rounds"), [(1, 3), (2_500, 3), (10_000, 1)])
async def test_beside_a_bare_bot(
    tmp_path: Path, figures: list[Figure], servers: int, rounds: int
) -> None:
    async with pair(tmp_path, servers) as (pitwall, bare):
        starts = [(await pitwall.start(), await bare.start()) for _ in range(rounds)]
    ours, least = (
        Start(*(statistics.median(getattr(one, name) for one in each) for name in Start.__slots__))
        for each in zip(*starts, strict=True)
    )
    place = f"{servers:,} server{'s' * (servers > 1)}"
    memory, seconds = ours.memory / least.memory, ours.seconds / least.seconds
    figures += [
        Figure(
            f"Memory with {place}, beside a bare `AutoShardedBot`",
            f"{memory:.2f} times: {ours.memory:.0f} MiB, {least.memory:.0f} MiB",
            memory,
            at_most=MOST_MEMORY,
        ),
        Figure(
            f"From start to ready with {place}, beside the same",
            f"{seconds:.2f} times: {ours.seconds:.1f} s, {least.seconds:.1f} s "
            f"(of a processor {ours.processor:.2f} s, {least.processor:.2f} s)",
            seconds,
            at_most=LONGEST_START,
        ),
    ]
    print(*figures[-2:], sep="\n")
