"""Decoded answers as values: what is bad in a list is left out of it and noted once."""

import logging
import re
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from cachetools import TTLCache
from pydantic import BaseModel, ValidationError

from bot.clock import Clock
from bot.nadeo.answers import Answer
from bot.nadeo.errors import EmptyAnswer, UnexpectedAnswer
from bot.nadeo.fields import MOST_ENTRIES, Reading, described
from bot.text import LONGEST_RAW

log = logging.getLogger(__name__)

NOTED_FOR = 86400.0
"""How long a fault that was noted is not noted again, in seconds."""
MOST_NOTED = 256

_PLACE = re.compile(r"\d+")

ModelT = TypeVar("ModelT", bound=BaseModel)
_AnswerT = TypeVar("_AnswerT", bound=Answer)


class Reader:
    """Reads what Nadeo answers, and knows which of its faults were noted lately."""

    def __init__(self, clock: Clock) -> None:
        self._noted: TTLCache[str, bool] = TTLCache(MOST_NOTED, NOTED_FOR, timer=clock.timestamp)

    def value(self, model: type[ModelT], data: Any) -> ModelT:
        """Read decoded JSON as a model; raise `UnexpectedAnswer`, which quotes no values."""
        reading = Reading()
        try:
            found = model.model_validate(data, context=reading)
        except ValidationError as error:
            raise UnexpectedAnswer(f"not a {model.__name__}: {described(error)}") from None
        self._note(model.__name__, reading.left_out)
        return found

    def answer(self, model: type[_AnswerT], data: Any) -> _AnswerT:
        """Read an answer as a model; whether nothing is an answer is for the model to say."""
        if data in model.NOTHING:
            raise EmptyAnswer(f"an empty answer instead of a {model.__name__}")
        return self.value(model, data)

    def values(self, model: type[ModelT], data: Any) -> tuple[ModelT, ...]:
        """Read the sound entries of a list; raise where there are some and none is sound."""
        if not isinstance(data, list):
            raise UnexpectedAnswer(f"not a list of {model.__name__}")
        sound: list[ModelT] = []
        faults: list[str] = []
        for item in cast("list[Any]", data)[:MOST_ENTRIES]:
            try:
                sound.append(self.value(model, item))
            except UnexpectedAnswer as error:
                faults.append(str(error))
        if faults and not sound:
            raise UnexpectedAnswer(faults[0])
        self._note("list", faults)
        return tuple(sound)

    def names(self, data: Any) -> dict[str, str]:
        """Read an object of texts; Nadeo answers an empty list for "nothing found" (quirk 23)."""
        if data is None or data == []:
            return {}
        if not isinstance(data, dict):
            raise UnexpectedAnswer("not an object of names")
        names = cast("dict[str, object]", data).items()
        told = {key: name for key, name in names if name is not None}
        found = {key: name[:LONGEST_RAW] for key, name in told.items() if isinstance(name, str)}
        if told and not found:
            raise UnexpectedAnswer("an object of names without any")
        if len(found) < len(told):
            self._note("names", [f"{len(told) - len(found)} that are no text"])
        return found

    def _note(self, whole: str, faults: Iterable[str]) -> None:
        """Write a line for each kind of fault: where in a list it stood makes no other of it."""
        for fault in faults:
            kind = _PLACE.sub("", f"{whole} {fault}")
            if kind not in self._noted:
                self._noted[kind] = True
                log.warning("left out of Nadeo's %s: %s", whole, fault)
