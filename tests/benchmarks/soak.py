"""A soak: the whole bot for a while, by a fast clock, with everything used and much failing.

The stand-ins, the people and the measuring are in this process; the bot is in another one, so that
what is measured is the bot's alone. `make soak ARGS="--minutes 30 --seed 1"`; the exit code is 1
where something was wrong.
"""

import asyncio
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeAlias

import aiohttp
import click

from tests.benchmarks.soaking.crowd import Crowd
from tests.benchmarks.soaking.filling import Filler
from tests.benchmarks.soaking.gauges import Gauges, Sample
from tests.benchmarks.soaking.posts import Posts
from tests.benchmarks.soaking.stand import Stand, standing
from tests.benchmarks.soaking.verdict import (
    Log,
    counted,
    faults_at_rest,
    faults_of_memory,
    read_log,
    table,
)
from tests.benchmarks.soaking.weather import Weather

MEASURED_EVERY = 10.0
REST = 20.0
"""Seconds without anybody, in which what is under way comes to its end."""
READY_WITHIN = 120.0
GONE_WITHIN = 5.0
"""Seconds from SIGTERM to the end of the process."""
ABANDONED_AFTER = 60.0
DEV = ("-X", "dev", "-W", "ignore:'audioop' is deprecated")
TRACE = ("-X", "tracemalloc=1")
"""It makes the bot larger and slower: figures of such a run are not those of the bot."""
LAST_WORDS = 4_000
"""So many characters of the log are shown where the bot ends by itself."""

Reading: TypeAlias = Callable[[], Awaitable[Sample]]
"""Measures the bot as it is now."""


@dataclass
class Findings:
    """What a soak gathers."""

    samples: list[Sample] = field(default_factory=list[Sample])
    at_first: Sample | None = None
    at_last: Sample | None = None
    faults: list[str] = field(default_factory=list[str])


@click.command()
@click.option("--minutes", type=click.FloatRange(min=1), default=30.0, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="What is left to chance.")
@click.option("--speed", type=click.FloatRange(min=1), default=300.0, show_default=True)
@click.option("--dev", is_flag=True, help="Let Python warn of what nobody closed.")
@click.option(
    "--trace", is_flag=True, help="Tell which lines hold memory, at rest before and after."
)
@click.option("--keep", type=click.Path(path_type=Path), help="Leave file and log in this folder.")
def main(
    minutes: float, seed: int, speed: float, keep: Path | None, *, dev: bool, trace: bool
) -> None:
    """Soak the bot, print a table, and fail where something was wrong."""
    with TemporaryDirectory(prefix="pitwall-soak-") as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        flags = [*(DEV if dev else ()), *(TRACE if trace else ())]
        fate = Random(seed)  # noqa: S311 # to be repeated, not to be kept secret
        faults = asyncio.run(_soak(minutes * 60, fate, speed, folder.absolute(), flags))
    for fault in faults:
        click.echo(f"- {fault}")
    click.echo(f"\n{len(faults)} faults" if faults else "\nNothing was wrong.")
    sys.exit(1 if faults else 0)


async def _soak(
    seconds: float, fate: Random, speed: float, folder: Path, flags: list[str]
) -> list[str]:
    found = Findings()
    async with standing(folder, speed, flags) as stand:
        posts = Posts(stand.discord.state)
        crowd = Crowd(stand.discord, stand.guilds, Filler(fate, stand.world), fate)
        weather = Weather(stand.nadeo, stand.exchange, stand.discord, stand.guilds[-1], fate)
        gauges = Gauges(stand.process.pid, stand.database, stand.metrics)
        async with aiohttp.ClientSession() as session:
            await _ready(stand)
            began = time.monotonic()

            async def read() -> Sample:
                return await gauges.read(session, time.monotonic() - began)

            found.at_first = await _at_rest(stand, read)
            living = [crowd.live(person) for person in stand.people]
            failing = [weather.upstream(), weather.downstream(), weather.losing(), weather.admins()]
            looking = [_measure(found, read), _watch(stand)]
            await _for_a_while(seconds, [*living, *failing, *looking])
            weather.clear()
            await crowd.settled()
            found.at_last = await _at_rest(stand, read)
        await _end(stand, found)
    log = read_log(stand.log.read_text(encoding="utf-8").splitlines())
    _judge(found, stand, crowd, weather, posts, log)
    _print(found, crowd, weather, posts, log, stand)
    return found.faults


async def _for_a_while(seconds: float, works: list[Coroutine[None, None, None]]) -> None:
    """Do all of it at once for so long; what fails by itself is a fault of the soak."""
    tasks = [asyncio.create_task(work) for work in works]
    done, _ = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _measure(found: Findings, read: Reading) -> None:
    while True:
        found.samples.append(sample := await read())
        click.echo(
            f"{sample.at:6.0f} s  {sample.resident:6.1f} MiB  {sample.tasks} tasks  "
            f"{sample.descriptors} descriptors  {sum(sample.rows.values()):,} rows  "
            f"{sample.processor:.0f} s busy",
            err=True,
        )
        await asyncio.sleep(MEASURED_EVERY)


async def _at_rest(stand: Stand, read: Reading) -> Sample:
    await asyncio.sleep(REST)
    stand.process.send_signal(signal.SIGUSR1)
    return await read()


async def _ready(stand: Stand) -> None:
    """Wait until Discord has the bot and its commands."""
    async with asyncio.timeout(READY_WITHIN):
        while not (stand.discord.is_online and stand.discord.state.commands.of(None)):
            if stand.process.returncode is not None:
                raise _gone(stand)
            await asyncio.sleep(0.1)


async def _watch(stand: Stand) -> None:
    """Wait for the bot to end by itself, which it should not."""
    await stand.process.wait()
    raise _gone(stand)


def _gone(stand: Stand) -> click.ClickException:
    last = stand.log.read_text(encoding="utf-8")[-LAST_WORDS:]
    return click.ClickException(f"the bot ended with {stand.process.returncode}:\n{last}")


async def _end(stand: Stand, found: Findings) -> None:
    """Ask the bot to end as systemd does, and see how long that takes."""
    began = time.monotonic()
    stand.process.terminate()
    ending = asyncio.create_task(stand.process.wait())
    if not (await asyncio.wait({ending}, timeout=GONE_WITHIN))[0]:
        stand.process.send_signal(signal.SIGUSR2)
    if not (await asyncio.wait({ending}, timeout=ABANDONED_AFTER))[0]:
        stand.process.kill()
    code = await ending
    took = time.monotonic() - began
    click.echo(f"ended with {code}, {took:.1f} s after SIGTERM", err=True)
    if code:
        found.faults.append(f"ends with exit code {code}")
    if took > GONE_WITHIN:
        found.faults.append(f"ends {took:.1f} s after SIGTERM")


def _judge(
    found: Findings, stand: Stand, crowd: Crowd, weather: Weather, posts: Posts, log: Log
) -> None:
    """Gather what was wrong."""
    found.faults += log.faults
    found.faults += faults_of_memory(found.samples)
    if found.at_first and found.at_last:
        found.faults += faults_at_rest(found.at_first, found.at_last)
    found.faults += posts.faults(stand.database)
    for deed in crowd.ledger.unanswered:
        if excuse := weather.excuse(deed):
            crowd.ledger.outcomes[f"lost to {excuse}"] += 1
        else:
            found.faults.append(f"no answer: {deed.what} ({deed.how})")
    unused = crowd.known() - crowd.ledger.used.keys()
    if unused:
        found.faults.append(f"never used: {', '.join(sorted(unused))}")


def _print(
    found: Findings, crowd: Crowd, weather: Weather, posts: Posts, log: Log, stand: Stand
) -> None:
    click.echo("\n".join(table(found.samples)))
    for title, counts in {
        "Deeds": crowd.ledger.outcomes,
        "Answers, as the bot counts them": found.samples[-1].answers,
        "Used": crowd.ledger.used,
        "Troubles": weather.met(),
        "Deliveries": posts.states(stand.database),
        "Log": log.levels,
        "Said": log.said,
    }.items():
        click.echo(f"\n{title}: {counted(counts)}")
    click.echo(f"\nPosts: {posts.count:,}")
    for held in log.held:
        click.echo(f"\n{held}")


if __name__ == "__main__":
    main()
