"""Clubs: their cards, what they offer, their ladders."""

from collections.abc import Collection
from dataclasses import replace

from cachetools import LRUCache

from bot.cards import Target
from bot.clock import Clock
from bot.club_cards import (
    ClubBoardPage,
    ClubCampaignCard,
    ClubCard,
    ClubName,
    ClubRecordCard,
    Offer,
    RoomCard,
    RoomsPage,
    Staff,
)
from bot.club_queries import CampaignChoice, ClubChoice
from bot.lookup.boards import Boards, Excerpt, chunk_offset
from bot.lookup.club_names import PATIENCE, ClubNames
from bot.lookup.keystrokes import Keystrokes
from bot.lookup.maps import Maps
from bot.nadeo.client import LiveClient
from bot.nadeo.club_models import Activity, ActivityList, ClubMember
from bot.nadeo.clubs import LONGEST_PAGE
from bot.nadeo.errors import (
    EmptyAnswer,
    NotFound,
    Refused,
    Unauthorized,
    UnexpectedAnswer,
)
from bot.nadeo.lifetimes import CLUB
from bot.queries import SUGGESTIONS
from bot.refusal import Refusal
from bot.storage.clubs import folded
from bot.storage.store import Store
from bot.wording import clubs as wording
from bot.wording import nadeo_failed

CAMPAIGNS_PER_PAGE = 15
ROOMS_PER_PAGE = 5
"""Each of them costs a request."""
MOST_ACTIVITIES = 1000
"""How much of what a club offers is asked for."""
SUGGESTED_CLUBS = 200


class Clubs:
    """Puts together what the club commands show."""

    def __init__(
        self, client: LiveClient, store: Store, clock: Clock, maps: Maps, boards: Boards
    ) -> None:
        self._client = client
        self._clock = clock
        self._maps = maps
        self._boards = boards
        self._keystrokes = Keystrokes(client.budget, clock)
        self._offers: LRUCache[int, ActivityList] = LRUCache(SUGGESTED_CLUBS)
        self.names = ClubNames(client, store, clock, self._keystrokes)

    async def close(self) -> None:
        """End what was asked for suggestions."""
        await self._keystrokes.close()

    async def card(self, club_id: int) -> ClubCard:
        """Return a club's card."""
        club = await self._client.clubs.get(club_id)
        await self.names.seen(club)
        try:
            answer = await self._client.clubs.members(club_id)
        except Unauthorized:
            raise
        except Refused:
            return ClubCard(club, None)
        is_whole = len(answer.club_member_list) >= answer.item_count
        staff = _staff(answer.club_member_list) if is_whole else None
        return ClubCard(club, answer.item_count, staff)

    async def campaigns(self, club_id: int, folder_id: int = 0, page: int = 0) -> Offer:
        """Return a page of a club's campaigns."""
        offered = await self._offered(club_id, folder_id)
        offer = await self._page(club_id, folder_id, offered, "campaign", page)
        return replace(offer, club=await self.names.asked(club_id))

    async def rooms(self, club_id: int, folder_id: int = 0, page: int = 0) -> RoomsPage:
        """Return a page of a club's rooms; nobody joins one."""
        offered = await self._offered(club_id, folder_id)
        offer = await self._page(club_id, folder_id, offered, "room", page)
        rooms = [await self._room(club_id, activity) for activity in offer.entries]
        if not offer.club.name:
            told = (card.room.club_name for card in rooms if card.room is not None)
            offer = replace(offer, club=ClubName(club_id, next(told, "")))
        return RoomsPage(offer, tuple(rooms), offered.of_type("map-review"))

    async def campaign(self, club_id: int, choice: CampaignChoice) -> ClubCampaignCard:
        """Return one of a club's campaigns with its maps."""
        if isinstance(choice, str):
            choice = await self._campaign_called(club_id, choice)
        try:
            found = await self._client.get_club_campaign(club_id, choice)
        except NotFound:
            await self._explain(club_id, choice)
            raise
        uids = [entry.map_uid for entry in found.campaign.playlist]
        maps = await self._maps.several(uids) if uids else {}
        return ClubCampaignCard(found, tuple((uid, maps.get(uid)) for uid in uids))

    async def board(self, club_id: int, target: Target, group_uid: str, rank: int) -> ClubBoardPage:
        """Return a page of a map's ladder among a club's members."""
        track = await self._maps.get(target.map_uid)
        answer = await self._client.clubs.leaderboard(
            target.map_uid, club_id, group_uid, offset=chunk_offset(rank)
        )
        # An unknown club looks like one whose members never drove here.
        known = self.names.known if answer.length else self.names.asked
        club = await known(club_id)
        excerpt = Excerpt(target, track, group_uid, answer.top, answer)
        return ClubBoardPage(club, answer.length, await self._boards.page_of(excerpt, rank))

    async def record(self, club_id: int, target: Target, group_uid: str) -> ClubRecordCard:
        """Return the account's own record on a map and its rank in a club."""
        record = await self._client.get_player_club_record(target.map_uid, club_id, group_uid)
        if record is not None and record.position == 1:
            # The first read of a map may say so wrongly (quirk 71).
            record = await self._client.get_player_club_record(target.map_uid, club_id, group_uid)
        track = await self._maps.get(target.map_uid)
        return ClubRecordCard(await self.names.known(club_id), track, group_uid, record)

    async def campaign_suggestions(
        self, club: ClubChoice, typed: str, user_id: int
    ) -> list[Activity]:
        """Return a club's campaigns that fit what is typed so far."""
        club_id = await self.names.resolve_seen(club)
        if club_id is None:
            return []
        if not self._is_at_hand(club_id):

            async def ask() -> None:
                self._offers[club_id] = await self._client.clubs.activities(club_id)

            await self._keystrokes.ask(user_id, ask, PATIENCE)
        offered = self._offers.get(club_id)
        found = _fitting(offered.of_type("campaign"), typed) if offered is not None else []
        return found[:SUGGESTIONS]

    def _is_at_hand(self, club_id: int) -> bool:
        offered = self._offers.get(club_id)
        now = self._clock.now().timestamp()
        return offered is not None and now - offered.received_at < CLUB

    async def _offered(self, club_id: int, folder_id: int) -> ActivityList:
        """Return what a club offers; raise for an unknown club, which offers nothing (quirk 90)."""
        answer = await self._client.clubs.activities(club_id, folder_id)
        if not folder_id:
            self._offers[club_id] = answer
        found = list(answer.activity_list)
        for offset in range(LONGEST_PAGE, min(answer.item_count, MOST_ACTIVITIES), LONGEST_PAGE):
            more = await self._client.clubs.activities(club_id, folder_id, offset=offset)
            found += more.activity_list
        if not found:
            await self.names.asked(club_id)
        return answer.model_copy(update={"activity_list": tuple(found)})

    async def _page(
        self, club_id: int, folder_id: int, offered: ActivityList, kind: str, page: int
    ) -> Offer:
        entries = offered.of_type(kind)
        length = ROOMS_PER_PAGE if kind == "room" else CAMPAIGNS_PER_PAGE
        pages = max(1, -(-len(entries) // length))
        page = min(page, pages - 1)
        return Offer(
            club=await self.names.known(club_id),
            entries=entries[page * length : (page + 1) * length],
            folders=offered.of_type("folder"),
            folder_id=folder_id,
            page=page,
            pages=pages,
            total=len(entries),
            received_at=offered.received_at,
            stale=offered.stale,
        )

    async def _room(self, club_id: int, activity: Activity) -> RoomCard:
        """Return a room; some are listed but never answer (quirk 91)."""
        try:
            room = await self._client.clubs.room(club_id, activity.activity_id)
        except Unauthorized:
            raise
        except (Refused, EmptyAnswer, UnexpectedAnswer) as error:
            return RoomCard(activity, None, problem=nadeo_failed(error))
        known = await self._maps.known(room.room.maps)
        maps = tuple((uid, known.get(uid)) for uid in room.room.maps)
        return RoomCard(activity, room, maps)

    async def _campaign_called(self, club_id: int, name: str) -> int:
        found = (await self._offered(club_id, 0)).of_type("campaign")
        meant = [item for item in found if folded(item.name) == folded(name)]
        fitting = meant or _fitting(found, name)
        if len(fitting) != 1:
            raise Refusal(wording.UNKNOWN_CAMPAIGN)
        return fitting[0].campaign_id

    async def _explain(self, club_id: int, number: int) -> None:
        """Refuse with a hint where a number is that of a campaign's activity (quirk 60)."""
        for activity in (await self._offered(club_id, 0)).of_type("campaign"):
            if activity.activity_id == number and activity.campaign_id:
                raise Refusal(wording.is_activity_number(activity.campaign_id))


def _staff(members: Collection[ClubMember]) -> Staff:
    roles = [member.role for member in members]
    return Staff(roles.count("Admin"), roles.count("Content Creator"), roles.count("Apply"))


def _fitting(activities: Collection[Activity], typed: str) -> list[Activity]:
    words = folded(typed).split()
    return [
        activity
        for activity in activities
        if all(word in folded(activity.name) for word in words)
        or str(activity.campaign_id).startswith(typed.strip())
    ]
