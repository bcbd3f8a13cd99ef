"""How much longer a cached answer takes than one that is always the same: `make bench`.

Measured from outside, from the interaction leaving Discord to the first response arriving there.
Pitwall and a bare bot are processes of their own, each with a Discord of its own in this one, and
are asked in turns: whatever else the machine does slows both. Of suggestions it is told how long
a processor worked for them in Pitwall's process, less what the bare bot takes for as many.
"""

import asyncio
import json
import random
import secrets
import statistics
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from support import environment_for, until

from bot.clock import SystemClock
from bot.face.suggestions import LABEL_SEPARATOR
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import BARE, PITWALL, exact_processor_seconds, python

COMMANDS = ("totd", "leaderboard")
WARM_UP = 20
ROUNDS = 200
QUIET_FOR = 3.0
"""Seconds without a request to Nadeo after which Pitwall has all it wants."""
LONGEST_ANSWER = 1.5
"""How many times as long as the bare bot's."""
LONGEST_SUGGESTION = 5.0
"""In milliseconds."""
KEYSTROKES = 600
SLIPS = 0.3
"""How many of the typed names have a wrong letter."""
OTHER_WORDS = ("Spring 2024", "yesterday", "2024-03", "Racing Club", "Summer")
OPTIONS = (
    ("map", "query"),
    ("leaderboard", "map"),
    ("totd", "date"),
    ("campaign", "season"),
    ("ranking", "campaign"),
    ("weekly shorts", "week"),
    ("club info", "club"),
)


class Stopwatch:
    """A Discord that notes when first responses arrive."""

    def __init__(self) -> None:
        # No other bot on this machine has this token: a second one would not be let in.
        self.discord = DiscordServer(extend=self._watch, token=secrets.token_hex(16))
        self.process: Process | None = None
        self._arrived = 0.0

    def _watch(self, app: web.Application) -> None:
        app.middlewares.append(self._note)

    @web.middleware
    async def _note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.endswith("/callback"):
            self._arrived = time.perf_counter()
        return await handler(request)

    async def answer(self, command: str) -> float:
        """Type a command and return after how many milliseconds its answer came."""
        state = self.discord.state
        channel = next(one for one in state.channels.values() if one.name == "general")
        player = next(one for one in state.users.values() if one.name == "player")
        interaction = await self.discord.people.slash(player, channel, command)
        # It is written as soon as this task waits.
        sent = time.perf_counter()
        await interaction.answered()
        assert not interaction.deferred
        return (self._arrived - sent) * 1000

    async def worked_for(self, command: str, option: str, typed: str) -> float:
        """Type into an option; return the milliseconds that a processor worked for the offers."""
        default = self.discord.state.default
        before = self.worked
        await self.discord.people.autocomplete(
            default.member, default.general, command, {option: typed}, focused=option
        )
        return self.worked - before

    @property
    def worked(self) -> float:
        """How many milliseconds of a processor the bot has taken so far."""
        assert self.process is not None
        return exact_processor_seconds(self.process) * 1000

    def embed(self) -> Any:
        """Return the embed of the last answer, as the bot sent it."""
        body: Any = self.discord.requests.to("POST", "/interactions/.*/callback")[-1].body
        return body["data"]["embeds"][0]


@pytest.fixture
async def pitwall(tmp_path: Path) -> AsyncIterator[Stopwatch]:
    watch = Stopwatch()
    async with NadeoServer(World(SystemClock())) as nadeo, watch.discord:
        environment = {
            **environment_for(nadeo),
            "DISCORD_TOKEN": watch.discord.token,
            "DISCORD_API_URL": watch.discord.api_url,
            "PITWALL_LOG_LEVEL": "WARNING",
        }
        async with python(tmp_path, *PITWALL, **environment) as watch.process:
            await until(lambda: watch.discord.is_online)
            asked = -1
            while asked != len(nadeo.requests):
                asked = len(nadeo.requests)
                await asyncio.sleep(QUIET_FOR)
            yield watch


@pytest.fixture
async def bare(pitwall: Stopwatch, tmp_path: Path) -> AsyncIterator[Stopwatch]:
    """Give a bot that answers what Pitwall does."""
    embeds: dict[str, Any] = {}
    # Twice: a map's card tells the record once somebody saw the board.
    for command in (*COMMANDS, *COMMANDS):
        await pitwall.answer(command)
        embeds[command] = pitwall.embed()
    watch = Stopwatch()
    async with watch.discord:
        arguments = (BARE, watch.discord.api_url, watch.discord.token)
        async with python(tmp_path, *arguments, said=json.dumps(embeds)) as watch.process:
            await until(lambda: watch.discord.is_online)
            yield watch


@pytest.mark.parametrize("command", COMMANDS)
async def test_beside_a_bare_bot(
    pitwall: Stopwatch, bare: Stopwatch, figures: list[Figure], command: str
) -> None:
    for _ in range(WARM_UP):
        await pitwall.answer(command)
        await bare.answer(command)
    began = pitwall.worked, bare.worked
    took: list[tuple[float, float]] = [
        (await pitwall.answer(command), await bare.answer(command)) for _ in range(ROUNDS)
    ]
    worked = [
        (now - then) / ROUNDS
        for now, then in zip((pitwall.worked, bare.worked), began, strict=True)
    ]
    assert pitwall.embed() == bare.embed()
    ours, least = zip(*took, strict=True)
    middle, bare_middle = statistics.median(ours), statistics.median(least)
    figures.append(
        Figure(
            f"`/{command}`, cached, beside a handler that always says the same",
            f"{middle / bare_middle:.2f} times: {middle:.2f} ms, {bare_middle:.2f} ms "
            f"(of a processor {worked[0]:.2f} ms, {worked[1]:.2f} ms)",
            middle / bare_middle,
            at_most=LONGEST_ANSWER,
        )
    )
    for name, times in (("Pitwall", ours), ("bare", least)):
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"\n/{command}, {name}: p50 {statistics.median(times):.2f} ms, p95 {p95:.2f} ms")


async def test_suggestions(pitwall: Stopwatch, bare: Stopwatch, figures: list[Figure]) -> None:
    words = [*OTHER_WORDS, *await offered(pitwall)]
    typed = keystrokes(words)
    took: list[tuple[float, float]] = [
        (await pitwall.worked_for(*one), await bare.worked_for("offering", "typed", one[2]))
        for one in typed
    ]
    ours, least = zip(*took, strict=True)
    base = statistics.median(least)
    middle, late = statistics.median(ours) - base, statistics.quantiles(ours, n=100)[-1] - base
    figures.append(
        Figure(
            f"Suggestions while typing, our own part, p99 of {KEYSTROKES} keystrokes",
            f"{late:.1f} ms of a processor (p50 {middle:.1f} ms), "
            f"and {base:.1f} ms that discord.py takes of any bot",
            late,
            at_most=LONGEST_SUGGESTION,
            unit="ms",
        )
    )
    print(figures[-1])
    for kind in OPTIONS:
        each = [spent - base for spent, one in zip(ours, typed, strict=True) if one[:2] == kind]
        print(f"/{' '.join(kind)}: p50 {statistics.median(each):.1f} ms, worst {max(each):.1f} ms")


async def offered(pitwall: Stopwatch) -> list[str]:
    """Return names of maps that are offered for the letters of the alphabet."""
    default, people = pitwall.discord.state.default, pitwall.discord.people
    found: list[str] = []
    for letter in ascii_lowercase:
        choices = await people.autocomplete(
            default.member, default.general, "map", {"query": letter}, focused="query"
        )
        found += [choice["name"].partition(LABEL_SEPARATOR)[0] for choice in choices]
    return found


def keystrokes(words: list[str]) -> list[tuple[str, str, str]]:
    """Return commands, options and what stands in them, letter by letter and with slips."""
    chance = random.Random(1)  # noqa: S311 # the same words in every run
    typed: list[tuple[str, str, str]] = []
    for command, option in cycle(OPTIONS):
        if len(typed) >= KEYSTROKES:
            break
        word = chance.choice(words)
        if chance.random() < SLIPS:
            place = chance.randrange(len(word))
            word = f"{word[:place]}q{word[place + 1 :]}"
        typed += [(command, option, word[:length]) for length in range(len(word) + 1)]
    return typed[:KEYSTROKES]
