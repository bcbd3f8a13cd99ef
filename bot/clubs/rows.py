"""Clubs whose names were seen in answers, to be found again by name."""

from collections.abc import Iterable, Sequence

from bot.clubs.cards import ClubName
from bot.maps.folding import folded, other_spellings, readings
from bot.storage.store import Store
from bot.text import plain


async def keep_clubs(store: Store, clubs: Iterable[ClubName], now: float) -> None:
    """Remember clubs by name; `now` is in Unix seconds."""
    rows = [(club.club_id, club.name, _words(club.name), now) for club in clubs]
    await store.write("INSERT OR REPLACE INTO clubs_seen VALUES (?, ?, ?, ?)", rows)


async def fold_clubs(store: Store) -> None:
    """Make the words by which clubs are found where they are missing."""
    rows = await store.rows("SELECT club_id, name FROM clubs_seen WHERE folded = ''")
    folding = [(_words(row["name"]), row["club_id"]) for row in rows]
    if folding:
        await store.write("UPDATE clubs_seen SET folded = ? WHERE club_id = ?", folding)


def _words(name: str) -> str:
    return f"{folded(name)} {other_spellings(name)}".strip()


async def read_club(store: Store, club_id: int) -> ClubName | None:
    """Read a club that was seen once; None for any other."""
    rows = await store.rows("SELECT club_id, name FROM clubs_seen WHERE club_id = ?", (club_id,))
    return ClubName(rows[0]["club_id"], rows[0]["name"]) if rows else None


async def find_clubs(store: Store, typed: str, limit: int) -> list[ClubName]:
    """Return clubs with all these words in their names; those that begin with them first."""
    for words in readings(typed):
        if found := await _holding(store, words, limit):
            return found
    return []


async def _holding(store: Store, words: Sequence[str], limit: int) -> list[ClubName]:
    holds_all = " AND ".join("instr(folded, ?) > 0" for _ in words) or "1"
    rows = await store.rows(
        f"SELECT club_id, name FROM clubs_seen WHERE {holds_all} "  # noqa: S608 # marks only
        "ORDER BY instr(folded, ?) = 1 DESC, folded LIMIT ?",
        (*words, " ".join(words), limit),
    )
    return [ClubName(row["club_id"], row["name"]) for row in rows]


async def keep_search(store: Store, typed: str, now: float, hold: float) -> None:
    """Remember that a name was searched for, and forget searches older than `hold` seconds."""
    async with store.writing() as connection:
        await connection.execute("DELETE FROM club_searches WHERE searched_at < ?", (now - hold,))
        sql = "INSERT OR REPLACE INTO club_searches VALUES (?, ?)"
        await connection.execute(sql, (_as_asked(typed), now))


async def was_searched(store: Store, typed: str, since: float, now: float) -> bool:
    """Tell whether a name was searched for between two moments."""
    sql = "SELECT 1 FROM club_searches WHERE words = ? AND searched_at BETWEEN ? AND ?"
    return bool(await store.rows(sql, (_as_asked(typed), since, now)))


def _as_asked(typed: str) -> str:
    """Return a search as Nadeo gets it: to Nadeo look-alike letters are other letters."""
    return plain(typed).casefold()
