"""What runs and was announced, as one channel has it or not."""

import json
from dataclasses import dataclass
from typing import Literal

from bot.announcer.cards import Item, Message
from bot.storage.store import Store


@dataclass(frozen=True)
class NotedItem:
    """An item as it was noted, and what became of it in one channel."""

    announcement_id: int
    key: str
    """The key that its messages are found by, whatever the item is called by now."""
    has_card: bool
    """False where it was only known."""
    state: Literal["owed", "claimed", "sent", "dropped"] | None
    """That of the delivery; None where it was never owed to this channel."""


async def read_noted(store: Store, item: Item, subscription_id: int) -> NotedItem | None:
    """Read what became of an item in a channel, None where it was never noted."""
    sql = (
        "SELECT a.id, a.key, a.message <> '' AS has_card, d.state FROM announcements a "
        "LEFT JOIN deliveries d ON d.announcement_id = a.id AND d.subscription_id = ? "
        "WHERE a.feed = ? AND (a.key = ? OR a.starts = ? OR (a.slot <> '' AND a.slot = ?)) "
        "ORDER BY a.key = ? DESC, a.id DESC LIMIT 1"
    )
    values = (subscription_id, item.feed, item.key, item.starts, item.slot, item.key)
    for row in await store.rows(sql, values):
        return NotedItem(row["id"], row["key"], bool(row["has_card"]), row["state"])
    return None


async def give_card(
    store: Store,
    announcement_id: int,
    item: Item,
    title: str,
    message: Message,
    group_uid: str,
    *,
    is_whole: bool,
) -> None:
    """Give what was only known its card, title and board; a card that it has meanwhile stays."""
    sql = (
        "UPDATE announcements SET message = ?, title = ?, map_uids = ?, group_uid = ?, "
        "is_whole = ? "
        "WHERE id = ? AND message = ''"
    )
    values = (json.dumps(message), title, " ".join(item.map_uids), group_uid, int(is_whole))
    await store.write(sql, [(*values, announcement_id)])


async def owe_again(store: Store, announcement_id: int, subscription_id: int) -> bool:
    """Owe an item to a subscription that has not had it; return whether that changes anything.

    What was given up while it may have gone out is looked for in the channel before it is sent, and
    shows no newer card than it did then.
    """
    sql = (
        "INSERT INTO deliveries (announcement_id, subscription_id, revision) "
        "SELECT a.id, s.id, a.card_revision FROM announcements a, subscriptions s "
        "WHERE a.id = ? AND s.id = ? AND s.state = 'active' AND a.message <> '' "
        "AND s.last_key <> a.key "
        "ON CONFLICT (announcement_id, subscription_id) DO UPDATE SET "
        "state = iif(claimed_at IS NULL, 'owed', 'claimed'), not_before = 0, attempts = 0, "
        "reason = '' WHERE state = 'dropped'"
    )
    async with store.writing() as connection:
        return (await connection.execute(sql, (announcement_id, subscription_id))).rowcount == 1
