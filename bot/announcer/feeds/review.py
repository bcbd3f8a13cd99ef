"""The review queue: when a channel is told that it turned, and when that it is short."""

from dataclasses import dataclass
from math import ceil

from bot.announcer import queue_wording
from bot.announcer.cards import (
    HOURS_BETWEEN_TURNS,
    LONG_QUEUE,
    MINUTES_BETWEEN_LOWS,
    SHORT_QUEUE,
    TURNS_A_DAY,
    Feed,
    Item,
    QueueCard,
    QueueLow,
    Side,
)
from bot.announcer.feeds.queue_memory import OpenCard, QueueMemory
from bot.announcer.feeds.timing import is_within
from bot.nadeo.models import REVIEW_SECONDS_A_MAP
from bot.review.cards import ReviewType, Sample

DAY = 86_400.0
QUIET_AFTER_A_TURN = HOURS_BETWEEN_TURNS * 3600.0
QUIET_AFTER_A_LOW = MINUTES_BETWEEN_LOWS * 60.0
"""A channel hears of a queue no more often than this, in seconds."""
_WORTH_POSTING_FOR = 15 * 60.0
MAPS_TO_REARM = 2


@dataclass(frozen=True)
class Heard:
    """What a sample comes to in a channel."""

    memory: QueueMemory
    item: Item | None
    because: str
    """Why it is no post, as a part of a sentence; "" where it is one."""


def side_of(seconds: int) -> Side | None:
    """Tell whether a queue of this waiting time in seconds is short or long, None for neither."""
    maps = seconds // REVIEW_SECONDS_A_MAP
    if maps <= SHORT_QUEUE:
        return "short"
    return "long" if maps > LONG_QUEUE else None


def heard(
    feed: Feed, kind: ReviewType, memory: QueueMemory, sample: Sample, threshold: int | None
) -> Heard:
    """Tell what a channel knows after a sample, and what it is told or why nothing."""
    if threshold is None:
        return _turned(feed, kind, _noted(memory, sample), sample)
    return _fell(feed, kind, memory, sample, threshold)


# --- turns ---------------------------------------------------------------------------------------


def _noted(memory: QueueMemory, sample: Sample) -> QueueMemory:
    """Note where a sample stands: two running are needed for a turn."""
    side, now = side_of(sample.seconds), sample.measured_at
    if side is None or side == memory.side:
        return memory.model_copy(update={"seen": None})
    if side != memory.seen:
        return memory.model_copy(update={"seen": side, "seen_at": now})
    if now == memory.seen_at:  # the same one again
        return memory
    turned_at = min(memory.seen_at, now)
    card = memory.card
    if card is not None and card.left_at is None and card.turned not in {None, side}:
        card = card.model_copy(update={"left_at": turned_at})
    told = memory.told or side
    change = {"side": side, "turned_at": turned_at, "seen": None, "told": told, "card": card}
    return memory.model_copy(update=change)


def _turned(feed: Feed, kind: ReviewType, memory: QueueMemory, sample: Sample) -> Heard:
    """Decide about a turn; `memory` has noted the sample already."""
    because = _no_turn_because(memory, sample)
    if because or memory.side is None:
        return Heard(memory, None, because)
    now, turned_at = sample.measured_at, memory.turned_at
    card = QueueCard(kind, sample, memory.side, turned_at)
    item = _item(feed, f"{int(now)} {memory.side} since {int(turned_at)}", now, card)
    opened = OpenCard(
        turned=memory.side,
        turned_at=turned_at,
        key=item.key,
        edited_at=now,
        shown=sample.seconds,
    )
    posts = (*_recent(memory, now), now)
    change = {"told": memory.side, "posted_at": now, "posts": posts, "card": opened}
    return Heard(memory.model_copy(update=change), item, "")


def _no_turn_because(memory: QueueMemory, sample: Sample) -> str:
    side, now = side_of(sample.seconds), sample.measured_at
    if memory.told is None or memory.side is None:
        return str(queue_wording.FIRST_MEASUREMENTS)
    if side is None:
        return str(queue_wording.NEITHER)
    if side == memory.told:
        # It may be a turn back from one that was never told.
        return queue_wording.same_side(side)
    if side != memory.side:
        return str(queue_wording.SEEN_ONCE)
    return _told_enough(memory, now)


def _told_enough(memory: QueueMemory, now: float) -> str:
    recent = _recent(memory, now)
    if is_within(QUIET_AFTER_A_TURN, memory.posted_at, now):
        return queue_wording.quiet_for(_minutes(memory.posted_at + QUIET_AFTER_A_TURN - now))
    if len(recent) >= TURNS_A_DAY:
        return queue_wording.enough_for(_minutes(recent[-TURNS_A_DAY] + DAY - now))
    return ""


def _recent(memory: QueueMemory, now: float) -> tuple[float, ...]:
    """Return when there were posts within a day, oldest first."""
    moments = {*memory.posts, memory.posted_at}
    return tuple(sorted(moment for moment in moments if is_within(DAY, moment, now)))


# --- thresholds ----------------------------------------------------------------------------------


def _fell(
    feed: Feed, kind: ReviewType, memory: QueueMemory, sample: Sample, threshold: int
) -> Heard:
    """Post once when the wait falls; a wait that was short from the start must rise first."""
    now, is_low = sample.measured_at, sample.seconds <= threshold * 60
    if memory.armed is None:
        learnt = memory.model_copy(update={"armed": not is_low})
        return Heard(learnt, None, str(queue_wording.FIRST_MEASUREMENT))
    rearmed_at = threshold * 60 + MAPS_TO_REARM * REVIEW_SECONDS_A_MAP
    if not memory.armed and sample.seconds < rearmed_at:
        return Heard(memory, None, queue_wording.not_rearmed(rearmed_at // 60))
    armed = memory.model_copy(update={"armed": True})
    if not is_low:
        return Heard(armed, None, queue_wording.above_threshold(threshold))
    if is_within(QUIET_AFTER_A_LOW, memory.posted_at, now):
        left = _minutes(memory.posted_at + QUIET_AFTER_A_LOW - now)
        return Heard(armed, None, queue_wording.quiet_for(left))
    low = QueueLow(kind, threshold, sample)
    told = memory.model_copy(update={"armed": False, "posted_at": now})
    return Heard(told, _item(feed, f"{int(now)} <{threshold}", now, low), "")


def _minutes(seconds: float) -> int:
    return ceil(seconds / 60)


def _item(feed: Feed, key: str, now: float, subject: QueueCard | QueueLow) -> Item:
    return Item(feed=feed, key=key, starts=now, ends=now + _WORTH_POSTING_FOR, subject=subject)
