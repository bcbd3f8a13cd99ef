"""Nothing escapes, whatever leaf of whatever answer of Nadeo's is spoilt with whatever value."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from spoiling import READERS, VALUES, Spoiler, cases, escapes, watching
from support import ManualClock

from bot.nadeo import auth
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World

ALL = list(cases(len(VALUES)))
"""Every value once for each answer, spread over its leaves."""
FEW = ALL[:: len(ALL) // 12 + 1]


def name(spoiler: Spoiler) -> str:
    return f"{spoiler.route} {spoiler.leaf} {spoiler.value!a:.20}"


async def check(chosen: Spoiler, folder: Path) -> None:
    spoiler, clock = replace(chosen, spoilt=[]), ManualClock()
    async with NadeoServer(World(clock)) as nadeo:
        escaped = await escapes(nadeo, clock, folder / "pitwall.db", spoiler)
    assert escaped == [], sorted(set(spoiler.spoilt))
    assert spoiler.spoilt, "nobody asked"


def test_every_value_comes_to_every_answer() -> None:
    assert len(VALUES) == 36
    assert len(ALL) == len(VALUES) * len(READERS)
    pairs = {(spoiler.route, repr(spoiler.value)) for spoiler in ALL}
    assert len(pairs) == len(ALL)


async def test_of_all_that_logins_log_only_the_line_for_the_operator_is_no_escape() -> None:
    logins = logging.getLogger(auth.__name__)
    async with watching() as watch:
        logins.error(auth.LOGIN_FAILED, "Nadeo login: no token", 1)
        assert watch.escapes == []

        logins.error("a renewal went wrong")
        logins.error(auth.LOGIN_FAILED, "Nadeo login: no token", 1, exc_info=ValueError("inside"))

    assert [escape.split(" ")[:2] for escape in watch.escapes] == [
        ["logged:", "a"],
        ["logged:", "Nadeo"],
    ]


@pytest.mark.parametrize("spoiler", FEW, ids=name)
async def test_nothing_escapes_in_a_few_cases(spoiler: Spoiler, tmp_path: Path) -> None:
    await check(spoiler, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("spoiler", ALL, ids=name)
async def test_nothing_escapes(spoiler: Spoiler, tmp_path: Path) -> None:
    await check(spoiler, tmp_path)
