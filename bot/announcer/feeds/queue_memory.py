"""What a channel knows of a review queue, and which of its cards are still to be changed."""

import logging
from collections.abc import Collection

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError, model_validator

from bot.announcer.cards import LONG_QUEUE, SHORT_QUEUE, TURNS_A_DAY, QueueCard, QueueClosed, Side
from bot.announcer.feeds.timing import is_within
from bot.review.cards import ReviewType, Sample

log = logging.getLogger(__name__)

EDIT_PAUSE = 120.0
"""A card is changed no more often than this, in seconds."""
OLDEST_LINE = 1800.0
"""A card whose waiting time stays is changed for its line; that has a block for so many seconds."""
NEVER = -86_400.0

BAND_ENDS = (0, 5, 10, 20, 40, 80)
"""Earlier programs knew a queue by its band: the most maps ahead of each but the last."""


class OpenCard(BaseModel):
    """The latest post, which is kept up to date."""

    model_config = ConfigDict(frozen=True)

    turned: Side | None
    """The turn that it told of, None where an earlier program posted it."""
    turned_at: FiniteFloat
    left_at: FiniteFloat | None = None
    """When the queue first turned away from there."""
    key: str
    edited_at: FiniteFloat
    shown: int
    """The waiting time that it shows, in seconds."""


class ClosingCard(BaseModel):
    """A post that another one followed, until it says what it was."""

    model_config = ConfigDict(frozen=True)

    turned: Side | None
    turned_at: FiniteFloat
    left_at: FiniteFloat | None
    key: str
    message_id: int
    since: FiniteFloat
    """Since when it is to be closed."""
    tried_at: FiniteFloat = NEVER


class QueueMemory(BaseModel):
    """What a channel was last told of a queue; kept as JSON with its subscription."""

    model_config = ConfigDict(frozen=True)

    side: Side | None = None
    """Where the queue stands, None before that was seen in two samples running."""
    turned_at: FiniteFloat = 0.0
    """When it turned there."""
    seen: Side | None = None
    """The other side, where only the last sample stood there."""
    seen_at: FiniteFloat = 0.0
    told: Side | None = None
    """Where the channel knows the queue to be."""
    armed: bool | None = None
    """With a threshold: whether the next fall below it is worth a post."""
    posted_at: FiniteFloat = NEVER
    posts: tuple[FiniteFloat, ...] = ()
    """When there were posts within a day, the last one too."""
    card: OpenCard | None = None
    closing: tuple[ClosingCard, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_program(cls, memory: object) -> object:
        """Read a memory of bands: where its band is short or long the channel knows that."""
        old = _BandMemory.model_validate(memory) if _knows_bands(memory) else None
        if old is None:
            return memory
        side = None if old.band is None else _side_of_band(old.band)
        card = None
        if old.post is not None:
            card = OpenCard(
                turned=None,
                turned_at=old.posted_at,
                key=old.key,
                edited_at=old.edited_at,
                shown=-1,
            )
        return {
            "side": side,
            "turned_at": old.posted_at,
            "told": side,
            "armed": old.armed,
            "posted_at": old.posted_at,
            "card": card,
        }


def _knows_bands(memory: object) -> bool:
    return isinstance(memory, dict) and "band" in memory


class _BandMemory(BaseModel):
    band: int | None
    armed: bool | None = None
    posted_at: FiniteFloat = NEVER
    post: tuple[int, int] | None = None
    key: str = ""
    edited_at: FiniteFloat = 0.0


def _side_of_band(band: int) -> Side | None:
    if not 0 <= band <= len(BAND_ENDS):
        raise ValueError("there is no such band")
    if BAND_ENDS[min(band, len(BAND_ENDS) - 1)] <= SHORT_QUEUE:
        return "short"
    return "long" if BAND_ENDS[band - 1] >= LONG_QUEUE else None


def remembered_queue(text: str) -> QueueMemory:
    """Read what a channel knows; where that cannot be read it learns anew, and tells nothing."""
    if not text:
        return QueueMemory()
    try:
        return QueueMemory.model_validate_json(text)
    except ValidationError as error:
        log.error("a queue's memory cannot be read and is dropped: %s", type(error).__name__)  # noqa: TRY400 # its details quote the file
        return QueueMemory()


# --- the open card -------------------------------------------------------------------------------


def edit_due(card: OpenCard, sample: Sample) -> bool:
    """Tell whether a card shows an old waiting time or an old line, and may be changed again."""
    pause = OLDEST_LINE if card.shown == sample.seconds else EDIT_PAUSE
    return not is_within(pause, card.edited_at, sample.measured_at)


def shown_by(kind: ReviewType, card: OpenCard, sample: Sample) -> QueueCard:
    """Return what a card says with the present waiting time."""
    return QueueCard(kind, sample, card.turned, card.turned_at)


def edited(memory: QueueMemory, sample: Sample) -> QueueMemory:
    """Note that the open card was changed."""
    if memory.card is None:
        return memory
    shown = {"edited_at": sample.measured_at, "shown": sample.seconds}
    return memory.model_copy(update={"card": memory.card.model_copy(update=shown)})


# --- cards to be closed --------------------------------------------------------------------------


def to_close(
    memory: QueueMemory, card: OpenCard, message_id: int, now: float, until: float | None
) -> QueueMemory:
    """Note that a card is to say what it was; `until` is when the queue is elsewhere at last."""
    closing = ClosingCard(
        turned=card.turned,
        turned_at=card.turned_at,
        left_at=until if card.left_at is None else card.left_at,
        key=card.key,
        message_id=message_id,
        since=now,
    )
    # As many as a day's posts may wait; what is older is given up.
    return memory.model_copy(update={"closing": (*memory.closing, closing)[-TURNS_A_DAY:]})


def try_due(closing: ClosingCard, now: float) -> bool:
    """Tell whether closing a card is to be tried: the longer it failed, the more rarely."""
    pause = max(EDIT_PAUSE, closing.tried_at - closing.since)
    return not is_within(pause, closing.tried_at, now)


def tried(memory: QueueMemory, closing: Collection[ClosingCard], now: float) -> QueueMemory:
    """Note that closing these cards is tried."""
    noted = tuple(
        one.model_copy(update={"tried_at": now}) if one in closing else one
        for one in memory.closing
    )
    return memory.model_copy(update={"closing": noted})


def closed_by(kind: ReviewType, closing: ClosingCard) -> QueueClosed:
    """Return what a card says in the end."""
    return QueueClosed(kind, closing.turned, closing.turned_at, closing.left_at)
