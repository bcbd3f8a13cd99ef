"""Pages of boards and rankings as one person sees them, and those on which they stand."""

from dataclasses import replace

from bot.clock import Clock
from bot.ladders.boards import chunk_offset
from bot.ladders.cards import BoardPage, RankingPage
from bot.ladders.lookup import Ladders
from bot.ladders.wording import NO_PLACE
from bot.languages import number
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.typed_maps import TypedMaps
from bot.maps.releases import Release
from bot.nadeo.client import LiveClient
from bot.nadeo.models import ALL_TIME, SECRET
from bot.nadeo.paths import DEEPEST_RANK
from bot.nadeo.player_models import is_uuid
from bot.nadeo.rankings import ZoneRank
from bot.players import own_wording
from bot.players.own_cards import Company
from bot.players.records import PlayerRecords
from bot.players.rows import link_of, read_company
from bot.refusal import Refusal
from bot.storage.store import Store

_BEST_THERE_IS = 0


class OwnPlaces:
    """Marks those who are linked on a copy of what everybody is shown, and finds whoever asks."""

    def __init__(
        self,
        client: LiveClient,
        store: Store,
        clock: Clock,
        records: PlayerRecords,
        ladders: Ladders,
        maps: Maps,
        typed_maps: TypedMaps,
    ) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._records = records
        self._ladders = ladders
        self._maps = maps
        self._typed_maps = typed_maps

    async def on_board(
        self, page: BoardPage, user_id: int, guild_id: int | None, *, is_looking: bool = False
    ) -> BoardPage:
        """Mark who is linked in this server, and whoever asks; one query and no request.

        In a server the own row is marked for those on its ladder, or who are looking for it.
        """
        accounts = [row.account_id for row in page.rows]
        company = await read_company(self._store, user_id, guild_id, accounts)
        own = _own(company, is_looking=is_looking)
        rows = tuple(
            replace(
                row,
                is_own=bool(own) and row.account_id == own,
                is_linked=row.account_id in company.here,
            )
            for row in page.rows
        )
        can_be_found = self._why_unfound(page.group_uid, page.release) == ""
        return replace(page, rows=rows, has_me=bool(company.own) and can_be_found)

    async def in_ranking(
        self, page: RankingPage, user_id: int, guild_id: int | None, *, is_looking: bool = False
    ) -> RankingPage:
        """Mark whoever asks, as on a board; one query and no request."""
        company = await read_company(self._store, user_id, guild_id, ())
        own = _own(company, is_looking=is_looking)
        rows = tuple(replace(row, is_own=bool(own) and row.account_id == own) for row in page.rows)
        return replace(page, rows=rows, has_me=bool(company.own))

    async def board(
        self, user_id: int, guild_id: int | None, map_uid: str, group_uid: str
    ) -> BoardPage:
        """Turn to the page of a board on which a person stands; refuse where there is none.

        Two requests, and one for the record where that is not at hand.
        """
        account = await self._account(user_id)
        target = await self._typed_maps.find(map_uid)
        if why := self._why_unfound(group_uid, target.release):
            raise Refusal(why)
        position = await self._position(map_uid, group_uid, account)
        # The place that a score would have is behind whoever has it, be it oneself.
        near = max(1, position - 1)
        if near > DEEPEST_RANK:
            raise Refusal(own_wording.too_far_down(number(position)))
        likely = (max(1, position), near)
        guesses = {chunk_offset(rank): rank for rank in likely if rank <= DEEPEST_RANK}
        rank = None
        for guess in reversed(guesses.values()):
            rank = rank or await self._ladders.rank_on_board(map_uid, group_uid, account, guess)
        if rank is None and position == _BEST_THERE_IS:
            raise Refusal(own_wording.NO_PLACE_FOR_THE_BEST)
        page = await self._ladders.board_of_group(map_uid, group_uid, rank or near)
        page = await self.on_board(page, user_id, guild_id, is_looking=True)
        return page if rank else replace(page, own_rank=position)

    async def ranking(self, user_id: int, guild_id: int | None, season_uid: str) -> RankingPage:
        """Turn to the page of a ranking on which a person stands; refuse where there is none."""
        account = await self._account(user_id)
        answer = await self._client.players.season_rank(account, season_uid)
        position = _first(answer.zones)
        if position is None:
            raise Refusal(own_wording.NO_POINTS)
        if position > DEEPEST_RANK:
            raise Refusal(own_wording.too_far_down(number(position)))
        rank = await self._ladders.rank_in_ranking(season_uid, account, position)
        page = await self._ladders.ranking_of_group(season_uid, rank or position)
        page = await self.in_ranking(page, user_id, guild_id, is_looking=True)
        return page if rank else replace(page, own_rank=position)

    async def _account(self, user_id: int) -> str:
        link = await link_of(self._store, user_id)
        if link is None:
            raise Refusal(own_wording.NOT_LINKED_ANY_MORE)
        return link.account_id

    async def _position(self, map_uid: str, group_uid: str, account: str) -> int:
        """Ask for a player's record and its place in the world; refuse where there is none.

        `_BEST_THERE_IS` for no respawns at all: Nadeo tells no place for it (quirk 75).
        """
        track = await self._maps.get(map_uid, any_age=True)
        found = await self._records.on_map(track, group_uid, [account])
        if not found.results:
            raise Refusal(own_wording.NO_RECORD_HERE)
        score = found.results[0].score
        if score == SECRET:
            raise Refusal(own_wording.SECRET_RECORD)
        if score == 0 and track.kind == "tm_platform":
            return _BEST_THERE_IS
        placing = await self._client.get_placing(map_uid, score, group_uid)
        position = None if placing is None else _first(placing.zones)
        if position is None:
            raise Refusal(NO_PLACE)
        return position

    def _why_unfound(self, group_uid: str, release: Release | None) -> str:
        """Say why nobody can be found on a board, "" where they can.

        A closed board tells no places (quirk 74).
        """
        if group_uid == ALL_TIME:
            return ""
        if not is_uuid(group_uid):
            return str(own_wording.NO_SUCH_SEASON)
        if release is None or release.season_uid != group_uid:
            return str(own_wording.BOARD_CLOSED)
        runs = release.runs_at(self._clock.timestamp())
        return "" if runs else str(own_wording.BOARD_CLOSED)


def _own(company: Company, *, is_looking: bool) -> str:
    return company.own if company.shows_own or is_looking else ""


def _first(zones: tuple[ZoneRank, ...]) -> int | None:
    """Return the place in the world, which comes first."""
    return zones[0].ranking.position if zones else None
