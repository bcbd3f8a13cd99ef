"""Servers that the bot left: marked, so that nothing is sent there, and forgotten after a week."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from bot.players.rows import forget_ladders
from bot.shards import WHOLE, Shards
from bot.storage.elsewhere import AT_THE_END_OF_TIME, ELSEWHERE
from bot.storage.store import FileConnection, Store

_OURS = "(guild_id >> 22) % :count IN (SELECT value FROM json_each(:ids))"
_REACHABLE = "guild_id IN (SELECT value FROM json_each(:reachable))"
_FORGET_REFUSALS = f"""
UPDATE subscriptions SET refused_since = NULL, reason = '' WHERE state = 'active'
AND guild_id IN (SELECT guild_id FROM servers_left) AND {_REACHABLE}
"""  # noqa: S608 # our own words
# Whatever was elsewhere before and is missed now has its week from now on.
_SET_RIGHT = f"""
UPDATE servers_left SET left_at = iif({_OURS}, :now, :elsewhere)
WHERE left_at <> iif({_OURS}, min(left_at, :now), :elsewhere)
"""  # noqa: S608 # our own words
_MARK = f"""
INSERT OR IGNORE INTO servers_left SELECT guild_id, iif({_OURS}, :now, :elsewhere) FROM
(SELECT guild_id FROM subscriptions UNION SELECT guild_id FROM server_players)
WHERE NOT {_REACHABLE}
"""  # noqa: S608 # our own words


@dataclass(frozen=True)
class Noted:
    """How many servers changed sides."""

    left: int
    back: int


@dataclass(frozen=True)
class Forgotten:
    """How much of servers that were left is gone for good."""

    subscriptions: int
    players: int
    """How many people stood on their ladders."""


async def note_servers(
    store: Store, reachable: Collection[int], now: float, shards: Shards = WHOLE
) -> Noted:
    """Mark the servers that are missing as left, and take the mark from those that are back.

    What is back may have been let in anew: refusals from before the absence count no more. A mark
    in the future was made by a wrong clock: its time begins anew. A server of other shards is never
    missed: it is marked as being elsewhere.
    """
    values = {
        "reachable": json.dumps(list(reachable)),
        "now": now,
        "elsewhere": AT_THE_END_OF_TIME,
        "count": shards.count,
        "ids": json.dumps(shards.ids),
    }
    async with store.writing() as connection:
        await connection.execute(_FORGET_REFUSALS, values)
        back = await connection.execute(f"DELETE FROM servers_left WHERE {_REACHABLE}", values)  # noqa: S608 # our own words
        before = await _count(connection)
        await connection.execute(_SET_RIGHT, values)
        await connection.execute(_MARK, values)
        left = await _count(connection) - before
    return Noted(max(0, left), back.rowcount)


async def _count(connection: FileConnection) -> int:
    """Count the servers that are missed."""
    sql = f"SELECT count(*) AS number FROM servers_left WHERE guild_id NOT IN ({ELSEWHERE})"  # noqa: S608 # our own words
    (row,) = await connection.execute_fetchall(sql)
    return row["number"]


async def forget_servers(store: Store, listed: Collection[int], left_before: float) -> Forgotten:
    """Forget all of the servers that were left so long ago, in Unix seconds; return how much.

    Those that Discord still lists stay: an outage may last.
    """
    async with store.writing() as connection:
        gone = await _gone(connection, listed, left_before)
        forgotten = await _forget(connection, gone)
    if gone:
        await store.scrub(wholly=True)
    return forgotten


async def forget_elsewhere(store: Store) -> Forgotten:
    """Forget all of the servers that other processes care for; return how much."""
    async with store.writing() as connection:
        gone = [row["guild_id"] for row in await connection.execute_fetchall(ELSEWHERE)]
        forgotten = await _forget(connection, gone)
    if gone:
        await store.scrub(wholly=True)
    return forgotten


async def _forget(connection: FileConnection, gone: list[int]) -> Forgotten:
    ids = json.dumps(gone)
    counts: dict[str, int] = {}
    for table in ("subscriptions", "notices", "servers_left"):
        sql = f"DELETE FROM {table} WHERE guild_id IN (SELECT value FROM json_each(?))"  # noqa: S608 # no text from outside
        counts[table] = (await connection.execute(sql, (ids,))).rowcount
    return Forgotten(counts["subscriptions"], await forget_ladders(connection, gone))


async def _gone(
    connection: FileConnection, listed: Collection[int], left_before: float
) -> list[int]:
    """Find the servers whose time to come back is over."""
    rows = await connection.execute_fetchall(
        "SELECT guild_id FROM servers_left WHERE left_at <= ? "
        "AND guild_id NOT IN (SELECT value FROM json_each(?))",
        (left_before, json.dumps(list(listed))),
    )
    return [row["guild_id"] for row in rows]
