"""What the catalogue still lacks, and the words by which its maps are found."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.maps.releases import OfficialMap
from bot.maps.rows.releases import release_of
from bot.storage.readable import readable
from bot.storage.store import Store

ENTRIES = "released_maps"


@dataclass(frozen=True)
class Words:
    """The small plain words that an entry is found by."""

    entry_id: int
    name: str
    author: str
    release: str
    spellings: str
    """How else its name may be written."""


async def read_unknown_maps(store: Store) -> list[str]:
    """Uids of released maps of which nothing else is known, newest first."""
    rows = await store.rows(
        """
        SELECT map_uid FROM released_maps JOIN releases USING (release_id)
        WHERE map_uid NOT IN (SELECT map_uid FROM maps WHERE name IS NOT NULL)
        GROUP BY map_uid ORDER BY max(starts) DESC, position
        """
    )
    return [row["map_uid"] for row in rows]


async def read_unnamed_authors(store: Store) -> list[str]:
    """Account ids of authors of released maps whose names were never asked for."""
    rows = await store.rows(
        """
        SELECT DISTINCT maps.author FROM released_maps JOIN maps USING (map_uid)
        WHERE maps.author <> '' AND maps.author NOT IN (SELECT account_id FROM names)
        """
    )
    return [row["author"] for row in rows]


async def read_changed(store: Store) -> list[tuple[int, OfficialMap]]:
    """Entries, with their ids, whose words are missing or made from an old name."""
    rows = await store.rows(
        """
        SELECT entry_id, releases.*, position, map_uid,
            maps.name AS raw_name, coalesce(names.name, '') AS raw_author
        FROM released_maps JOIN releases USING (release_id) JOIN maps USING (map_uid)
        LEFT JOIN names ON names.account_id = maps.author
        WHERE maps.name IS NOT NULL AND (
            raw_name IS NULL OR raw_name <> maps.name
            OR raw_author <> coalesce(names.name, '')
        )
        """
    )
    return readable(rows, lambda row: (row["entry_id"], _official(row)), ENTRIES)


async def keep_words(store: Store, changed: Iterable[tuple[Words, OfficialMap]]) -> None:
    """Put the words of these entries in place of their old ones."""
    changed = list(changed)
    words = [_row(item) for item, _ in changed]
    made_from = [(found.name, found.author, item.entry_id) for item, found in changed]
    async with store.writing() as connection:
        await connection.executemany(
            "INSERT OR REPLACE INTO search (rowid, name, author, release, spellings) "
            "VALUES (?, ?, ?, ?, ?)",
            words,
        )
        await connection.executemany(
            "UPDATE released_maps SET raw_name = ?, raw_author = ? WHERE entry_id = ?", made_from
        )


def _row(words: Words) -> tuple[object, ...]:
    return (words.entry_id, words.name, words.author, words.release, words.spellings)


async def read_words(store: Store) -> list[tuple[str, Words]]:
    """Words of all entries with the kind of their release, newest first."""
    rows = await store.rows(
        """
        SELECT kind, entry_id, search.name AS words, search.author, release, spellings FROM search
        JOIN released_maps ON entry_id = search.rowid JOIN releases USING (release_id)
        ORDER BY starts DESC, position
        """
    )
    return [
        (
            row["kind"],
            Words(row["entry_id"], row["words"], row["author"], row["release"], row["spellings"]),
        )
        for row in rows
    ]


async def read_entries(store: Store, entry_ids: Collection[int]) -> dict[int, OfficialMap]:
    """Entries by id."""
    marks = ",".join("?" * len(entry_ids))
    rows = await store.rows(f"{_ENTRIES} WHERE entry_id IN ({marks})", tuple(entry_ids))
    return dict(readable(rows, lambda row: (row["entry_id"], _official(row)), ENTRIES))


async def read_newest(store: Store, kinds: Collection[str], limit: int) -> list[OfficialMap]:
    """Entries that came out last."""
    marks = ",".join("?" * len(kinds))
    # The plus makes SQLite begin with the newest releases, of which it needs a few only.
    sql = f"""
        SELECT * FROM releases CROSS JOIN released_maps USING (release_id)
        WHERE +kind IN ({marks}) AND raw_name IS NOT NULL
        ORDER BY starts DESC, position LIMIT ?
    """  # noqa: S608 # marks only
    return readable(await store.rows(sql, (*kinds, limit)), _official, "releases")


async def read_matches(
    store: Store,
    tokens: Collection[str],
    kinds: Collection[str],
    limit: int,
    *,
    whole_numbers: bool = False,
) -> list[OfficialMap]:
    """Find entries with a word that begins with each of the tokens.

    With `whole_numbers` one of digits must be the whole word: 1 is not 10, and 8 is not 88.
    Signs are no words to the index: a name of nothing else is looked for as it begins.

    First the map of that very name, then names that begin so, names that hold all of it, and
    the rest; in each group the newest first.
    """
    phrase = " ".join(tokens)
    if not any(char.isalnum() for char in phrase):
        return await _read_beginning(store, phrase, kinds, limit)
    everywhere = match_expression(tokens, whole_numbers=whole_numbers)
    marks = ",".join("?" * len(kinds))
    rows = await store.rows(
        f"""
        {_ENTRIES} WHERE search MATCH ? AND kind IN ({marks})
        ORDER BY CASE
            WHEN search.name = ? THEN 0
            WHEN substr(search.name, 1, ?) = ? THEN 1
            WHEN search.rowid IN (SELECT rowid FROM search WHERE search MATCH ?) THEN 2
            ELSE 3
        END, starts DESC, position LIMIT ?
        """,  # noqa: S608 # marks only
        (
            *(everywhere, *kinds),
            *(phrase, len(phrase), phrase, f"name : ({everywhere})"),
            limit,
        ),
    )
    return readable(rows, _official, ENTRIES)


async def read_date_begun(
    store: Store, parts: Collection[str], kinds: Collection[str], limit: int
) -> list[OfficialMap]:
    """Entries of days whose ISO date begins so, the newest first."""
    marks = ",".join("?" * len(kinds))
    rows = await store.rows(
        f"{_ENTRIES} WHERE search MATCH ? AND kind IN ({marks}) ORDER BY starts DESC LIMIT ?",
        (f'release : "{" ".join(parts)}" *', *kinds, limit),
    )
    return [_official(row) for row in rows]


async def _read_beginning(
    store: Store, beginning: str, kinds: Collection[str], limit: int
) -> list[OfficialMap]:
    marks = ",".join("?" * len(kinds))
    rows = await store.rows(
        f"{_ENTRIES} WHERE substr(search.name, 1, ?) = ? AND kind IN ({marks}) "
        "ORDER BY length(search.name), starts DESC LIMIT ?",
        (len(beginning), beginning, *kinds, limit),
    )
    return [_official(row) for row in rows]


def match_expression(tokens: Iterable[str], *, whole_numbers: bool = False) -> str:
    """Write "a word that begins so" for FTS5, for each token, quoted."""
    quoted = (token.replace('"', '""') for token in tokens)
    return " ".join(
        f'"{token}"' if whole_numbers and token.isdecimal() else f'"{token}"*' for token in quoted
    )


_ENTRIES = """
SELECT entry_id, releases.*, position, map_uid, raw_name, raw_author
FROM search JOIN released_maps ON entry_id = search.rowid JOIN releases USING (release_id)
"""


def _official(row: sqlite3.Row) -> OfficialMap:
    return OfficialMap(
        map_uid=row["map_uid"],
        position=row["position"],
        name=row["raw_name"],
        author=row["raw_author"],
        release=release_of(row, ()),
    )
