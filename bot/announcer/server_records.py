"""What linked players improve: for each server, as it stands on that server's ladder."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.announcer import record_wording
from bot.announcer.cards import Feed, Item, LadderNews, PersonalBest, Subscription
from bot.announcer.feeds.server_records import bests_of, remembered_id, rounds_of
from bot.announcer.feeds.timing import Decision
from bot.announcer.rows.subscriptions import read_subscribers
from bot.clock import Clock
from bot.ladders.places import EXACT_ALONE
from bot.ladders.scores import is_better
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.running import Running
from bot.maps.releases import Release, Target
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME, SECRET, TrackMap
from bot.players.cards import Improvement, MapResult, season_of
from bot.players.ladders import in_order, position_in
from bot.players.record_rows import read_board, read_covered, read_improvements
from bot.players.records import PlayerRecords
from bot.players.rows import links_in
from bot.storage.store import Store

log = logging.getLogger(__name__)

FEED: Feed = "server-records"
EVERY = 30.0
"""How often it is looked whether there is anything to tell, in seconds; that costs no request."""
WORTH_POSTING_FOR = 86_400.0
MOST_TOLD = 10
"""How many records a post tells of; how many more there are is said."""
MOST_RANKS = 10
"""For how many records the rank in the world is asked at most at each look, one question each.

Where it decides whether a record is told of, more are asked for, the best first.
"""
UNDECIDED_FOR = 900.0
"""How long a reading waits for ranks that decide and could not be asked for, in seconds."""
PATIENCE = 30.0
"""How long one such answer is waited for, in seconds."""


class ServerRecords:
    """Decides what each subscription is told of, reading by reading.

    It remembers the id of the last improvement that it was done with.
    """

    def __init__(
        self,
        client: LiveClient,
        store: Store,
        clock: Clock,
        maps: Maps,
        records: PlayerRecords,
        running: Running,
        catalogue: Catalogue,
    ) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._maps = maps
        self._records = records
        self._running = running
        self._catalogue = catalogue

    async def look(self, text: str) -> tuple[Decision, str]:
        """Return what is to be told since the last look, and what is known then.

        Raises `NadeoError` where nobody knows one of the maps.
        """
        now = self._clock.timestamp()
        improvements = await read_improvements(self._store, remembered_id(text))
        if not improvements:
            return Decision((), now + EVERY), text
        subscribers = await read_subscribers(self._store, FEED)
        ranks = _Ranks(self._client)
        items: list[Item] = []
        for found in rounds_of(improvements):
            items += await self._items(found, subscribers, ranks)
            if ranks.is_undecided and now - found[0].noted_at < UNDECIDED_FOR:
                # Whoever is told by now is known by the keys.
                return Decision(tuple(items), now + EVERY), str(found[0].id - 1)
        return Decision(tuple(items), now + EVERY), str(improvements[-1].id)

    async def has_nobody(self, guild_id: int) -> bool:
        """Tell whether nobody is linked in a server, so that there is nothing to tell there."""
        return not await self._accounts(guild_id)

    async def notes_on(self, several: Iterable[Subscription]) -> list[str]:
        """Say where subscriptions of a server have nobody to tell of."""
        alone = [one for one in several if one.feed == FEED and await self.has_nobody(one.guild_id)]
        return [str(record_wording.NOBODY_TO_TELL_OF)] if alone else []

    async def example(self, guild_id: int, target: Target) -> LadderNews | None:
        """Return the best that a server's ladder has on a map, told as if it were new.

        None where nobody on it has a record there that is not hidden; raises `NadeoError`.
        """
        map_uid, release = target.map_uid, target.release
        group_uid = season_of(release) or ALL_TIME
        track = await self._maps.get(map_uid, any_age=True)
        accounts = await self._accounts(guild_id)
        found = await self._records.on_map(track, group_uid, accounts)
        visible = [
            one
            for one in in_order(found.results, track)
            if one.score != SECRET and await self._is_public(one, track, group_uid)
        ]
        if not visible:
            return None
        best = visible[0]
        rank = position_in(visible, best.score)
        (told,) = await _Ranks(self._client).known(
            [PersonalBest(best.account_id, best.score, None, rank)], track, group_uid, None
        )
        return LadderNews(guild_id, map_uid, release, track.kind, (told,))

    async def _items(
        self,
        found: Sequence[Improvement],
        subscribers: Sequence[Subscription],
        ranks: "_Ranks",
    ) -> list[Item]:
        """Return what one reading brings to each subscription that is older."""
        first = found[0]
        release: Release | None = None
        track: TrackMap | None = None
        news: dict[int, list[PersonalBest]] = {}
        items: list[Item] = []
        hidden: set[str] = set()
        for subscriber in subscribers:
            guild_id = subscriber.guild_id
            # One that is still to come was noted by a clock that has been set back.
            if first.noted_at <= subscriber.since <= self._clock.timestamp():
                continue
            accounts = await self._accounts(guild_id)
            ours = [one for one in found if one.account_id in accounts]
            if not ours:
                continue
            if track is None:
                track = await self._maps.get(first.map_uid, any_age=True)
                release = await self._release_of(first.map_uid, first.group_uid)
                hidden = {
                    one.account_id
                    for one in found
                    if not await self._is_public(one, track, first.group_uid)
                }
            ours = [one for one in ours if one.account_id not in hidden]
            if guild_id not in news:
                results = await self._results(first, accounts)
                # Read after the ladder, so that whatever that holds already can be undone.
                since = await read_improvements(self._store, found[-1].id)
                later = [one for one in since if _same(one, first)]
                news[guild_id] = bests_of(ours, later, results, track.kind)
            bests = await ranks.known(news[guild_id], track, first.group_uid, subscriber.threshold)
            if bests:
                told, more = tuple(bests[:MOST_TOLD]), max(0, len(bests) - MOST_TOLD)
                subject = LadderNews(guild_id, track.uid, release, track.kind, told, more, first.id)
                items.append(_item(subscriber, first, subject))
        return items

    async def _release_of(self, map_uid: str, group_uid: str) -> Release | None:
        """Tell as what a map runs on a board, or ran last, as far as that is known."""
        for release in await self._running.known():
            is_board = group_uid == (season_of(release) or ALL_TIME)
            if is_board and map_uid in release.map_uids:
                return release
        return await self._catalogue.release_of(map_uid)

    async def _is_public(
        self, one: Improvement | MapResult, track: TrackMap, group_uid: str
    ) -> bool:
        """Tell whether everybody sees a time: Nadeo shows the own account its secret ones.

        Such a one is public where somebody else's that is seen is as good (quirk 171).
        """
        if one.account_id != self._client.account_id:
            return True
        try:
            board = await self._client.get_map_leaderboard(track.uid, group_uid, length=2)
        except NadeoError as error:
            log.info("whether the own time is public is not known: %s", error)
            return False
        others = (row.score for row in board.world if row.account_id != one.account_id)
        best = next(others, SECRET)
        return best != SECRET and not is_better(one.score, best, track.kind)

    async def _accounts(self, guild_id: int) -> set[str]:
        return {link.account_id for link in await links_in(self._store, guild_id)}

    async def _results(self, first: Improvement, accounts: set[str]) -> dict[str, MapResult | None]:
        """Read what is known of a server's players, nobody where the board is watched no more."""
        board = await read_board(self._store, first.map_uid, first.group_uid)
        if board is None:
            return {}
        return await read_covered(self._store, board.board_id, accounts)


class _Ranks:
    """Asks for ranks in the world at one look: a few at most, and none after one that failed."""

    def __init__(self, client: LiveClient) -> None:
        self._client = client
        self._left = MOST_RANKS
        self._is_failing = False
        self._found: dict[tuple[str, str, int], int | None] = {}
        self.is_undecided = False
        """Whether a rank that decides could not be asked for."""

    async def known(
        self,
        bests: Sequence[PersonalBest],
        track: TrackMap,
        group_uid: str,
        threshold: int | None,
    ) -> list[PersonalBest]:
        """Add their ranks to records as far as they are known, the best first.

        With a threshold only those are returned that are better than it in the world.
        """
        found: list[PersonalBest] = []
        for best in bests:
            key = track.uid, group_uid, best.score
            is_wanted = threshold is not None or (self._left > 0 and len(found) < MOST_TOLD)
            if key not in self._found and is_wanted and not self._is_failing:
                await self._ask(*key)
            rank = self._found.get(key)
            if threshold is None or (rank is not None and rank < threshold):
                is_rounded = rank is not None and rank >= EXACT_ALONE
                found.append(replace(best, world_rank=rank, is_rounded=is_rounded))
            elif rank is not None:
                # Whoever comes after is no better.
                break
            elif key not in self._found:
                self.is_undecided = True
        return found

    async def _ask(self, map_uid: str, group_uid: str, score: int) -> None:
        if score < 1:
            # No place can be asked for without a score.
            self._found[map_uid, group_uid, score] = None
            return
        self._left -= 1
        try:
            async with asyncio.timeout(PATIENCE):
                placing = await self._client.get_placing(map_uid, score, group_uid)
        except (NadeoError, TimeoutError) as error:
            log.info("ranks in the world are not known: %s", error)
            self._is_failing = True
            return
        zones = () if placing is None else placing.zones
        position = zones[0].ranking.position if zones else 0
        self._found[map_uid, group_uid, score] = position if position > 0 else None


def _same(one: Improvement, other: Improvement) -> bool:
    """Tell whether both are of one board."""
    return (one.map_uid, one.group_uid) == (other.map_uid, other.group_uid)


def _item(subscriber: Subscription, first: Improvement, subject: LadderNews) -> Item:
    """Return what one subscription is told of one reading, known by both.

    Not by an improvement's id, which goes with its player.
    """
    return Item(
        FEED,
        f"{subscriber.id} {first.group_uid} {first.map_uid} {first.noted_at!r}",
        first.noted_at,
        first.noted_at + WORTH_POSTING_FOR,
        subject,
        only=subscriber.id,
    )
