"""Map review: waiting times, ways to join, the account's own submissions."""

from collections.abc import Sequence
from typing import TypeAlias

from bot.clock import Clock
from bot.nadeo.cache import NO_ANSWER
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import SubmittedMap, SubmittedMapList
from bot.review import (
    SUBMISSIONS_PER_PAGE,
    History,
    Join,
    ReviewType,
    Sample,
    SubmissionsPage,
    Wait,
)
from bot.storage.samples import read_samples
from bot.storage.store import Store
from bot.wording import nadeo_failed

SUBMISSIONS_AT_ONCE = 144
MOST_PAGES = 20
"""How often more submissions are asked for, should Nadeo always send a full page."""
OLDEST_SAMPLE = 6 * 3600.0
"""How old a sample may be to stand in for an answer, in seconds."""

_Submissions: TypeAlias = tuple[list[SubmittedMap], SubmittedMapList]
"""What was submitted, and the last answer that told of it."""


class Reviews:
    """Knows the map review."""

    def __init__(self, client: LiveClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock

    async def waiting(self, types: Sequence[ReviewType]) -> list[Wait]:
        """Return the waiting times; one that fails does not hide the other."""
        waits: list[Wait] = []
        problems: list[NadeoError] = []
        for review_type in types:
            try:
                waits.append(await self._waiting(review_type))
            except NadeoError as error:
                problems.append(error)
                waits.append(Wait(review_type, None, problem=nadeo_failed(error)))
        if len(problems) == len(types):
            raise problems[0]
        return waits

    async def join(self, types: Sequence[ReviewType]) -> list[Join]:
        """Ask how to join: only ever for a person, since asking may start a server (quirk 87)."""
        return [Join(kind, await self._client.get_map_review_connect(kind)) for kind in types]

    async def submissions(self, types: Sequence[ReviewType], page: int) -> SubmissionsPage:
        """Return a page of the account's own submissions of these types."""
        answers: dict[ReviewType, _Submissions] = {
            kind: await self._submissions(kind) for kind in types
        }
        entries: list[tuple[ReviewType, SubmittedMap]] = [
            (kind, entry) for kind, (found, _) in answers.items() for entry in found
        ]
        entries.sort(key=lambda item: item[1].latest_submission_timestamp, reverse=True)
        pages = max(1, -(-len(entries) // SUBMISSIONS_PER_PAGE))
        page = min(page, pages - 1)
        start = page * SUBMISSIONS_PER_PAGE
        last = [answer for _, answer in answers.values()]
        return SubmissionsPage(
            types=tuple(types),
            totals=tuple(len(found) for found, _ in answers.values()),
            entries=tuple(entries[start : start + SUBMISSIONS_PER_PAGE]),
            page=page,
            pages=pages,
            received_at=min(answer.received_at for answer in last),
            stale=any(answer.stale for answer in last),
        )

    async def history(self, types: Sequence[ReviewType], hours: int) -> list[History]:
        """Return what was measured in the last hours."""
        now = self._clock.now().timestamp()
        since = now - hours * 3600
        return [
            History(kind, since, now, tuple(await read_samples(self._store, kind, since)))
            for kind in types
        ]

    async def _waiting(self, review_type: ReviewType) -> Wait:
        """Return Nadeo's answer, or what was measured last while it gives none."""
        try:
            answer = await self._client.get_map_review_waiting_time(review_type)
        except NO_ANSWER:
            oldest = self._clock.now().timestamp() - OLDEST_SAMPLE
            samples = await read_samples(self._store, review_type, oldest)
            if not samples:
                raise
            return Wait(review_type, samples[-1], stale=True)
        return Wait(review_type, Sample(answer.received_at, answer.seconds), answer.stale)

    async def _submissions(self, review_type: ReviewType) -> _Submissions:
        """Ask until a page is short or brings nothing new: no count can be trusted (quirk 33)."""
        found: dict[str, SubmittedMap] = {}
        offset = 0
        while True:
            answer = await self._client.get_map_review_submitted(
                review_type, length=SUBMISSIONS_AT_ONCE, offset=offset
            )
            before = len(found)
            found |= {entry.map_uid: entry for entry in answer.submitted_maps}
            offset += SUBMISSIONS_AT_ONCE
            is_last = len(answer.submitted_maps) < SUBMISSIONS_AT_ONCE or len(found) == before
            if is_last or offset >= MOST_PAGES * SUBMISSIONS_AT_ONCE:
                return list(found.values()), answer
