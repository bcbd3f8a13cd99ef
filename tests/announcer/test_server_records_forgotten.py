"""Linked players who leave a ladder: nothing more is told of them, and no card of theirs stays."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest
from postbox import Trouble
from traces import traces
from watch import CHANNEL, Watch

from bot.frame.forgetting import forget_person
from bot.players.cards import Link
from bot.players.record_rows import read_improvements
from bot.players.rows import keep_link, take_off
from tests.announcer.ladder_news import (
    FEED,
    FIRST_USER,
    HERE,
    THERE,
    a_round,
    account,
    begun,
    drive,
    last_lines,
    link,
    noticed,
    posts,
    told,
)
from tests.announcer.passing import subscribed
from tests.players.laps import PassingClock

pytestmark = pytest.mark.filled

USER = FIRST_USER
"""Who is linked with the player that leaves."""
Leave = Callable[[Watch], Awaitable[object]]


@pytest.fixture
def clock() -> PassingClock:
    return PassingClock()


@pytest.fixture
def file(database: Path) -> Path:
    return database


async def unlink_here(watch: Watch) -> None:
    assert await take_off(watch.store, HERE, USER)


async def forget(watch: Watch) -> None:
    assert (await forget_person(watch.store, USER)).anything


async def be_another(watch: Watch) -> None:
    one = Link(USER, account(watch, 9))
    assert await keep_link(watch.store, one, HERE, watch.clock.timestamp())


every_way = pytest.mark.parametrize("leave", [unlink_here, forget, be_another])


async def driven(watch: Watch) -> None:
    """Let one who stays and one who leaves get better, the latter past the former."""
    leaver, stayer = await begun(watch, 0, 1)
    drive(watch, leaver, 60_000)
    drive(watch, stayer, 50_000)
    await a_round(watch)
    drive(watch, leaver, 48_000)
    drive(watch, stayer, 49_000)
    await noticed(watch)


@every_way
async def test_who_leaves_before_it_is_told_is_not_told_of(watch: Watch, leave: Leave) -> None:
    await driven(watch)
    await leave(watch)

    await told(watch)

    assert len(posts(watch)) == 2
    assert last_lines(watch)[0] == "New personal best"
    assert "driver0" not in str(posts(watch)[-1])


@every_way
async def test_who_leaves_before_it_is_posted_is_not_told_of(watch: Watch, leave: Leave) -> None:
    await driven(watch)
    await subscribed(watch, FEED, 2, guild_id=THERE)
    await watch.announcer.watching.look(FEED)
    (owed,) = await watch.store.rows("SELECT * FROM deliveries WHERE state = 'owed'")
    await leave(watch)
    assert await watch.announcer.outbox.due(watch.clock.timestamp()) == []

    await told(watch)
    await told(watch)

    assert owed["id"]
    assert len(posts(watch)) == 2
    assert last_lines(watch)[0] == "New personal best"
    assert "driver0" not in str(posts(watch)[-1])


async def test_others_are_told_once_though_the_first_of_a_reading_is_forgotten(
    watch: Watch,
) -> None:
    (stayer,) = await begun(watch, 1)
    await subscribed(watch, FEED, 2, guild_id=THERE)
    (leaver,) = await link(watch, 0, guild_id=THERE)
    await a_round(watch)
    drive(watch, leaver, 50_000)
    drive(watch, stayer, 49_000)
    await noticed(watch)
    found = await read_improvements(watch.store)
    assert [one.account_id for one in found] == [leaver, stayer]
    await watch.announcer.watching.look(FEED)
    # The other server's post has not been tried.
    await watch.store.write(
        "UPDATE deliveries SET not_before = ? WHERE subscription_id IN "
        "(SELECT id FROM subscriptions WHERE guild_id = ?)",
        [(watch.clock.timestamp() + 600, THERE)],
    )
    await watch.announcer.dispatcher.flush()
    assert (len(posts(watch)), len(posts(watch, 2))) == (1, 0)

    await forget(watch)
    watch.clock.move(700)
    await told(watch)

    assert (len(posts(watch)), len(posts(watch, 2))) == (1, 0)


@pytest.mark.parametrize("trouble", ["before", "after"])
async def test_what_may_stand_there_already_is_not_posted_again(
    watch: Watch, trouble: Trouble
) -> None:
    await driven(watch)
    watch.postbox.trouble[CHANNEL] = [trouble]
    await told(watch)
    count = len(posts(watch))
    await forget(watch)

    for _ in range(3):
        watch.clock.move(600)
        await told(watch)

    assert len(posts(watch)) == count == 1 + (trouble == "after")


async def test_who_leaves_while_a_card_is_drawn_is_not_told_of(watch: Watch, file: Path) -> None:
    await driven(watch)
    left_at: list[str] = []

    def leave_meanwhile(_method: str, address: str, body: bytes) -> bytes:
        """Take somebody off the ladder while a rank is asked for: all else was read before."""
        if "leaderboard/group/map" in address and not left_at:
            left_at.append(address)
            with closing(sqlite3.connect(file)) as connection, connection as other:
                other.execute("PRAGMA foreign_keys = ON")
                other.execute("DELETE FROM server_players WHERE user_id = ?", (USER,))
        return body

    watch.nadeo.failures.spoil = leave_meanwhile
    await told(watch)
    assert left_at
    assert len(posts(watch)) == 1

    await told(watch)

    assert len(posts(watch)) == 2
    assert "driver0" not in str(posts(watch)[-1])


async def test_of_whoever_is_forgotten_no_card_stays(watch: Watch, file: Path) -> None:
    await driven(watch)
    await told(watch)
    for score in (45_000, 44_000):
        drive(watch, account(watch, 1), score)
        await a_round(watch)
    await link(watch, 0, guild_id=THERE)
    assert any(one.startswith("announcements") for one in left(watch, file))

    await forget(watch)

    assert left(watch, file) == []
    assert len(posts(watch)) == 4
    # The last one names the other alone: the one before that tells whom they overtook.
    sql = "SELECT message FROM announcements WHERE feed = ? ORDER BY id"
    rows = await watch.store.rows(sql, (FEED,))
    assert [bool(row["message"]) for row in rows] == [False, False, False, True]


def left(watch: Watch, file: Path) -> list[str]:
    return traces(file, USER, account(watch, 0), "driver0")
