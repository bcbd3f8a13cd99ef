"""How looking at the feeds went."""

from dataclasses import dataclass

from bot.announcer.cards import Feed
from bot.storage.store import Store


@dataclass(frozen=True)
class FeedState:
    """What is known of a feed; Unix seconds."""

    feed: Feed
    looked_at: float | None
    """Last success; None before the first, which only learns what runs already."""
    next_look: float
    expected: float | None
    failure: str
    memory: str


async def read_feeds(store: Store) -> dict[Feed, FeedState]:
    """Read the feeds that are looked at; one that never was is missing."""
    rows = await store.rows("SELECT * FROM feeds")
    states = [FeedState(**dict(row)) for row in rows]
    return {state.feed: state for state in states}


async def note_failure(store: Store, feed: Feed, next_look: float, failure: str) -> None:
    """Remember that a look brought nothing."""
    sql = (
        "INSERT INTO feeds (feed, next_look, failure) VALUES (?, ?, ?) ON CONFLICT (feed) "
        "DO UPDATE SET next_look = excluded.next_look, failure = excluded.failure"
    )
    await store.write(sql, [(feed, next_look, failure)])


async def forget_feed(store: Store, feed: Feed) -> None:
    """Forget a feed that nobody wants any more: what runs when somebody does will be known."""
    await store.write("DELETE FROM feeds WHERE feed = ?", [(feed,)])
