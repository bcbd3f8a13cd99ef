"""What the bot posted by itself, held against what its file says: nothing twice, nothing lost."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.announcer.cards import mark_of
from bot.sandbox.discord.state.changes import Change, MessageChanged
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.discord.state.state import DiscordState

SENT = """
    SELECT announcements.feed, key, channel_id, message_id
    FROM deliveries
    JOIN announcements ON announcements.id = announcement_id
    JOIN subscriptions ON subscriptions.id = subscription_id
    WHERE deliveries.state = 'sent' AND message_id IS NOT NULL
"""
STATES = "SELECT state, count(*) FROM deliveries GROUP BY state"


class Posts:
    """Hears of every message that the bot writes unasked."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state
        self._ids: set[int] = set()
        self._by_nonce: Counter[str] = Counter()
        self._in_forums: dict[int, list[str]] = {}
        """The embeds of posts, by the forum they are in."""
        state.changes.listen(self._hear)

    @property
    def count(self) -> int:
        """Return how many there were."""
        return len(self._ids)

    def faults(self, database: Path) -> Iterator[str]:
        """Yield what was posted twice, and what the file believes to be sent and nobody saw."""
        for nonce, count in self._by_nonce.items():
            if count > 1:
                yield f"posted {count} times: nonce {nonce}"
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as file:
            sent = file.execute(SENT).fetchall()
        for feed, key, channel, message in sent:
            what = f"{feed} {key} in channel {channel}"
            if message not in self._ids:
                yield f"believed to be sent, and was not: {what}"
            mark = mark_of(feed, key)
            alike = [one for one in self._in_forums.get(channel, ()) if mark in one]
            if len(alike) > 1:
                yield f"posted {len(alike)} times: {what}"

    def states(self, database: Path) -> Counter[str]:
        """Count deliveries in the file by their state."""
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as file:
            return Counter(dict(file.execute(STATES).fetchall()))

    def _hear(self, change: Change) -> None:
        if not isinstance(change, MessageChanged) or change.how != "create":
            return
        message = change.message
        if message.author is self._state.bot and message.origin is None:
            self._note(message)

    def _note(self, message: Message) -> None:
        self._ids.add(message.id)
        if message.nonce is not None:
            self._by_nonce[str(message.nonce)] += 1
        elif message.id == message.channel.id:
            posts = self._in_forums.setdefault(message.channel.parent_id or 0, [])
            posts.append(json.dumps(message.embeds))
