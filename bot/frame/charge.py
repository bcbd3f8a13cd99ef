"""Which servers the file was for so far: what it has of others may be old."""

from pydantic import TypeAdapter

from bot.frame import operator_wording
from bot.shards import WHOLE, Shards
from bot.storage.elsewhere import ELSEWHERE
from bot.storage.facts import keep_fact, read_json_fact
from bot.storage.store import Store, StoreError

_FACT = "shards"
_SHARDS = TypeAdapter(Shards)
_LEFT_TO_OTHERS = f"""
SELECT guild_id FROM (SELECT guild_id FROM subscriptions UNION SELECT guild_id FROM server_players)
WHERE guild_id IN ({ELSEWHERE})
"""  # noqa: S608 # our own words
"""Servers of which something stands here, and that this file was without for a while.

(Where a start failed before any server was seen there are none: it may be taken back.)
"""


async def take_charge(store: Store, shards: Shards) -> None:
    """Note which shards' servers the file is for from now on.

    Raises `StoreError` where it has something of servers that would be new to it: another process
    cared for them meanwhile, with its own file, and what stands here is as old as that.
    """
    before = await read_json_fact(store, _FACT, _SHARDS) or WHOLE
    if shards == before:
        return
    if not shards.lie_in(before):
        servers = [row["guild_id"] for row in await store.rows(_LEFT_TO_OTHERS)]
        stale = [one for one in servers if shards.has(one) and not before.has(one)]
        if stale:
            raise StoreError(operator_wording.outdated_servers(len(stale), before))
    await keep_fact(store, _FACT, _SHARDS.dump_json(shards).decode())
