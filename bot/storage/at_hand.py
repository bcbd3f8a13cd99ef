"""What was read from the file lately, for whoever wants it next: a warm answer reads no file."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Generic, TypeVar

from cachetools import LRUCache

ValueT = TypeVar("ValueT")


class AtHand(Generic[ValueT]):
    """Keeps the values that were wanted last; `most` says how many.

    They must say themselves how old they are: newer ones of another process are not seen here.
    What is not in the file is not remembered as missing, for it may come there at any time.
    """

    def __init__(
        self, read: Callable[[Collection[str]], Awaitable[Mapping[str, ValueT]]], most: int
    ) -> None:
        self._read = read
        self._values: LRUCache[str, ValueT] = LRUCache(most)

    async def get(self, keys: Collection[str]) -> dict[str, ValueT]:
        """Find values by their keys; those that are not known are missing."""
        found = {key: value for key in keys if (value := self._values.get(key)) is not None}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            for key, value in (await self._read(missing)).items():
                # What was noted while the file was read is newer.
                found[key] = self._values.setdefault(key, value)
        return found

    def note(self, values: Mapping[str, ValueT]) -> None:
        """Take new values, whether or not the file takes them too."""
        self._values.update(values)
