"""What is done with a post behind its back: a thread below it, its publishing, another name.

Thread and publishing are owed from the moment on that the post is sent, another name once the
post shows another card; all wait for nobody but themselves.
"""

import sqlite3
from dataclasses import dataclass
from math import inf
from typing import Any, Literal, TypeAlias

from bot.announcer.delivery import kept_title
from bot.storage.readable import readable
from bot.storage.store import FileConnection, Store

SequelKind: TypeAlias = Literal["thread", "publishing", "renaming"]

AT_THE_LIMIT = 429
"""The code of what waits for Discord's limit, as HTTP says it: Discord has none of its own."""
TOO_LATE = "it was too late for it"
"""The reason where nothing but time was the matter."""
_LONGEST_WAIT = 7200.0
"""Nothing is postponed for longer; in seconds."""

_WANTED = (
    "FROM sequels q JOIN deliveries d ON d.id = q.delivery_id "
    "JOIN subscriptions s ON s.id = d.subscription_id "
    "JOIN announcements a ON a.id = d.announcement_id "
    "WHERE q.state = 'owed' AND s.state = 'active' "
    "AND CASE q.kind WHEN 'thread' THEN s.makes_thread WHEN 'publishing' THEN s.publishes "
    # What is still to be opened may be under way with the older name.
    "ELSE NOT EXISTS (SELECT 1 FROM sequels t WHERE t.delivery_id = q.delivery_id "
    "AND t.kind = 'thread' AND t.state = 'owed') END "
    "AND s.guild_id NOT IN (SELECT guild_id FROM servers_left) "
)
"""What whoever subscribed still wants, where the bot still is."""


@dataclass(frozen=True)
class Sequel:
    """One thing to be done with one post; Unix seconds."""

    delivery_id: int
    kind: SequelKind
    channel_id: int
    message_id: int
    feed: str
    language: str
    title: str
    """What the item is called; "" where an earlier program noted nothing."""
    ends: float
    """When the item is over."""
    owed_since: float
    attempts: int

    @property
    def place(self) -> str:
        """Say in a log what it is and where."""
        return f"{self.kind} of {self.feed} in channel {self.channel_id}"


async def owe_sequels(connection: FileConnection, delivery_id: int, now: float) -> None:
    """Owe a thread and a publishing where the delivery's subscription wants them."""
    await connection.execute(
        "INSERT OR IGNORE INTO sequels (delivery_id, kind, owed_since) "
        "SELECT d.id, k.kind, :now FROM deliveries d "
        "JOIN subscriptions s ON s.id = d.subscription_id "
        "JOIN (SELECT 'thread' AS kind UNION SELECT 'publishing') k "
        "ON iif(k.kind = 'thread', s.makes_thread, s.publishes) "
        "WHERE d.id = :id AND NOT s.is_forum",
        {"id": delivery_id, "now": now},
    )


async def owe_renaming(
    connection: FileConnection, delivery_id: int, shown: int, now: float
) -> None:
    """Owe a forum's post or a thread the item's name, where it is called otherwise by now.

    `shown` is the revision that the post shows: this runs before the post's own is raised to it.
    """
    await connection.execute(
        "INSERT INTO sequels (delivery_id, kind, owed_since) SELECT d.id, 'renaming', :now "
        "FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id "
        "JOIN announcements a ON a.id = d.announcement_id "
        "WHERE d.id = :id AND d.revision < a.title_revision AND a.title_revision <= :shown "
        "AND (s.is_forum OR EXISTS (SELECT 1 FROM sequels t WHERE t.delivery_id = d.id "
        "AND t.kind = 'thread' AND t.state <> 'dropped')) "
        "ON CONFLICT DO UPDATE SET state = 'owed', owed_since = excluded.owed_since, "
        "not_before = 0, attempts = 0, reason = '', reason_code = 0",
        {"id": delivery_id, "shown": shown, "now": now},
    )


async def read_due(store: Store, now: float) -> list[Sequel]:
    """Read what may be tried now, the oldest first."""
    sql = (
        "SELECT q.delivery_id, q.kind, s.channel_id, d.message_id, a.feed, a.ends, s.language, "
        f"a.title, a.message, q.owed_since, q.attempts {_WANTED}"
        # Whatever waits for longer was postponed by a clock that was ahead.
        "AND (q.not_before <= ? OR q.not_before > ?) ORDER BY q.delivery_id"
    )
    rows = await store.rows(sql, (now, now + _LONGEST_WAIT))
    return readable(rows, _sequel, "sequels")


async def next_due(store: Store, now: float) -> float:
    """Tell when the next postponed one may be tried again, infinity where none is postponed."""
    sql = f"SELECT min(q.not_before) AS moment {_WANTED} AND q.not_before > ?"
    (row,) = await store.rows(sql, (now,))
    return inf if row["moment"] is None else row["moment"]


async def published_since(store: Store, channel_id: int, since: float, now: float) -> list[float]:
    """Read when posts of a channel were published after a moment, the first first."""
    sql = (
        "SELECT q.done_at FROM sequels q JOIN deliveries d ON d.id = q.delivery_id "
        "JOIN subscriptions s ON s.id = d.subscription_id "
        "WHERE s.channel_id = ? AND q.kind = 'publishing' AND q.done_at > ? AND q.done_at <= ? "
        "ORDER BY q.done_at"
    )
    return [row["done_at"] for row in await store.rows(sql, (channel_id, since, now))]


async def note_done(store: Store, sequel: Sequel, now: float | None) -> None:
    """Note that it is done; None where the post is gone, and nothing was left to do."""
    sql = (
        "UPDATE sequels SET state = 'done', done_at = ?, reason = '', reason_code = 0 "
        "WHERE delivery_id = ? AND kind = ? AND state = 'owed'"
    )
    await store.write(sql, [(now, sequel.delivery_id, sequel.kind)])


async def postpone_sequel(
    store: Store, sequel: Sequel, until: float, reason: str, code: int
) -> None:
    """Try it again later, and remember why it is late."""
    sql = (
        "UPDATE sequels SET not_before = ?, attempts = attempts + 1, reason = ?, "
        "reason_code = ? WHERE delivery_id = ? AND kind = ? AND state = 'owed'"
    )
    await store.write(sql, [(until, reason, code, sequel.delivery_id, sequel.kind)])


async def drop_sequel(store: Store, sequel: Sequel, reason: str, code: int) -> None:
    """Give up what nobody can do."""
    sql = (
        "UPDATE sequels SET state = 'dropped', reason = ?, reason_code = ? "
        "WHERE delivery_id = ? AND kind = ? AND state = 'owed'"
    )
    await store.write(sql, [(reason, code, sequel.delivery_id, sequel.kind)])


async def let_go(store: Store, sequel: Sequel) -> None:
    """Give up what is too late; why it was late before says more than that."""
    sql = (
        "UPDATE sequels SET state = 'dropped', reason = iif(reason = '', ?, reason) "
        "WHERE delivery_id = ? AND kind = ? AND state = 'owed'"
    )
    await store.write(sql, [(TOO_LATE, sequel.delivery_id, sequel.kind)])


def _sequel(row: sqlite3.Row) -> Sequel:
    values: dict[str, Any] = dict(row)
    values["ends"] = inf if row["ends"] is None else row["ends"]
    values["title"] = kept_title(values.pop("message"), row["language"], row["title"])
    return Sequel(**values)
