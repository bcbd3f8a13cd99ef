"""Which numbers, texts and lists of Nadeo's are believed: what is absurd is kept out here.

What has no sensible value makes its entry a bad one; a bad entry of a list is left out of it.
"""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeAlias, TypeVar, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from bot.text import LONGEST_RAW

LATEST_MOMENT = 253_402_300_799
"""The end of the year 9999, in Unix seconds: calendars and Discord know no later moment."""
MOST_ENTRIES = 10_000
"""How many entries of a list are looked at; the longest known has some 1,200."""
FAULTS_NAMED = 3
UNKNOWN = -1
"""What Nadeo says for a moment that it does not know."""

_GROUP = re.compile(r"[A-Za-z0-9_-]{1,44}", re.ASCII)

EntryT = TypeVar("EntryT")


@dataclass
class Reading:
    """The context in which Nadeo's own JSON is validated; it collects what was left out."""

    left_out: list[str] = field(default_factory=list[str])


def described(error: ValidationError) -> str:
    """Say what is missing or wrong, and where, without the values."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    named = faults[:FAULTS_NAMED]
    return "; ".join(f"{'.'.join(map(str, f['loc'])) or 'answer'}: {f['msg']}" for f in named)


def _sound(
    value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
) -> tuple[Any, ...]:
    """Return the sound entries of a list; raise where there were some and none is sound."""
    if not isinstance(value, list) or not isinstance(info.context, Reading):
        return handler(value)
    entries = cast("list[object]", value)
    looked_at = entries[:MOST_ENTRIES]
    if len(looked_at) < len(entries):
        info.context.left_out.append(f"{info.field_name}: all after {MOST_ENTRIES} entries")
    try:
        return handler(looked_at)
    except ValidationError as error:
        bad = {fault["loc"][0] for fault in error.errors(include_url=False, include_input=False)}
        sound = [entry for place, entry in enumerate(looked_at) if place not in bad]
        if not sound:
            raise
        info.context.left_out.append(f"{info.field_name}: {described(error)}")
    return handler(sound)


def _sound_or_none(
    value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
) -> tuple[Any, ...]:
    """Return the sound entries of a list that an entry can do without."""
    try:
        return _sound(value, handler, info)
    except ValidationError as error:
        if not isinstance(info.context, Reading):
            raise
        info.context.left_out.append(f"{info.field_name}: {described(error)}")
        return ()


def _shortened(value: object) -> object:
    return value[:LONGEST_RAW] if isinstance(value, str) else value


def _no_longer(value: object) -> object:
    return "" if isinstance(value, str) and len(value) > LONGEST_RAW else value


def _usable_group(uid: str) -> str:
    return uid if _GROUP.fullmatch(uid) else ""


def _or_unknown(value: object, handler: ValidatorFunctionWrapHandler) -> int:
    try:
        return handler(value)
    except ValidationError:
        return UNKNOWN


Whole: TypeAlias = Annotated[int, Field(ge=-(2**63), lt=2**63)]
"""A number that the file can keep."""
Id: TypeAlias = Annotated[int, Field(ge=-1, lt=10**18)]
"""A number that may stand in an address and in the id of a button."""
Moment: TypeAlias = Annotated[int, Field(ge=UNKNOWN, le=LATEST_MOMENT)]
"""Unix seconds; 0 and -1 for none."""
Hint: TypeAlias = Annotated[Moment, WrapValidator(_or_unknown)]
"""A moment that an answer can do without."""
Text: TypeAlias = Annotated[str, BeforeValidator(_shortened)]
"""What somebody wrote, for people to read: cut before anybody looks at it."""
Link: TypeAlias = Annotated[str, BeforeValidator(_no_longer)]
"""An address, "" where it is too long to be used."""
MapUid: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
"""What may stand in an address and in the id of a button; some are made by hand (quirk 101)."""
Group: TypeAlias = Annotated[str, AfterValidator(_usable_group)]
"""The group of a leaderboard, "" where no address and no button can name it."""
Sound: TypeAlias = Annotated[tuple[EntryT, ...], WrapValidator(_sound)]
"""The sound entries of a list: without any the list is none."""
SoundOrNone: TypeAlias = Annotated[tuple[EntryT, ...], WrapValidator(_sound_or_none)]
"""The sound entries of a list that may as well be empty."""
