"""What clubs offer, at their tops and in their folders, and which of their campaigns is meant."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import chain

from cachetools import LRUCache

from bot.clock import Clock, holds
from bot.clubs.keystrokes import Keystrokes
from bot.clubs.typed import club_campaign_label
from bot.face.limits import MOST_CHOICES
from bot.maps.folding import folded, is_same, other_spellings, readings
from bot.nadeo.client import LiveClient
from bot.nadeo.club_models import Activity, ActivityList
from bot.nadeo.clubs import LONGEST_PAGE
from bot.nadeo.errors import (
    EmptyAnswer,
    NadeoError,
    Refused,
    ServerFault,
    Unauthorized,
    UnexpectedAnswer,
)
from bot.nadeo.lifetimes import CLUB
from bot.nadeo.side_by_side import side_by_side

_PATIENCE = 2.0
"""How long suggestions wait for Nadeo where nothing seen fits, in seconds."""
MOST_ACTIVITIES = 1000
"""How much of what a club offers is asked for."""
MOST_FOLDERS = 5
"""How many folders are opened to find a campaign: each of them costs a request."""
FOLDERS_A_KEYSTROKE = 2
PATIENCE_FOR_ALL = 15.0
"""How long what has come waits for a folder that hangs, in seconds."""
REMEMBERED_LISTS = 400


class ClubActivities:
    """Knows what clubs offer; a folder that was opened once is at hand for a while."""

    def __init__(self, client: LiveClient, clock: Clock, keystrokes: Keystrokes) -> None:
        self._client = client
        self._clock = clock
        self._keystrokes = keystrokes
        self._lists: LRUCache[tuple[int, int], ActivityList] = LRUCache(REMEMBERED_LISTS)

    async def of(self, club_id: int, folder_id: int = 0) -> ActivityList:
        """Return all that a club offers at its top or in a folder."""
        answer = await self._glance(club_id, folder_id)
        found = {one.activity_id: one for one in answer.activity_list}
        for offset in range(LONGEST_PAGE, min(answer.item_count, MOST_ACTIVITIES), LONGEST_PAGE):
            more = await self._client.clubs.activities(club_id, folder_id, offset=offset)
            fresh = {one.activity_id: one for one in more.activity_list}
            if fresh.keys() <= found.keys():
                break
            found = fresh | found
        return self._remember(club_id, folder_id, answer, found.values())

    async def campaigns_called(self, club_id: int, name: str) -> Sequence[Activity]:
        """Return the campaign that a name means, or all that it may; folders are opened for it.

        A campaign that is called exactly so comes before those that only hold the words.
        """
        top = await self.of(club_id)
        seen = list(top.of_type("campaign"))
        if (found := _only(_called(seen, name)) or _only(_fitting(seen, name))) is not None:
            return [found]
        problem: NadeoError | TimeoutError | None = None
        for inside in await self._opened(club_id, top):
            if isinstance(inside, NadeoError | TimeoutError):
                problem = inside
                continue
            seen += inside
            if (found := _only(_called(seen, name))) is not None:
                return [found]
        if problem is not None:
            # It may lie where Nadeo told nothing.
            raise problem
        return _fitting(seen, name)

    def labelled(self, club_id: int, typed: str) -> int | None:
        """Return the number of the campaign that was offered under this label, as far as known."""
        seen = self._seen(club_id, "")
        ids = (one.campaign_id for one in seen if is_same(club_campaign_label(one), typed))
        return next(ids, None)

    async def campaign_of_activity(self, club_id: int, number: int) -> int:
        """Return the number of the campaign behind that of its activity, 0 for none (quirk 60)."""
        top = await self.of(club_id)
        found = _behind(top.of_type("campaign"), number)
        opened = [] if found else await self._opened(club_id, top)
        inside = (one for one in opened if not isinstance(one, NadeoError | TimeoutError))
        return found or _behind(chain.from_iterable(inside), number)

    async def suggestions(self, club_id: int, typed: str, user_id: int) -> list[Activity]:
        """Find campaigns by what is typed so far; a few folders are opened if none fits."""
        found = self._seen(club_id, typed)
        has_more = bool(self._unopened(club_id)) and not found
        if has_more or not self._is_at_hand(club_id, 0):
            await self._keystrokes.ask(user_id, partial(self._look, club_id, typed), _PATIENCE)
            found = self._seen(club_id, typed)
        return found[:MOST_CHOICES]

    async def _look(self, club_id: int, typed: str) -> None:
        """Ask for the top, and open a few folders while nothing seen fits."""
        if not self._is_at_hand(club_id, 0):
            await self._glance(club_id, 0)
        for folder_id in self._unopened(club_id)[:FOLDERS_A_KEYSTROKE]:
            if self._seen(club_id, typed):
                return
            await self._glance(club_id, folder_id)

    async def _glance(self, club_id: int, folder_id: int) -> ActivityList:
        """Return the first page of a list, which is all of nearly every one."""
        answer = await self._client.clubs.activities(club_id, folder_id)
        return self._remember(club_id, folder_id, answer, answer.activity_list)

    def _remember(
        self, club_id: int, folder_id: int, answer: ActivityList, entries: Iterable[Activity]
    ) -> ActivityList:
        whole = {"activity_list": tuple(sorted(entries, key=lambda entry: entry.position))}
        self._lists[club_id, folder_id] = answer.model_copy(update=whole)
        return self._lists[club_id, folder_id]

    async def _campaigns_in(self, club_id: int, folder_id: int) -> tuple[Activity, ...]:
        """Return what a folder holds, nothing where Nadeo does not tell of this one."""
        try:
            return (await self.of(club_id, folder_id)).of_type("campaign")
        except Unauthorized:
            raise
        except (Refused, ServerFault, EmptyAnswer, UnexpectedAnswer):
            return ()

    async def _opened(
        self, club_id: int, top: ActivityList
    ) -> list[tuple[Activity, ...] | NadeoError | TimeoutError]:
        """Return what the folders worth opening hold, or why that is not told."""
        folders = self._worth_opening(club_id, top)
        return await side_by_side(folders, partial(self._campaigns_in, club_id), PATIENCE_FOR_ALL)

    def _worth_opening(self, club_id: int, top: ActivityList) -> list[int]:
        """Return the top's folders, those that cost nothing first, and not too many others."""
        folders = [folder.activity_id for folder in top.of_type("folder")]
        opened = [folder for folder in folders if self._is_at_hand(club_id, folder)]
        return [*opened, *[one for one in folders if one not in opened][:MOST_FOLDERS]]

    def _unopened(self, club_id: int) -> list[int]:
        top = self._lists.get((club_id, 0))
        folders = top.of_type("folder") if top is not None else ()
        ids = [folder.activity_id for folder in folders]
        return [folder_id for folder_id in ids if not self._is_at_hand(club_id, folder_id)]

    def _seen(self, club_id: int, typed: str) -> list[Activity]:
        """Return fitting campaigns of the top, then those of the folders that were opened."""
        top = self._lists.get((club_id, 0))
        if top is None:
            return []
        places = [0, *[folder.activity_id for folder in top.of_type("folder")]]
        lists = [self._lists.get((club_id, place)) for place in places]
        campaigns = [entry for one in lists if one for entry in one.of_type("campaign")]
        return _fitting(campaigns, typed)

    def _is_at_hand(self, club_id: int, folder_id: int) -> bool:
        seen = self._lists.get((club_id, folder_id))
        now = self._clock.timestamp()
        return seen is not None and holds(seen.received_at, now, seen.received_at + CLUB)


def _behind(campaigns: Iterable[Activity], number: int) -> int:
    ids = (one.campaign_id for one in campaigns if one.activity_id == number and one.campaign_id)
    return next(ids, 0)


def _only(found: Collection[Activity]) -> Activity | None:
    return next(iter(found)) if len(found) == 1 else None


def _called(activities: Iterable[Activity], name: str) -> list[Activity]:
    return [activity for activity in activities if is_same(activity.name, name)]


def _fitting(activities: Iterable[Activity], typed: str) -> list[Activity]:
    number = typed.strip()
    return [
        activity
        for activity in activities
        if _holds(activity.name, typed) or str(activity.campaign_id).startswith(number)
    ]


def _holds(name: str, typed: str) -> bool:
    """Tell whether a name holds what is typed, in one of its readings."""
    spellings = f"{folded(name)} {other_spellings(name)}"
    return any(all(word in spellings for word in words) for words in readings(typed))
