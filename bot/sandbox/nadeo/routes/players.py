"""Core on given players and maps: records, clones, tags, zones and first days."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from uuid import UUID

from aiohttp import web

from bot.sandbox.nadeo import errors
from bot.sandbox.nadeo.identity import Identity
from bot.sandbox.nadeo.shapes import players
from bot.sandbox.nadeo.shapes.json import Json
from bot.sandbox.world.ladders import PERSONAL_BEST
from bot.sandbox.world.tracks import Track
from bot.sandbox.world.world import World

FIRST_DAY = int(datetime(2020, 7, 1, 15, tzinfo=UTC).timestamp())
YEARS = 5 * 365 * 86_400
PROVIDERS = "ubiServices", "uplay"


class PlayerRoutes:
    """Questions about up to two hundred players or maps at once; unknown ones are missing."""

    def __init__(self, world: World, identity: Identity) -> None:
        self._world = world
        self._identity = identity

    def routes(self) -> Iterable[web.RouteDef]:
        """Return the routes of this subject, each with and without the last slash."""
        found: dict[str, Callable[[web.Request], web.Response]] = {
            "/v2/mapRecords/by-account": self.records,
            "/maps/by-uid": self.maps,
            "/accounts/clubTags": self.tags,
            "/accounts/zones": self.zones,
            "/webidentities/by-account": self.identities,
        }
        return [
            web.get(path + slash, _awaited(answer))
            for path, answer in found.items()
            for slash in ("", "/")
        ]

    def records(self, request: web.Request) -> web.Response:
        """Return players' records on a map, of all time or of a season."""
        accounts = _ids(request, "accountIdList")
        map_id = _small([request.query.get("mapId", "")], "mapId")[0]
        track = self._world.library.by_map_id(map_id, self._world.now())
        mode, season = request.query.get("gameMode", ""), request.query.get("seasonId", "")
        if track is None or not _is_mode_of(track, mode):
            return errors.unknown_route("core")
        if season == PERSONAL_BEST:
            raise errors.Refusal(errors.validation_error({"seasonId": "Invalid season id."}))
        if track.has_clones != (mode == "TimeAttackClone") and not season:
            return web.json_response([])
        group = self._world.group(season or PERSONAL_BEST)
        ladder = self._world.ladder(group, track.uid) if group else None
        entries = [ladder.of(account) for account in accounts] if ladder else []
        shape = players.RecordShape(self._world, track, mode, season)
        return web.json_response([shape.record(entry) for entry in entries if entry])

    def maps(self, request: web.Request) -> web.Response:
        """Return maps by uid, with what only Core knows of them."""
        asked = request.query.get("mapUidList", "").split(",")
        tracks = [self._world.track(uid) for uid in dict.fromkeys(asked)]
        media_url = self._world.media_url
        return web.json_response([players.core_map(track, media_url) for track in tracks if track])

    def tags(self, request: web.Request) -> web.Response:
        """Return the club tags that players wear; servers may not ask."""
        self._need_player()
        return self._each(request, self._tag)

    def zones(self, request: web.Request) -> web.Response:
        """Return where players come from; servers may not ask."""
        self._need_player()
        return self._each(request, self._zone)

    def identities(self, request: web.Request) -> web.Response:
        """Return since when players have been there, twice each."""
        return self._each(request, self._identities)

    def _need_player(self) -> None:
        if not self._identity.is_service:
            raise errors.Refusal(errors.unauthorized())

    def _each(self, request: web.Request, shape: Callable[[str], Iterable[Json]]) -> web.Response:
        known = [
            account
            for account in _ids(request, "accountIdList")
            if self._world.accounts.index(account) is not None
        ]
        return web.json_response([entry for account in known for entry in shape(account)])

    def _tag(self, account: str) -> Iterable[Json]:
        chance = self._world.ids.digest("tag", account)
        if chance % 3 == 0:
            return
        tag = players.TAGS[chance % len(players.TAGS)]
        yield {"accountId": account, "clubTag": tag, "timestamp": self._day("tagged", account)}

    def _zone(self, account: str) -> Iterable[Json]:
        zone = self._world.accounts.zone(account)
        yield {"accountId": account, "timestamp": self._day("moved", account), "zoneId": zone.id}

    def _identities(self, account: str) -> Iterable[Json]:
        uid = self._world.ids.loose_uuid("identity", account)
        day = self._day("first", account)
        for provider in PROVIDERS:
            yield {"accountId": account, "provider": provider, "uid": uid, "timestamp": day}

    def _day(self, what: str, account: str) -> str:
        moment = FIRST_DAY + self._world.ids.digest(what, account) % YEARS
        return players.iso(moment)


def _awaited(
    answer: Callable[[web.Request], web.Response],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        return answer(request)

    return handler


def _ids(request: web.Request, name: str) -> list[str]:
    """Return the ids of a list, each once; one that is none spoils them all."""
    return _small(request.query.get(name, "").split(","), name)


def _small(asked: list[str], name: str) -> list[str]:
    """Return ids in small letters, each once; refuse them all for one that is none."""
    bad = [one for one in asked if not _is_id(one)]
    if bad:
        said = [f'{name.removesuffix("List")}: "{one}" is not a valid UUID.' for one in bad]
        raise errors.Refusal(errors.validation_error(said))
    return list(dict.fromkeys(map(str.casefold, asked)))


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.casefold()
    except ValueError:
        return False


def _is_mode_of(track: Track, mode: str) -> bool:
    """Tell whether Core finds the map at all, asked in this mode."""
    if track.is_stunt or track.is_platform:
        return mode == ("Stunt" if track.is_stunt else "Platform")
    return mode in ("", "TimeAttack", "TimeAttackClone")
