"""The SQL of links: who says to be which player, and on which servers' ladders that shows."""

import json
from collections.abc import Collection, Mapping

from bot.players.cards import Link
from bot.players.own_cards import Company
from bot.storage.store import FileConnection, Store


async def link_of(store: Store, user_id: int) -> Link | None:
    """Read whom a person says to be, None for nobody."""
    rows = await store.rows("SELECT user_id, account_id FROM links WHERE user_id = ?", (user_id,))
    return Link(**rows[0]) if rows else None


async def user_of(store: Store, account_id: str) -> int | None:
    """Read who says to be a player, None where nobody does."""
    rows = await store.rows("SELECT user_id FROM links WHERE account_id = ?", (account_id,))
    return rows[0]["user_id"] if rows else None


async def keep_link(store: Store, link: Link, guild_id: int | None, now: float) -> bool:
    """Link a person with an account, and put them on a server's ladder where there is a server.

    Return whether that was done: an account that is somebody else's stays theirs. `now` is in Unix
    seconds; whoever links the same again keeps their place among the others.
    """
    async with store.writing() as connection:
        taken = await connection.execute_fetchall(
            "SELECT 1 FROM links WHERE account_id = ? AND user_id <> ?",
            (link.account_id, link.user_id),
        )
        if list(taken):
            return False
        await connection.execute(
            "DELETE FROM names WHERE account_id = "
            "(SELECT account_id FROM links WHERE user_id = ? AND account_id <> ?)",
            (link.user_id, link.account_id),
        )
        await connection.execute(
            "INSERT INTO links VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE "
            "SET account_id = excluded.account_id, linked_at = excluded.linked_at "
            "WHERE account_id <> excluded.account_id",
            (link.user_id, link.account_id, now),
        )
        if guild_id is not None:
            sql = "INSERT OR IGNORE INTO server_players VALUES (?, ?)"
            await connection.execute(sql, (guild_id, link.user_id))
    return True


async def take_off(store: Store, guild_id: int, user_id: int) -> bool:
    """Take a person off a server's ladder; return whether they stood on it."""
    sql = "DELETE FROM server_players WHERE guild_id = ? AND user_id = ?"
    async with store.writing() as connection:
        return (await connection.execute(sql, (guild_id, user_id))).rowcount > 0


async def forget_link(connection: FileConnection, user_id: int) -> int | None:
    """Delete who a person says to be, and all that is kept because of it.

    Return on how many servers' ladders they stood, None where they said to be nobody. The name that
    Nadeo has for the account goes with the link.
    """
    account = "SELECT account_id FROM links WHERE user_id = ?"
    sql = f"DELETE FROM names WHERE account_id = ({account})"  # noqa: S608 # no text from outside
    await connection.execute(sql, (user_id,))
    sql = "DELETE FROM server_players WHERE user_id = ?"
    ladders = await connection.execute(sql, (user_id,))
    links = await connection.execute("DELETE FROM links WHERE user_id = ?", (user_id,))
    return ladders.rowcount if links.rowcount else None


async def forget_ladders(connection: FileConnection, guild_ids: Collection[int]) -> int:
    """Delete the ladders of servers; return how many people stood on them.

    Whoever stood on no other ladder is forgotten: they have no server left in which to ask for it.
    """
    gone = json.dumps(list(guild_ids))
    of_theirs = "guild_id IN (SELECT value FROM json_each(?))"
    sql = f"SELECT DISTINCT user_id FROM server_players WHERE {of_theirs}"  # noqa: S608 # no text from outside
    users = [row["user_id"] for row in await connection.execute_fetchall(sql, (gone,))]
    await connection.execute(f"DELETE FROM server_players WHERE {of_theirs}", (gone,))  # noqa: S608
    sql = "SELECT 1 FROM server_players WHERE user_id = ?"
    for user_id in users:
        if not list(await connection.execute_fetchall(sql, (user_id,))):
            await forget_link(connection, user_id)
    return len(users)


async def links_in(store: Store, guild_id: int) -> list[Link]:
    """Read who stands on a server's ladder, in the order in which they were linked."""
    sql = (
        "SELECT links.user_id, account_id FROM server_players JOIN links USING (user_id) "
        "WHERE guild_id = ? ORDER BY linked_at, links.user_id"
    )
    return [Link(**row) for row in await store.rows(sql, (guild_id,))]


async def read_company(
    store: Store, user_id: int, guild_id: int | None, account_ids: Collection[str]
) -> Company:
    """Read who of some players is on a server's ladder, and whom the person says to be."""
    marks = ",".join("?" * len(account_ids))
    here = "SELECT 1 FROM server_players WHERE guild_id = ? AND user_id = links.user_id"
    sql = (
        f"SELECT account_id, user_id, EXISTS ({here}) AS is_here FROM links "  # noqa: S608 # marks only
        f"WHERE user_id = ? OR account_id IN ({marks})"
    )
    rows = await store.rows(sql, (guild_id, user_id, *account_ids))
    own = [row for row in rows if row["user_id"] == user_id]
    return Company(
        own=own[0]["account_id"] if own else "",
        here=frozenset(row["account_id"] for row in rows if row["is_here"]),
        shows_own=guild_id is None or any(row["is_here"] for row in own),
    )


async def read_clones(store: Store, map_uids: Collection[str]) -> dict[str, bool]:
    """Read which maps have clones; those that nobody asked about yet are missing."""
    marks = ",".join("?" * len(map_uids))
    sql = f"SELECT map_uid, has_clones FROM map_clones WHERE map_uid IN ({marks})"  # noqa: S608 # marks only
    rows = await store.rows(sql, tuple(map_uids))
    return {row["map_uid"]: bool(row["has_clones"]) for row in rows}


async def keep_clones(store: Store, clones: Mapping[str, bool]) -> None:
    """Remember which maps have clones, for good."""
    rows = [(map_uid, int(has_clones)) for map_uid, has_clones in clones.items()]
    await store.write("INSERT OR REPLACE INTO map_clones VALUES (?, ?)", rows)
