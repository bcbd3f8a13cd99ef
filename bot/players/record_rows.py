"""The SQL of boards that are watched: what linked players drove there, and what got better."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.nadeo.lifetimes import DAY
from bot.players.cards import Improvement, MapResult
from bot.players.noticing import KnownRecord, Reading, is_improvement, remembered
from bot.storage.elsewhere import ELSEWHERE
from bot.storage.store import FileConnection, Store

IMPROVEMENTS_KEPT_FOR = 2 * DAY


@dataclass(frozen=True)
class WatchedBoard:
    """A board of a running official map as it stands in the file; times in Unix seconds."""

    board_id: int
    map_uid: str
    group_uid: str
    rhythm: int
    """How often it is to be read, in seconds."""
    ends: int
    """When its release is over; 0 for no end."""
    read_at: float
    """When the last reading that was finished had begun."""


@dataclass(frozen=True)
class Round:
    """All linked players on one board, read one after the other."""

    map_uid: str
    group_uid: str
    rhythm: int
    """How often it is to be read, in seconds."""
    reading: Reading
    results: Mapping[str, MapResult | None]
    """By account, for everybody who was asked for; None without a record."""


async def linked_accounts(store: Store) -> list[str]:
    """Read the accounts of everybody who is linked, in order.

    Whoever stands on the ladders of servers elsewhere alone is read by those who care for them.
    """
    sql = (
        "SELECT account_id FROM links WHERE user_id NOT IN (SELECT user_id FROM server_players) "  # noqa: S608 # our own words
        "OR user_id IN (SELECT user_id FROM server_players "
        f"WHERE guild_id NOT IN ({ELSEWHERE})) ORDER BY account_id"
    )
    rows = await store.rows(sql)
    return [row["account_id"] for row in rows]


async def read_boards(store: Store) -> list[WatchedBoard]:
    """Read what is watched."""
    return [WatchedBoard(**row) for row in await store.rows("SELECT * FROM watched_boards")]


async def read_board(store: Store, map_uid: str, group_uid: str) -> WatchedBoard | None:
    """Read how a board is watched, None where it is not."""
    sql = "SELECT * FROM watched_boards WHERE map_uid = ? AND group_uid = ?"
    rows = await store.rows(sql, (map_uid, group_uid))
    return WatchedBoard(**rows[0]) if rows else None


async def read_covered(
    store: Store, board_id: int, account_ids: Collection[str]
) -> dict[str, MapResult | None]:
    """Read records of those accounts that were asked for by now; None for no record."""
    sql = (
        "SELECT account_id, score, driven_at, is_gone FROM json_each(?) "
        "JOIN player_records ON account_id = value WHERE board_id = ?"
    )
    rows = await store.rows(sql, (json.dumps(list(account_ids)), board_id))
    return {row["account_id"]: None if row["is_gone"] else _result(row) for row in rows}


async def read_improvements(store: Store, after: int = 0) -> list[Improvement]:
    """Read what got better, in the order in which it was noticed, after the one with this id."""
    rows = await store.rows("SELECT * FROM improvements WHERE id > ? ORDER BY id", (after,))
    return [Improvement(**row) for row in rows]


async def forget_boards(store: Store, board_ids: Iterable[int]) -> None:
    """Delete boards with all their records; what got better there stays its two days."""
    sql = "DELETE FROM watched_boards WHERE board_id = ?"
    await store.write(sql, [(board_id,) for board_id in board_ids])


async def keep_round(store: Store, done: Round, now: float) -> None:
    """Store what a round read, with what got better by it.

    Whoever was unlinked meanwhile is left out.
    """
    async with store.writing() as connection:
        board_id = await _keep_board(connection, done)
        before = await _known(connection, board_id)
        news: list[tuple[object, ...]] = []
        changed: list[tuple[object, ...]] = []
        for account_id, known in before.items():
            if account_id not in done.results:
                continue
            found = done.results[account_id]
            after = remembered(known, found, done.reading)
            if after != known:
                changed.append(_row(account_id, board_id, after))
            if found is not None and is_improvement(known, found, done.reading):
                best = known.result.score if known is not None and known.result else None
                place = (done.map_uid, done.group_uid, account_id)
                news.append((*place, best, found.score, found.driven_at, now))
        await connection.executemany(_KEEP_RECORD, changed)
        await connection.executemany(_NOTE, news)
        await connection.execute(
            "DELETE FROM improvements WHERE noted_at <= ? OR noted_at > ?",
            (now - IMPROVEMENTS_KEPT_FOR, now + IMPROVEMENTS_KEPT_FOR),
        )


_KEEP_RECORD = "INSERT OR REPLACE INTO player_records VALUES (?, ?, ?, ?, ?, ?, ?)"
_NOTE = (
    "INSERT INTO improvements "
    "(map_uid, group_uid, account_id, score_before, score, driven_at, noted_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)


async def _keep_board(connection: FileConnection, done: Round) -> int:
    await connection.execute(
        "INSERT INTO watched_boards (map_uid, group_uid, rhythm, ends, read_at) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (map_uid, group_uid) DO UPDATE SET "
        "rhythm = excluded.rhythm, ends = excluded.ends, read_at = excluded.read_at",
        (done.map_uid, done.group_uid, done.rhythm, done.reading.ends, done.reading.began_at),
    )
    (row,) = await connection.execute_fetchall(
        "SELECT board_id FROM watched_boards WHERE map_uid = ? AND group_uid = ?",
        (done.map_uid, done.group_uid),
    )
    return int(row["board_id"])


async def _known(connection: FileConnection, board_id: int) -> dict[str, KnownRecord | None]:
    """Read what is remembered of everybody who is linked now; None for whoever is new."""
    sql = (
        "SELECT links.account_id, covered_at, score, driven_at, latest_at, is_gone FROM links "
        "LEFT JOIN player_records ON player_records.account_id = links.account_id "
        "AND board_id = ?"
    )
    rows = await connection.execute_fetchall(sql, (board_id,))
    return {row["account_id"]: _known_record(row) for row in rows}


def _known_record(row: sqlite3.Row) -> KnownRecord | None:
    if row["covered_at"] is None:
        return None
    return KnownRecord(
        row["covered_at"], _result(row), row["latest_at"], is_gone=bool(row["is_gone"])
    )


def _result(row: sqlite3.Row) -> MapResult | None:
    if row["score"] is None:
        return None
    return MapResult(row["account_id"], row["score"], row["driven_at"])


def _row(account_id: str, board_id: int, known: KnownRecord) -> tuple[object, ...]:
    result = known.result
    record = (None, None) if result is None else (result.score, result.driven_at)
    seen = (*record, known.latest_at, int(known.is_gone))
    return (account_id, board_id, known.covered_at, *seen)
