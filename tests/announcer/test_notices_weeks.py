"""Weeks with one broken channel after the other, restarts and cut connections at any moment."""

import random
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from postbox import DIRECT, Postbox, ProcessDied, Trouble
from support import ManualClock

from bot.announcer.channels import ChannelGone, ChannelLost, Page, PostError
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.pace import Pace
from bot.announcer.rows.subscriptions import set_state
from bot.storage.store import Store
from tests.announcer.office import ALICE, DAY, HOUR, Office, is_notice, text_of

DAYS = 42
TROUBLES: tuple[Trouble, ...] = ("before", "after", "crash before", "crash after")
GONE, LOCKED = ChannelGone("Unknown Channel", 10003), ChannelLost("Missing Permissions", 50013)


class Town(Postbox):
    """Channels that refuse for days, and a Discord that fails where something is told."""

    def __init__(self, clock: ManualClock, fate: random.Random) -> None:
        super().__init__(clock)
        self.fate = fate
        self.refusing: dict[int, PostError] = {}

    async def post(self, channel_id: int, payload: Mapping[str, Any]) -> int:
        if channel_id in self.refusing and not self.died:
            raise self.refusing[channel_id]
        is_one = "discord.com/channels/" in payload["embeds"][0].get("url", "")
        if is_one and self.fate.random() < 0.6:
            self.trouble[channel_id].insert(0, self.fate.choice(TROUBLES))
        return await super().post(channel_id, payload)

    async def own_messages(self, channel_id: int, before: int | None) -> Page:
        if self.fate.random() < 0.1:
            self.trouble[channel_id].insert(0, "crash looking")
        return await super().own_messages(channel_id, before)


class Weeks:
    """A server of so many channels; one at a time breaks for more than a day and is mended."""

    def __init__(self, folder: Path, channels: int, seed: int) -> None:
        self.fate = random.Random(seed)  # noqa: S311 # repeatable, not secret
        self.clock = ManualClock()
        self.town = Town(self.clock, self.fate)
        self.path = folder / "pitwall.db"
        self.channels = range(1, channels + 1)
        self.incidents = self.restarts = 0
        self.stack = AsyncExitStack()

    async def run(self) -> None:
        self.office = Office(*await self._opened(), self.town, self.clock)
        await self.office.subscribe(*self.channels)
        end = self.clock.timestamp() + DAYS * DAY
        while self.clock.timestamp() < end:
            await self._pass(self.fate.uniform(2.5, 5) * DAY)
            channel, error = self.fate.choice(self.channels), self.fate.choice((GONE, LOCKED))
            self.town.refusing[channel] = error
            self.incidents += 1
            await self._pass(self.fate.uniform(2.2, 5) * DAY)
            await self._mend(channel)
        await self._pass(2.5 * DAY)
        await self.stack.aclose()

    async def _mend(self, channel: int) -> None:
        """Let a channel take posts again, and a manager take up again what was suspended."""
        self.town.refusing.clear()
        for one in await self.office.subscriptions():
            if one.channel_id == channel and one.state == "suspended":
                now = self.clock.timestamp()
                await set_state(self.office.store, one.id, "active", now)

    async def _pass(self, seconds: float) -> None:
        end = self.clock.timestamp() + seconds
        while self.clock.timestamp() < end:
            if int(self.clock.timestamp() // DAY) > self.office.items:
                self.office.items = int(self.clock.timestamp() // DAY)
                await self.office.announce()
            await self.office.dispatcher.flush()
            with suppress(ProcessDied):
                self.clock.move(min(await self.office.look(), HOUR / 2))
            if self.town.died or self.fate.random() < 0.02:
                await self._restart()
            self.clock.move(self.fate.choice((1, 300, HOUR / 2, HOUR)))

    async def _restart(self) -> None:
        self.restarts += 1
        await self.office.dispatcher.close()
        await self.stack.aclose()
        self.office.store, self.office.outbox, self.office.dispatcher = await self._opened()
        self.office.restart()

    async def _opened(self) -> tuple[Store, Outbox, Dispatcher]:
        store = await self.stack.enter_async_context(Store.opened(self.path))
        outbox = Outbox(store)
        return store, outbox, Dispatcher(outbox, self.town, self.clock, Pace(1e9))

    def told(self) -> list[tuple[float, str]]:
        """Return the moment and the text of all that was told, wherever."""
        return sorted(
            (one.created_at.timestamp(), text_of(one))
            for channel in self.town.channels
            for one in self.town.messages(channel)
            if is_notice(one)
        )


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("seed", range(3))
async def test_each_broken_channel_gets_exactly_one_notice(
    tmp_path: Path, channels: int, seed: int
) -> None:
    await _hold(Weeks(tmp_path, channels, seed))


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 130))
async def test_no_fate_repeats_or_loses_a_notice(tmp_path: Path, seed: int) -> None:
    await _hold(Weeks(tmp_path, 1 + seed % 4, seed))


async def _hold(weeks: Weeks) -> None:
    await weeks.run()

    told = weeks.told()
    lines = [(moment, text) for moment, text in told if text.startswith("✅")]
    notices = [one for one in told if one not in lines]
    assert len(notices) == len(lines) == weeks.incidents >= 4
    assert weeks.restarts > weeks.incidents
    for kind in (notices, lines):
        assert all(later - earlier >= DAY for (earlier, _), (later, _) in pairwise(kind))
    # None where nobody asked for this bot: the person is written to where no channel is left.
    wanted = {*weeks.channels} if len(weeks.channels) > 1 else {1, DIRECT + ALICE}
    assert set(weeks.town.channels) <= wanted
