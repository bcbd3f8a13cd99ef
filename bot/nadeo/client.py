"""`LiveClient`: a method for each function of the library, and for the neighbours commands need."""

import time
from collections.abc import Callable, Iterable
from copy import copy
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp

from bot.clock import Clock, SystemClock
from bot.nadeo import lifetimes
from bot.nadeo.addresses import Params, address, batches, page, path_number, path_piece
from bot.nadeo.answers import Answer
from bot.nadeo.auth import Audience
from bot.nadeo.budget import Budget
from bot.nadeo.cache import AnswerCache
from bot.nadeo.clubs import ClubRoutes
from bot.nadeo.connection import Connection
from bot.nadeo.errors import NadeoError, ServiceAccountRequired
from bot.nadeo.flights import Flights
from bot.nadeo.hosts import Host
from bot.nadeo.models import (
    ALL_TIME,
    CampaignList,
    ClubCampaign,
    Leaderboard,
    MonthList,
    PlayerClubRecord,
    ReviewConnection,
    ServerAccountList,
    SubmittedMapList,
    TrackMap,
    TrackMapList,
    WaitingTime,
    Zone,
)
from bot.nadeo.names import Names
from bot.nadeo.paths import DEEPEST_RANK, board_path, page_of_board, review_path
from bot.nadeo.players import PlayerRoutes
from bot.nadeo.rankings import CampaignRanking, Placing, PlacingAnswer
from bot.nadeo.reading import Reader
from bot.nadeo.recovery import Recovery
from bot.nadeo.retries import Patience
from bot.nadeo.transport import Request
from bot.nadeo.wire import json_body
from bot.settings import Settings

_AnswerT = TypeVar("_AnswerT", bound=Answer)

_MONTHS = "api/token/campaign/month"
REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_MAPS = 100


class LiveClient:
    """Nadeo's Live services, and what of Core and OAuth makes their answers readable.

    Methods raise the errors of `bot.nadeo.errors`; `bot.nadeo` has an example.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        settings: Settings,
        *,
        clock: Clock | None = None,
        patience: Patience | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._flights = Flights()
        patience = patience or Patience()
        self._connection = Connection(
            session, settings, patience, self._flights, self._clock, monotonic
        )
        self.tally = self._connection.tally
        wait = patience.with_old_at_hand
        self._answers = AnswerCache(self._clock, self._flights, wait, self.tally)
        self._reader = Reader(self._clock)
        self._names = Names(self._connection, settings, self._reader)
        self._anew = False
        self.recovery = Recovery(self._connection.answers, self._clock)
        self.clubs = ClubRoutes(self._ask)
        self.players = PlayerRoutes(self._connection, self._answers, self._reader, settings)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._flights.close()

    def asking_anew(self) -> Self:
        """Copy this client so that it asks Nadeo whatever is at hand; answers are kept as always.

        For those who know that something must have changed: whoever waits for a switch.
        """
        other = copy(self)
        other._anew = True  # noqa: SLF001 # its own class
        other.clubs = ClubRoutes(other._ask)  # noqa: SLF001
        return other

    @property
    def budget(self) -> Budget:
        """The budget of requests, for those who show its state."""
        return self._connection.budget

    @property
    def account_id(self) -> str | None:
        """The id of the bot's own account, None before the first call."""
        return self._connection.account_id

    @property
    def has_names(self) -> bool:
        """Tell whether an OAuth application is configured, without which players have no names."""
        return self._settings.has_names

    @property
    def problem(self) -> NadeoError | None:
        """Why the last call to Nadeo got no answer, None where it got one."""
        return self._connection.problem

    @property
    def answered_at(self) -> float | None:
        """When a call last got an answer, in Unix seconds."""
        return self._connection.answered_at

    def secrets(self) -> tuple[str, ...]:
        """Tell what must be read nowhere, such as the tokens of the moment."""
        return self._connection.secrets()

    async def log_in(self) -> None:
        """Get a token for the Live services, as the first call would."""
        await self._connection.log_in(Audience.LIVE)

    # --- any Live route ------------------------------------------------------------------------

    async def get(self, endpoint: str, params: Params | None = None, body: Any = None) -> Any:
        """Send GET to a Live route and return the decoded JSON, None where there is none.

        The endpoint is a path, with or without a leading slash, or a full URL of the configured
        host. Nothing is cached, but others who ask the same a moment later share the answer.
        """
        return await self._raw("GET", endpoint, params, body, shared=True)

    async def head(self, endpoint: str, params: Params | None = None, body: Any = None) -> None:
        """Send HEAD, which never has a body (quirk 42)."""
        await self._raw("HEAD", endpoint, params, body, shared=True)

    async def options(self, endpoint: str, params: Params | None = None, body: Any = None) -> Any:
        """Send OPTIONS, as `get` does."""
        return await self._raw("OPTIONS", endpoint, params, body, shared=True)

    async def post(self, endpoint: str, params: Params | None = None, body: Any = None) -> Any:
        """Send POST, as `get` does; it is not repeated after a failure that may have had effect."""
        return await self._raw("POST", endpoint, params, body)

    async def put(self, endpoint: str, params: Params | None = None, body: Any = None) -> Any:
        """Send PUT, as `post` does."""
        return await self._raw("PUT", endpoint, params, body)

    async def patch(self, endpoint: str, params: Params | None = None, body: Any = None) -> Any:
        """Send PATCH, as `post` does."""
        return await self._raw("PATCH", endpoint, params, body)

    async def delete(self, endpoint: str, params: Params | None = None, body: Any = None) -> Any:
        """Send DELETE, as `post` does."""
        return await self._raw("DELETE", endpoint, params, body)

    # --- campaigns and days --------------------------------------------------------------------

    async def get_maps_seasonal(self, length: int = 1, offset: int = 0) -> CampaignList:
        """Ask for seasons, newest first; `offset` counts back from the newest."""
        return await self._campaigns("api/campaign/official", length, offset)

    async def get_maps_weekly_short(self, length: int = 1, offset: int = 0) -> CampaignList:
        """Ask for weeks of shorts, newest first."""
        return await self._campaigns("api/campaign/weekly-shorts", length, offset)

    async def get_maps_weekly_grand(self, length: int = 1, offset: int = 0) -> CampaignList:
        """Ask for weekly grands, newest first."""
        return await self._campaigns("api/campaign/weekly-grands", length, offset)

    async def get_maps_cup_of_the_week(self, length: int = 1, offset: int = 0) -> CampaignList:
        """Ask for cups of the week, newest first; each has one map."""
        return await self._campaigns("api/campaign/cup-of-the-week", length, offset)

    async def get_maps_totd(self, length: int = 1, offset: int = 0) -> MonthList:
        """Ask for months of Tracks of the Day; `offset` counts back from the month in Paris."""
        return await self._ask(MonthList, _MONTHS, page(length, offset), lifetimes.month_list)

    async def get_maps_royal(self, length: int = 51, offset: int = 0) -> MonthList:
        """Ask for months of Royal maps; `offset` counts from the present month (quirk 56)."""
        params = {**page(length, offset), "royal": True}
        return await self._ask(MonthList, _MONTHS, params, lifetimes.always(lifetimes.LONGEST_LIST))

    # --- leaderboards --------------------------------------------------------------------------

    async def get_map_leaderboard(
        self,
        map_uid: str,
        group_uid: str = ALL_TIME,
        only_world: bool = True,
        length: int = 5,
        offset: int = 0,
    ) -> Leaderboard:
        """Ask for rows of a map's board; empty for an unknown map or group (quirk 70).

        At most 100 rows, and below rank 10,000 none, for which nothing is asked (quirks 65, 66).
        Without `only_world`, the first five of each zone of the account instead, whatever the page
        (quirks 63, 64).
        """
        if not only_world:
            self._need_service_account()
        path = f"{board_path(map_uid, group_uid)}/top"
        params = {"onlyWorld": only_world, **page_of_board(length, offset)}
        if only_world and offset >= DEEPEST_RANK:
            age = self._clock.timestamp()
            return Leaderboard(group_uid=group_uid, map_uid=map_uid, received_at=age)
        return await self._ask(Leaderboard, path, params, lifetimes.always(lifetimes.LADDER))

    async def get_player_club_record(
        self, map_uid: str, club_id: int, group_uid: str = ALL_TIME
    ) -> PlayerClubRecord | None:
        """Ask for the account's own record and its rank in a club, None where it has none.

        Never kept: the first read of a map may be wrong, so the second must be a read (quirk 71).
        """
        self._need_service_account()
        path = f"{board_path(map_uid, group_uid)}/club/{path_number(club_id, 'the club id')}"
        answer = await self._raw("GET", path, None, None)
        if not answer:
            return None
        age = {"received_at": self._clock.timestamp()}
        return self._reader.value(PlayerClubRecord, answer).model_copy(update=age)

    async def get_surround(
        self, map_uid: str, score: int, group_uid: str = ALL_TIME, lower: int = 1, upper: int = 1
    ) -> Leaderboard:
        """Place a score as if the account had it (quirk 73), with those on each side of it."""
        path = f"{board_path(map_uid, group_uid)}/surround/{lower}/{upper}"
        params = {"score": score, "onlyWorld": True}
        return await self._ask(Leaderboard, path, params, lifetimes.always(lifetimes.LADDER))

    async def get_placing(
        self, map_uid: str, score: int, group_uid: str = ALL_TIME
    ) -> Placing | None:
        """Ask which place a score would have; an empty answer is asked for twice (quirk 75)."""
        path_piece(map_uid, "the map uid")
        body = {"maps": [{"mapUid": map_uid, "groupUid": group_uid}]}
        params = {f"scores[{map_uid}]": score}

        async def ask() -> PlacingAnswer:
            for _ in range(2):
                data = await self._raw("POST", "api/token/leaderboard/group/map", params, body)
                if data:
                    return PlacingAnswer(placing=self._reader.values(Placing, data)[0])
            return PlacingAnswer()

        key = ("placing", map_uid, score, group_uid)
        answer = await self._answers.get(key, lifetimes.placing, ask, anew=self._anew)
        return answer.placing

    async def get_campaign_ranking(
        self, group_uid: str, length: int = 10, offset: int = 0
    ) -> CampaignRanking:
        """Ask for rows of a campaign's ranking; empty for an unknown group.

        At most 100 rows, and below rank 10,000 none, as on the boards of maps.
        """
        path = f"api/token/leaderboard/group/{path_piece(group_uid, 'the group uid')}/top"
        params = {"onlyWorld": True, **page_of_board(length, offset)}
        if offset >= DEEPEST_RANK:
            return CampaignRanking(group_uid=group_uid, received_at=self._clock.timestamp())
        return await self._ask(CampaignRanking, path, params, lifetimes.always(lifetimes.LADDER))

    # --- clubs and map review ------------------------------------------------------------------

    async def get_club_campaign(self, club_id: int, campaign_id: int) -> ClubCampaign:
        """Ask for a club's campaign by campaign id, which is not its activity id (quirk 60)."""
        club, campaign = path_number(club_id, "club id"), path_number(campaign_id, "campaign id")
        path = f"api/token/club/{club}/campaign/{campaign}"
        return await self._ask(ClubCampaign, path, {}, lifetimes.always(lifetimes.CLUB))

    async def get_map_review_connect(self, review_type: str) -> ReviewConnection:
        """Ask how to join a review server; never kept, and for service accounts only.

        Asking may start the server: do it for a person, not in the background (quirk 87).
        """
        self._need_service_account()
        path = f"{review_path(review_type)}/connect"
        return await self._ask(ReviewConnection, path, {}, lifetimes.always(0))

    async def get_map_review_waiting_time(self, review_type: str) -> WaitingTime:
        """Ask how long a map submitted now waits until it is played."""
        path = f"{review_path(review_type)}/waiting-time"
        return await self._ask(WaitingTime, path, {}, lifetimes.always(lifetimes.WAITING_TIME))

    async def get_map_review_submitted(
        self, review_type: str, length: int = 144, offset: int = 0
    ) -> SubmittedMapList:
        """Ask for what the account itself submitted, with votes and map (quirks 79 to 81)."""
        self._need_service_account()
        path = f"{review_path(review_type)}/submitted-map"
        params = {**page(length, offset), "withFeedback": True, "withMapInfo": True}
        return await self._ask(
            SubmittedMapList, path, params, lifetimes.always(lifetimes.SUBMISSIONS)
        )

    async def get_server_accounts(self) -> ServerAccountList:
        """Ask for the dedicated servers of the account's owner: for operators only."""
        self._need_service_account()
        path = "api/token/server/player-server/account"
        return await self._ask(ServerAccountList, path, {}, lifetimes.always(lifetimes.SERVERS))

    # --- neighbours ----------------------------------------------------------------------------

    async def get_map(self, map_uid: str) -> TrackMap:
        """Ask for a map; raise `NotFound` for an unknown one, whatever status Nadeo chose."""
        path = f"api/token/map/{path_piece(map_uid, 'the map uid')}"
        return await self._ask(TrackMap, path, {}, lifetimes.always(lifetimes.DAY))

    async def get_maps(self, map_uids: Iterable[str], *, keep: bool = True) -> dict[str, TrackMap]:
        """Ask for maps, 100 a request, and give them by uid; unknown ones are missing.

        Whoever keeps them elsewhere need not have them kept here.
        """
        lifetime = lifetimes.always(lifetimes.DAY if keep else 0)
        uids = [path_piece(uid, "a map uid") for uid in map_uids if uid]
        found: dict[str, TrackMap] = {}
        for batch in batches(uids, MOST_MAPS):
            params = {"mapUidList": ",".join(batch)}
            path = "api/token/map/get-multiple"
            maps = await self._ask(TrackMapList, path, params, lifetime)
            found |= {item.uid: item for item in maps.dated()}
        return found

    async def get_zones(self) -> tuple[Zone, ...]:
        """Ask the Core services, not Live, for the tree of all places, some 1,200."""
        url = address(str(self._settings.nadeo_core_url), "zones/")
        request = Request(Host.CORE, "GET", url, shared=True)
        return self._reader.values(Zone, await self._connection.call(request, Audience.CORE))

    async def get_display_names(self, account_ids: Iterable[str]) -> dict[str, str]:
        """Ask for names by account id, 50 a request; ids without a name are missing.

        Without an OAuth application only Nadeo's own accounts have names.
        """
        return await self._names.of_accounts(account_ids)

    async def get_account_ids(self, display_names: Iterable[str]) -> dict[str, str]:
        """Ask for account ids by name as you wrote it; unknown names are missing.

        Whether Nadeo minds the case is not known: names are matched without it.
        """
        return await self._names.accounts_of(display_names)

    # --- how -----------------------------------------------------------------------------------

    def _need_service_account(self) -> None:
        if self._settings.nadeo_account == "dedicated":
            raise ServiceAccountRequired("this call needs a service account")

    async def _raw(
        self, method: str, endpoint: str, params: Params | None, body: Any, shared: bool = False
    ) -> Any:
        url = address(str(self._settings.nadeo_live_url), endpoint, params)
        is_repeatable = method in REPEATABLE
        body = json_body(body)
        request = Request(
            Host.LIVE, method, url, json=body, repeatable=is_repeatable, shared=shared
        )
        return await self._connection.call(request, Audience.LIVE)

    async def _ask(
        self,
        model: type[_AnswerT],
        path: str,
        params: Params,
        lifetime: Callable[[_AnswerT, float], float],
    ) -> _AnswerT:
        """Return a route's answer as a model, from the cache while it holds."""

        async def ask() -> _AnswerT:
            return self._reader.answer(model, await self._raw("GET", path, params, None))

        key = (path, *params.items())
        return await self._answers.get(key, lifetime, ask, anew=self._anew)

    async def _campaigns(self, path: str, length: int, offset: int) -> CampaignList:
        return await self._ask(CampaignList, path, page(length, offset), lifetimes.campaign_list)
