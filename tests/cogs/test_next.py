"""`/next`: what Nadeo's lists tell, and what the clock of Paris does in their place."""

import asyncio

import pytest
from support import until

from bot.announcer import schedule as scheduling
from bot.announcer.schedule_wording import as_usual, untold
from bot.face.wording import nadeo_failed
from bot.frame.answering import COMMAND_PATIENCE
from bot.nadeo.errors import Unavailable
from tests.conftest import Paddock

MONTHS, SEASONS = "/campaign/month", "/campaign/official"


async def test_next_needs_no_nadeo(paddock: Paddock) -> None:
    paddock.bot.nadeo._answers._answers.clear()
    paddock.nadeo.failures.mode = "down"

    answer = await paddock.type("next")

    assert "**Track of the Day**\n<t:" in answer.embed.description
    problem = nadeo_failed(Unavailable("503"))
    assert f"**Seasonal campaign**\n{untold(problem)}" in answer.embed.description
    assert answer.embed.description.count(as_usual(problem)) == 1


@pytest.mark.parametrize(
    ("path", "lost", "told"),
    [
        (MONTHS, "Track of the Day", "Seasonal campaign"),
        (SEASONS, "Seasonal campaign", "Track of the Day"),
    ],
)
async def test_next_shows_the_list_that_came_and_names_the_other(
    paddock: Paddock, path: str, lost: str, told: str
) -> None:
    paddock.bot.nadeo._answers._answers.clear()
    paddock.nadeo.failures.script(path=path, status=503, times=99)

    answer = await paddock.type("next")

    parts = answer.embed.description.split("\n**")
    lines = {part.strip("*").split("**")[0]: part for part in parts}
    assert nadeo_failed(Unavailable("503")) in lines[lost]
    assert "<t:" in lines[told]
    assert "⚠️" not in lines[told]


async def test_a_list_that_hangs_keeps_the_other_from_nothing(paddock: Paddock) -> None:
    paddock.bot.nadeo._answers._answers.clear()
    paddock.nadeo.failures.script(path=MONTHS, status=503, delay=3600.0, times=99)
    asked: list[str] = []

    def both_are_asked() -> bool:
        asked.extend(paddock.upstream())
        return any(SEASONS in one for one in asked)

    telling = asyncio.create_task(paddock.bot.announcer.schedule.upcoming())
    await until(both_are_asked)
    assert not telling.done()
    paddock.nadeo.failures.close()

    found = {one.feed: one for one in await telling}
    assert found["totd"].problem
    assert scheduling.LISTS_PATIENCE < COMMAND_PATIENCE
    assert found["campaign"].moment
    assert not found["campaign"].problem


async def test_next_shows_everything(paddock: Paddock) -> None:
    answer = await paddock.type("next")

    assert answer.embed.description.count("<t:") == 16
    assert "Track of the Day" in answer.embed.description
    assert len(paddock.upstream()) <= 2
