"""A player's card: what Nadeo tells of one player, asked side by side and at most five requests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias, TypeVar

from cachetools import LRUCache, TTLCache

from bot.clock import Clock
from bot.ladders.cards import page_start
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.running import Running
from bot.maps.releases import Release
from bot.nadeo.budget import current_turn
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError, ServiceAccountRequired
from bot.nadeo.lifetimes import CLUB, LADDER
from bot.nadeo.models import ALL_TIME, TrackMap
from bot.nadeo.paths import DEEPEST_RANK
from bot.nadeo.rankings import ZoneRank
from bot.nadeo.side_by_side import side_by_side
from bot.people.lookup import COUNTRY_DEPTH
from bot.players.cards import Account, season_of
from bot.players.linking import Links
from bot.players.profile_cards import (
    Facts,
    Part,
    Profile,
    SeasonPoints,
    TrackRecord,
    TrophyRoom,
    ZonePlace,
)
from bot.players.records import PlayerRecords
from bot.players.rows import link_of
from bot.refusal import Refusal
from bot.storage.store import Store

MOST_REQUESTS = 5
"""For all of a card, with what it took to find out who was meant."""
MOST_AT_HAND = 1024
"""As many players' facts as are kept for who asks again."""

MAIN_PARTS: tuple[Part, ...] = ("trophies", "season", "record")
FURTHER_PARTS: tuple[Part, ...] = ("tag", "first day")
"""What is shown where there are requests left for it."""

_PATIENCE_FOR_WHAT_RUNS = 8.0
_PATIENCE_FOR_MAIN_PARTS = 12.0
_PATIENCE_FOR_FURTHER_PARTS = 8.0
"""Together less than people wait for an answer, in seconds."""

FURTHEST_EXACT = 100_000
"""Places further down are rounded (quirk 30)."""
LEAST_ROUNDED = 10_000
"""Nearer ones are always exact; from here on whole thousands are taken for rounded (quirk 121)."""
THOUSAND = 1000

Fields: TypeAlias = dict[str, Any]
"""Of `Facts`, by their names."""
Ask: TypeAlias = Callable[[], Awaitable[Fields]]

_ROUNDS: tuple[tuple[tuple[Part, ...], float], ...] = (
    (MAIN_PARTS, _PATIENCE_FOR_MAIN_PARTS),
    (FURTHER_PARTS, _PATIENCE_FOR_FURTHER_PARTS),
)

ToldT = TypeVar("ToldT")

log = logging.getLogger(__name__)


class Profiles:
    """Knows players one by one."""

    def __init__(
        self,
        client: LiveClient,
        store: Store,
        clock: Clock,
        links: Links,
        records: PlayerRecords,
        maps: Maps,
        running: Running,
    ) -> None:
        self._client = client
        self._store = store
        self._links = links
        self._records = records
        self._maps = maps
        self._running = running
        now = clock.timestamp
        self._facts: TTLCache[str, Facts] = TTLCache(MOST_AT_HAND, LADDER, timer=now)
        self._tags: TTLCache[str, str] = TTLCache(MOST_AT_HAND, CLUB, timer=now)
        self._first_days: LRUCache[str, int] = LRUCache(MOST_AT_HAND)

    async def card(self, account: Account, guild_id: int | None, asker: int) -> Profile:
        """Gather what Nadeo tells of a player; raise where that is nothing at all."""
        account_id = account.account_id
        facts = self._facts.get(account_id)
        if facts is None:
            facts = await self._asked(account_id)
            if not facts.missing:
                self._facts[account_id] = facts
        own = await link_of(self._store, asker)
        return Profile(
            account,
            facts,
            user_id=await self._links.user_here(account_id, guild_id),
            is_comparable=own is not None and own.account_id != account_id,
        )

    async def page_below(self, map_uid: str, group_uid: str, score: int) -> int:
        """Return the first rank of the page of a board on which what is worse than a score begins.

        A score's own place is not known to be the first or the last of equal ones.
        """
        placing = await self._client.get_placing(map_uid, score, group_uid)
        zones = () if placing is None else placing.zones
        return page_start(min(zones[0].ranking.position, DEEPEST_RANK)) if zones else 1

    async def _asked(self, account_id: str) -> Facts:
        ways = await self._ways(account_id)
        told: Fields = {}
        problems: dict[Part, NadeoError | TimeoutError] = {}

        async def ask(part: Part) -> Fields:
            return await ways[part]()

        for parts, patience in _ROUNDS:
            # A card of nothing is none: logins count too, but come once in an hour.
            left = max(_requests_left(), parts is MAIN_PARTS)
            wanted = _possible(parts, ways)[:left]
            answers = await side_by_side(wanted, ask, patience)
            for part, answer in zip(wanted, answers, strict=True):
                if isinstance(answer, NadeoError | TimeoutError):
                    problems[part] = answer
                else:
                    told |= answer
        if problems and not told:
            raise next(iter(problems.values()))
        # What a card does without where it would cost too much is nothing that failed.
        unasked: list[Part] = [
            part for part in MAIN_PARTS if part not in told and part not in problems
        ]
        return Facts(**told, missing=(*problems, *unasked))

    async def _ways(self, account_id: str) -> dict[Part, Ask]:
        """Return how each part can be asked for: two only where it is known what runs.

        That costs nothing while it is known, and comes first, since what is left is counted.
        """
        ways: dict[Part, Ask] = {
            "trophies": partial(self._trophies, account_id),
            "tag": partial(self._tag, account_id),
            "first day": partial(self._first_day, account_id),
        }
        season, track = await asyncio.gather(
            _or_nothing(self._running.season()), _or_nothing(self._track())
        )
        if season is not None:
            ways["season"] = partial(self._season, account_id, season)
        if track is not None:
            ways["record"] = partial(self._record, account_id, *track)
        return ways

    async def _track(self) -> tuple[TrackMap, Release | None]:
        """Find the running track with its map."""
        target = await self._running.track()
        return await self._maps.get(target.map_uid, any_age=True), target.release

    async def _trophies(self, account_id: str) -> Fields:
        found = (await self._client.players.trophies([account_id])).get(account_id)
        if found is None:
            return {"trophies": None}
        # World, continent, country: who is from higher up keeps what there is, but for the world.
        home = found.zones[1 : COUNTRY_DEPTH + 1]
        country = home[-1].zone_name if home else ""
        places = _places(found.zones)
        return {"trophies": TrophyRoom(found.count_point, found.echelon, country, places)}

    async def _season(self, account_id: str, release: Release) -> Fields:
        found = await self._client.players.season_rank(account_id, release.season_uid)
        points = found.points if found.group_uid else 0
        places = _places(found.zones) if points else ()
        season = SeasonPoints(release, points, places, found.received_at, found.stale)
        return {"season": season}

    async def _record(self, account_id: str, track: TrackMap, release: Release | None) -> Fields:
        group_uid = season_of(release) or ALL_TIME
        found = await self._records.on_map(track, group_uid, [account_id])
        result = found.results[0] if found.results else None
        record = TrackRecord(track, group_uid, release, result, found.received_at, found.stale)
        return {"record": record}

    async def _tag(self, account_id: str) -> Fields:
        if account_id not in self._tags:
            try:
                found = await self._client.players.club_tags([account_id])
            except ServiceAccountRequired:
                # Nothing failed: a dedicated server's account may never ask (quirk 117).
                return {"tag": ""}
            self._tags[account_id] = found.get(account_id, "")
        return {"tag": self._tags[account_id]}

    async def _first_day(self, account_id: str) -> Fields:
        if account_id not in self._first_days:
            found = await self._client.players.first_days([account_id])
            self._first_days[account_id] = found.get(account_id, 0)
        return {"first_day": self._first_days[account_id]}


async def _or_nothing(asked: Awaitable[ToldT]) -> ToldT | None:
    """Wait for what a card can do without."""
    try:
        async with asyncio.timeout(_PATIENCE_FOR_WHAT_RUNS):
            return await asked
    except (NadeoError, Refusal, TimeoutError) as error:
        log.info("a card without what runs: %s", str(error) or type(error).__name__)
        return None


def _possible(parts: tuple[Part, ...], ways: Mapping[Part, Ask]) -> list[Part]:
    return [part for part in parts if ways.get(part) is not None]


def _requests_left() -> int:
    """Return how many more requests this person's card may make."""
    return max(0, MOST_REQUESTS - current_turn.get().served)


def _places(zones: Sequence[ZoneRank]) -> tuple[ZonePlace, ...]:
    """Return the places in the world and in the country, which is two steps below it."""
    return tuple(
        ZonePlace(one.zone_name, one.ranking.position, _is_rounded(one.ranking.position))
        for one in (*zones[:1], *zones[COUNTRY_DEPTH : COUNTRY_DEPTH + 1])
    )


def _is_rounded(position: int) -> bool:
    is_whole = position >= LEAST_ROUNDED and position % THOUSAND == 0
    return is_whole or position > FURTHEST_EXACT
