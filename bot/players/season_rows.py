"""The SQL of what players reached in seasons that are over."""

from collections.abc import Iterable

from bot.players.ranking_cards import SeasonResult
from bot.storage.store import Store


async def read_results(store: Store, season_uid: str, guild_id: int) -> dict[str, SeasonResult]:
    """Read the results of those on a server's ladder, by account; who is missing was not asked."""
    sql = (
        "SELECT account_id, author, gold, silver, bronze, finished, timed, total "
        "FROM server_players JOIN links USING (user_id) JOIN season_results USING (account_id) "
        "WHERE guild_id = ? AND season_uid = ?"
    )
    return {
        account: SeasonResult(account, (author, gold, silver, bronze), finished, timed, total)
        for account, author, gold, silver, bronze, finished, timed, total in await store.rows(
            sql, (guild_id, season_uid)
        )
    }


async def keep_results(store: Store, season_uid: str, results: Iterable[SeasonResult]) -> None:
    """Remember results for good, but of nobody who was forgotten meanwhile."""
    sql = (
        "INSERT OR REPLACE INTO season_results SELECT ?, account_id, ?, ?, ?, ?, ?, ?, ? "
        "FROM links WHERE account_id = ?"
    )
    rows = [
        (season_uid, *one.medals, one.finished, one.timed, one.total, one.account_id)
        for one in results
    ]
    await store.write(sql, rows)
