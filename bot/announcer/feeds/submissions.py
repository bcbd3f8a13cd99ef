"""The account's own submissions: new ones, nominations, and votes at most once an hour."""

import logging
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError

from bot.announcer.cards import Item, NewVotes, SubmissionNews, VoteSummary
from bot.announcer.feeds.timing import Decision, is_within
from bot.nadeo.models import SubmittedMap
from bot.review.cards import ReviewType

log = logging.getLogger(__name__)

_LOOK_EVERY = 300.0
SUMMARY_EVERY = 3600.0
_WORTH_POSTING_FOR = 6 * 3600.0
SUMMARY = "votes"
"""What the keys of summaries begin with."""


class Known(BaseModel):
    """What was known of one submission."""

    model_config = ConfigDict(frozen=True)

    submitted_at: int
    nominated: bool = False
    votes: int = 0
    """As many as the last summary told of."""


class SubmissionMemory(BaseModel):
    """What was known at the last look; kept as JSON with the feed."""

    model_config = ConfigDict(frozen=True)

    known: dict[str, Known] = {}
    """By kind of review and map uid."""
    told_votes_at: FiniteFloat = 0.0


def remembered_submissions(text: str) -> SubmissionMemory | None:
    """Read what the last look knew; None where there was none, or it cannot be read."""
    if not text:
        return None
    try:
        return SubmissionMemory.model_validate_json(text)
    except ValidationError as error:
        log.error("the memory of submissions cannot be read: %s", type(error).__name__)  # noqa: TRY400 # its details quote the file
        return None


SubmissionLists: TypeAlias = Mapping[ReviewType, Iterable[SubmittedMap]]
Entries: TypeAlias = dict[str, tuple[ReviewType, SubmittedMap]]


def submission_news(
    memory: SubmissionMemory | None, lists: SubmissionLists, now: float
) -> tuple[SubmissionMemory, Decision]:
    """Tell what is known now and what is new; the first look only learns."""
    entries: Entries = {
        f"{kind} {entry.map_uid}": (kind, entry) for kind, found in lists.items() for entry in found
    }
    if memory is None:
        known = {name: _known(entry, _votes(entry)) for name, (_, entry) in entries.items()}
        return SubmissionMemory(known=known), Decision((), now + _LOOK_EVERY)
    items = [
        item
        for name, (kind, entry) in entries.items()
        for item in _happened(memory.known.get(name), kind, entry, now)
    ]
    summary = _summary(memory, entries, now)
    known = dict(memory.known)
    for name, (_, entry) in entries.items():
        told = memory.known[name].votes if name in memory.known else 0
        known[name] = _known(entry, told if summary is None else _votes(entry))
    told_at = memory.told_votes_at if summary is None else now
    fresh = SubmissionMemory(known=known, told_votes_at=told_at)
    return fresh, Decision((*items, *([summary] if summary else [])), now + _LOOK_EVERY)


def _happened(
    before: Known | None, kind: ReviewType, entry: SubmittedMap, now: float
) -> Iterable[Item]:
    """Give a new or repeated submission, and a nomination."""
    submitted = max(entry.latest_submission_timestamp, entry.creation_timestamp)
    name = entry.map.name if entry.map is not None else ""
    if before is None or submitted > before.submitted_at:
        news = SubmissionNews("submitted", kind, entry.map_uid, name, now)
        yield _item(f"submitted {kind} {entry.map_uid} {submitted}", now, news)
    if entry.nominated and (before is None or not before.nominated):
        news = SubmissionNews("nominated", kind, entry.map_uid, name, now)
        yield _item(f"nominated {kind} {entry.map_uid} {submitted}", now, news)


def _summary(memory: SubmissionMemory, entries: Entries, now: float) -> Item | None:
    """Return one summary of all new votes, unless the last one is less than an hour old."""
    if is_within(SUMMARY_EVERY, memory.told_votes_at, now):
        return None
    changes: list[NewVotes] = []
    for name, (_, entry) in entries.items():
        told = memory.known[name].votes if name in memory.known else 0
        gained = _votes(entry) - told
        if gained > 0:
            title = entry.map.name if entry.map is not None else entry.map_uid
            average = entry.note_info.average if entry.note_info is not None else 0.0
            changes.append(NewVotes(title, _votes(entry), gained, average))
    if not changes:
        return None
    return _item(f"{SUMMARY} {int(now)}", now, VoteSummary(tuple(changes), now))


def _item(key: str, now: float, subject: SubmissionNews | VoteSummary) -> Item:
    ends = now + _WORTH_POSTING_FOR
    return Item(feed="submissions", key=key, starts=now, ends=ends, subject=subject)


def _known(entry: SubmittedMap, votes: int) -> Known:
    submitted = max(entry.latest_submission_timestamp, entry.creation_timestamp)
    return Known(submitted_at=submitted, nominated=entry.nominated, votes=votes)


def _votes(entry: SubmittedMap) -> int:
    return entry.note_info.count_total if entry.note_info is not None else entry.feedback_count
