"""Clubs: their cards, what they shown, their ladders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.clock import Clock
from bot.clubs import wording
from bot.clubs.activities import ClubActivities
from bot.clubs.cards import (
    MAPS_OF_A_ROOM,
    ActivityPage,
    ClubBoardPage,
    ClubCampaignCard,
    ClubCard,
    ClubName,
    ClubRecordCard,
    RoomCard,
    RoomsPage,
    Staff,
)
from bot.clubs.keystrokes import Keystrokes
from bot.clubs.names import ClubNames
from bot.clubs.typed import CampaignChoice, ClubChoice, club_campaign_offers, labelled_number
from bot.face.suggestions import GUESSES_SHOWN
from bot.face.wording import problem_of
from bot.ladders.boards import Boards, Excerpt, chunk_offset
from bot.ladders.cards import PAGE_LENGTH, BoardPage
from bot.maps.lookup.maps import Maps, hinting
from bot.maps.releases import Target
from bot.nadeo.client import LiveClient
from bot.nadeo.club_models import Activity, ActivityList, ClubMember, ClubRoom
from bot.nadeo.errors import (
    Busy,
    LoginRejected,
    NadeoError,
    NotFound,
    ServerFault,
    Unauthorized,
    Unavailable,
)
from bot.nadeo.models import TrackMap
from bot.nadeo.side_by_side import side_by_side
from bot.refusal import Question, Refusal
from bot.storage.store import Store
from bot.text import escape

CAMPAIGNS_PER_PAGE = 15
ROOMS_PER_PAGE = 5
"""Each of them costs a request."""
_PATIENCE = 15.0
"""How long what has come waits for what hangs, in seconds."""
CALLS_FOR_A_CARD = 2
"""How many requests one card may cost: a club is not asked for its name beyond that."""

LOGIN_REFUSED = (Unauthorized, LoginRejected)
"""Without a login nothing is told: no half of a card either."""
SILENCE = (Unavailable, Busy, TimeoutError)
"""Nadeo said nothing at all, unlike where it refuses or answers something odd."""


class ClubLookup:
    """Puts together what the club commands show."""

    def __init__(
        self, client: LiveClient, store: Store, clock: Clock, maps: Maps, boards: Boards
    ) -> None:
        self._client = client
        self._maps = maps
        self._boards = boards
        self._keystrokes = Keystrokes(client.budget, clock)
        self._activities = ClubActivities(client, clock, self._keystrokes)
        self.names = ClubNames(client, store, clock, self._keystrokes)

    async def close(self) -> None:
        """End what was asked for suggestions."""
        await self._keystrokes.close()

    async def card(self, club_id: int) -> ClubCard:
        """Return a club's card, without its members where those are not told."""
        club = await self.names.club(club_id)
        (answer,) = await side_by_side([club_id], self._client.clubs.members, _PATIENCE)
        if isinstance(answer, LOGIN_REFUSED):
            raise answer
        if isinstance(answer, NadeoError | TimeoutError):
            return ClubCard(club, None)
        is_whole = len(answer.club_member_list) >= answer.item_count
        staff = _staff(answer.club_member_list) if is_whole else None
        return ClubCard(club, answer.item_count, staff)

    async def campaigns(self, club_id: int, folder_id: int = 0, page: int = 0) -> ActivityPage:
        """Turn to a page of campaigns, with the club's name as far as it is told."""
        offered = await self._offered(club_id, folder_id)
        shown = await self._page(club_id, folder_id, offered, "campaign", page)
        return replace(shown, club=await self.names.asked(club_id))

    async def rooms(self, club_id: int, folder_id: int = 0, page: int = 0) -> RoomsPage:
        """Turn to a page of rooms, each asked for itself; nobody joins one."""
        offered = await self._offered(club_id, folder_id)
        shown = await self._page(club_id, folder_id, offered, "room", page)
        rooms = await self._rooms(club_id, shown.entries)
        if not shown.club.name:
            told = (card.room.club_name for card in rooms if card.room is not None)
            shown = replace(shown, club=ClubName(club_id, next(told, "")))
        return RoomsPage(shown, tuple(rooms), offered.of_type("map-review"))

    async def campaign(self, club_id: int, choice: CampaignChoice) -> ClubCampaignCard:
        """Return one of a club's campaigns with its maps, by uid where those are not told."""
        if isinstance(choice, str):
            choice = await self._campaign_called(club_id, choice)
        try:
            found = await self._client.get_club_campaign(club_id, choice)
        except NotFound:
            await self._explain(club_id, choice)
            raise
        uids = [entry.map_uid for entry in found.campaign.playlist]
        maps, problem = await self._maps_of(uids)
        return ClubCampaignCard(found, tuple((uid, maps.get(uid)) for uid in uids), problem)

    async def _maps_of(self, uids: Sequence[str]) -> tuple[dict[str, TrackMap], str]:
        """Return maps, or those at hand and why the others are missing."""
        if not uids:
            return {}, ""
        (found,) = await side_by_side([uids], self._maps.several, _PATIENCE)
        if isinstance(found, LOGIN_REFUSED):
            raise found
        if isinstance(found, NadeoError | TimeoutError):
            return await self._maps.known(uids), problem_of(found, wording.REASONS)
        return found, ""

    async def board(self, club_id: int, target: Target, group_uid: str, rank: int) -> ClubBoardPage:
        """Ask for a map's ladder among members; the club's name only where calls allow it."""
        is_at_hand = bool(await self._maps.known([target.map_uid]))
        with hinting():
            track = await self._maps.get(target.map_uid, any_age=True)
        answer = await self._client.clubs.leaderboard(
            target.map_uid, club_id, group_uid, offset=chunk_offset(rank)
        )
        excerpt = Excerpt(target, track, group_uid, answer.top, answer.came, answer)
        are_named = await self._boards.are_named(excerpt, rank)
        calls = 1 + (not is_at_hand) + (not are_named)
        # An unknown club looks like one whose members never drove here.
        club = await self._named(club_id, calls if answer.length else 0)
        page = await self._boards.page_of(excerpt, rank)
        return ClubBoardPage(club, answer.length, _within(page, answer.length))

    async def record(self, club_id: int, target: Target, group_uid: str) -> ClubRecordCard:
        """Ask for the account's own record; the club's name only where calls allow it."""
        calls = 1 + (not await self._maps.known([target.map_uid]))
        with hinting():
            track = await self._maps.get(target.map_uid, any_age=True)
        record = await self._client.get_player_club_record(target.map_uid, club_id, group_uid)
        if record is not None and record.position == 1:
            # The first read of a map may say so wrongly (quirk 71).
            record = await self._client.get_player_club_record(target.map_uid, club_id, group_uid)
            calls += 1
        return ClubRecordCard(await self._named(club_id, calls), track, group_uid, record)

    async def fitting_campaigns(self, club: ClubChoice, typed: str, user_id: int) -> list[Activity]:
        """Find a club's campaigns by what is typed so far; none for a club nobody has seen yet."""
        club_id = await self.names.found_seen(club)
        if club_id is None:
            return []
        return await self._activities.suggestions(club_id, typed, user_id)

    async def _named(self, club_id: int, calls: int) -> ClubName:
        """Return a club as it is called, from Nadeo only where no more was asked than may be."""
        if calls >= CALLS_FOR_A_CARD:
            return await self.names.known(club_id)
        try:
            return await self.names.asked(club_id)
        except NotFound:
            raise
        except NadeoError:
            return await self.names.known(club_id)

    async def _offered(self, club_id: int, folder_id: int) -> ActivityList:
        """Return what a club offers; raise for an unknown club, which offers nothing (quirk 90)."""
        offered = await self._activities.of(club_id, folder_id)
        if not offered.activity_list:
            await self.names.asked(club_id)
        return offered

    async def _page(
        self, club_id: int, folder_id: int, offered: ActivityList, kind: str, page: int
    ) -> ActivityPage:
        entries = offered.of_type(kind)
        length = ROOMS_PER_PAGE if kind == "room" else CAMPAIGNS_PER_PAGE
        pages = max(1, -(-len(entries) // length))
        page = min(page, pages - 1)
        return ActivityPage(
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

    async def _rooms(self, club_id: int, activities: Sequence[Activity]) -> list[RoomCard]:
        """Return rooms: some are listed but never answer, and hide no other (quirk 91)."""
        ids = [activity.activity_id for activity in activities]
        ask = partial(self._client.clubs.room, club_id)
        found = await side_by_side(ids, ask, _PATIENCE)
        _raise_if_down(found)
        opened = [room.room.maps for room in found if isinstance(room, ClubRoom)]
        maps, _ = await self._maps_of([uid for uids in opened for uid in uids[:MAPS_OF_A_ROOM]])
        pairs = zip(activities, found, strict=True)
        return [_room_card(activity, room, maps) for activity, room in pairs]

    async def _campaign_called(self, club_id: int, name: str) -> int:
        offered = self._activities.labelled(club_id, name)
        if offered is not None:
            return offered
        await self._offered(club_id, 0)
        found = await self._activities.campaigns_called(club_id, name)
        number = found[0].campaign_id if len(found) == 1 else labelled_number(name)
        if number is not None:
            return number
        if not found:
            raise Refusal(wording.UNKNOWN_CAMPAIGN)
        offers = club_campaign_offers(found)
        names = [escape(label) for label, _ in offers[:GUESSES_SHOWN]]
        sentence = wording.several_campaigns(names, len(found) - len(names))
        raise Question(sentence, "campaign", offers)

    async def _explain(self, club_id: int, number: int) -> None:
        """Refuse with a hint where a number is that of a campaign's activity (quirk 60)."""
        await self._offered(club_id, 0)
        campaign_id = await self._activities.campaign_of_activity(club_id, number)
        if campaign_id:
            choice = (wording.campaign_number(campaign_id), str(campaign_id))
            raise Question(wording.is_activity_number(campaign_id), "campaign", [choice])


def _room_card(
    activity: Activity,
    room: ClubRoom | NadeoError | TimeoutError,
    maps: Mapping[str, TrackMap],
) -> RoomCard:
    if isinstance(room, NadeoError | TimeoutError):
        return RoomCard(activity, None, problem=problem_of(room, wording.REASONS))
    return RoomCard(activity, room, tuple((uid, maps.get(uid)) for uid in room.room.maps))


def _raise_if_down(found: Sequence[ClubRoom | NadeoError | TimeoutError]) -> None:
    """Raise where Nadeo takes no login, or told of no room at all.

    A 500 may be its way to say that this one room is gone (quirk 18).
    """
    refused = next((room for room in found if isinstance(room, LOGIN_REFUSED)), None)
    if refused is not None:
        raise refused
    silent = [room for room in found if isinstance(room, SILENCE)]
    faults = sum(isinstance(error, ServerFault) for error in silent)
    if silent and len(silent) == len(found) and (not faults or len(found) > 1):
        raise silent[0]


def _within(page: BoardPage, ranked: int) -> BoardPage:
    """Return a page that leads no further than there are ranks, as far as that is told."""
    ends_here = 0 < ranked < page.first_rank + PAGE_LENGTH
    return replace(page, has_next=page.has_next and not ends_here)


def _staff(members: Collection[ClubMember]) -> Staff:
    roles = [member.role for member in members]
    return Staff(roles.count("Admin"), roles.count("Content Creator"), roles.count("Apply"))
