"""What goes wrong meanwhile: Nadeo, the Exchange, Discord, its gateway, and what admins do."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from math import inf
from random import Random

from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.nadeo.failures import MODES, Failures
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.page.tampering import RIGHTS, Tampering
from tests.benchmarks.soaking.crowd import Deed

LONGEST_QUEUE = 60
POSTS = r"/channels/\d+/(messages|threads).*"
FIRST_RESPONSES = r"/interactions/.*"
LATER_ANSWERS = r"/webhooks/.*"
LOSES_THE_PLACE = ("server left", "channel deleted")
LOSES_THE_FIRST = (*LOSES_THE_PLACE, "gateway", "server unavailable", "Discord first responses")
"""Beginnings of what may keep a first response away, and any answer."""
BACK_WITHIN = 60.0
"""Seconds in which the bot is connected again, however its gateway was lost."""
AFTERMATH = 5.0
"""So long, in seconds, after a trouble an answer may still be lost to it."""


@dataclass
class Trouble:
    """One time that something was wrong, in seconds of the loop; `ended` is `inf` meanwhile."""

    what: str
    began: float
    ended: float = inf

    def touches(self, began: float, ended: float) -> bool:
        """Tell whether a deed of this time may have met it."""
        return self.began <= ended and began <= self.ended + AFTERMATH


Happening = Callable[[], AbstractAsyncContextManager[None]]
"""Begins with the context and is over with it."""


class Weather:
    """Switches failures on and off; `troubles` tells what was wrong when."""

    def __init__(
        self,
        nadeo: NadeoServer,
        exchange: ExchangeServer,
        discord: DiscordServer,
        guest: Guild,
        fate: Random,
    ) -> None:
        self.troubles: list[Trouble] = []
        self._nadeo, self._exchange, self._discord = nadeo, exchange, discord
        self._guest = guest
        """The server that throws the bot out and takes it back."""
        self._fate = fate
        self._tampering = Tampering(discord.state)

    def met(self) -> Counter[str]:
        """Count what went wrong, by its kind."""
        return Counter(one.what for one in self.troubles)

    def excuse(self, deed: Deed) -> str:
        """Return what may have kept a deed's answer away, "" for nothing.

        Whatever fails, nobody may be left before a promise, unless its place is gone.
        """
        losing = LOSES_THE_PLACE if deed.promised else LOSES_THE_FIRST
        met = {one.what for one in self.troubles if one.touches(deed.began, deed.ended)}
        return ", ".join(sorted(what for what in met if what.startswith(losing)))

    async def upstream(self) -> None:
        """Let Nadeo and the Exchange fail now and then until cancelled."""
        modes = [mode for mode in MODES if mode != "fine"]
        hosts = {"Nadeo": self._nadeo.failures, "Exchange": self._exchange.failures}
        happenings = {
            f"{host} {mode}": partial(self._failing, failures, mode)
            for host, failures in hosts.items()
            for mode in modes
        }
        await self._go_on(happenings, calm=(4, 20), lasting=(2, 15))

    async def downstream(self) -> None:
        """Let Discord fail now and then until cancelled."""
        await self._go_on(
            {
                "Discord posts": partial(self._scripted, ("POST", "PATCH", "GET"), POSTS),
                "Discord later answers": partial(
                    self._scripted, ("POST", "PATCH", "DELETE"), LATER_ANSWERS
                ),
                "Discord limits": self._limits,
                "Discord slow": self._slow,
            },
            calm=(4, 15),
            lasting=(2, 10),
        )

    async def losing(self) -> None:
        """Lose the gateway and answers now and then until cancelled."""
        failures = self._discord.failures
        cuts: dict[str, Callable[[], None]] = {
            "gateway cut": partial(failures.cut_gateway, 4000),
            "gateway broken": partial(failures.cut_gateway, None),
            "gateway leaves": failures.reconnect,
            "gateway session over": partial(failures.invalid_session, resumable=False),
            "gateway session to resume": partial(failures.invalid_session, resumable=True),
        }
        happenings: dict[str, Happening] = {
            name: partial(self._cut, cut) for name, cut in cuts.items()
        }
        happenings["Discord first responses"] = partial(self._scripted, ("POST",), FIRST_RESPONSES)
        await self._go_on(happenings, calm=(20, 60), lasting=(0.5, 3))

    async def admins(self) -> None:
        """Change servers until cancelled: throw the bot out, delete channels, take rights."""
        await self._go_on(
            {
                "server left": self._left,
                "server unavailable": self._unavailable,
                "channel deleted": self._channel_deleted,
                "right taken": self._right_taken,
                "role deleted": self._role_deleted,
                "drive": self._drive,
                "queue": self._queue,
            },
            calm=(2, 10),
            lasting=(1, 15),
        )

    def clear(self) -> None:
        """Let everything go well, for good."""
        self._nadeo.failures.clear()
        self._exchange.failures.clear()
        self._discord.failures.clear()
        self._tampering.mend()
        state = self._discord.state
        if not state.bot_is_in(self._guest):
            state.add_bot(self._guest)
        for guild in state.guilds.values():
            if not guild.available:
                state.set_available(guild, available=True)

    async def _go_on(
        self,
        happenings: dict[str, Happening],
        calm: tuple[float, float],
        lasting: tuple[float, float],
    ) -> None:
        while True:
            await asyncio.sleep(self._fate.uniform(*calm))
            name = self._fate.choice(list(happenings))
            now = asyncio.get_running_loop().time
            trouble = Trouble(name, now())
            self.troubles.append(trouble)
            try:
                async with happenings[name]():
                    await asyncio.sleep(self._fate.uniform(*lasting))
            finally:
                trouble.ended = now()

    @asynccontextmanager
    async def _failing(self, failures: Failures, mode: str) -> AsyncGenerator[None, None]:
        failures.down_status = self._fate.choice((0, 500, 503))
        failures.retry_after = self._fate.choice((None, "1", "3"))
        failures.slow_seconds = self._fate.choice((1.0, 5.0, 60.0))
        failures.mode = next(one for one in MODES if one == mode)
        yield
        failures.mode = "fine"

    @asynccontextmanager
    async def _scripted(self, methods: Sequence[str], path: str) -> AsyncGenerator[None, None]:
        scripts = [
            self._discord.failures.script(
                method,
                path,
                status=self._fate.choice((500, 502, 503)),
                times=self._fate.randint(1, 3),
                after_accept=self._fate.random() < 0.3,
                cut=self._fate.random() < 0.3,
            )
            for method in methods
        ]
        yield
        for script in scripts:
            script.times = 0

    @asynccontextmanager
    async def _limits(self) -> AsyncGenerator[None, None]:
        self._discord.failures.rate_limits = True
        yield
        self._discord.failures.rate_limits = False

    @asynccontextmanager
    async def _slow(self) -> AsyncGenerator[None, None]:
        self._discord.failures.delay = self._fate.uniform(0.1, 0.5)
        yield
        self._discord.failures.delay = 0.0

    @asynccontextmanager
    async def _cut(self, cut: Callable[[], None]) -> AsyncGenerator[None, None]:
        if self._fate.random() < 0.3:
            self._discord.failures.refuse_gateway(503)
        cut()
        yield
        async with asyncio.timeout(BACK_WITHIN):
            while not self._discord.is_online:
                await asyncio.sleep(0.1)

    @asynccontextmanager
    async def _left(self) -> AsyncGenerator[None, None]:
        self._discord.state.remove_guild(self._guest)
        yield
        self._discord.state.add_bot(self._guest)

    @asynccontextmanager
    async def _unavailable(self) -> AsyncGenerator[None, None]:
        guild = self._fate.choice([self._guest, self._discord.state.default.guild])
        self._discord.state.set_available(guild, available=False)
        yield
        self._discord.state.set_available(guild, available=True)

    @asynccontextmanager
    async def _channel_deleted(self) -> AsyncGenerator[None, None]:
        channel = self._channel()
        self._tampering.delete(channel)
        yield
        self._tampering.make_again(channel.id)

    @asynccontextmanager
    async def _right_taken(self) -> AsyncGenerator[None, None]:
        channel, right = self._channel(), self._fate.choice(list(RIGHTS))
        self._tampering.set_right(channel, right, given=False)
        yield
        if self._tampering.holds(channel):
            self._tampering.set_right(channel, right, given=True)

    @asynccontextmanager
    async def _role_deleted(self) -> AsyncGenerator[None, None]:
        self._tampering.set_role(exists=False)
        yield
        self._tampering.set_role(exists=True)

    @asynccontextmanager
    async def _drive(self) -> AsyncGenerator[None, None]:
        world = self._nadeo.world
        world.drive(self._fate.choice(world.drives.choice), past_all=self._fate.random() < 0.5)
        yield

    @asynccontextmanager
    async def _queue(self) -> AsyncGenerator[None, None]:
        queue = self._nadeo.world.queue
        name = self._fate.choice(list(queue))
        queue[name] = self._fate.choice((0, 3, 25, LONGEST_QUEUE))
        yield

    def _channel(self) -> Channel:
        channels = self._discord.state.default.guild.channels.values()
        return self._fate.choice([one for one in channels if not one.is_thread])
