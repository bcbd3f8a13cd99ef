"""The SQL of whom posts about a server's ladder name: nobody who does not stand on it."""

import json

from bot.announcer.cards import LadderNews
from bot.storage.store import FileConnection

_NOTE = """
INSERT INTO told_players SELECT ?, guild_id, user_id, ? FROM server_players
JOIN links USING (user_id) WHERE guild_id = ? AND account_id IN (SELECT value FROM json_each(?))
"""


class Outdated(Exception):
    """What was found has changed meanwhile: it is to be looked for again."""


async def note_told(connection: FileConnection, announcement_id: int, news: LadderNews) -> None:
    """Remember whom an announcement names; raise `Outdated` where one has left the ladder."""
    named = json.dumps(list(news.account_ids))
    noted = await connection.execute(_NOTE, (announcement_id, news.first_id, news.guild_id, named))
    if noted.rowcount != len(news.account_ids):
        raise Outdated
