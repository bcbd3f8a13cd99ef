"""Calls that an operator typed and has yet to confirm: each can be taken once."""

import json
import secrets

from bot.operator.typed import RawCall
from bot.storage.store import FileConnection, Store

WAITS_FOR = 3600.0
"""How long a call can be confirmed, in seconds."""


async def keep_call(store: Store, user_id: int, call: RawCall, now: float) -> str:
    """Remember a call and return the id to take it with; `now` is in Unix seconds."""
    call_id = secrets.token_hex(8)
    body = json.dumps(call.body) if call.has_body else None
    row = (call_id, user_id, call.method, call.url, body, now)
    await forget_old_calls(store, now)
    await store.write("INSERT INTO pending_calls VALUES (?, ?, ?, ?, ?, ?)", [row])
    return call_id


async def forget_old_calls(store: Store, now: float) -> None:
    """Drop the calls that nobody confirmed in time; who knows what their bodies hold."""
    async with store.writing() as connection:
        sql = "DELETE FROM pending_calls WHERE asked_at NOT BETWEEN ? AND ?"
        forgotten = (await connection.execute(sql, (now - WAITS_FOR, now))).rowcount
    if forgotten:
        await store.scrub()


async def forget_calls_of(connection: FileConnection, user_id: int) -> int:
    """Drop the calls that one person has yet to confirm; return how many."""
    sql = "DELETE FROM pending_calls WHERE user_id = ?"
    return (await connection.execute(sql, (user_id,))).rowcount


async def take_call(store: Store, call_id: str, user_id: int, now: float) -> RawCall | None:
    """Take a call away for its own user; None where it is gone or too old."""
    await forget_old_calls(store, now)
    async with store.writing() as connection:
        sql = "DELETE FROM pending_calls WHERE call_id = ? AND user_id = ? RETURNING *"
        rows = list(await connection.execute_fetchall(sql, (call_id, user_id)))
    if not rows:
        return None
    await store.scrub()
    row = rows[0]
    body = json.loads(row["body"]) if row["body"] is not None else None
    return RawCall(row["method"], row["url"], body)
