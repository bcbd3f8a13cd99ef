"""What Nadeo tells of given players, which `LiveClient` offers as `players`."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.nadeo.addresses import Params, address, batches, path_piece
from bot.nadeo.auth import Audience
from bot.nadeo.cache import AnswerCache
from bot.nadeo.connection import Connection
from bot.nadeo.errors import InvalidArgument, Refused, ServiceAccountRequired
from bot.nadeo.hosts import Host
from bot.nadeo.lifetimes import CLUB, LADDER, always
from bot.nadeo.player_models import (
    ClubTag,
    CoreMap,
    GameMode,
    MapRecord,
    MapRecordList,
    SeasonRank,
    Trophies,
    TrophyAnswer,
    WebIdentity,
    is_uuid,
)
from bot.nadeo.reading import Reader
from bot.nadeo.transport import Request
from bot.settings import Settings

_ModelT = TypeVar("_ModelT", bound=BaseModel)

MOST_IDS = 200
"""The most accounts or maps of one question to Core: its address must stay short (quirk 115)."""
MOST_TROPHIES = 100
"""The most players of one question for trophies; nobody documents a maximum."""
MOST_REFUSALS = 2 * MOST_IDS.bit_length()
"""So many refused parts of one question are looked into: enough for the ids of a few."""

_RECORDS = "v2/mapRecords/by-account/"
_LONGEST_LIST = MOST_IDS * 60
"""Room for that many ids as `batches` counts them."""


class PlayerRoutes:
    """Records, trophies, ranks, tags and first days of any players, asked for many at once.

    Account ids that Nadeo would not take are left out, since one spoils a whole question
    (quirk 116); players without an answer are missing.
    """

    def __init__(
        self, connection: Connection, answers: AnswerCache, reader: Reader, settings: Settings
    ) -> None:
        self._connection = connection
        self._answers = answers
        self._reader = reader
        self._settings = settings

    async def records(
        self,
        map_id: str,
        mode: GameMode,
        account_ids: Iterable[str],
        season_uid: str = "",
        *,
        anew: bool = False,
    ) -> MapRecordList:
        """Ask for players' records on a map, of all time or of a season; 200 players a request.

        `map_id` is Core's id and not the uid (quirk 105); one map a question (quirk 106). Records
        that were removed are left out (quirk 113). `anew` asks whatever is at hand and keeps
        nothing: whoever reads for all keeps what was read elsewhere.
        """
        if not is_uuid(map_id):
            # Nadeo would refuse it as it refuses a bad account, which is then searched for.
            raise InvalidArgument("the map id is no UUID")
        params = {"mapId": map_id, "gameMode": mode}
        if season_uid:
            params["seasonId"] = path_piece(season_uid, "the season uid")
        found: list[MapRecord] = []
        ages: list[tuple[float, bool]] = []
        for batch in batches(sorted(_sound(account_ids)), MOST_IDS, _LONGEST_LIST):
            answer = await self._records(params, tuple(batch), anew=anew)
            found += answer.records
            ages.append((answer.received_at, answer.stale))
        received_at = min((at for at, _ in ages), default=0.0)
        stale = any(old for _, old in ages)
        return MapRecordList(records=tuple(found), received_at=received_at, stale=stale)

    async def _records(
        self, params: dict[str, str], batch: tuple[str, ...], *, anew: bool
    ) -> MapRecordList:
        async def ask() -> MapRecordList:
            read: list[MapRecord] = []
            refusals = 0
            parts = [batch]
            while parts:
                part = parts.pop()
                try:
                    data = await self._core(_RECORDS, params | {"accountIdList": ",".join(part)})
                except Refused as error:
                    refusals += 1
                    if error.status != HTTPStatus.BAD_REQUEST or refusals > MOST_REFUSALS:
                        raise
                    parts += _halves(part)
                else:
                    read += self._reader.values(MapRecord, data)
            return MapRecordList(records=tuple(one for one in read if not one.removed))

        key = (_RECORDS, *params.values(), batch)
        return await self._answers.get(key, always(0.0 if anew else LADDER), ask, anew=anew)

    async def core_maps(self, map_uids: Iterable[str]) -> dict[str, CoreMap]:
        """Ask which maps have clones, and for their ids; by uid, 200 a request, never kept."""
        wanted = [path_piece(uid, "a map uid") for uid in map_uids]
        found: dict[str, CoreMap] = {}
        for batch in batches(wanted, MOST_IDS, _LONGEST_LIST):
            data = await self._core("maps/by-uid/", {"mapUidList": ",".join(batch)})
            found |= {one.map_uid: one for one in self._reader.values(CoreMap, data)}
        return found

    async def trophies(self, account_ids: Iterable[str]) -> dict[str, Trophies]:
        """Ask for trophies and places by account, 100 a request."""
        found: dict[str, Trophies] = {}
        for batch in batches(sorted(_sound(account_ids)), MOST_TROPHIES, _LONGEST_LIST):
            answer = await self._trophies(tuple(batch))
            found |= {one.account_id: one for one in answer.rankings}
        return found

    async def _trophies(self, batch: tuple[str, ...]) -> TrophyAnswer:
        path = "api/token/leaderboard/trophy/player"
        body = {"listPlayer": [{"accountId": account} for account in batch]}
        url = address(str(self._settings.nadeo_live_url), path)
        request = Request(Host.LIVE, "POST", url, json=body)

        async def ask() -> TrophyAnswer:
            data = await self._connection.call(request, Audience.LIVE)
            return self._reader.answer(TrophyAnswer, data)

        return await self._answers.get((path, batch), always(CLUB), ask)

    async def season_rank(self, account_id: str, group_uid: str) -> SeasonRank:
        """Ask for a player's points and places in a campaign, whose group is "" without any."""
        path = f"api/token/leaderboard/group/{path_piece(group_uid, 'the group uid')}"
        params = {"accountId": path_piece(account_id, "the account id")}
        url = address(str(self._settings.nadeo_live_url), path, params)
        request = Request(Host.LIVE, "GET", url, shared=True)

        async def ask() -> SeasonRank:
            data = await self._connection.call(request, Audience.LIVE)
            return self._reader.value(SeasonRank, data or {})

        return await self._answers.get((path, account_id), always(CLUB), ask)

    async def first_days(self, account_ids: Iterable[str]) -> dict[str, int]:
        """Ask since when players have been there, in Unix seconds by account."""
        path, name = "webidentities/by-account/", "accountIdList"
        read = await self._of_accounts(path, name, account_ids, WebIdentity)
        return {one.account_id: one.timestamp for one in read if one.timestamp > 0}

    async def club_tags(self, account_ids: Iterable[str]) -> dict[str, str]:
        """Ask for the tags that players wear, codes and all; for service accounts only."""
        if self._settings.nadeo_account == "dedicated":
            # Core's 401 would look like a dead token (quirk 117).
            raise ServiceAccountRequired("club tags need a service account")
        path, name = "accounts/clubTags/", "accountIdList"
        read = await self._of_accounts(path, name, account_ids, ClubTag)
        return {one.account_id: one.club_tag for one in read if one.club_tag}

    async def _of_accounts(
        self, path: str, name: str, account_ids: Iterable[str], model: type[_ModelT]
    ) -> list[_ModelT]:
        found: list[_ModelT] = []
        for batch in batches(sorted(_sound(account_ids)), MOST_IDS, _LONGEST_LIST):
            found += self._reader.values(model, await self._core(path, {name: ",".join(batch)}))
        return found

    async def _core(self, path: str, params: Params) -> Any:
        url = address(str(self._settings.nadeo_core_url), path, params)
        return await self._connection.call(Request(Host.CORE, "GET", url), Audience.CORE)


def _sound(account_ids: Iterable[str]) -> set[str]:
    return {account for account in map(str.casefold, account_ids) if is_uuid(account)}


def _halves(ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Split a list that was refused for one of its ids; one alone is the one."""
    half = len(ids) // 2
    return [ids[:half], ids[half:]] if half else []
