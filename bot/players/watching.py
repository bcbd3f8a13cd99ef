"""Watching the running official maps: what all linked players drove there, in turn, for ever."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.clock import Clock
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.running import Running
from bot.maps.releases import Release
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import (
    EmptyAnswer,
    InvalidArgument,
    NadeoError,
    Refused,
    Unauthorized,
    UnexpectedAnswer,
)
from bot.nadeo.lifetimes import DAY
from bot.nadeo.models import ALL_TIME, TrackMap
from bot.nadeo.players import MOST_IDS
from bot.players.cards import MapResult, season_of
from bot.players.noticing import Reading
from bot.players.record_rows import (
    Round,
    WatchedBoard,
    forget_boards,
    keep_round,
    linked_accounts,
    read_boards,
)
from bot.players.records import PlayerRecords
from bot.storage.store import Store

log = logging.getLogger(__name__)

TRACK_RHYTHM = 120
"""How often the Track of the Day is read, in seconds."""
RHYTHM = 900
"""How often each other running map is read, in seconds."""
SHARE = 0.25
"""The part of the budget that the watch uses at most."""
NAP = 60.0
"""How long the watch rests at most, in seconds: somebody may be linked, and clocks are set."""
CLOSING_AFTER = 60
"""How long after a release a last look finds what was driven at the end of it, in seconds."""
TOLD_BY = 900
"""How long after its last look a board is kept: what got better is told with ranks, in seconds."""
AHEAD = 0.9
"""How much closer than evenly other maps may follow each other, so that delays are made up for."""

_Key = tuple[str, str]
"""The uid of a map and the group of its board."""


@dataclass(frozen=True)
class _Board:
    """A board to be read; times in Unix seconds."""

    map_uid: str
    group_uid: str
    rhythm: int
    ends: int
    read_at: float
    """When it was read last, or as if it had been just long enough ago."""
    due_at: float

    @property
    def key(self) -> _Key:
        return self.map_uid, self.group_uid

    def lateness(self, now: float) -> float:
        """Return how many rounds ago it was read."""
        return (now - self.read_at) / self.rhythm


class RecordWatch:
    """Reads one board after the other, two hundred players a request, and stores each as a whole.

    `rate` is the budget's, in requests a second. Work in the background has no turn of its own:
    people go first.
    """

    def __init__(
        self,
        client: LiveClient,
        store: Store,
        clock: Clock,
        records: PlayerRecords,
        maps: Maps,
        running: Running,
        rate: float,
    ) -> None:
        self._recovery = client.recovery
        self._store = store
        self._clock = clock
        self._records = records
        self._maps = maps
        self._running = running
        self._interval = 1 / (SHARE * rate)
        self._asked_at = -self._interval
        self._seen_at: dict[_Key, float] = {}
        """Since when boards are known that were never read."""
        self._postponed: dict[_Key, float] = {}
        """Until when boards are left alone that could not be read."""
        self._setbacks = 0

    async def run(self) -> None:
        """Watch for ever; while nobody is linked Nadeo is not asked."""
        while True:
            await self._clock.sleep(min(await self.step(), NAP))

    async def step(self) -> float:
        """Read what is due the most; return how long to rest, in seconds."""
        now = self._clock.timestamp()
        releases = await self._running.known()
        kept = await self._kept(releases, now)
        accounts = await linked_accounts(self._store)
        if not accounts:
            return NAP
        if self._running.wants_cup():
            await self._pace()
            await self._running.ask_for_cup()
            return 0.0
        boards = self._boards(releases, kept, now)
        due = [board for board in boards if board.due_at <= now]
        if not due:
            return min((board.due_at - now for board in boards), default=NAP)
        board = max(due, key=lambda one: (one.lateness(now), -one.rhythm))
        await self._try(board, accounts, [one.map_uid for one in boards])
        return 0.0

    async def _try(self, board: _Board, accounts: Sequence[str], map_uids: Sequence[str]) -> None:
        """Read a board; one that fails is left alone for a round, unless nobody is answered."""
        try:
            is_kept = await self._read(board, accounts, map_uids)
        except NadeoError as error:
            if not self._setbacks:
                log.warning("records on %s could not be read: %s", board.map_uid, error)
            if not _is_declined(error):
                self._setbacks = await self._recovery.pause(self._setbacks)
                if not self._setbacks:
                    return
        else:
            self._setbacks = 0
            if is_kept:
                return
        self._postponed[board.key] = self._clock.timestamp() + board.rhythm

    async def _read(self, board: _Board, accounts: Sequence[str], map_uids: Sequence[str]) -> bool:
        """Read all linked players and store them in one go; return whether that was done."""
        track = await self._track(board.map_uid, map_uids)
        if track is None:
            return False
        if await self._records.asks_for_clones(track, board.group_uid):
            await self._pace()
            await self._records.learn_clones(track)
        await self._pace()
        began_at = self._clock.timestamp()
        results: dict[str, MapResult | None] = dict.fromkeys(accounts)
        for start in range(0, len(accounts), MOST_IDS):
            if start:
                await self._pace()
            batch = accounts[start : start + MOST_IDS]
            found = await self._records.read(track, board.group_uid, batch)
            results |= {one.account_id: one for one in found.results if one.account_id in results}
        reading = Reading(began_at, board.ends, track.kind)
        done = Round(board.map_uid, board.group_uid, board.rhythm, reading, results)
        write = partial(keep_round, self._store, done, self._clock.timestamp())
        return await self._store.keep("players' records", write)

    async def _track(self, map_uid: str, map_uids: Sequence[str]) -> TrackMap | None:
        """Find a map, None where Nadeo knows none; where one has to be asked for, all are."""
        known = await self._maps.known([map_uid])
        if map_uid not in known:
            await self._pace()
            known = await self._maps.several(map_uids, any_age=True)
        return known.get(map_uid)

    async def _pace(self) -> None:
        """Wait until Nadeo may be asked again: a share of the budget, evenly spent."""
        wait = self._asked_at + self._interval - self._clock.timestamp()
        if wait > 0:
            await self._clock.sleep(min(wait, self._interval))
        self._asked_at = self._clock.timestamp()

    async def _kept(self, releases: Sequence[Release], now: float) -> list[WatchedBoard]:
        """Read what is watched; delete what is over and was looked at once more, or a day ago."""
        kept = await read_boards(self._store)
        wanted = _wanted(releases)
        over = {
            one.board_id
            for one in kept
            if (one.map_uid, one.group_uid) not in wanted and _is_over(one, now)
        }
        if over:
            await self._store.keep("old records", partial(forget_boards, self._store, over))
        return [one for one in kept if one.board_id not in over]

    def _boards(
        self, releases: Iterable[Release], kept: Sequence[WatchedBoard], now: float
    ) -> list[_Board]:
        """Return what is to be read and when, each board once."""
        read_at = {(one.map_uid, one.group_uid): one.read_at for one in kept if one.read_at <= now}
        wanted = _wanted(releases)
        others = [key for key, (rhythm, _) in wanted.items() if rhythm == RHYTHM]
        latest = max((read_at[key] for key in others if key in read_at), default=0.0)
        next_other = latest + AHEAD * RHYTHM / max(1, len(others))
        self._seen_at = {
            key: min(now, self._seen_at.get(key, now)) for key in wanted if key not in read_at
        }
        boards: list[_Board] = []
        for key, (rhythm, ends) in wanted.items():
            last = read_at[key] if key in read_at else self._seen_at[key] - rhythm
            soonest = next_other if rhythm == RHYTHM else 0.0
            due_at = max(last + rhythm, soonest, self._postponed_until(key, now))
            boards.append(_Board(*key, rhythm, ends, last, due_at))
        for one in kept:
            key = one.map_uid, one.group_uid
            if key not in wanted and one.ends and one.ends <= now and not _is_closed(one, now):
                due_at = max(one.ends + CLOSING_AFTER, self._postponed_until(key, now))
                boards.append(_Board(*key, one.rhythm, one.ends, one.read_at, due_at))
        return boards

    def _postponed_until(self, key: _Key, now: float) -> float:
        until = self._postponed.get(key, 0.0)
        # Longer than any pause: the clock was set back.
        return until if until <= now + RHYTHM else 0.0


def _wanted(releases: Iterable[Release]) -> dict[_Key, tuple[int, int]]:
    """Return rhythm and end of each board; of several releases the first counts."""
    wanted: dict[_Key, tuple[int, int]] = {}
    for release in releases:
        rhythm = TRACK_RHYTHM if release.kind == "totd" else RHYTHM
        for map_uid in release.map_uids:
            wanted.setdefault((map_uid, season_of(release) or ALL_TIME), (rhythm, release.ends))
    return wanted


def _is_over(board: WatchedBoard, now: float) -> bool:
    """Tell whether a board's records are of no more use: without an end, after a day unread."""
    if not board.ends:
        return now >= board.read_at + DAY
    is_done = _is_closed(board, now) and now >= board.read_at + TOLD_BY
    return is_done or now >= board.ends + DAY


def _is_closed(board: WatchedBoard, now: float) -> bool:
    """Tell whether it was looked at once more after its end; a look to come is none."""
    return bool(board.ends) and board.ends + CLOSING_AFTER <= board.read_at <= now


def _is_declined(error: NadeoError) -> bool:
    """Tell whether one question failed while others may still be answered."""
    declined = (Refused, EmptyAnswer, UnexpectedAnswer, InvalidArgument)
    return isinstance(error, declined) and not isinstance(error, Unauthorized)
