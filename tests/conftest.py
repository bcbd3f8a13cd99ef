"""Fixtures: Nadeo's stand-in with a world at a fixed moment, and a bot in a simulated Discord."""

import asyncio
import gc
import logging
import signal
import threading
from collections.abc import AsyncIterator, Coroutine, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import aiohttp
import discord
import pytest
import simcord
from aiohttp import web_app
from discord.gateway import KeepAliveHandler
from hypothesis import settings as hypothesis_settings
from simulated import simulated
from support import SWIFT, ManualClock, asked, settings_for
from unhurried import UnhurriedLoop

from bot.frame import answering
from bot.frame.app import Pitwall, opened
from bot.frame.lookup import Lookup
from bot.frame.rights import Rights
from bot.nadeo import LiveClient
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.nadeo.failures import Mode
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from bot.storage.store import Store
from tests.bench import Bench, MakeBench

# Examples are not timed: the machine has more to do than this.
hypothesis_settings.register_profile("pitwall", deadline=None)
hypothesis_settings.register_profile("few", deadline=None, max_examples=10)
hypothesis_settings.load_profile("pitwall")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let other Pythons be tried without all that only other input could show."""
    parser.addoption("--one-case", action="store_true", help="run each test with one of its cases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and leave out all cases but the first where that is asked."""
    items.sort(key=_seconds_allowed, reverse=True)
    if not config.getoption("--one-case"):
        return
    first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
    chosen = set(map(id, first.values()))
    config.hook.pytest_deselected(items=[item for item in items if id(item) not in chosen])
    items[:] = [item for item in items if id(item) in chosen]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage among what tests make, and not among all that was read before them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_runtest_teardown() -> None:
    """Let go of stand-ins: aiohttp remembers the last 1,024 handlers with all they hold."""
    web_app._cached_build_middleware.cache_clear()


def pytest_asyncio_loop_factories() -> dict[str, type[UnhurriedLoop]]:
    """Let every test run by a clock that a busy machine does not move."""
    return {"unhurried": UnhurriedLoop}


def _is_of_the_bot(record: logging.LogRecord) -> bool:
    """Tell a line apart from those in which a heart that beats by itself finds the machine slow."""
    return not str(record.msg).startswith(("Can't keep up", "Shard ID %s heartbeat blocked"))


# discord.py's hearts beat in threads of their own, by the clock of the machine.
logging.getLogger("discord.gateway").addFilter(_is_of_the_bot)


def pytest_configure() -> None:
    """Hear the signals that tests send, whatever the shell lets its children ignore.

    `nohup` does so with SIGHUP, and a script's `&` with SIGINT.
    """
    usual = {signal.SIGHUP: signal.SIG_DFL, signal.SIGINT: signal.default_int_handler}
    for number, handler in usual.items():
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


@pytest.fixture(autouse=True)
def _no_heart_beats_on() -> Iterator[None]:
    """Hold that no test leaves a connection's thread behind, which would fail in another's turn."""
    yield
    hearts = [one for one in threading.enumerate() if isinstance(one, KeepAliveHandler)]
    assert all(heart._stop_ev.is_set() for heart in hearts)


def _seconds_allowed(item: pytest.Item) -> float:
    """Return how long a test may take by a mark of its own, 0 without one."""
    mark = item.get_closest_marker("timeout")
    return float(mark.args[0]) if mark else 0.0


BUTTON, MENU = 2, 3
"""The types of components, as Discord numbers them."""

WITHOUT_WARM_UP = pytest.mark.parametrize("nadeo_at_start", ["down"])
"""For tests of a bot that knows nothing when the first command comes."""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def world(clock: ManualClock) -> World:
    return World(clock)


@pytest.fixture
async def nadeo(world: World) -> AsyncIterator[NadeoServer]:
    async with NadeoServer(world) as server:
        yield server


@dataclass
class Answer:
    """What a person sees in the end."""

    message: simcord.ResponseMessage
    result: simcord.InteractionResult
    content: str
    embeds: list[discord.Embed]
    """As they were when the answer came: a button may change the message later."""

    @property
    def embed(self) -> discord.Embed:
        (embed,) = self.embeds
        return embed

    @property
    def ephemeral(self) -> bool:
        return self.message.ephemeral

    @property
    def buttons(self) -> dict[str, bool]:
        """Return by label whether a button can be clicked; those that open a page are none."""
        items = [one for one in self._items() if one["type"] == BUTTON and "url" not in one]
        return {one["label"]: not one.get("disabled") for one in items}

    @property
    def menus(self) -> list[dict[str, str]]:
        """Return for each menu its values by label."""
        return [
            {option["label"]: option["value"] for option in item["options"]}
            for item in self._items()
            if item["type"] == MENU
        ]

    @property
    def text(self) -> str:
        """Return the description of the one embed."""
        return self.embed.description or ""

    def menu_id(self, number: int) -> str:
        """Return a menu's custom id."""
        return [item["custom_id"] for item in self._items() if item["type"] == MENU][number]

    @property
    def fields(self) -> dict[str, str]:
        """Return the embed's fields by name."""
        return {str(field.name): str(field.value) for field in self.embed.fields}

    def _items(self) -> list[dict[str, Any]]:
        return [item for row in self.message.components for item in row["components"]]


def answer_of(result: simcord.InteractionResult) -> Answer:
    # The first follow-up after a defer takes the place of the loading message.
    message = result.followups[-1] if result.followups else result.response
    assert message is not None
    return Answer(message, result, message.content, list(message.embeds))


@dataclass
class Paddock:
    """A running bot in a simulated Discord server, with one member in one channel."""

    bot: Pitwall
    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    member: simcord.MemberActor
    nadeo: NadeoServer
    clock: ManualClock

    async def type(self, command: str, **options: object) -> Answer:
        """Type a command as the member and return what was answered in the end."""
        return answer_of(await self.member.slash(self.channel, command, **options))

    async def send_raw(self, command: str, **options: object) -> Answer:
        """Send a command as no Discord client would: options that its form does not allow."""
        root = self.env.backend.find_command(command, self.guild.id, type=1)
        assert root is not None
        kinds = {option["name"]: option["type"] for option in root["options"]}
        typed = [
            {"name": name, "type": kinds[name], "value": value} for name, value in options.items()
        ]
        data = {"id": root["id"], "name": command, "type": 1, "options": typed}
        return answer_of(await self.member._dispatch_interaction(2, self.channel, data))

    async def click(
        self, answer: Answer, label: str, *, by: simcord.MemberActor | None = None
    ) -> Answer:
        """Click a button and return what was answered, or the message that was changed."""
        return answer_of(await (by or self.member).click(answer.message, label=label))

    async def suggest(self, command: str, option: str, typed: str) -> list[tuple[str, str]]:
        """Type into an option and return the names and values that are offered."""
        offered = await self.member.autocomplete(self.channel, command, option, typed)
        return [(choice["name"], choice["value"]) for choice in offered]

    async def choose(self, answer: Answer, value: str, menu: int = 0) -> Answer:
        """Choose from one of an answer's menus as the member."""
        custom_id = answer.menu_id(menu)
        return answer_of(await self.member.select(answer.message, [value], custom_id=custom_id))

    async def in_private(self, command: str, **options: object) -> Answer:
        """Type a command in a direct message, where no server hides any."""
        return answer_of(await self.member.user.slash(command, **options))

    async def click_in_private(self, answer: Answer, label: str) -> Answer:
        """Press a button in a direct message."""
        return answer_of(await self.member.user.click(answer.message, label=label))

    def tap(self, command: str) -> str:
        """Return what people tap to type a command, as Discord knows it."""
        root, _, _ = command.partition(" ")
        return f"</{command}:{self.bot.command_ids[root]}>"

    def let_operate(self, user_id: int, **settings: object) -> None:
        """Name somebody in PITWALL_OPERATORS; more settings may follow, by their field names."""
        named = {"operators": frozenset({user_id})} | settings
        self.bot.settings = self.bot.settings.model_copy(update=named)
        self.bot.rights = Rights(self.bot.settings, self.bot.application_info, self.clock)

    def upstream(self) -> list[str]:
        """Return the paths asked of Nadeo since the last call, without logins and the sampler."""
        return asked(self.nadeo)


@pytest.fixture
def overrides() -> dict[str, object]:
    """Settings of the bot that differ from the usual ones; for tests to override."""
    return {}


@pytest.fixture
async def exchange(world: World) -> AsyncIterator[ExchangeServer]:
    """Give the stand-in of Trackmania Exchange; bots ask it whose settings lead there."""
    async with ExchangeServer(world) as server:
        yield server


def written(work: Coroutine[Any, Any, None]) -> None:
    """Let something write a file, in a thread of its own: a loop may be running in this one."""
    with ThreadPoolExecutor() as thread:
        thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file as the first start leaves it: its migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("new") / "pitwall.db"

    async def make() -> None:
        async with Store.opened(path):
            pass

    written(make())
    return path


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file in which the catalogue of the generated world is complete."""
    path = tmp_path_factory.mktemp("filled") / "pitwall.db"

    async def fill() -> None:
        clock = ManualClock()
        async with (
            NadeoServer(World(clock)) as nadeo,
            opened(settings_for(nadeo, path), clock) as bot,
        ):
            await bot.lookup.warm_up()
            await bot.catalogue.refresh()

    written(fill())
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the bot's file: a new one, or with a full catalogue for tests marked `filled`."""
    is_filled = request.node.get_closest_marker("filled") is not None
    made = request.getfixturevalue("filled_file" if is_filled else "new_file")
    return Path(copy(made, tmp_path / "pitwall.db"))


@pytest.fixture
async def bot(
    nadeo: NadeoServer, clock: ManualClock, database: Path, overrides: dict[str, object]
) -> AsyncIterator[Pitwall]:
    """Give a bot that does not fill its catalogue by itself: see the mark `filled`."""
    settings = settings_for(nadeo, database, **overrides)
    async with opened(settings, clock, SWIFT, fills_catalogue=False) as bot:
        yield bot


@pytest.fixture
def nadeo_at_start() -> Mode:
    """Say how Nadeo behaves while the bot starts; see `WITHOUT_WARM_UP`."""
    return "fine"


@pytest.fixture
async def env(
    bot: Pitwall,
    nadeo: NadeoServer,
    clock: ManualClock,
    nadeo_at_start: Mode,
) -> AsyncIterator[simcord.Env]:
    env = simulated(bot, clock)
    nadeo.failures.mode = nadeo_at_start
    await env.start()
    nadeo.failures.mode = "fine"
    yield env
    await env.shutdown()


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no answer be ready in time for the first response."""
    monkeypatch.setattr(answering, "PROMISED_AFTER", -1.0)


@pytest.fixture
def paddock(bot: Pitwall, env: simcord.Env, nadeo: NadeoServer, clock: ManualClock) -> Paddock:
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    member = guild.add_member(env.create_user("alice"))
    nadeo.requests.clear()
    return Paddock(bot, env, guild, channel, member, nadeo, clock)


@pytest.fixture
def cab(paddock: Paddock) -> Paddock:
    """Return a paddock whose member runs the bot."""
    paddock.let_operate(paddock.member.id)
    return paddock


@pytest.fixture
async def make_bench(
    nadeo: NadeoServer, world: World, clock: ManualClock, database: Path
) -> AsyncIterator[MakeBench]:
    """Give a function that opens the same file anew, as a restart would."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())

        async def make(**changes: Any) -> Bench:
            store = await stack.enter_async_context(Store.opened(database))
            settings = settings_for(nadeo, database, **changes)
            client = LiveClient(session, settings, clock=clock, patience=SWIFT)
            await stack.enter_async_context(client)
            return Bench(Lookup(client, store, clock), client, store, nadeo, world, clock)

        yield make


@pytest.fixture
async def bench(make_bench: MakeBench) -> Bench:
    return await make_bench()
