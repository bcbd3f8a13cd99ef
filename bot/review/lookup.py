"""Map review: waiting times, ways to join, the account's own submissions."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

from bot.clock import Clock
from bot.face.wording import problem_of
from bot.maps.lookup.maps import Maps
from bot.nadeo.cache import NO_ANSWER
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import SubmittedMap, SubmittedMapInfo, TrackMap
from bot.nadeo.side_by_side import side_by_side
from bot.review.cards import (
    SUBMISSIONS_PER_PAGE,
    History,
    Join,
    ReviewType,
    Sample,
    SubmissionsPage,
    Wait,
)
from bot.review.rows import read_samples
from bot.review.submissions import all_submissions
from bot.review.wording import REASONS
from bot.storage.store import Store

log = logging.getLogger(__name__)

_PATIENCE = 30.0
"""How long one type waits for the other, in seconds."""
OLDEST_SAMPLE = 6 * 3600.0
"""How old a sample may be to stand in for an answer, in seconds."""

_Entry: TypeAlias = tuple[ReviewType, SubmittedMap]

_ToldT = TypeVar("_ToldT")


class Reviews:
    """Knows the map review."""

    def __init__(self, client: LiveClient, store: Store, clock: Clock, maps: Maps) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._maps = maps

    async def waiting(self, types: Sequence[ReviewType]) -> list[Wait]:
        """Return the waiting times; one that fails does not hide the other."""
        told, problems = await _each(types, self._waiting)
        return [told.get(kind) or Wait(kind, None, problem=problems[kind]) for kind in types]

    async def join(self, types: Sequence[ReviewType]) -> list[Join]:
        """Ask how to join: only ever for a person, since asking may start a server (quirk 87)."""
        told, problems = await _each(types, self._client.get_map_review_connect)
        return [Join(kind, told.get(kind), problems.get(kind, "")) for kind in types]

    async def submissions(self, types: Sequence[ReviewType], page: int) -> SubmissionsPage:
        """Return a page of the account's own submissions of these types."""
        answers, problems = await _each(types, partial(all_submissions, self._client))
        entries: list[_Entry] = [
            (kind, entry) for kind, (found, _) in answers.items() for entry in found
        ]
        entries.sort(key=lambda item: item[1].latest_submission_timestamp, reverse=True)
        pages = max(1, -(-len(entries) // SUBMISSIONS_PER_PAGE))
        page = min(page, pages - 1)
        start = page * SUBMISSIONS_PER_PAGE
        last = [answer for _, answer in answers.values()]
        return SubmissionsPage(
            types=tuple(types),
            totals=tuple((kind, len(found)) for kind, (found, _) in answers.items()),
            entries=await self._with_maps(entries[start : start + SUBMISSIONS_PER_PAGE]),
            page=page,
            pages=pages,
            received_at=min(answer.received_at for answer in last),
            stale=any(answer.stale for answer in last),
            problems=tuple(problems.items()),
        )

    async def _with_maps(self, entries: Sequence[_Entry]) -> tuple[_Entry, ...]:
        """Return submissions with the maps that came without (quirk 81), as far as can be."""
        bare = {entry.map_uid for _, entry in entries if entry.map is None}
        try:
            maps = await self._maps.several(bare, any_age=True) if bare else {}
        except NadeoError as error:
            log.info("going without %d maps: %s", len(bare), error or type(error).__name__)
            return tuple(entries)
        return tuple((kind, _named(entry, maps.get(entry.map_uid))) for kind, entry in entries)

    async def history(self, types: Sequence[ReviewType], hours: int) -> list[History]:
        """Read what this bot measured: Nadeo keeps no history."""
        now = self._clock.timestamp()
        since = now - hours * 3600
        return [
            History(kind, since, now, tuple(await read_samples(self._store, kind, since, now)))
            for kind in types
        ]

    async def _waiting(self, review_type: ReviewType) -> Wait:
        """Return Nadeo's answer, or what was measured last while it gives none."""
        try:
            answer = await self._client.get_map_review_waiting_time(review_type)
        except NO_ANSWER:
            now = self._clock.timestamp()
            samples = await read_samples(self._store, review_type, now - OLDEST_SAMPLE, now)
            if not samples:
                raise
            return Wait(review_type, samples[-1], stale=True)
        return Wait(review_type, Sample(answer.received_at, answer.seconds), answer.stale)


async def _each(
    types: Sequence[ReviewType], ask: Callable[[ReviewType], Awaitable[_ToldT]]
) -> tuple[dict[ReviewType, _ToldT], dict[ReviewType, str]]:
    """Return what is told of each type, and why nothing of the others; raise where all fail."""
    told: dict[ReviewType, _ToldT] = {}
    problems: dict[ReviewType, NadeoError | TimeoutError] = {}
    answers = await side_by_side(types, ask, _PATIENCE)
    for kind, answer in zip(types, answers, strict=True):
        if isinstance(answer, NadeoError | TimeoutError):
            problems[kind] = answer
        else:
            told[kind] = answer
    if problems and not told:
        raise next(iter(problems.values()))
    return told, {kind: problem_of(error, REASONS) for kind, error in problems.items()}


def _named(entry: SubmittedMap, track: TrackMap | None) -> SubmittedMap:
    if entry.map is not None or track is None:
        return entry
    info = SubmittedMapInfo(uid=track.uid, name=track.name, author=track.author)
    return entry.model_copy(update={"map": info})
