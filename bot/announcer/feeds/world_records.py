"""First places: when one is news, and when one that was told of turns out to be gone.

Only the first row of a board is ever seen. What is secret is no news, nor what was secret.
"""

import logging
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError

from bot.announcer.cards import RecordHolder
from bot.ladders.scores import is_better
from bot.maps.releases import ReleaseKind
from bot.text import race_time

log = logging.getLogger(__name__)

REMEMBERED = 30
"""How many first places of a map are remembered: so far back one is known again."""


class First(BaseModel):
    """A first place."""

    model_config = ConfigDict(frozen=True)

    holder: RecordHolder
    fallen: RecordHolder | None = None
    """Whose it was before; None for one that is not told of."""
    gone_at: FiniteFloat | None = None
    """When it was found to be gone though nobody was better; None while it stands."""

    @property
    def is_told(self) -> bool:
        """Tell whether it was announced."""
        return self.fallen is not None

    def is_of(self, holder: RecordHolder) -> bool:
        """Tell whether it is this record."""
        ours = self.holder
        return (ours.account_id, ours.score) == (holder.account_id, holder.score)


class MapMemory(BaseModel):
    """What is known of a map that runs."""

    model_config = ConfigDict(frozen=True)

    release_kind: ReleaseKind
    looked_at: FiniteFloat
    kind: str = ""
    """What it is played for, as `TrackMap.kind`; "" while that did not matter."""
    firsts: tuple[First, ...] = ()
    """Those that were first, the latest last."""
    is_secret: bool = False
    """Whether the first place was hidden at the last look."""
    doubted: RecordHolder | None = None
    """Who was first at the last look against all that is known: seen twice it is believed.

    Either with less than what stands, or with what was thought to be gone.
    """

    @property
    def standing(self) -> RecordHolder | None:
        """The best record that is known and not gone."""
        best: RecordHolder | None = None
        for one in self.firsts:
            if one.gone_at is None and (best is None or beats(one.holder, best, self.kind)):
                best = one.holder
        return best


class RecordMemory(BaseModel):
    """What the last look knew; kept as JSON with the feed."""

    model_config = ConfigDict(frozen=True)

    maps: dict[str, MapMemory] = {}
    """By the group of the board and the uid."""
    turned_at: FiniteFloat = 0.0
    """When one of those that take turns was looked at last."""


@dataclass(frozen=True)
class Seen:
    """What a look at a board comes to."""

    memory: MapMemory
    news: First | None
    corrected: tuple[First, ...]
    """What was told of and is gone now, or is back."""


def remembered_records(text: str) -> RecordMemory:
    """Read what the last look knew; nothing where there was none, or it cannot be read."""
    if not text:
        return RecordMemory()
    try:
        return RecordMemory.model_validate_json(text)
    except ValidationError as error:
        log.error("the memory of world records cannot be read: %s", type(error).__name__)  # noqa: TRY400 # its details quote the file
        return RecordMemory()


def is_hidden(score: int) -> bool:
    """Tell whether a score is secret, or none at all."""
    return race_time(score) in {"", "SECRET"}


def seen(memory: MapMemory, holder: RecordHolder, now: float) -> Seen:
    """Tell what is known and what is new when a board shows this first place; Unix seconds."""
    before = {one.holder: one for one in memory.firsts}
    after, news = _step(memory, holder, now)
    corrected = [
        one
        for one in after.firsts
        if one.is_told and one.holder in before and one.gone_at != before[one.holder].gone_at
    ]
    kept = after.firsts[-REMEMBERED:]
    return Seen(after.model_copy(update={"firsts": kept}), news, tuple(corrected))


def _step(memory: MapMemory, holder: RecordHolder, now: float) -> tuple[MapMemory, First | None]:
    if is_hidden(holder.score):
        return _changed(memory, is_secret=True, doubted=None), None
    was_secret = memory.is_secret
    memory, standing = _changed(memory, is_secret=False), memory.standing
    if standing is None:
        return _followed(memory, First(holder=holder)), None
    return _visible(memory, holder, standing, now, was_secret=was_secret)


def _visible(
    memory: MapMemory, holder: RecordHolder, standing: RecordHolder, now: float, *, was_secret: bool
) -> tuple[MapMemory, First | None]:
    if holder.score == standing.score:
        return _changed(memory, doubted=None), None
    if not beats(holder, standing, memory.kind):
        return _fell_back(memory, holder, now)
    if any(one.is_of(holder) for one in memory.firsts):
        if memory.doubted is None or not First(holder=memory.doubted).is_of(holder):
            return _changed(memory, doubted=holder), None
        return _came_back(memory, holder), None
    first = First(holder=holder, fallen=None if was_secret else standing)
    return _followed(memory, first), None if was_secret else first


def beats(one: RecordHolder, other: RecordHolder, kind: str) -> bool:
    """Tell whether a record beats another."""
    return is_better(one.score, other.score, kind)


def _followed(memory: MapMemory, first: First) -> MapMemory:
    return _changed(memory, firsts=(*memory.firsts, first), doubted=None)


def _fell_back(
    memory: MapMemory, holder: RecordHolder, now: float
) -> tuple[MapMemory, First | None]:
    """Believe it at the second look in a row: an answer may be older than the last one."""
    doubted, standing = memory.doubted, memory.standing
    if doubted is None or (standing is not None and beats(doubted, standing, memory.kind)):
        return _changed(memory, doubted=holder), None
    firsts = tuple(
        _changed_first(one, now)
        if one.gone_at is None and beats(one.holder, doubted, memory.kind)
        else one
        for one in memory.firsts
    )
    memory = _changed(memory, firsts=firsts, doubted=None)
    standing = memory.standing
    if any(one.is_of(doubted) for one in firsts):
        memory = _came_back(memory, doubted)
    elif standing is None or beats(doubted, standing, memory.kind):
        # Who moved up is not told of: it was no record when it was driven.
        memory = _followed(memory, First(holder=doubted))
    return _step(memory, holder, now)


def _came_back(memory: MapMemory, holder: RecordHolder) -> MapMemory:
    """Take back what was found when this record was thought to be gone; it may stand already."""
    again = next(one for one in memory.firsts if one.is_of(holder))
    firsts = tuple(
        _changed_first(one, None)
        if one.gone_at == again.gone_at and not beats(one.holder, holder, memory.kind)
        else one
        for one in memory.firsts
    )
    return _changed(memory, firsts=firsts, doubted=None)


def _changed(memory: MapMemory, **changes: object) -> MapMemory:
    return memory.model_copy(update=changes)


def _changed_first(first: First, gone_at: float | None) -> First:
    return first.model_copy(update={"gone_at": gone_at})
