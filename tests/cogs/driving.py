"""People who are linked with players, and the records that those are told to have."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.players.cards import Link
from bot.players.rows import keep_link
from bot.sandbox.nadeo.server import NadeoServer
from tests.conftest import Paddock

NO_VALUE = 4_294_967_295
RECORDS = "/v2/mapRecords/by-account/"


async def linked(paddock: Paddock, account: str, user_id: int | None = None) -> str:
    """Link a person, the member if nobody is named, on this server's ladder."""
    link = Link(paddock.member.id if user_id is None else user_id, account)
    assert await keep_link(paddock.bot.store, link, paddock.guild.id, 0.0)
    return account


async def players(paddock: Paddock, count: int) -> list[str]:
    """Link so many people, of whom none is the member, with players who have names."""
    accounts = [paddock.nadeo.world.accounts.id(index) for index in range(100, 100 + 2 * count)]
    named = [one for one in accounts if paddock.nadeo.world.accounts.name(one)][:count]
    return [await linked(paddock, one, user) for user, one in enumerate(named, 10)]


def let_drive(nadeo: NadeoServer, times: Mapping[str, Mapping[str, int]]) -> None:
    """Let players have these times and no others, by map id and account."""

    def told(method: str, address: str, body: bytes) -> bytes:
        if method != "GET" or RECORDS not in address:
            return body
        query = parse_qs(urlsplit(address).query)
        (map_id,), asked = query["mapId"], query["accountIdList"][0].split(",")
        driven = times.get(map_id, {})
        records = [_record(map_id, one, driven[one]) for one in asked if one in driven]
        return json.dumps(records).encode()

    nadeo.failures.spoil = told


def _record(map_id: str, account: str, time: int) -> dict[str, Any]:
    return {
        "accountId": account,
        "mapId": map_id,
        "recordScore": {"time": time, "score": 0, "respawnCount": NO_VALUE},
        "timestamp": "2026-08-01T12:00:00+00:00",
        "removed": False,
    }
