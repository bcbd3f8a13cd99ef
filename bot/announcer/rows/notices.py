"""What servers were told of announcements that do not arrive."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from bot.announcer.trouble import TOLD_AFTER, Notice, Told, Trouble
from bot.storage.store import FileConnection, Store

NOTICES_KEPT_FOR = 7 * 86400.0
"""How long a notice is remembered once all that it named goes on, in seconds."""

_CONCERNED = """
SELECT guild_id FROM subscriptions WHERE (
    state = 'suspended' OR refused_since <= ? OR (publishes AND state = 'active')
    OR id IN (SELECT subscription_id FROM told)
) UNION SELECT guild_id FROM notices WHERE state <> 'told'
EXCEPT SELECT guild_id FROM servers_left
"""
_FORGET = """
DELETE FROM notices WHERE state = 'told' AND at < ? AND id NOT IN (SELECT notice_id FROM told)
"""


async def read_concerned(store: Store, now: float) -> list[int]:
    """Read which servers may have to be told something; none of those that were left."""
    rows = await store.rows(_CONCERNED, (now - TOLD_AFTER,))
    return [row["guild_id"] for row in rows]


async def read_notices(store: Store, guild_id: int) -> list[Notice]:
    """Read a server's notices, the oldest first."""
    sql = "SELECT * FROM notices WHERE guild_id = ? ORDER BY id"
    return [_notice(row) for row in await store.rows(sql, (guild_id,))]


async def read_waiting(store: Store) -> set[int]:
    """Read the servers that are told at a manager's next command."""
    rows = await store.rows(
        "SELECT guild_id FROM notices WHERE state = 'waiting' "
        "AND guild_id NOT IN (SELECT guild_id FROM servers_left)"
    )
    return {row["guild_id"] for row in rows}


async def read_told(store: Store, guild_id: int) -> list[Told]:
    """Read what a server was told of and that has not been said to go on."""
    sql = (
        "SELECT told.* FROM told JOIN notices ON notices.id = told.notice_id "
        "WHERE notices.guild_id = ? ORDER BY told.notice_id, told.subscription_id"
    )
    return [Told(**dict(row)) for row in await store.rows(sql, (guild_id,))]


async def count_claimed(store: Store) -> int:
    """Count what may have been told or not, in servers where that can be found out."""
    (row,) = await store.rows(
        "SELECT count(*) AS number FROM notices WHERE state = 'claimed' "
        "AND guild_id NOT IN (SELECT guild_id FROM servers_left)"
    )
    return row["number"]


async def tidy_notices(store: Store, now: float) -> None:
    """Forget old notices, and believe none that a clock which was ahead noted."""
    async with store.writing() as connection:
        await connection.execute("UPDATE notices SET at = ? WHERE at > ?", (now, now))
        await connection.execute(_FORGET, (now - NOTICES_KEPT_FOR,))


async def claim_notice(store: Store, wanted: Notice, troubles: Iterable[Trouble]) -> Notice:
    """Note that a notice is about to be sent and what it names; return it with its id.

    What waited for a manager's command waits no more.
    """
    async with store.writing() as connection:
        notice = await _inserted(connection, wanted)
        await _name(connection, notice, troubles)
    return notice


async def claim_mending(store: Store, wanted: Notice, mended: Iterable[Told]) -> Notice:
    """Note that a notice is about to say what goes on; return it with its id."""
    async with store.writing() as connection:
        notice = await _inserted(connection, wanted)
        await connection.executemany(
            "UPDATE told SET mended_by = ? WHERE subscription_id = ? AND trouble = ?",
            [(notice.id, one.subscription_id, one.trouble) for one in mended],
        )
    return notice


async def settle_notice(store: Store, notice: Notice, message_id: int | None, now: float) -> None:
    """Note that a notice was given; what it says to go on is told of no more."""
    async with store.writing() as connection:
        await connection.execute(
            "UPDATE notices SET state = 'told', at = ?, message_id = ? WHERE id = ?",
            (now, message_id, notice.id),
        )
        await connection.execute("DELETE FROM told WHERE mended_by = ?", (notice.id,))


async def withdraw_notice(store: Store, notice: Notice) -> None:
    """Forget a notice that was not given, and that anything was told by it."""
    await store.write("DELETE FROM notices WHERE id = ?", [(notice.id,)])


async def forget_told(store: Store, told: Iterable[Told]) -> None:
    """Forget that these were told, without a word."""
    await store.write(
        "DELETE FROM told WHERE subscription_id = ? AND trouble = ?",
        [(one.subscription_id, one.trouble) for one in told],
    )


async def wait_for_manager(store: Store, guild_id: int, now: float) -> None:
    """Note that only a manager's command is left, and when all else was tried in vain."""
    async with store.writing() as connection:
        await _inserted(connection, Notice(0, guild_id, "broken", "waiting", now))


async def settle_at_command(
    store: Store, guild_id: int, troubles: Iterable[Trouble], now: float
) -> None:
    """Note that a manager was told of these, as an answer of a command."""
    async with store.writing() as connection:
        notice = await _inserted(connection, Notice(0, guild_id, "broken", "told", now))
        await _name(connection, notice, troubles)


async def stop_waiting(store: Store, guild_id: int) -> None:
    """Forget that a manager should be told something."""
    sql = "DELETE FROM notices WHERE guild_id = ? AND state = 'waiting'"
    await store.write(sql, [(guild_id,)])


async def _inserted(connection: FileConnection, wanted: Notice) -> Notice:
    """Add a notice in place of one that waits, and return it with its id."""
    if wanted.kind == "broken":
        await connection.execute(
            "DELETE FROM notices WHERE guild_id = ? AND state = 'waiting'", (wanted.guild_id,)
        )
    values = (
        *(wanted.guild_id, wanted.kind, wanted.state, wanted.at),
        *(wanted.channel_id or None, int(wanted.is_private)),
    )
    noted = await connection.execute(
        "INSERT INTO notices (guild_id, kind, state, at, channel_id, is_private) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )
    return replace(wanted, id=noted.lastrowid)


async def _name(connection: FileConnection, notice: Notice, troubles: Iterable[Trouble]) -> None:
    await connection.executemany(
        "INSERT OR REPLACE INTO told (subscription_id, trouble, notice_id, since, last_post_at) "
        "SELECT id, ?, ?, ?, ? FROM subscriptions WHERE id = ?",
        [
            (trouble.kind, notice.id, one.since, one.last_post_at, one.id)
            for trouble in troubles
            for one in (trouble.subscription,)
        ],
    )


def _notice(row: sqlite3.Row) -> Notice:
    return Notice(
        id=row["id"],
        guild_id=row["guild_id"],
        kind=row["kind"],
        state=row["state"],
        at=row["at"],
        channel_id=row["channel_id"] or 0,
        is_private=bool(row["is_private"]),
    )
