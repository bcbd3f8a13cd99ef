"""Which channels want which feeds."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from bot.announcer.cards import Feed, Subscription, SubscriptionState
from bot.storage.elsewhere import ELSEWHERE
from bot.storage.store import FileConnection, Store

MOST_IN_A_SERVER = 50
FLAGS = ("editable", "role_is_gone", "makes_thread", "publishes", "is_live", "is_forum")
_GONE_CODE, _GONE = 10003, "Unknown Channel"
"""How Discord refuses what is for a channel that is no more."""
_QUIET_TIME = (
    "iif(json_type(iif(json_valid(memory), memory, '{}'), '$.posted_at') = 'real', "
    "json_remove(memory, '$.side', '$.turned_at', '$.seen', '$.seen_at', '$.told', '$.armed', "
    "'$.band'), '')"
)
"""All that a review feed keeps when it begins anew: when it posted, and which cards are to be
closed; nothing where its memory cannot be read."""


class ServerIsFull(Exception):
    """A server has as many subscriptions as one may have."""


async def subscribe(store: Store, wanted: Subscription) -> bool:
    """Subscribe a channel, or give its subscription other settings.

    Return whether it is new. Either way it is active from now on. Raise `ServerIsFull` where one
    more would be too many.
    """
    (is_new,) = await subscribe_all(store, [wanted])
    return is_new


async def subscribe_all(store: Store, several: Iterable[Subscription]) -> list[bool]:
    """Subscribe each as `subscribe` does, in one transaction: all of them, or none."""
    async with store.writing() as connection:
        return [await _subscribe(connection, wanted) for wanted in several]


async def _subscribe(connection: FileConnection, wanted: Subscription) -> bool:
    values = (
        *(wanted.guild_id, wanted.channel_id, wanted.feed, wanted.role_id, wanted.threshold),
        *map(int, (wanted.editable, wanted.makes_thread, wanted.publishes, wanted.is_live)),
        *(int(wanted.is_forum), wanted.tag_id, wanted.subscribed_by, wanted.language),
        wanted.since,
    )
    known = list(
        await connection.execute_fetchall(
            "SELECT 1 FROM subscriptions WHERE channel_id = ? AND feed = ?",
            (wanted.channel_id, wanted.feed),
        )
    )
    if not known:
        await _check_room(connection, wanted.guild_id)
    await connection.execute(
        "INSERT INTO subscriptions "  # noqa: S608 # our own words
        "(guild_id, channel_id, feed, role_id, threshold, editable, makes_thread, publishes, "
        "is_live, is_forum, tag_id, subscribed_by, language, since) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (channel_id, feed) DO UPDATE SET "
        "role_id = excluded.role_id, editable = excluded.editable, "
        "makes_thread = excluded.makes_thread, publishes = excluded.publishes, "
        "is_live = excluded.is_live, is_forum = excluded.is_forum, "
        "tag_id = excluded.tag_id, subscribed_by = excluded.subscribed_by, "
        "language = excluded.language, "
        # Another threshold forgets the queue, but not the quiet time after the last post; so
        # does a pause, after which the queue is another.
        "memory = iif(state = 'active' AND threshold IS excluded.threshold, memory, "
        f"{_QUIET_TIME}), "
        "threshold = excluded.threshold, "
        "since = iif(state = 'active', since, excluded.since), state = 'active', reason = '', "
        "reason_code = 0, refused_since = NULL, role_is_gone = 0",
        values,
    )
    return not known


async def change(store: Store, wanted: Subscription) -> bool:
    """Give a subscription other settings; return False where it is no more.

    Its state stays, and so does what it is owed.
    """
    sql = (
        "UPDATE subscriptions SET role_id = ?, role_is_gone = ?, "  # noqa: S608 # our own words
        f"memory = iif(threshold IS ?, memory, {_QUIET_TIME}), threshold = ?, "
        "editable = ?, makes_thread = ?, publishes = ?, is_live = ?, is_forum = ?, tag_id = ?, "
        "subscribed_by = ?, language = ? WHERE id = ?"
    )
    values = (
        *(wanted.role_id, int(wanted.role_is_gone), wanted.threshold, wanted.threshold),
        *map(int, (wanted.editable, wanted.makes_thread, wanted.publishes, wanted.is_live)),
        *(int(wanted.is_forum), wanted.tag_id, wanted.subscribed_by, wanted.language, wanted.id),
    )
    async with store.writing() as connection:
        return (await connection.execute(sql, values)).rowcount == 1


async def _check_room(connection: FileConnection, guild_id: int) -> None:
    sql = "SELECT count(*) FROM subscriptions WHERE guild_id = ?"
    (row,) = await connection.execute_fetchall(sql, (guild_id,))
    if row[0] >= MOST_IN_A_SERVER:
        raise ServerIsFull


async def read_subscriptions(store: Store, guild_id: int) -> list[Subscription]:
    """Subscriptions of a server, in the order they were made."""
    sql = "SELECT * FROM subscriptions WHERE guild_id = ? ORDER BY id"
    return _all(await store.rows(sql, (guild_id,)))


async def read_subscribers(store: Store, feed: Feed) -> list[Subscription]:
    """Active subscriptions of a feed, of servers that were left too."""
    sql = (
        "SELECT * FROM subscriptions WHERE feed = ? AND state = 'active' "  # noqa: S608 # our own words
        f"AND guild_id NOT IN ({ELSEWHERE}) ORDER BY id"
    )
    return _all(await store.rows(sql, (feed,)))


async def read_listeners(store: Store, feed: Feed) -> list[Subscription]:
    """Active subscriptions of a feed in servers that can be reached."""
    sql = (
        "SELECT * FROM subscriptions WHERE feed = ? AND state = 'active' "
        "AND guild_id NOT IN (SELECT guild_id FROM servers_left) ORDER BY id"
    )
    return _all(await store.rows(sql, (feed,)))


async def forget_subscriber(connection: FileConnection, user_id: int) -> int:
    """Forget that a person subscribed anything; return how many subscriptions go on without."""
    sql = "UPDATE subscriptions SET subscribed_by = NULL WHERE subscribed_by = ?"
    return (await connection.execute(sql, (user_id,))).rowcount


async def count_subscriptions(store: Store) -> dict[str, int]:
    """Count each feed's active subscriptions; a feed without any is missing."""
    sql = (
        "SELECT feed, count(*) AS number FROM subscriptions WHERE state = 'active' "  # noqa: S608 # our own words
        f"AND guild_id NOT IN ({ELSEWHERE}) GROUP BY feed"
    )
    return {row["feed"]: row["number"] for row in await store.rows(sql)}


async def set_state(
    store: Store, subscription_id: int, state: SubscriptionState, now: float
) -> None:
    """Pause or resume; a paused one is owed nothing, and on resuming what runs is known."""
    async with store.writing() as connection:
        await connection.execute(
            "UPDATE subscriptions SET state = ?, reason = '', reason_code = 0, "  # noqa: S608 # our own words
            f"refused_since = NULL, since = ?, memory = {_QUIET_TIME} WHERE id = ?",
            (state, now, subscription_id),
        )
        await connection.execute(
            "UPDATE deliveries SET state = 'dropped', reason = ? "
            "WHERE subscription_id = ? AND state IN ('owed', 'claimed') AND ? <> 'active'",
            (state, subscription_id, state),
        )


async def note_role_gone(store: Store, role_id: int) -> None:
    """Remember that a role was deleted: nobody is pinged by it any more."""
    sql = "UPDATE subscriptions SET role_is_gone = 1 WHERE role_id = ?"
    await store.write(sql, [(role_id,)])


async def note_channel_gone(store: Store, channel_id: int, now: float) -> None:
    """Suspend what was announced in a channel that was deleted, with all that it is owed."""
    async with store.writing() as connection:
        await connection.execute(
            "UPDATE deliveries SET state = 'dropped', reason = ? WHERE subscription_id IN "
            "(SELECT id FROM subscriptions WHERE channel_id = ? AND state = 'active') "
            "AND state IN ('owed', 'claimed')",
            (_GONE, channel_id),
        )
        await connection.execute(
            "UPDATE subscriptions SET state = 'suspended', reason = ?, reason_code = ?, "
            "refused_since = coalesce(refused_since, ?) WHERE channel_id = ? AND state = 'active'",
            (_GONE, _GONE_CODE, now, channel_id),
        )


async def unsubscribe(store: Store, subscription_id: int) -> None:
    """Forget a subscription and all that it was owed."""
    await store.write("DELETE FROM subscriptions WHERE id = ?", [(subscription_id,)])


def _all(rows: list[sqlite3.Row]) -> list[Subscription]:
    return [_subscription(row) for row in rows]


def _subscription(row: sqlite3.Row) -> Subscription:
    values: dict[str, Any] = dict(row)
    for flag in FLAGS:
        values[flag] = bool(row[flag])
    return Subscription(**values)
