"""How boards stand: told beside a map's card as far as it is known, and nobody waits for it."""

import logging
from dataclasses import dataclass

from cachetools import LRUCache

from bot.clock import Clock, holds
from bot.ladders.boards import Boards
from bot.ladders.lookup import group_of
from bot.maps.cards import Standing
from bot.maps.releases import Target
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import Leaderboard, TrackMap

log = logging.getLogger(__name__)

HOLDS_FOR = 600.0
"""How long a record and a count of players are told, in seconds."""
PAUSE = 60.0
"""How long after a look at a card its board is asked for at the latest, in seconds."""
MOST_BOARDS = 500
MOST_WANTED = 5
"""How many boards are asked for after a pause: two requests each."""
WORST = 999_999_999
"""A score behind all others (quirk 73): whoever stands before it is the last."""

Key = tuple[str, str]
"""The uid of a map and the group of its board."""


@dataclass(frozen=True)
class _Count:
    players: int | None
    """None where Nadeo did not tell."""
    at: float


class Standings:
    """Knows records and numbers of players of boards whose cards somebody looked at lately."""

    def __init__(self, client: LiveClient, boards: Boards, clock: Clock) -> None:
        self._client = client
        self._boards = boards
        self._clock = clock
        self._counts: LRUCache[Key, _Count] = LRUCache(MOST_BOARDS)
        self._wanted: dict[Key, None] = {}

    def of(self, target: Target, track: TrackMap) -> Standing | None:
        """Return what is known of a map's board, None where that is nothing.

        That of a running release is asked for in the background, for whoever looks next.
        """
        now = self._clock.timestamp()
        key = (track.uid, group_of(target, None))
        record = self._boards.record(key, HOLDS_FOR)
        count = self._counts.get(key)
        is_counted = count is not None and holds(count.at, now, count.at + HOLDS_FOR)
        is_running = target.release is not None and target.release.runs_at(now)
        # Where more is better the worst score is the best one.
        if not is_counted and is_running and track.kind != "tm_stunt":
            self._wanted[key] = None
        players = count.players if count is not None and is_counted else None
        moments = [*([record[1]] if record else []), *([count.at] if count and players else [])]
        if not moments:
            return None
        return Standing(record[0] if record else None, players, min(moments))

    async def watch(self) -> None:
        """Ask for what was wanted, a pause later: no command ever has to wait for it."""
        while True:
            await self._clock.sleep(PAUSE)
            await self.catch_up()

    async def catch_up(self) -> None:
        """Ask for some of what was wanted since; what fails is not asked for again at once."""
        wanted, self._wanted = list(self._wanted)[:MOST_WANTED], {}
        for key in wanted:
            try:
                await self.ask(key)
            except NadeoError as error:
                log.info("the standing of %s is not known: %s", key[0], error)
                self._counts[key] = _Count(None, self._clock.timestamp())

    async def kind_of(self, map_uid: str) -> str:
        """Tell what a map is played for; raises `NadeoError` where nobody knows the map."""
        return await self._boards.kind_of(map_uid)

    async def ask(self, key: Key, kind: str = "") -> Standing:
        """Ask how a board stands, for everybody, with two requests; raises `NadeoError`.

        On a Stunt map nobody can be counted.
        """
        board = await self._boards.look(*key)
        is_told = bool(board.world) and not board.stale
        players = None
        if kind != "tm_stunt":
            answer = await self._client.get_surround(key[0], WORST, key[1])
            # What was told long ago is no count of now.
            players = None if answer.stale else last_place(answer)
            self._counts[key] = _Count(players, self._clock.timestamp())
        record = board.world[0].score if is_told else None
        return Standing(record, players, self._clock.timestamp())


def last_place(answer: Leaderboard) -> int | None:
    """Return the position of the last player, None where the answer does not tell.

    It holds the score that was asked for as well, behind all others.
    """
    behind = [record.position for record in answer.world if record.score == WORST]
    before = [record.position for record in answer.world if record.score != WORST]
    return max(before) if behind and before else None
