"""Shards: the parts that Discord deals a bot's servers into, and those of one process."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import gcd

MOST_SHARDS = 10_000
_PART = re.compile(r"([0-9]{1,9})(?: *- *([0-9]{1,9}))?")


class ShardsError(ValueError):
    """Shards that nobody can have; the message goes on where the variable's name ends."""


@dataclass(frozen=True)
class Shards:
    """Some of `count` shards, by their numbers from 0 on, in order and each once."""

    count: int
    ids: tuple[int, ...]

    def __str__(self) -> str:
        noun = "shard" if len(self.ids) == 1 else "shards"
        return f"{noun} {', '.join(_written(*run) for run in self.runs())} of {self.count}"

    @property
    def part(self) -> float:
        """Tell how much of everything these are: 1 for all, 0.5 for half of them."""
        return len(self.ids) / self.count

    @property
    def leads(self) -> bool:
        """Tell whether direct messages come here, and what is done once for all processes."""
        return self.ids[0] == 0

    def has(self, guild_id: int) -> bool:
        """Tell whether a server is of these."""
        return (guild_id >> 22) % self.count in self.ids

    def runs(self) -> Iterator[tuple[int, int]]:
        """Give the first and last of each row of numbers without a gap."""
        for _, run in groupby(enumerate(self.ids), key=lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in run]
            yield numbers[0], numbers[-1]

    def in_common_with(self, other: "Shards") -> int | None:
        """Return the first shard that has servers of another process's shards, None for none.

        Counts may differ: numbers that leave the same rest by what divides both have servers in
        common.
        """
        common = gcd(self.count, other.count)
        theirs = {number % common for number in other.ids}
        return next((number for number in self.ids if number % common in theirs), None)

    def lie_in(self, other: "Shards") -> bool:
        """Tell whether all servers of these are of others, too."""
        common = gcd(self.count, other.count)
        rests = {number % common for number in self.ids}
        covered = set(other.ids)
        return all(number in covered for number in range(other.count) if number % common in rests)


WHOLE = Shards(1, (0,))
"""All servers, however many shards Discord wants them dealt into."""


def typed_ids(text: str) -> tuple[int, ...]:
    """Understand `0,1,5-7`; raise `ShardsError` where it is none, and `ValueError` for no list."""
    found: list[int] = []
    for part in filter(None, map(str.strip, text.split(","))):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError("no number and no range of numbers")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ShardsError(f"has a range that runs backwards: write {last}-{first}")
        if last >= MOST_SHARDS:
            raise ShardsError(f"names shard {last}: no bot has more than {MOST_SHARDS}")
        found += range(first, last + 1)
    if not found:
        raise ShardsError("names no shard: leave it out to run all of them")
    doubled = sorted(number for number in set(found) if found.count(number) > 1)
    if doubled:
        raise ShardsError(f"names shard {doubled[0]} more than once")
    return tuple(sorted(found))


def check_ids(ids: tuple[int, ...], count: int | None) -> None:
    """Raise `ShardsError` for numbers that there are not with so many shards."""
    if count is None:
        raise ShardsError("needs PITWALL_SHARD_COUNT beside it: how many shards there are in all")
    if ids[-1] >= count:
        raise ShardsError(
            f"names shard {ids[-1]}: they count from 0, so of PITWALL_SHARD_COUNT={count} the last "
            f"one is {count - 1}"
        )


def _written(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
