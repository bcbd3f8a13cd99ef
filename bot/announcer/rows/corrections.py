"""The SQL of what was announced and turned out otherwise: its posts show that, and no new ones."""

import json

from bot.announcer.cards import Item, Message, WorldRecord
from bot.storage.store import FileConnection

TAKEN_BACK = "it was taken back before it was posted"

_REVISE = """
UPDATE announcements SET message = ?, ends = max(coalesce(ends, 0), ?), revision = revision + 1,
card_revision = revision + 1 WHERE feed = ? AND key = ?
"""
# What is claimed may stand there already.
_DROP = """
UPDATE deliveries SET state = 'dropped', reason = ? WHERE state = 'owed' AND announcement_id IN
(SELECT id FROM announcements WHERE feed = ? AND key = ?)
"""
_OWE_AGAIN = """
UPDATE deliveries SET state = 'owed', reason = '' WHERE state = 'dropped' AND reason = ?
AND announcement_id IN (SELECT id FROM announcements WHERE feed = ? AND key = ?)
AND subscription_id IN (SELECT id FROM subscriptions WHERE state = 'active')
"""


async def correct(connection: FileConnection, item: Item, message: Message) -> int:
    """Let all posts of an item show another card; return how many are to be posted after all.

    What was taken back before it was posted anywhere is not posted, unless it comes back in time.
    """
    name = item.feed, item.key
    await connection.execute(_REVISE, (json.dumps(message), item.ends, *name))
    is_gone = isinstance(item.subject, WorldRecord) and item.subject.is_removed
    changed = await connection.execute(_DROP if is_gone else _OWE_AGAIN, (TAKEN_BACK, *name))
    return 0 if is_gone else changed.rowcount
