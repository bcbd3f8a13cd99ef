"""What Trackmania Exchange answers, in our words."""

from typing import Annotated, TypeAlias

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_pascal

from bot.nadeo.answers import Model
from bot.nadeo.fields import Hint, MapUid, Sound, SoundOrNone, Text
from bot.text import cut, plain

LONGEST_TAG = 40
MOST_TAGS = 10
"""What a map has more of is no help to anybody."""
UNTOLD = -1

Number: TypeAlias = Annotated[int, Field(gt=0, lt=10**9)]


class _Model(Model):
    model_config = ConfigDict(alias_generator=to_pascal)


class Tag(_Model):
    """One of a map's tags; names change, and are all that is believed (quirk 157)."""

    name: Text


class ExchangeMap(_Model):
    """A map as the Exchange knows it."""

    map_id: Number
    """Its number on this site."""
    map_uid: MapUid
    tags: SoundOrNone[Tag] = ()
    difficulty: Hint = UNTOLD
    """0 Beginner to 5 Impossible."""

    @property
    def tag_names(self) -> tuple[str, ...]:
        """Return the names of its tags as plain text, each once."""
        names = (cut(plain(tag.name), LONGEST_TAG) for tag in self.tags)
        return tuple(dict.fromkeys(name for name in names if name))[:MOST_TAGS]


class MapPage(_Model):
    """Maps that were found; none is an answer, too."""

    results: Sound[ExchangeMap]
