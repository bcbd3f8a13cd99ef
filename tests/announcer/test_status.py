"""`/status`: what operators read of the loops beside the commands."""

import pytest

from bot.announcer.cards import FEEDS, FeedReport, NadeoReport
from bot.announcer.embeds.schedule import status_embed
from bot.supervisor import LoopReport
from tests.limits import problems

NADEO = NadeoReport("", 1787412600.0, 0, 0.0)
FEED_REPORTS = [FeedReport(feed, 1, 1787412600.0, 1787412700.0, "Unavailable") for feed in FEEDS]


def told(*loops: LoopReport) -> list[str]:
    embed = status_embed(NADEO, FEED_REPORTS, loops)
    assert problems(embed) == []
    found = {field.name: str(field.value) for field in embed.fields}
    return found["What runs beside the commands"].split("\n")


def test_loops_that_run_well_are_one_line() -> None:
    assert told(LoopReport("sampler"), LoopReport("dispatcher")) == ["2 loops run"]


def test_the_latest_fault_comes_first() -> None:
    lines = told(
        LoopReport("sampler", 1, "OperationalError", 1787412600.0),
        LoopReport("tidying"),
        LoopReport("feed totd", 1200, "KeyError", 1787412700.5),
    )

    assert lines == [
        "3 loops run",
        "⚠️ `feed totd` restarted 1,200 times, last after KeyError <t:1787412700:R>",
        "⚠️ `sampler` restarted 1 time, last after OperationalError <t:1787412600:R>",
    ]


@pytest.mark.parametrize("number", [20, 200])
def test_however_many_fail_they_fit(number: int) -> None:
    loops = [LoopReport(f"loop {one}", 10**6, "E" * 60, 1787412600.0) for one in range(number)]

    assert len(told(*loops)) < number


def test_others_are_told_nothing_of_loops() -> None:
    assert len(status_embed(NADEO, FEED_REPORTS).fields) == 1
