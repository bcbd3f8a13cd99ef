"""How boards and rankings ended: read right before the end or after it, and once for everybody."""

import logging

from bot.clock import Clock
from bot.ladders.boards import Boards
from bot.ladders.cards import RANKED, BoardRow, Result
from bot.ladders.medals import medals_of
from bot.ladders.standings import WORST, last_place
from bot.maps.lookup.maps import Maps
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME, Record, TrackMap
from bot.people.lookup import People

log = logging.getLogger(__name__)

SHOWN = 5
HARDLY_ANY = 900.0
"""So long after the end a board that never closes holds hardly anything new; in seconds."""


class Results:
    """Asks past the cache, with two requests and one for names that nobody knows yet."""

    def __init__(
        self, client: LiveClient, boards: Boards, maps: Maps, people: People, clock: Clock
    ) -> None:
        self._anew = client.asking_anew()
        self._boards = boards
        self._maps = maps
        self._people = people
        self._clock = clock

    async def of_map(self, map_uid: str, group_uid: str, over_at: float) -> Result | None:
        """Return how a map's board ends, None where Nadeo does not tell; raises `NadeoError`.

        A season's board stays as it is after the end, but its players can be counted before it
        alone (quirk 74): then the all-time board stands in for that, and for a silent one too.
        """
        track = await self._maps.get(map_uid, any_age=True)
        is_open = self._clock.timestamp() < over_at
        rows, group = await self._best(map_uid, group_uid), group_uid
        players = None
        if rows:
            players = await self._players(track, group if is_open else ALL_TIME, over_at)
        elif not is_open and group != ALL_TIME:
            rows, group = await self._best(map_uid, ALL_TIME), ALL_TIME
        if not rows:
            return None
        named = await self._boards.rows(rows)
        never_closes = group == ALL_TIME or players is not None
        return self._result(named, players, track, over_at, never_closes=never_closes)

    async def of_ranking(self, group_uid: str, first_map: str, over_at: float) -> Result | None:
        """Return how a campaign's ranking ends; it lags by hours (quirk 78).

        It tells no number of players (quirk 30), so that of its first map is asked for.
        """
        answer = await self._anew.get_campaign_ranking(group_uid, SHOWN)
        if answer.stale or not answer.world:
            return None
        players = None
        if first_map:
            track = await self._maps.get(first_map, any_age=True)
            players = await self._players(track, ALL_TIME, over_at)
        people = await self._people.introduce(answer.world)
        rows = tuple(
            BoardRow(record.position, one.name, record.points, one.country, one.lacks_name)
            for record, one in zip(answer.world, people, strict=True)
        )
        return self._result(rows, players, None, over_at, never_closes=players is not None)

    async def _best(self, map_uid: str, group_uid: str) -> tuple[Record, ...]:
        answer = await self._anew.get_map_leaderboard(map_uid, group_uid, length=SHOWN)
        return () if answer.stale else answer.world[:SHOWN]

    async def _players(self, track: TrackMap, group_uid: str, over_at: float) -> int | None:
        """Count the players of a board; once it is over no result has to wait for that."""
        if track.kind == "tm_stunt":
            return None
        try:
            answer = await self._anew.get_surround(track.uid, WORST, group_uid)
        except NadeoError as error:
            if self._clock.timestamp() < over_at:
                raise
            log.info("nobody counted the players of %s: %s", track.uid, error)
            return None
        return None if answer.stale else last_place(answer)

    def _result(
        self,
        rows: tuple[BoardRow, ...],
        players: int | None,
        track: TrackMap | None,
        over_at: float,
        *,
        never_closes: bool,
    ) -> Result:
        now = self._clock.timestamp()
        return Result(
            rows=rows,
            players=players,
            kind=RANKED if track is None else track.kind,
            medals=() if track is None else medals_of(track),
            read_at=now,
            is_late=never_closes and now - over_at > HARDLY_ANY,
        )
