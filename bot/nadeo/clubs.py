"""The routes of clubs, which `LiveClient` offers as `clubs`."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from bot.nadeo.addresses import Params, page, path_number, path_piece
from bot.nadeo.answers import Answer
from bot.nadeo.club_models import (
    ActivityList,
    Club,
    ClubLeaderboard,
    ClubList,
    ClubMemberList,
    ClubRoom,
)
from bot.nadeo.lifetimes import CLUB, DAY, LADDER, always

_AnswerT = TypeVar("_AnswerT", bound=Answer)

MOST_HITS = 200
"""The most clubs that a search finds (quirk 88)."""
LONGEST_PAGE = 250
"""The most members or activities that one request gives."""


class Ask(Protocol):
    """Asks a Live route and keeps the answer as long as it holds."""

    async def __call__(
        self,
        model: type[_AnswerT],
        path: str,
        params: Params,
        lifetime: Callable[[_AnswerT, float], float],
    ) -> _AnswerT:
        """Ask for a path and read the answer as a model."""
        ...


class ClubRoutes:
    """Clubs, their members, what they offer and their ladders."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def search(self, name: str, length: int = MOST_HITS) -> ClubList:
        """Ask for clubs with a text in their name; without one the verified clubs (quirk 88)."""
        params = page(length, 0) | ({"name": name} if name else {})
        return await self._ask(ClubList, "api/token/club", params, always(DAY))

    async def get(self, club_id: int) -> Club:
        """Ask for a club; raise `NotFound` for an unknown one."""
        return await self._ask(Club, _club(club_id), {}, always(CLUB))

    async def members(
        self, club_id: int, length: int = LONGEST_PAGE, offset: int = 0
    ) -> ClubMemberList:
        """Ask for a page of a club's members, and how many there are."""
        path = f"{_club(club_id)}/member"
        return await self._ask(ClubMemberList, path, page(length, offset), always(CLUB))

    async def activities(
        self, club_id: int, folder_id: int = 0, length: int = LONGEST_PAGE, offset: int = 0
    ) -> ActivityList:
        """Ask what a club offers, at the top or in a folder.

        Only what is active: Nadeo refuses to tell strangers of all (quirk 89).
        """
        params = {**page(length, offset), "active": True}
        if folder_id:
            params["folderId"] = folder_id
        path = f"{_club(club_id)}/activity"
        return await self._ask(ActivityList, path, params, always(CLUB))

    async def room(self, club_id: int, activity_id: int) -> ClubRoom:
        """Ask for a room by its activity id, which is not its room id (quirk 60)."""
        path = f"{_club(club_id)}/room/{path_number(activity_id, 'the activity id')}"
        return await self._ask(ClubRoom, path, {}, always(LADDER))

    async def leaderboard(
        self, map_uid: str, club_id: int, group_uid: str, length: int = 100, offset: int = 0
    ) -> ClubLeaderboard:
        """Ask for rows of a map's board among a club's members; empty for an unknown club."""
        group, uid = path_piece(group_uid, "the group uid"), path_piece(map_uid, "the map uid")
        club = path_number(club_id, "the club id")
        path = f"api/token/leaderboard/group/{group}/map/{uid}/club/{club}/top"
        return await self._ask(ClubLeaderboard, path, page(length, offset), always(LADDER))


def _club(club_id: int) -> str:
    return f"api/token/club/{path_number(club_id, 'the club id')}"
