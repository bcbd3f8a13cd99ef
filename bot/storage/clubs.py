"""Clubs whose names were seen in answers, to be found again by name."""

from collections.abc import Iterable

from bot.club_cards import ClubName
from bot.storage.store import Store
from bot.text import plain


def folded(text: str) -> str:
    """Return a name or a search without codes and case."""
    return plain(text).casefold()


async def keep_clubs(store: Store, clubs: Iterable[ClubName], now: float) -> None:
    """Remember clubs by name; `now` is in Unix seconds."""
    rows = [(club.club_id, club.name, folded(club.name), now) for club in clubs]
    await store.write("INSERT OR REPLACE INTO clubs_seen VALUES (?, ?, ?, ?)", rows)


async def read_club(store: Store, club_id: int) -> ClubName | None:
    """Return a club that was seen."""
    rows = await store.rows("SELECT club_id, name FROM clubs_seen WHERE club_id = ?", (club_id,))
    return ClubName(rows[0]["club_id"], rows[0]["name"]) if rows else None


async def find_clubs(store: Store, typed: str, limit: int) -> list[ClubName]:
    """Return clubs with all these words in their names; those that begin with them first."""
    words = folded(typed).split()
    holds_all = " AND ".join("instr(folded, ?) > 0" for _ in words) or "1"
    rows = await store.rows(
        f"SELECT club_id, name FROM clubs_seen WHERE {holds_all} "  # noqa: S608 # marks only
        "ORDER BY instr(folded, ?) = 1 DESC, folded LIMIT ?",
        (*words, folded(typed), limit),
    )
    return [ClubName(row["club_id"], row["name"]) for row in rows]


async def keep_search(store: Store, typed: str, now: float, hold: float) -> None:
    """Remember that a name was searched for, and forget searches older than `hold` seconds."""
    async with store.writing() as connection:
        await connection.execute("DELETE FROM club_searches WHERE searched_at < ?", (now - hold,))
        sql = "INSERT OR REPLACE INTO club_searches VALUES (?, ?)"
        await connection.execute(sql, (folded(typed), now))


async def was_searched(store: Store, typed: str, since: float) -> bool:
    """Tell whether a name was searched for from a moment on."""
    sql = "SELECT 1 FROM club_searches WHERE words = ? AND searched_at >= ?"
    return bool(await store.rows(sql, (folded(typed), since)))
