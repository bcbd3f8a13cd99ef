"""Servers that were left: marked, kept for a week, back as they were; the clock may be wrong."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from postbox import Postbox
from support import ManualClock, until

from bot.announcer.cards import Subscription
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.rows.subscriptions import count_subscriptions, read_listeners, read_subscriptions
from bot.announcer.servers import LEFT_SERVERS_KEPT_FOR, LOOK_AT_SERVERS_EVERY, Roll, Servers
from bot.players.cards import Link
from bot.players.rows import keep_link, links_in
from bot.storage.store import Store
from bot.supervisor import Supervisor
from tests.announcer.owing import LOOK, added, item_at, looked, owed, states

DAY = 86400.0
GUILD, OTHER = 7, 8


class WrongClock(ManualClock):
    """A clock whose hands may be wrong; sleeps are as long as they should be."""

    error = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.error)


@pytest.fixture
def clock() -> WrongClock:
    return WrongClock()


class House:
    """What Discord says of servers, and one run of the program after the other."""

    def __init__(self, store: Store, clock: ManualClock, dispatcher: Dispatcher) -> None:
        self.store = store
        self.clock = clock
        self.listed = {GUILD, OTHER}
        self.away: set[int] = set()
        """Those of them that are in an outage."""
        self.looks = 0
        self._wake = dispatcher.wake
        self._supervisor = Supervisor(clock)

    async def start(self) -> None:
        """Begin another run, and wait for its first look."""
        await self.stop()
        looks = self.looks
        self._supervisor = Supervisor(self.clock)
        self._servers = Servers(self.store, self.clock, self._roll, self._wake)
        for name, work in self._servers.loops().items():
            self._supervisor.start(name, work)
        await self.looked(looks + 1)

    async def stop(self) -> None:
        await self._supervisor.close()

    async def pass_time(self, seconds: float = LOOK_AT_SERVERS_EVERY) -> None:
        """Move the clock by so much at once, and wait until both loops have looked."""
        looks = self.looks
        self.clock.move(seconds)
        await self.looked(looks + 2)

    async def hear(self) -> None:
        """Tell of a change as an event would, and wait for the look."""
        looks = self.looks
        self._servers.changed()
        await self.looked(looks + 1)

    async def left(self) -> dict[int, float]:
        rows = await self.store.rows("SELECT * FROM servers_left")
        return {row["guild_id"]: row["left_at"] for row in rows}

    async def kept(self) -> list[Subscription]:
        return await read_subscriptions(self.store, GUILD)

    def _roll(self) -> Roll:
        self.looks += 1
        return Roll(self.listed, self.listed - self.away)

    async def looked(self, looks: int) -> None:
        """Wait until so many looks have been made, and what they write is written."""
        await until(lambda: self.looks >= looks)
        async with self.store.writing():
            pass  # the file takes one after the other


@pytest.fixture
async def house(store: Store, clock: ManualClock, dispatcher: Dispatcher) -> AsyncIterator[House]:
    await added(store, clock, 1, guild_id=GUILD, role_id=5)
    await added(store, clock, 2, guild_id=OTHER)
    house = House(store, clock, dispatcher)
    yield house
    await house.stop()


async def test_a_missing_server_is_marked_and_loses_nothing(house: House) -> None:
    before = await house.kept()
    house.listed = {OTHER}

    await house.start()

    assert set(await house.left()) == {GUILD}
    assert await house.kept() == before
    assert [one.guild_id for one in await read_listeners(house.store, "totd")] == [OTHER]


async def test_a_server_with_nothing_but_linked_players_is_kept_for_a_week_too(
    house: House,
) -> None:
    alone, player = 9, Link(1, "5b4d42f4-c2de-407d-b367-cbff3fe817bc")
    await keep_link(house.store, player, alone, house.clock.timestamp())
    house.listed.add(alone)
    await house.start()
    house.listed.discard(alone)
    await house.hear()
    assert set(await house.left()) == {alone}

    await house.pass_time(LEFT_SERVERS_KEPT_FOR - 1)
    assert await links_in(house.store, alone) == [player]
    await house.pass_time()

    assert await links_in(house.store, alone) == []
    assert await house.left() == {}
    assert await house.kept()


async def test_an_empty_list_forgets_nobody(house: House) -> None:
    house.listed = set()

    await house.start()
    await house.pass_time(LEFT_SERVERS_KEPT_FOR - 1)

    assert set(await house.left()) == {GUILD, OTHER}
    assert await count_subscriptions(house.store) == {"totd": 2}


async def test_a_removal_at_run_time_is_heard_of_and_so_is_the_return(house: House) -> None:
    await house.start()
    before = await house.kept()
    house.listed.discard(GUILD)
    await house.hear()
    assert set(await house.left()) == {GUILD}

    house.listed.add(GUILD)
    await house.hear()

    assert await house.left() == {}
    assert await house.kept() == before


async def test_refusals_from_before_an_absence_count_no_more(
    house: House, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox
) -> None:
    async def refused() -> Subscription:
        item = item_at(house.clock, f"at {house.clock.now()}")
        now = house.clock.now().timestamp()
        await outbox.record("totd", [owed(item)], LOOK, now)
        postbox.trouble[1] = ["lost"]
        await dispatcher.flush()
        (found,) = await house.kept()
        return found

    await looked(outbox, house.clock)
    await house.start()
    since = house.clock.now().timestamp()
    assert (await refused()).refused_since == since
    house.listed.discard(GUILD)
    await house.hear()
    await house.pass_time(5 * DAY)
    (away,) = await house.kept()
    assert away.refused_since == since

    house.listed.add(GUILD)
    await house.hear()

    (back,) = await house.kept()
    assert (back.refused_since, back.reason) == (None, "")
    again = await refused()
    assert (again.state, again.refused_since) == ("active", house.clock.now().timestamp())


async def test_a_suspension_outlives_an_absence(house: House) -> None:
    await house.start()
    sql = "UPDATE subscriptions SET state = 'suspended', reason = 'why', refused_since = 1.0"
    await house.store.write(sql, [()])
    before = await house.kept()
    house.listed.discard(GUILD)
    await house.hear()

    house.listed.add(GUILD)
    await house.hear()

    assert await house.kept() == before


async def test_what_is_missing_for_a_week_is_forgotten_and_no_sooner(house: House) -> None:
    house.listed.discard(GUILD)
    await house.start()

    await house.pass_time(LEFT_SERVERS_KEPT_FOR - 1)
    assert len(await house.kept()) == 1
    await house.pass_time()

    assert await house.kept() == []
    assert await house.left() == {}
    assert await count_subscriptions(house.store) == {"totd": 1}


async def test_a_return_begins_the_week_anew(house: House) -> None:
    house.listed.discard(GUILD)
    await house.start()
    await house.pass_time(LEFT_SERVERS_KEPT_FOR - DAY)
    house.listed.add(GUILD)
    await house.hear()
    house.listed.discard(GUILD)
    await house.hear()

    await house.pass_time(2 * DAY)

    assert len(await house.kept()) == 1


async def test_an_outage_holds_back_and_never_forgets(house: House) -> None:
    house.away = {GUILD}
    await house.start()
    assert set(await house.left()) == {GUILD}

    await house.pass_time(2 * LEFT_SERVERS_KEPT_FOR)
    await house.pass_time()

    assert len(await house.kept()) == 1


async def test_a_first_list_after_weeks_forgets_nobody_by_itself(house: House) -> None:
    house.listed.discard(GUILD)
    await house.start()
    await house.stop()
    house.clock.move(3 * LEFT_SERVERS_KEPT_FOR)

    await house.start()
    assert len(await house.kept()) == 1
    house.listed.add(GUILD)
    await house.hear()
    await house.pass_time()

    assert len(await house.kept()) == 1
    assert await house.left() == {}


@pytest.mark.parametrize("ahead", [400 * DAY, 2 * 3600.0])
async def test_a_clock_that_was_ahead_shortens_no_week(
    house: House, clock: WrongClock, ahead: float
) -> None:
    house.listed.discard(GUILD)
    await house.start()
    began = house.clock.timestamp()
    await house.stop()

    # The next run begins with a wrong clock, which is set right before its second look.
    clock.error = ahead
    await house.start()
    clock.move(90)
    clock.error = 0.0
    looks = house.looks
    clock.move(LOOK_AT_SERVERS_EVERY)
    await house.looked(looks + 1)

    assert len(await house.kept()) == 1
    assert await house.left() == {GUILD: began}


@pytest.mark.parametrize("ahead", [400 * DAY, 2 * 3600.0])
async def test_a_mark_in_the_future_is_not_believed(
    house: House, clock: WrongClock, ahead: float
) -> None:
    clock.error = ahead
    house.listed.discard(GUILD)
    await house.start()
    await house.stop()
    clock.error = 0.0

    await house.start()
    assert (await house.left())[GUILD] == house.clock.timestamp()
    await house.pass_time(LEFT_SERVERS_KEPT_FOR)

    assert await house.kept() == []


async def test_what_is_owed_waits_for_the_return(
    house: House, outbox: Outbox, dispatcher: Dispatcher, postbox: Postbox, clock: ManualClock
) -> None:
    await house.start()
    house.listed.discard(GUILD)
    await house.hear()
    await looked(outbox, clock)
    for key, lasts in (("short", 60.0), ("long", 7200.0)):
        news = [owed(item_at(clock, key, lasts))]
        await outbox.record("totd", news, LOOK, clock.timestamp())
        clock.move(1)
    await dispatcher.flush()
    assert (len(postbox.messages(1)), len(postbox.messages(2))) == (0, 2)

    clock.move(600)
    house.listed.add(GUILD)
    await house.hear()
    await dispatcher.flush()

    (post,) = postbox.messages(1)
    assert post.embeds[0]["title"] == "long"
    assert post.content == "<@&5>"
    assert sorted(await states(house.store)) == ["dropped", "sent", "sent", "sent"]


async def test_what_was_claimed_is_not_sent_to_a_server_that_was_left_meanwhile(
    house: House, outbox: Outbox, clock: ManualClock
) -> None:
    await looked(outbox, clock)
    await outbox.record("totd", [owed(item_at(clock))], LOOK, clock.timestamp())
    due = await outbox.due(clock.timestamp())
    house.listed = {OTHER}
    await house.start()

    claimed = [await outbox.claim(one, clock.timestamp()) for one in due]

    assert claimed == [one.channel_id == 2 for one in due]
    assert {one.channel_id for one in await outbox.due(clock.timestamp())} == {2}


async def test_a_file_that_fails_is_tried_again(house: House) -> None:
    await house.start()
    await house.store.write("ALTER TABLE servers_left RENAME TO elsewhere", [()])
    house.listed.discard(GUILD)
    looks = house.looks
    house._servers.changed()
    await until(lambda: house.looks > looks)
    with pytest.raises(sqlite3.OperationalError):
        await house.left()

    await house.store.write("ALTER TABLE elsewhere RENAME TO servers_left", [()])
    await until(lambda: any(one.restarts for one in house._supervisor.reports()))
    house.clock.move(1)
    await until(lambda: house.looks > looks + 1)
    async with house.store.writing():
        pass

    assert set(await house.left()) == {GUILD}
