"""Styles of official maps: which are missing, which there are, and who has them."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.exchange.cards import Wanted
from bot.exchange.lookup import is_young
from bot.storage.store import Store


@dataclass(frozen=True)
class Candidate:
    """An official map that does not run any more."""

    map_uid: str
    ended: int
    """When it ran last, in Unix seconds."""


async def unstyled_maps(store: Store, now: float, most: int) -> list[Wanted]:
    """Official maps whose style is not known at this moment, newest first, so many at most."""
    rows = await store.rows(
        """
        SELECT map_uid, max(starts) AS newest FROM released_maps JOIN releases USING (release_id)
        WHERE map_uid NOT IN
            (SELECT map_uid FROM map_styles WHERE asked_at <= ? AND holds_until > ?)
        GROUP BY map_uid ORDER BY newest DESC, position LIMIT ?
        """,
        (now, now, most),
    )
    return [Wanted(row["map_uid"], is_young=is_young(row["newest"], now)) for row in rows]


async def read_tags(store: Store) -> list[str]:
    """Names of the tags that official maps have, the most frequent first."""
    rows = await store.rows(
        """
        SELECT tags.value AS tag FROM map_styles, json_each(map_styles.tags) AS tags
        WHERE map_uid IN (SELECT map_uid FROM released_maps)
        GROUP BY tag ORDER BY count(*) DESC, tag
        """
    )
    return [row["tag"] for row in rows]


async def read_candidates(
    store: Store, kinds: Collection[str], tag: str | None, now: float
) -> list[Candidate]:
    """Find maps of some kinds of release that do not run at a moment, with a tag or with any."""
    marks = ",".join("?" * len(kinds))
    styled = (
        "AND map_uid IN (SELECT map_uid FROM map_styles, json_each(map_styles.tags) AS tags "
        "WHERE tags.value = ?)"
    )
    rows = await store.rows(
        f"""
        SELECT map_uid, max(ends) AS ended FROM released_maps JOIN releases USING (release_id)
        WHERE kind IN ({marks}) {"" if tag is None else styled}
        AND map_uid NOT IN (
            SELECT map_uid FROM released_maps JOIN releases USING (release_id)
            WHERE ends = 0 OR ends > ?
        )
        GROUP BY map_uid ORDER BY map_uid
        """,  # noqa: S608 # marks only
        (*kinds, *(() if tag is None else (tag,)), now),
    )
    return [Candidate(row["map_uid"], row["ended"]) for row in rows]
