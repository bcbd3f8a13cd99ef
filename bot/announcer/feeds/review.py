"""The review queue: when a channel is told that it moved, and when that it is short."""

import logging
from bisect import bisect_left
from math import ceil
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from bot.announcer import queue_wording
from bot.announcer.cards import Feed, Item, QueueLow, QueueMove
from bot.announcer.feeds.timing import is_within
from bot.nadeo.models import REVIEW_SECONDS_A_MAP
from bot.review.cards import ReviewType, Sample

log = logging.getLogger(__name__)

BAND_ENDS = (0, 5, 10, 20, 40, 80)
"""The most maps ahead of each band; the last band has no end."""
Band: TypeAlias = Annotated[int, Field(ge=0, le=len(BAND_ENDS))]
QUIET_FOR = 30 * 60.0
"""A channel hears of a queue no more often than this, in seconds."""
EDIT_PAUSE = 120.0
_WORTH_POSTING_FOR = 15 * 60.0
MAPS_TO_REARM = 2


class QueueMemory(BaseModel):
    """What a channel was last told of a queue; kept as JSON with its subscription."""

    model_config = ConfigDict(frozen=True)

    band: Band | None = None
    """The band it knows of."""
    armed: bool | None = None
    """With a threshold: whether the next fall below it is worth a post."""
    posted_at: FiniteFloat = -QUIET_FOR
    post: tuple[Band, Band] | None = None
    """From which band to which the latest post was, while it may be edited."""
    key: str = ""
    edited_at: FiniteFloat = 0.0
    shown: int = -1
    """The waiting time that the latest post shows, in seconds."""


def remembered_queue(text: str) -> QueueMemory:
    """Read what a channel knows; where that cannot be read it learns anew, and tells nothing."""
    if not text:
        return QueueMemory()
    try:
        return QueueMemory.model_validate_json(text)
    except ValidationError as error:
        log.error("a queue's memory cannot be read and is dropped: %s", type(error).__name__)  # noqa: TRY400 # its details quote the file
        return QueueMemory()


def band_of(seconds: int) -> int:
    """Find the number of the band that a waiting time in seconds lies in."""
    return bisect_left(BAND_ENDS, seconds // REVIEW_SECONDS_A_MAP)


def example_move(kind: ReviewType, sample: Sample) -> QueueMove:
    """Make a move that leads to the present band, to show what one looks like."""
    band = band_of(sample.seconds)
    before = band + 1 if band < len(BAND_ENDS) else band - 1
    return QueueMove(kind, before, band, sample.measured_at, sample)


def heard(
    feed: Feed, kind: ReviewType, memory: QueueMemory, sample: Sample, threshold: int | None
) -> tuple[QueueMemory, Item | None]:
    """Tell what a channel knows after a sample, and what it is told."""
    if threshold is None:
        return _moved(feed, kind, memory, sample)
    return _fell(feed, kind, memory, sample, threshold)


def quiet_because(memory: QueueMemory, sample: Sample, threshold: int | None) -> str:
    """Say why a sample is no post in a channel, as a part of a sentence; "" where it is one."""
    if threshold is None:
        return _no_move_because(memory, sample)
    return _no_fall_because(memory, sample, threshold)


def edit_due(memory: QueueMemory, sample: Sample) -> bool:
    """Tell whether the latest post shows an old waiting time and may be changed again."""
    return (
        memory.post is not None
        and memory.shown != sample.seconds
        and not is_within(EDIT_PAUSE, memory.edited_at, sample.measured_at)
    )


def edited(memory: QueueMemory, sample: Sample) -> QueueMemory:
    """Note that the latest post was changed."""
    return memory.model_copy(update={"edited_at": sample.measured_at, "shown": sample.seconds})


def let_go(memory: QueueMemory) -> QueueMemory:
    """Note that the latest post is gone."""
    return memory.model_copy(update={"post": None})


def latest_post(kind: ReviewType, memory: QueueMemory, sample: Sample) -> QueueMove | None:
    """Tell what the latest post says with the present waiting time, None where it is gone."""
    if memory.post is None:
        return None
    before, after = memory.post
    return QueueMove(kind, before, after, memory.posted_at, sample)


def _moved(
    feed: Feed, kind: ReviewType, memory: QueueMemory, sample: Sample
) -> tuple[QueueMemory, Item | None]:
    band, now = band_of(sample.seconds), sample.measured_at
    if memory.band is None:
        return memory.model_copy(update={"band": band}), None
    if _no_move_because(memory, sample):
        return memory, None
    move = QueueMove(kind, memory.band, band, now, sample)
    item = _item(feed, f"{int(now)} {memory.band}-{band}", now, move)
    told = QueueMemory(
        band=band,
        posted_at=now,
        post=(memory.band, band),
        key=item.key,
        edited_at=now,
        shown=sample.seconds,
    )
    return told, item


def _no_move_because(memory: QueueMemory, sample: Sample) -> str:
    band = band_of(sample.seconds)
    if memory.band is None:
        return queue_wording.FIRST_MEASUREMENT
    if band == memory.band:
        return queue_wording.same_band(queue_wording.QUEUE_BANDS[band])
    return _still_quiet(memory, sample)


def _fell(
    feed: Feed, kind: ReviewType, memory: QueueMemory, sample: Sample, threshold: int
) -> tuple[QueueMemory, Item | None]:
    """Post once when the wait falls; a wait that was short from the start must rise first."""
    now = sample.measured_at
    if memory.armed is None:
        return memory.model_copy(update={"armed": sample.seconds > threshold * 60}), None
    if not memory.armed:
        return memory.model_copy(update={"armed": sample.seconds >= _rearmed_at(threshold)}), None
    if _no_fall_because(memory, sample, threshold):
        return memory, None
    low = QueueLow(kind, threshold, sample)
    told = memory.model_copy(update={"armed": False, "posted_at": now})
    return told, _item(feed, f"{int(now)} <{threshold}", now, low)


def _no_fall_because(memory: QueueMemory, sample: Sample, threshold: int) -> str:
    if memory.armed is None:
        return queue_wording.FIRST_MEASUREMENT
    if not memory.armed and sample.seconds < _rearmed_at(threshold):
        return queue_wording.not_rearmed(_rearmed_at(threshold) // 60)
    if not memory.armed or sample.seconds > threshold * 60:
        return queue_wording.above_threshold(threshold)
    return _still_quiet(memory, sample)


def _rearmed_at(threshold: int) -> int:
    """Return the waiting time in seconds from which on a fall to the threshold is news again."""
    return threshold * 60 + MAPS_TO_REARM * REVIEW_SECONDS_A_MAP


def _still_quiet(memory: QueueMemory, sample: Sample) -> str:
    if not is_within(QUIET_FOR, memory.posted_at, sample.measured_at):
        return ""
    return queue_wording.quiet_for(ceil((memory.posted_at + QUIET_FOR - sample.measured_at) / 60))


def _item(feed: Feed, key: str, now: float, subject: QueueMove | QueueLow) -> Item:
    return Item(feed=feed, key=key, starts=now, ends=now + _WORTH_POSTING_FOR, subject=subject)
