"""What players reached over a whole season or week: asked map by map, kept once it is over."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

from bot.clock import Clock
from bot.ladders.medals import best_medal
from bot.maps.lookup.maps import Maps
from bot.maps.releases import Release
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME, SECRET, TrackMap
from bot.nadeo.players import MOST_IDS
from bot.nadeo.side_by_side import A_FEW, side_by_side
from bot.players.cards import season_of
from bot.players.ranking_cards import Medals, SeasonResult
from bot.players.records import MapResults, PlayerRecords
from bot.players.season_rows import keep_results, read_results
from bot.storage.store import Store

SETTLED_AFTER = 3600.0
"""How long after its end a season may still be told what was driven in it, in seconds."""
COUNTED = frozenset({"tm_stunt", "tm_platform"})
"""Kinds of maps whose scores are no times."""

_Answer: TypeAlias = MapResults | NadeoError | TimeoutError
_Question: TypeAlias = tuple[TrackMap, tuple[str, ...]]


@dataclass
class SeasonResults:
    """What could be read of a season."""

    results: dict[str, SeasonResult]
    """By account, of everybody who was asked for."""
    unread: set[str] = field(default_factory=set[str])
    """The uids of maps on which somebody's record could not be asked for."""
    ages: list[float] = field(default_factory=list[float])
    """When each answer came, in Unix seconds."""
    stale: bool = False
    problem: NadeoError | TimeoutError | None = None
    """Why something could not be read."""


class Seasons:
    """Adds up records over the maps of a season.

    One that is over is asked for once for each player, and then kept in the file.
    """

    def __init__(self, records: PlayerRecords, maps: Maps, store: Store, clock: Clock) -> None:
        self._records = records
        self._maps = maps
        self._store = store
        self._clock = clock

    async def results(
        self, release: Release, guild_id: int, accounts: Collection[str], ends: float
    ) -> SeasonResults:
        """Return what those on a server's ladder reached, as far as it comes in time.

        `ends` is a moment of the event loop. Raises `NadeoError` or TimeoutError where there is
        nothing to show at all.
        """
        season = season_of(release)
        is_over = bool(season) and 0 < release.ends <= self._clock.timestamp()
        kept = await read_results(self._store, season, guild_id) if is_over else {}
        read = SeasonResults({one: kept.get(one, SeasonResult(one)) for one in accounts})
        wanted = sorted(set(accounts) - kept.keys())
        if not wanted:
            return read
        tracks = await self._maps.several(release.map_uids, any_age=True)
        read.unread |= set(release.map_uids) - tracks.keys()
        is_whole = not read.unread
        parts = [tuple(wanted[at : at + MOST_IDS]) for at in range(0, len(wanted), MOST_IDS)]
        # Part by part, so that what time is too short for is left for whoever asks next.
        questions = [(track, part) for part in parts for track in tracks.values()]
        answers = await self._answers(questions, season or ALL_TIME, ends)
        for number, part in enumerate(parts):
            here = slice(number * len(tracks), (number + 1) * len(tracks))
            found = list(zip(tracks.values(), answers[here], strict=True))
            sums = _add_up(read, release, part, found)
            if is_over and is_whole and _is_final(release, sums, found):
                keep = partial(keep_results, self._store, season, sums)
                await self._store.keep("results of seasons", keep)
        if read.problem is not None and not read.ages and not kept:
            raise read.problem
        return read

    async def _answers(
        self, questions: Sequence[_Question], group_uid: str, ends: float
    ) -> list[_Answer]:
        async def ask(question: _Question) -> MapResults:
            track, accounts = question
            return await self._records.on_map(track, group_uid, accounts)

        within = ends - asyncio.get_running_loop().time()
        return await side_by_side(questions, ask, within, A_FEW)


def with_record(
    result: SeasonResult, score: int, track: TrackMap, release: Release
) -> SeasonResult:
    """Add a record on one more map to what a player reached.

    What a running Weekly Short hides is better than the author's time (quirk 68); what else is
    hidden has no medal.
    """
    is_secret = score == SECRET
    is_short = release.kind == "weekly-shorts"
    medal = (0 if is_short else None) if is_secret else best_medal(score, track)
    author, gold, silver, bronze = (
        count + (place == medal) for place, count in enumerate(result.medals)
    )
    medals: Medals = (author, gold, silver, bronze)
    is_timed = not is_secret and track.kind not in COUNTED
    return replace(
        result,
        medals=medals,
        finished=result.finished + 1,
        timed=result.timed + is_timed,
        total=result.total + score * is_timed,
        secrets=result.secrets + is_secret,
    )


def _add_up(
    read: SeasonResults,
    release: Release,
    part: Sequence[str],
    found: Sequence[tuple[TrackMap, _Answer]],
) -> list[SeasonResult]:
    """Note what was answered of some accounts, and return what they reached."""
    sums = {account: SeasonResult(account) for account in part}
    for track, answer in found:
        if not isinstance(answer, MapResults):
            read.unread.add(track.uid)
            read.problem = read.problem or answer
            continue
        read.ages.append(answer.received_at)
        read.stale |= answer.stale
        driven = {one.account_id: one.score for one in answer.results if one.account_id in sums}
        for account, score in driven.items():
            sums[account] = with_record(sums[account], score, track, release)
    read.results |= sums
    return list(sums.values())


def _is_final(
    release: Release, sums: Sequence[SeasonResult], found: Sequence[tuple[TrackMap, _Answer]]
) -> bool:
    """Tell whether nothing of what was read can change any more."""
    settled = release.ends + SETTLED_AFTER
    is_settled = all(
        isinstance(answer, MapResults) and not answer.stale and answer.received_at >= settled
        for _, answer in found
    )
    return is_settled and not any(one.secrets for one in sums)
