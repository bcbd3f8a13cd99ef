"""Values read from the file lately: read once, never in place of newer ones."""

import asyncio
from collections.abc import Collection

import pytest

from bot.storage.at_hand import AtHand


class File:
    """Something to read from, slowly if wanted; tells what it was asked for."""

    def __init__(self, **values: str) -> None:
        self.values = values
        self.asked: list[list[str]] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def read(self, keys: Collection[str]) -> dict[str, str]:
        self.asked.append(list(keys))
        found = {key: self.values[key] for key in keys if key in self.values}
        await self.may_go_on.wait()
        return found


@pytest.fixture
def file() -> File:
    return File(a="old a", b="old b", empty="")


async def test_what_is_in_the_file_is_read_once(file: File) -> None:
    at_hand = AtHand(file.read, most=9)

    assert await at_hand.get(["a", "empty", "a"]) == {"a": "old a", "empty": ""}
    assert await at_hand.get(["empty", "b", "a"]) == {"a": "old a", "b": "old b", "empty": ""}

    assert file.asked == [["a", "empty"], ["b"]]


async def test_what_was_missing_is_looked_for_again(file: File) -> None:
    at_hand = AtHand(file.read, most=9)
    assert await at_hand.get(["c"]) == {}
    file.values["c"] = "new c"

    assert await at_hand.get(["c"]) == {"c": "new c"}


async def test_what_is_noted_is_newer_than_the_file(file: File) -> None:
    at_hand = AtHand(file.read, most=9)
    await at_hand.get(["a"])

    at_hand.note({"a": "new a", "b": "new b"})

    assert await at_hand.get(["a", "b"]) == {"a": "new a", "b": "new b"}


async def test_a_slow_read_brings_nothing_old_back(file: File) -> None:
    at_hand = AtHand(file.read, most=9)
    file.may_go_on.clear()
    reading = asyncio.create_task(at_hand.get(["a"]))
    await asyncio.sleep(0)
    at_hand.note({"a": "new a"})
    file.may_go_on.set()

    assert await reading == {"a": "new a"}
    assert await at_hand.get(["a"]) == {"a": "new a"}


async def test_only_so_many_are_kept(file: File) -> None:
    at_hand = AtHand(file.read, most=1)
    await at_hand.get(["a"])
    await at_hand.get(["b"])

    assert await at_hand.get(["a", "b"]) == {"a": "old a", "b": "old b"}
    assert file.asked == [["a"], ["b"], ["a"]]
