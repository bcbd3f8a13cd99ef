"""What all of Nadeo's answers have in common."""

from typing import ClassVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator
from pydantic.alias_generators import to_camel

from bot.nadeo.fields import Reading
from bot.text import LONGEST_RAW

AGE = frozenset({"received_at", "receivedAt", "stale"})
"""Keys that are for us alone to set."""


class Model(BaseModel):
    """A frozen value read from Nadeo's JSON; its context there is a `Reading`."""

    model_config = ConfigDict(
        frozen=True,
        # Made with the first answer of its kind, not at the start.
        defer_build=True,
        extra="ignore",
        alias_generator=to_camel,
        populate_by_name=True,
        str_max_length=LONGEST_RAW,
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_missing(cls, data: object) -> object:
        """Nadeo sends null where it has nothing to say: take the field's default then."""
        if not isinstance(data, dict):
            return data
        items = cast("dict[str, object]", data).items()
        return {key: value for key, value in items if value is not None}


class Answer(Model):
    """A whole answer, which knows how old it is."""

    NOTHING: ClassVar[tuple[object, ...]] = (None,)
    """Bodies in which Nadeo gives nothing, although it does not refuse (quirks 20, 21)."""

    received_at: float = Field(default=0.0, exclude=True)
    """When this machine got it, in Unix seconds."""
    stale: bool = Field(default=False, exclude=True)
    """True when Nadeo could not be asked anew and this is its last good answer."""

    @model_validator(mode="before")
    @classmethod
    def _age_is_ours(cls, data: object, info: ValidationInfo) -> object:
        """Nothing on the wire may say how old an answer is."""
        if not isinstance(info.context, Reading) or not isinstance(data, dict):
            return data
        items = cast("dict[str, object]", data).items()
        return {key: value for key, value in items if key not in AGE}


class Listing(Model):
    """A value with a list, which knows how many entries came: bad ones are left out."""

    LISTED: ClassVar[str]
    """The name of the list."""

    came: int = Field(default=0, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _count_what_came(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        values = cast("dict[str, object]", data)
        entries = values.get(to_camel(cls.LISTED), values.get(cls.LISTED))
        is_list = isinstance(entries, list | tuple)
        return values | {"came": len(cast("list[object]", entries)) if is_list else 0}

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was left out."""
        return self.came <= len(getattr(self, self.LISTED))
