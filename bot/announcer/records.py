"""The first places of what runs: asked for map by map in the background, one row each."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from bot.announcer.cards import Item, RecordHolder, WorldRecord
from bot.announcer.feeds.timing import Decision, is_within
from bot.announcer.feeds.world_records import (
    First,
    MapMemory,
    RecordMemory,
    Seen,
    is_hidden,
    remembered_records,
    seen,
)
from bot.clock import Clock
from bot.ladders.lookup import group_of
from bot.maps.lookup.running import Running
from bot.maps.releases import Release, Target
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import SECRET, Record
from bot.text import CORE_NOTHING

log = logging.getLogger(__name__)

OFTEN = 120.0
"""How often the running track is asked for, and a map whose record seems to be gone; in seconds."""
SELDOM = 900.0
"""How often each of all other maps is asked for, one after the other; in seconds."""
SHARE = 0.1
"""How much of Nadeo's budget is taken at most."""
STREAMS = 2
"""The running track, and those that take turns."""
SOONEST = 1.0
"""Never is there less than so long between two looks, in seconds."""
WORTH_POSTING_FOR = 86_400.0
SHOWN = 2
"""A first place and the one that it took."""
FAILURES = (NadeoError, TimeoutError)


@dataclass(frozen=True)
class RunningMap:
    """A map whose release runs."""

    map_uid: str
    release: Release

    @property
    def name(self) -> str:
        """What it is remembered by: its board."""
        return f"{self.group_uid} {self.map_uid}"

    @property
    def group_uid(self) -> str:
        """The group of its board."""
        return group_of(Target(self.map_uid, self.release), None)


class RecordBoards:
    """Looks at the boards whose turn it is, and decides what that comes to.

    `kind_of` tells what a map is played for; raises `NadeoError`.
    """

    def __init__(
        self,
        client: LiveClient,
        clock: Clock,
        running: Running,
        kind_of: Callable[[str], Awaitable[str]],
    ) -> None:
        self._client = client
        self._anew = client.asking_anew()
        self._clock = clock
        self._running = running
        self._kind_of = kind_of
        self._tried_at: dict[str, float] = {}

    async def look(self, text: str) -> tuple[Decision, str]:
        """Ask for the first places that are due; return what is new, and what is known then.

        What fails beside others is asked for in its next turn; raises `NadeoError` where all did.
        """
        running = _maps_of(await self._running.refreshed())
        now = self._clock.timestamp()
        memory = await self._without_past(remembered_records(text), running)
        takes_turn = self._next_in_turn(memory, running, now)
        due = [one for one in running if self._is_due(memory, one, now)]
        due += [one for one in takes_turn if one not in due]
        found: dict[str, Seen] = {}
        failures: dict[str, Exception] = {}
        for one in due:
            try:
                found[one.name] = await self._seen(memory.maps.get(one.name), one)
            except FAILURES as error:
                failures[one.name] = error
        if failures and not found:
            raise next(iter(failures.values()))
        self._note_failures(failures, now)
        maps = {**memory.maps, **{name: outcome.memory for name, outcome in found.items()}}
        turned_at = now if takes_turn else memory.turned_at
        memory = RecordMemory(maps=maps, turned_at=turned_at)
        decision = self._decision(running, memory, found)
        return decision, memory.model_dump_json()

    async def leader(self) -> WorldRecord | None:
        """Return the first place of the running track and the second as the one it took.

        None where nothing runs, or where it is hidden; raises `NadeoError`, and refuses where no
        track is listed.
        """
        track = await self._running.track()
        release = track.release
        if release is None or not release.runs_at(self._clock.timestamp()):
            return None
        (one,) = _maps_of([release])
        board = await self._client.get_map_leaderboard(one.map_uid, one.group_uid, length=SHOWN)
        places = [_holder(record) for record in board.world[:SHOWN]]
        if not places or any(self._is_hidden(place) for place in places):
            return None
        kind = await self._kind_of(one.map_uid)
        fallen = places[1] if len(places) == SHOWN else None
        return WorldRecord(one.map_uid, one.release, kind, places[0], fallen)

    async def _without_past(
        self, memory: RecordMemory, running: Sequence[RunningMap]
    ) -> RecordMemory:
        """Forget the maps that run no more, as far as it is known what does."""
        names = {one.name for one in running}
        known_kinds = await self._running.known_kinds()
        maps = {
            name: known
            for name, known in memory.maps.items()
            if name in names or known.release_kind not in known_kinds
        }
        return memory.model_copy(update={"maps": maps})

    # --- whose turn it is ----------------------------------------------------------------------

    def _is_due(self, memory: RecordMemory, one: RunningMap, now: float) -> bool:
        return _is_often(memory, one) and not is_within(
            self._every(OFTEN), self._looked_at(memory, one), now
        )

    def _next_in_turn(
        self, memory: RecordMemory, running: Sequence[RunningMap], now: float
    ) -> list[RunningMap]:
        """Return the map that was not looked at for longest, once the last one has had its time."""
        waiting = [one for one in running if one.release.kind != "totd"]
        if not waiting or is_within(self._between_turns(len(waiting)), memory.turned_at, now):
            return []

        def looked_at(one: RunningMap) -> float:
            moment = self._looked_at(memory, one)
            # One that is still to come was noted by a clock that has been set back.
            return moment if moment <= now else -inf

        return [min(waiting, key=looked_at)]

    def _looked_at(self, memory: RecordMemory, one: RunningMap) -> float:
        known = memory.maps.get(one.name)
        return max(known.looked_at if known else -inf, self._tried_at.get(one.name, -inf))

    def _between_turns(self, number: int) -> float:
        return self._every(SELDOM / number)

    def _every(self, seconds: float) -> float:
        return max(seconds, STREAMS / (SHARE * self._client.budget.rate))

    def _note_failures(self, failures: Mapping[str, Exception], now: float) -> None:
        """Let the others take their turns before what has failed is asked for again."""
        for name, error in failures.items():
            log.info("the record of %s is not known: %s", name, error)
            self._tried_at[name] = now

    # --- a look --------------------------------------------------------------------------------

    async def _seen(self, known: MapMemory | None, one: RunningMap) -> Seen:
        board = await self._anew.get_map_leaderboard(one.map_uid, one.group_uid, length=1)
        now = self._clock.timestamp()
        memory = MapMemory(release_kind=one.release.kind, looked_at=now)
        if known is not None:
            memory = known.model_copy(update={"looked_at": now})
        first = next((one for one in board.world if one.position == 1 and _is_sound(one)), None)
        if first is None:
            return Seen(memory, None, ())
        holder = _holder(first)
        if self._is_hidden(holder):
            holder = replace(holder, score=SECRET)
        standing = memory.standing
        if standing is not None and holder.score not in {standing.score, SECRET}:
            memory = memory.model_copy(update={"kind": await self._kind_of(one.map_uid)})
        return seen(memory, holder, now)

    def _is_hidden(self, holder: RecordHolder) -> bool:
        """Tell whether a time is nobody's business: the own account sees its secret ones.

        Quirk 171.
        """
        return is_hidden(holder.score) or holder.account_id == self._client.account_id

    def _decision(
        self, running: Sequence[RunningMap], memory: RecordMemory, found: Mapping[str, Seen]
    ) -> Decision:
        now = self._clock.timestamp()
        maps = {one.name: one for one in running}
        news = [
            _item(maps[name], outcome.memory, outcome.news, now)
            for name, outcome in found.items()
            if outcome.news is not None
        ]
        corrections = [
            _item(maps[name], outcome.memory, first, now)
            for name, outcome in found.items()
            for first in outcome.corrected
        ]
        often = [
            self._looked_at(memory, one) + self._every(OFTEN)
            for one in running
            if _is_often(memory, one)
        ]
        number = sum(one.release.kind != "totd" for one in running)
        turns = [memory.turned_at + self._between_turns(number)] if number else []
        following = min([*often, *turns, now + OFTEN])
        return Decision(tuple(news), max(following, now + SOONEST), corrections=tuple(corrections))


def _is_often(memory: RecordMemory, one: RunningMap) -> bool:
    known = memory.maps.get(one.name)
    return one.release.kind == "totd" or (known is not None and known.doubted is not None)


def _maps_of(releases: Iterable[Release]) -> list[RunningMap]:
    """Return the maps of what runs, each once."""
    found: dict[str, RunningMap] = {}
    for release in releases:
        # One of its maps is meant.
        alone = replace(release, map_uids=())
        for map_uid in release.map_uids:
            found.setdefault(map_uid, RunningMap(map_uid, alone))
    return list(found.values())


def _is_sound(record: Record) -> bool:
    """Tell whether a row can be kept: ids are plain, and no score is beyond what Nadeo counts."""
    ids = f"{record.account_id}{record.zone_id}"
    return ids.isascii() and abs(record.score) <= CORE_NOTHING


def _holder(record: Record) -> RecordHolder:
    moment = record.timestamp
    at = float(moment) if moment is not None and moment > 0 else None
    return RecordHolder(record.account_id, record.zone_id, record.score, at)


def _item(one: RunningMap, memory: MapMemory, first: First, now: float) -> Item:
    """Return a first place as what is announced; known by its board, its player and its score."""
    is_removed = first.gone_at is not None
    subject = WorldRecord(
        map_uid=one.map_uid,
        release=one.release,
        kind=memory.kind,
        holder=first.holder,
        fallen=first.fallen,
        is_removed=is_removed,
        first_now=memory.standing if is_removed else None,
    )
    key = f"{one.name} {first.holder.account_id} {first.holder.score}"
    return Item("world-records", key, now, now + WORTH_POSTING_FOR, subject)
