"""Boards as charts: the curve, and where those who are known stand on it."""

import logging
from collections.abc import Sequence

from bot.ladders.curve_cards import BoardCurve
from bot.ladders.curves import Curves
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME, SECRET
from bot.nadeo.player_models import is_uuid
from bot.nadeo.players import MOST_IDS
from bot.people.lookup import People
from bot.players.chart_cards import BoardChart, ChartedRecord
from bot.players.ladders import in_order
from bot.players.linking import Links
from bot.players.records import MapResults, PlayerRecords
from bot.players.rows import read_company
from bot.storage.store import Store

log = logging.getLogger(__name__)

MOST_REQUESTS = 8
"""How many requests to Nadeo a chart may cost."""
LEAST_PAGES = 2
"""Of the board: its beginning and its end."""
BESIDE = 2
"""What may be asked once beside pages and records: what they are counted in, and names."""
MOST_RECORDS = (MOST_REQUESTS - LEAST_PAGES - BESIDE) * MOST_IDS
"""Of how many players records are asked for."""
NAMED = 5
"""How many of the server's best are told by their names."""


class BoardCharts:
    """Puts charts of boards together."""

    def __init__(
        self, store: Store, links: Links, records: PlayerRecords, curves: Curves, people: People
    ) -> None:
        self._store = store
        self._links = links
        self._records = records
        self._curves = curves
        self._people = people

    async def of_group(
        self, user_id: int, guild_id: int | None, map_uid: str, group_uid: str
    ) -> BoardChart:
        """Chart a board that a button named, as one person may have it shown in one place."""
        company = await read_company(self._store, user_id, guild_id, ())
        own = company.own if company.shows_own else ""
        here = await self._links.accounts(guild_id) if guild_id is not None else {}
        can_be_asked = group_uid == ALL_TIME or is_uuid(group_uid)
        accounts = list(dict.fromkeys(filter(None, (own, *here))))[:MOST_RECORDS]
        accounts = accounts if can_be_asked else []
        spare = MOST_REQUESTS - BESIDE - -(-len(accounts) // MOST_IDS)
        curve = await self._curves.of_group(map_uid, group_uid, spare)
        found = await self._found(curve, accounts) if curve.points and accounts else None
        records = await self._charted(curve, found, own) if found is not None else ()
        return BoardChart(curve, records, bool(curve.points and accounts) and found is None)

    async def _found(self, curve: BoardCurve, accounts: Sequence[str]) -> MapResults | None:
        try:
            return await self._records.on_map(curve.track, curve.group_uid, accounts)
        except NadeoError as error:
            log.info("a chart goes without records: %s", type(error).__name__)
            return None

    async def _charted(
        self, curve: BoardCurve, found: MapResults, own: str
    ) -> tuple[ChartedRecord, ...]:
        told = [one for one in in_order(found.results, curve.track) if one.score != SECRET]
        named = [one.account_id for one in told if one.account_id != own][:NAMED]
        names = await self._people.names(named, any_age=True)
        return tuple(
            ChartedRecord(
                names.get(one.account_id, ""),
                one.score,
                curve.rank_of(one.score),
                is_own=one.account_id == own,
            )
            for one in told
        )
