"""The one object that commands ask for cards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot import wording
from bot.cards import (
    Board,
    BoardNote,
    BoardPage,
    MapCard,
    OfficialMap,
    PlaceCard,
    RankingPage,
    Release,
    Target,
)
from bot.catalogue import Catalogue
from bot.clock import Clock
from bot.lookup.boards import Boards
from bot.lookup.clubs import Clubs
from bot.lookup.lists import Lists
from bot.lookup.maps import Maps, hinting
from bot.lookup.people import People
from bot.lookup.places import Places
from bot.lookup.rankings import Rankings
from bot.lookup.reviews import Reviews
from bot.lookup.tracks import Tracks
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME
from bot.queries import (
    CampaignWish,
    DayChoice,
    MapChoice,
    MapName,
    MapUid,
    TypedScore,
    map_choice,
    map_label,
    score_on,
)
from bot.refusal import Question, Refusal
from bot.storage.store import Store
from bot.text import escape
from bot.wording import official

GUESSES_SHOWN = 5


class Lookup:
    """Puts answers together to cards."""

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self.clock = clock
        self.maps = Maps(client, store, clock)
        self.people = People(client, store, clock)
        self.catalogue = Catalogue(client, store, clock, self.people.learn)
        self.tracks = Tracks(self.catalogue.months)
        self.lists = Lists(self.catalogue, self.maps, self.people, clock)
        self.boards = Boards(client, self.maps, self.people, clock)
        self.places = Places(client, self.boards, clock)
        self.rankings = Rankings(client, self.people)
        self.reviews = Reviews(client, store, clock, self.maps)
        self.clubs = Clubs(client, store, clock, self.maps, self.boards)

    async def close(self) -> None:
        """End what was asked beside the commands."""
        await self.clubs.close()
        await self.people.close()

    async def index(self) -> None:
        """Make the words by which maps and clubs are found where an older program's are in use."""
        await self.catalogue.finder.index()
        await self.clubs.names.index()

    async def warm_up(self) -> None:
        """Fetch what nearly every command wants: the running track and the places.

        Each without the other where it must be; the first failure is raised in the end.
        """
        problems: list[NadeoError | Refusal] = []
        for part in (self._running_card, self.people.refresh_zones):
            try:
                await part()
            except (NadeoError, Refusal) as error:
                problems.append(error)
        if problems:
            raise problems[0]

    async def _running_card(self) -> None:
        await self.card(await self.track("today"))

    # --- which map -----------------------------------------------------------------------------

    # Whatever is typed is understood before the answer is deferred, without a question that takes
    # long, so that only its author reads a refusal; after that it is found.

    async def understood(self, typed: str | None) -> Target | DayChoice:
        """Return what was meant as a map; refuse what is not understood, or is still to come."""
        choice = await self._choice(typed)
        if isinstance(choice, MapUid):
            return await self.find(choice.uid)
        if not isinstance(choice, MapName):
            return choice
        found = _only(await self.catalogue.finder.understand(choice.words))
        if found is None:
            is_filled = await self.catalogue.is_filled()
            raise Refusal(wording.UNKNOWN_MAP if is_filled else official.STILL_COLLECTING)
        return found

    async def understood_day(self, typed: str | None) -> Target | DayChoice:
        """Return what was meant as a day, by its date or by its track."""
        choice = await self._choice(typed)
        if isinstance(choice, MapUid):
            release = await self.catalogue.release_of(choice.uid, {"totd"})
            if release is None:
                has_lists = await self.catalogue.has_lists()
                raise Refusal(official.NEVER_A_TRACK if has_lists else official.COLLECTING_DAYS)
            return Target(choice.uid, release)
        if not isinstance(choice, MapName):
            return choice
        found = _only(await self.catalogue.finder.understand(choice.words, {"totd"}))
        if found is None:
            is_filled = await self.catalogue.is_filled()
            raise Refusal(wording.UNKNOWN_DATE if is_filled else official.COLLECTING_TRACKS)
        return found

    async def _choice(self, typed: str | None) -> MapChoice:
        choice = map_choice(typed, self.tracks.newest_date())
        if isinstance(choice, date):
            await self.tracks.refuse_to_come(choice)
        if isinstance(choice, MapName) and await self.catalogue.release_of(choice.words):
            # Made by hand, it does not look like a uid (quirk 101).
            return MapUid(choice.words)
        return choice

    async def found(self, wanted: Target | DayChoice) -> Target:
        """Return the map that was understood; for days this may ask Nadeo."""
        return wanted if isinstance(wanted, Target) else await self.track(wanted)

    async def track(self, choice: DayChoice) -> Target:
        """Return the Track of a day."""
        if isinstance(choice, date):
            return await self.tracks.on(choice)
        return await (self.tracks.running() if choice == "today" else self.tracks.previous())

    async def find(self, map_uid: str) -> Target:
        """Return a map by uid, as what it came out last if we know of that.

        One that is listed for a day to come is refused as if nobody knew it.
        """
        release = await self.catalogue.release_of(map_uid)
        if release is None and await self.catalogue.to_come.holds(map_uid):
            raise Refusal(wording.UNKNOWN_MAP)
        return Target(map_uid, release)

    # --- cards ---------------------------------------------------------------------------------

    async def card(self, target: Target) -> MapCard:
        """Return a map's card; the Royal archive never changes any more."""
        release = target.release
        is_archived = release is not None and release.kind == "royal"
        with hinting():
            track = await self.maps.get(target.map_uid, any_age=is_archived)
        names = await self.people.names([track.author], any_age=is_archived)
        ages = [target.as_of, track.received_at if track.stale else None]
        as_of = min((age for age in ages if age is not None), default=None)
        is_over = release is not None and not release.runs_at(self.clock.now().timestamp())
        return MapCard(track, names[track.author], release, as_of, is_over)

    async def board(self, target: Target, board: Board | None, rank: int) -> BoardPage:
        """Return a page of a map's board: the season's if it has one, else the all-time one."""
        group_uid = group_of(target, board)
        with hinting():
            page = await self.boards.page(target, group_uid, rank)
        return page if page.note else replace(page, note=await self._note(target, board))

    async def board_of_group(self, map_uid: str, group_uid: str, rank: int) -> BoardPage:
        """Return a page of the board that a button named."""
        return await self.boards.page(await self.find(map_uid), group_uid, rank)

    async def place(self, target: Target, typed: TypedScore, board: Board | None) -> PlaceCard:
        """Return the rank that a score would have on a map."""
        with hinting():
            track = await self.maps.get(target.map_uid, any_age=True)
        card = await self.places.place(target, track, score_on(track.kind, typed), board)
        return replace(card, note=await self._note(target, board))

    async def _note(self, target: Target, board: Board | None) -> BoardNote:
        """Return why it is the all-time board, where the season's was expected."""
        release = target.release
        if board == "all-time" or (release is not None and release.season_uid):
            return ""
        if release is None and not await self.catalogue.has_lists():
            return "season-unknown"
        return "no-season" if board == "season" else ""

    async def ranking(self, wanted: Release | CampaignWish, rank: int) -> RankingPage:
        """Return a page of a campaign's points ranking."""
        return await self.rankings.page(await self.lists.found(wanted), rank)

    async def ranking_of_group(self, season_uid: str, rank: int) -> RankingPage:
        """Return a page of the ranking that a button named."""
        release = await self.catalogue.release_of_group(season_uid)
        if release is None:
            raise Refusal(wording.OUTDATED_BUTTON)
        return await self.rankings.page(release, rank)


def group_of(target: Target, board: Board | None) -> str:
    """Return the group of a map's board: the season's while it has one, else the all-time one."""
    season = target.release.season_uid if target.release is not None else ""
    return season if season and board in {None, "season"} else ALL_TIME


def _only(found: Sequence[OfficialMap]) -> Target | None:
    """Return the one that was found, None where none was; ask back where there are several."""
    if len(found) > 1:
        names = [escape(map_label(item)) for item in found[:GUESSES_SHOWN]]
        choices = [(map_label(item), item.map_uid) for item in found]
        raise Question(official.several_maps(names, len(found) - len(names)), "map", choices)
    return Target(found[0].map_uid, found[0].release) if found else None
