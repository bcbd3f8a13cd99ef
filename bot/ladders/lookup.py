"""Boards of maps, places in them and rankings, for whatever map or campaign is meant."""

from dataclasses import replace

from bot.face import wording
from bot.ladders.boards import Boards
from bot.ladders.cards import Board, BoardNote, BoardPage, PlaceCard, RankingPage
from bot.ladders.places import Places
from bot.ladders.rankings import Rankings
from bot.ladders.typed import TypedScore, score_on
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.lookup.lists import Lists
from bot.maps.lookup.maps import Maps, hinting
from bot.maps.lookup.typed_maps import TypedMaps
from bot.maps.releases import Release, Target
from bot.maps.typed.campaigns import CampaignWish
from bot.nadeo.models import ALL_TIME
from bot.refusal import Refusal


class Ladders:
    """Chooses the board that is meant, and says why it is another one than was expected."""

    def __init__(
        self,
        boards: Boards,
        places: Places,
        rankings: Rankings,
        maps: Maps,
        typed_maps: TypedMaps,
        lists: Lists,
        catalogue: Catalogue,
    ) -> None:
        self._boards = boards
        self._places = places
        self._rankings = rankings
        self._maps = maps
        self._typed_maps = typed_maps
        self._lists = lists
        self._catalogue = catalogue

    async def board(self, target: Target, board: Board | None, rank: int) -> BoardPage:
        """Return a page of a map's board: the season's if it has one, else the all-time one."""
        group_uid = group_of(target, board)
        with hinting():
            page = await self._boards.page(target, group_uid, rank)
        return page if page.note else replace(page, note=await self._note(target, board))

    async def board_of_group(self, map_uid: str, group_uid: str, rank: int) -> BoardPage:
        """Turn to a page of the board that a button named, be it no more the usual one."""
        return await self._boards.page(await self._typed_maps.find(map_uid), group_uid, rank)

    async def rank_on_board(
        self, map_uid: str, group_uid: str, account_id: str, near: int
    ) -> int | None:
        """Return a player's rank if that is among the hundred around one, which a page shows."""
        return await self._boards.rank_of(map_uid, group_uid, account_id, near)

    async def rank_in_ranking(self, season_uid: str, account_id: str, near: int) -> int | None:
        """Return a player's rank if that is among the hundred around one, which a page shows."""
        return await self._rankings.rank_of(season_uid, account_id, near)

    async def place(self, target: Target, typed: TypedScore, board: Board | None) -> PlaceCard:
        """Ask where a score would stand; a text is read in the unit of the kind of map."""
        with hinting():
            track = await self._maps.get(target.map_uid, any_age=True)
        card = await self._places.place(target, track, score_on(track.kind, typed), board)
        return replace(card, note=await self._note(target, board))

    async def _note(self, target: Target, board: Board | None) -> BoardNote:
        """Return why it is the all-time board, where the season's was expected."""
        release = target.release
        if board == "all-time" or (release is not None and release.season_uid):
            return ""
        if release is None and not await self._catalogue.has_lists():
            return "season-unknown"
        return "no-season" if board == "season" else ""

    async def ranking(self, wanted: Release | CampaignWish, rank: int) -> RankingPage:
        """Turn to the page of a ranking on which a rank lies."""
        return await self._rankings.page(await self._lists.found(wanted), rank)

    async def ranking_of_group(self, season_uid: str, rank: int) -> RankingPage:
        """Turn to a page of the ranking that a button named; refuse one that is listed no more."""
        release = await self._catalogue.release_of_group(season_uid)
        if release is None:
            raise Refusal(wording.OUTDATED_BUTTON)
        return await self._rankings.page(release, rank)


def group_of(target: Target, board: Board | None) -> str:
    """Return the group of a map's board: the season's while it has one, else the all-time one."""
    season = target.release.season_uid if target.release is not None else ""
    return season if season and board in {None, "season"} else ALL_TIME
