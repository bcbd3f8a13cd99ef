"""Nothing escapes, whatever leaf of whatever answer of Nadeo's is spoilt with whatever value."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from spoiling import READERS, VALUES, Spoiler, cases, escapes
from support import ManualClock

from bot.sandbox.nadeo import NadeoServer
from bot.sandbox.world import World

ALL = list(cases(len(VALUES)))
"""Every value once for each answer, spread over its leaves."""
PARTS = 24
FEW = 12


async def check(chosen: Sequence[Spoiler], folder: Path) -> None:
    found: dict[str, list[str]] = {}
    for number, spoiler in enumerate(chosen):
        clock = ManualClock()
        async with NadeoServer(World(clock)) as nadeo:
            escaped = await escapes(nadeo, clock, folder / f"{number}.db", spoiler)
        assert spoiler.spoilt, f"nobody asked for {spoiler.route}"
        if escaped:
            where = f"{spoiler.route} {sorted(set(spoiler.spoilt))} = {spoiler.value!r:.60}"
            found[f"{where} ({spoiler.leaf})"] = escaped
    assert found == {}


def test_every_value_comes_to_every_answer() -> None:
    assert len(VALUES) == 36
    assert len(ALL) == len(VALUES) * len(READERS)
    pairs = {(spoiler.route, repr(spoiler.value)) for spoiler in ALL}
    assert len(pairs) == len(ALL)


async def test_nothing_escapes_in_a_few_cases(tmp_path: Path) -> None:
    await check(ALL[:: len(ALL) // FEW + 1], tmp_path)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
async def test_nothing_escapes(part: int, tmp_path: Path) -> None:
    await check(ALL[part::PARTS], tmp_path)
