"""How often Nadeo is asked: to fill the catalogue, and on a day of ten thousand commands.

The whole bot over real sockets, by a clock that is moved. What a day's commands would take one to
one is counted as well: each kind is typed into a bot that knows nothing. `make bench`.
"""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from shutil import copyfile
from string import ascii_lowercase
from typing import Any

import pytest
from support import SWIFT, ManualClock, settings_for, until

from bot.frame.app import opened
from bot.frame.runner import connected, leave
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.recording import RecordedRequest
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.benchmarks.figures import Figure

COMMANDS = 10_000
DAY = 86_400.0
FEWER_TIMES = 50
QUIET = 2_500
"""How many commands that ask nobody are typed on the day that tells what is asked beside them."""
KNOWS_NOTHING_AFTER = 1.0
"""Seconds in which a bot that starts without Nadeo has given up for now."""

Options = dict[str, object]
OPTIONS = frozenset({"date", "map", "query", "time", "month", "rank", "club"})
CLUBS = 20
ANY_ID = re.compile(r"/(\d+|[\w-]{20,})(?=/|$)")
KINDS: dict[str, int] = {
    "totd": 35,
    "totd date": 5,
    "leaderboard": 15,
    "leaderboard map": 5,
    "map query": 8,
    "place time": 5,
    "campaign": 6,
    "weekly shorts": 5,
    "calendar month": 2,
    "ranking rank": 4,
    "review wait": 6,
    "club info club": 4,
}
"""What people type, as parts of a hundred; a name of an option stands behind the command."""
EVENING = (77_400.0, DAY)
"""The hours after a new track, in seconds from the start of the day that is measured here."""
IN_THE_EVENING = 0.5
"""How many of the commands are typed then; the others are spread over the whole day."""


class Asked:
    """Counts what a Nadeo is asked by kind of address, without logins."""

    def __init__(self, nadeo: NadeoServer) -> None:
        self.paths = Counter[str]()
        nadeo.on_request.append(self._note)

    @property
    def count(self) -> int:
        return self.paths.total()

    def _note(self, request: RecordedRequest) -> None:
        if not request.path.endswith(("/token/basic", "/access_token")):
            self.paths[ANY_ID.sub("/…", request.path)] += 1


@dataclass(frozen=True)
class Place:
    """A clock, a Nadeo and a Discord that outlive bots."""

    clock: ManualClock
    nadeo: NadeoServer
    discord: DiscordServer
    clubs: list[int]

    @asynccontextmanager
    async def bot(self, file: Path, *, fills_catalogue: bool = False) -> AsyncGenerator[None]:
        """Run a bot until the block ends."""
        settings = settings_for(self.nadeo, file, DISCORD_API_URL=self.discord.api_url)
        async with opened(settings, self.clock, SWIFT, fills_catalogue=fills_catalogue) as bot:
            running = asyncio.create_task(connected(bot, settings))
            await until(lambda: self.discord.is_online)
            yield
            await leave(bot, running)

    async def type(self, kind: str, options: Options) -> None:
        default = self.discord.state.default
        interaction = await self.discord.people.slash(
            default.member, default.general, command_of(kind), options
        )
        await interaction.answered(timeout=60)

    async def maps(self) -> list[str]:
        """Return uids that are offered for the letters of the alphabet."""
        default, people = self.discord.state.default, self.discord.people
        found: list[str] = []
        for letter in ascii_lowercase:
            choices: Any = await people.autocomplete(
                default.member, default.general, "map", {"query": letter}, focused="query"
            )
            found += [choice["value"] for choice in choices]
        return found


@dataclass(frozen=True)
class Typist:
    """Fills the options of commands, the same way in every run."""

    place: Place
    maps: list[str]
    chance: random.Random

    def options(self, kind: str) -> Options:
        """Return what is typed with a command; a few maps are asked for far more often."""
        option = kind.rpartition(" ")[2]
        return {option: self._value(option)} if option in OPTIONS else {}

    def _value(self, option: str) -> object:
        chance, now = self.chance, self.place.clock.now()
        match option:
            case "map" | "query":
                return self.maps[int(len(self.maps) * chance.random() ** 3)]
            case "date":
                return (now - timedelta(days=chance.randrange(2, 60))).date().isoformat()
            case "month":
                return f"{now.year - 1}-{chance.randrange(1, 13):02}"
            case "rank":
                return chance.choice((1, 21, 41, 101))
            case "club":
                return str(chance.choice(self.place.clubs))
            case _:
                return f"0:{chance.randrange(40, 60)}.{chance.randrange(1000):03}"


def command_of(kind: str) -> str:
    """Return the command of a kind, without the option behind it."""
    command, _, last = kind.rpartition(" ")
    return command if last in OPTIONS else kind


@pytest.fixture
async def place(clock: ManualClock, world: World) -> AsyncGenerator[Place]:
    # By the same clock no interaction runs out, however slow the machine is.
    async with NadeoServer(world) as nadeo, DiscordServer(clock=clock) as discord:
        yield Place(clock, nadeo, discord, list(world.clubs.all)[:CLUBS])


async def filled(place: Place, file: Path) -> None:
    """Fill the catalogue of a new file."""
    async with opened(settings_for(place.nadeo, file), place.clock) as bot:
        await bot.lookup.warm_up()
        await bot.catalogue.refresh()


async def test_a_full_catalogue(place: Place, tmp_path: Path, figures: list[Figure]) -> None:
    asked = Asked(place.nadeo)
    began, worked = time.perf_counter(), time.process_time()
    await filled(place, tmp_path / "bench.db")
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    figures.append(
        Figure(
            "The catalogue of all official maps, filled",
            f"{asked.count} requests: {asked.count} s at one a second, {seconds:.1f} s without a "
            f"limit ({processor:.1f} s of a processor, Nadeo's stand-in included)",
        )
    )
    print(figures[-1])


@pytest.mark.timeout(3600)
async def test_a_day_of_commands(place: Place, tmp_path: Path, figures: list[Figure]) -> None:
    full = tmp_path / "full.db"
    await filled(place, full)
    quiet = Path(copyfile(full, tmp_path / "quiet.db"))
    async with place.bot(quiet):
        typist = Typist(place, await place.maps(), random.Random(1))  # noqa: S311 # see below
    each = {kind: await one_to_one(place, tmp_path / f"{kind}.db", kind, typist) for kind in KINDS}
    # The same day in every run.
    kinds = typist.chance.choices(list(KINDS), list(KINDS.values()), k=COMMANDS)
    beside = (await a_day(place, quiet, ["help"] * QUIET, typist)).total()
    day = await a_day(place, full, kinds, typist)
    ours = max(1, day.total() - beside)
    alone = sum(each[kind] for kind in kinds)
    figures.append(
        Figure(
            f"Requests to Nadeo for {COMMANDS:,} commands in a day, beside one-to-one use",
            f"{alone / ours:.0f} times fewer: {ours:,} for {alone:,} "
            f"(and {beside:,} beside the commands, for announcements and what is kept warm)",
            alone / ours,
            at_least=FEWER_TIMES,
            unit="times fewer",
        )
    )
    print(figures[-1], f"one to one: {each}", f"the day: {dict(day)}", sep="\n")


async def one_to_one(place: Place, file: Path, kind: str, typist: Typist) -> int:
    """Return how many requests a command takes of a bot that knows nothing."""
    place.nadeo.failures.mode = "down"
    async with place.bot(file):
        await asyncio.sleep(KNOWS_NOTHING_AFTER)
        place.nadeo.failures.mode = "fine"
        asked = Asked(place.nadeo)
        await place.type(kind, typist.options(kind))
        return asked.count


async def a_day(place: Place, file: Path, kinds: list[str], typist: Typist) -> Counter[str]:
    """Return what is asked in a day in which these commands are typed, most of them at night."""
    pauses = pauses_between(len(kinds), typist.chance)
    async with place.bot(file, fills_catalogue=True):
        asked = Asked(place.nadeo)
        for kind, pause in zip(kinds, pauses, strict=True):
            place.clock.move(pause)
            await place.type(kind, typist.options(kind))
        return asked.paths


def pauses_between(commands: int, chance: random.Random) -> list[float]:
    """Return how many seconds lie before each command."""
    moments = sorted(
        chance.uniform(*EVENING) if chance.random() < IN_THE_EVENING else chance.uniform(0, DAY)
        for _ in range(commands)
    )
    return [later - earlier for earlier, later in pairwise([0.0, *moments])]
