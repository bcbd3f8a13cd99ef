"""Ladders of a server's linked players, and one player's record on a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.ladders.boards import Boards
from bot.ladders.cards import Board, BoardPage, BoardRow
from bot.ladders.places import EXACT_ALONE
from bot.ladders.scores import rank_key
from bot.maps.lookup.maps import Maps, hinting
from bot.maps.lookup.typed_maps import TypedMaps
from bot.maps.releases import Release, Target
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.lifetimes import LADDER
from bot.nadeo.models import ALL_TIME, SECRET, TrackMap
from bot.people.lookup import People
from bot.players import wording
from bot.players.cards import (
    PAGE_LENGTH,
    Account,
    LadderPage,
    MapResult,
    RecordCard,
    is_as_good,
    season_of,
)
from bot.players.linking import Links
from bot.players.records import MapResults, PlayerRecords
from bot.refusal import Refusal


@dataclass(frozen=True)
class _Ladder:
    """All that a server's linked players have driven on a map."""

    track: TrackMap
    group_uid: str
    release: Release | None
    found: MapResults
    own: str
    """The account of whoever asked, "" without one."""
    linked: int

    @cached_property
    def ordered(self) -> list[MapResult]:
        return in_order(self.found.results, self.track)

    @property
    def own_page(self) -> int:
        places = [result.account_id for result in self.ordered]
        return places.index(self.own) // PAGE_LENGTH if self.own in places else 0


@dataclass(frozen=True)
class _Nameless:
    """Somebody on the ladder whose zone Core does not tell."""

    account_id: str
    zone_id: str = ""


class ServerLadders:
    """Puts linked players in order."""

    def __init__(
        self,
        client: LiveClient,
        links: Links,
        records: PlayerRecords,
        boards: Boards,
        maps: Maps,
        typed_maps: TypedMaps,
        people: People,
    ) -> None:
        self._client = client
        self._links = links
        self._records = records
        self._boards = boards
        self._maps = maps
        self._typed_maps = typed_maps
        self._people = people

    async def page(
        self, guild_id: int, user_id: int, target: Target, group_uid: str, page: int | None
    ) -> LadderPage:
        """Put a server's linked players in order on a map; no page is that of whoever asks.

        Refuses a server in which nobody is linked.
        """
        accounts = await self._links.accounts(guild_id)
        if not accounts:
            raise Refusal(wording.NOBODY_LINKED)
        with hinting():
            track = await self._maps.get(target.map_uid, any_age=True)
        found = await self._records.on_map(track, group_uid, accounts.keys())
        own = next((account for account, user in accounts.items() if user == user_id), "")
        ladder = _Ladder(track, group_uid, target.release, found, own, len(accounts))
        return await self._drawn(ladder, ladder.own_page if page is None else page)

    async def page_of_group(
        self, guild_id: int, user_id: int, map_uid: str, group_uid: str, page: int
    ) -> LadderPage:
        """Turn to a page of the ladder that a button named."""
        target = await self._typed_maps.find(map_uid)
        return await self.page(guild_id, user_id, target, group_uid, page)

    async def _drawn(self, ladder: "_Ladder", page: int) -> LadderPage:
        ordered = ladder.ordered
        pages = max(1, -(-len(ordered) // PAGE_LENGTH))
        page = max(0, min(page, pages - 1))
        here = ordered[page * PAGE_LENGTH :][:PAGE_LENGTH]
        known = await self._people.introduce([_Nameless(result.account_id) for result in here])
        ranks = self._boards.ranks.of(
            ladder.track.uid, ladder.group_uid, {one.account_id: one.score for one in here}
        )
        rows = tuple(
            BoardRow(
                0 if result.score == SECRET else position_in(ordered, result.score),
                player.name,
                result.score,
                country="",
                lacks_name=player.lacks_name,
                is_own=result.account_id == ladder.own,
                world_rank=ranks[result.account_id].rank if result.account_id in ranks else None,
            )
            for result, player in zip(here, known, strict=True)
        )
        best = ordered[0].score if ordered and ordered[0].score != SECRET else None
        board = BoardPage(
            track=ladder.track,
            group_uid=ladder.group_uid,
            first_rank=page * PAGE_LENGTH + 1,
            rows=rows,
            record=best,
            has_next=page + 1 < pages,
            received_at=ladder.found.received_at,
            stale=ladder.found.stale,
            release=ladder.release,
            ranks_told_at=min((one.told_at for one in ranks.values()), default=None),
        )
        return LadderPage(board, page, pages, ladder.linked, len(ordered))

    async def record(
        self, account: Account, guild_id: int | None, target: Target, group_uid: str
    ) -> RecordCard:
        """Ask for a player's record on a map, its place in the world and the world's best."""
        with hinting():
            track = await self._maps.get(target.map_uid, any_age=True)
        found = await self._records.on_map(track, group_uid, [account.account_id])
        result = found.results[0] if found.results else None
        # The page that tells the best tells where everybody on it stands, without a question more.
        best = await self._best(track, group_uid)
        rank = await self._rank(track, group_uid, result)
        if result is not None and best is not None and is_as_good(result.score, best, track):
            # Whoever leads is the first, whatever place an equal score would have.
            rank = 1
        return RecordCard(
            track=track,
            group_uid=group_uid,
            account=account,
            result=result,
            rank=rank,
            is_rounded=rank is not None and rank >= EXACT_ALONE,
            best=best,
            is_linked=await self._links.user_here(account.account_id, guild_id) is not None,
            received_at=found.received_at,
            stale=found.stale,
            release=target.release,
        )

    async def _rank(self, track: TrackMap, group_uid: str, result: MapResult | None) -> int | None:
        """Return the place of a record in the world, None where Nadeo does not tell (quirk 75)."""
        if result is None or result.score < 1:
            return None
        scores = {result.account_id: result.score}
        known = self._boards.ranks.of(track.uid, group_uid, scores, LADDER)
        if known:
            return known[result.account_id].rank
        try:
            placing = await self._client.get_placing(track.uid, result.score, group_uid)
        except NadeoError:
            return None
        zones = () if placing is None else placing.zones
        return zones[0].ranking.position if zones else None

    async def _best(self, track: TrackMap, group_uid: str) -> int | None:
        known = self._boards.record((track.uid, group_uid), LADDER)
        if known is None:
            try:
                await self._boards.look(track.uid, group_uid)
            except NadeoError:
                return None
            known = self._boards.record((track.uid, group_uid), LADDER)
        return None if known is None or known[0] == SECRET else known[0]


def in_order(results: Sequence[MapResult], track: TrackMap) -> list[MapResult]:
    """Put results in order, the best first; of equal ones the earlier, and secret ones last."""

    def place(one: MapResult) -> tuple[bool, int, int, str]:
        key = rank_key(one.score, track.kind)
        return one.score == SECRET, key, one.driven_at, one.account_id

    return sorted(results, key=place)


def position_in(ordered: Sequence[MapResult], score: int) -> int:
    """Return the place of a score, which equal ones share."""
    return next(place for place, one in enumerate(ordered, start=1) if one.score == score)


def group_asked(target: Target, board: Board | None) -> str:
    """Return the group whose records can be asked for: the season's, else the all-time one."""
    return ALL_TIME if board == "all-time" else season_of(target.release) or ALL_TIME
