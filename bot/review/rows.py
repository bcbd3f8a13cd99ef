"""Waiting times of the map review, as they were measured."""

from bot.review.cards import ReviewType, Sample
from bot.storage.store import Store


async def keep_sample(
    store: Store, review_type: ReviewType, measured_at: float, seconds: int
) -> None:
    """Remember a waiting time; times are Unix seconds."""
    sql = "INSERT OR REPLACE INTO review_samples VALUES (?, ?, ?)"
    await store.write(sql, [(measured_at, review_type, seconds)])


async def read_samples(
    store: Store, review_type: ReviewType, since: float, now: float
) -> list[Sample]:
    """Return what was measured between two moments, oldest first."""
    rows = await store.rows(
        "SELECT measured_at, seconds FROM review_samples "
        "WHERE measured_at BETWEEN ? AND ? AND review_type = ? ORDER BY measured_at",
        (since, now, review_type),
    )
    return [Sample(row["measured_at"], row["seconds"]) for row in rows]


async def forget_samples(store: Store, before: float) -> None:
    """Drop what was measured before a moment."""
    await store.write("DELETE FROM review_samples WHERE measured_at < ?", [(before,)])
