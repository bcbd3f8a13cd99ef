"""`/status`: what operators read of how the bot is doing, and nobody else."""

import discord
import pytest

from bot.announcer.cards import FEEDS
from bot.face.widths import PHONE_LINE, taken
from bot.monitoring.cards import (
    DatabaseReport,
    FeedHealth,
    Figures,
    GatewayReport,
    NadeoHealth,
    Snapshot,
)
from bot.monitoring.embeds import add_figures
from bot.supervisor import LoopReport
from tests.conftest import Paddock
from tests.limits import problems

WELL = Snapshot(
    at=10_000.0,
    started_at=0.0,
    gateway=GatewayReport(1, 1, 0.05, 3, 0),
    loops=(LoopReport("sampler"),),
    database=DatabaseReport(),
    nadeo=NadeoHealth("", 9_990.0, 0),
)
NOTHING = Figures(0, 0, 0, 0, 0, 0, 0, 0.0, 0, 0, {})


def shown(snapshot: Snapshot, figures: Figures) -> dict[str, list[str]]:
    embed = discord.Embed(title="How I am doing")
    add_figures(embed, snapshot, figures)
    assert problems(embed) == []
    return {str(field.name): str(field.value).split("\n") for field in embed.fields}


async def test_an_operator_reads_what_was_counted(cab: Paddock) -> None:
    await cab.type("totd")
    await cab.type("totd", date="2026-02-30")

    answer = await cab.type("status")

    first, second, *_ = answer.fields["Since I started"].split("\n")
    assert first == "1 command answered · 1 refused"
    asked = cab.bot.nadeo.tally.exchanges.total()
    assert second.startswith(f"{asked} requests to Nadeo")
    # simcord has a gateway of its own, of which the bot knows nothing; but it heard somebody.
    assert "What is wrong" not in answer.fields


async def test_others_read_none_of_it(paddock: Paddock) -> None:
    answer = await paddock.type("status")

    assert list(answer.fields) == ["Nadeo"]


def test_what_is_well_and_idle_is_short() -> None:
    assert shown(WELL, NOTHING) == {
        "Since I started": ["0 commands answered", "0 requests to Nadeo"]
    }


@pytest.mark.parametrize("count", [1, 10**9])
def test_no_line_is_wider_than_a_phone(count: int) -> None:
    states = dict.fromkeys(("owed", "in_doubt", "sent", "dropped"), count)
    figures = Figures(count, count, count, count, count, 99, 100, count, count, count, states)
    late = FeedHealth(1.0, 1.0)
    wrong = Snapshot(
        at=10.0**6,
        started_at=0.0,
        gateway=GatewayReport(16, 3, None, 3, 0),
        loops=(LoopReport("threads and publishing", 1, "a fault", 1.0, is_resting=True),),
        database=DatabaseReport("SQLITE_CORRUPT_VTAB", is_failing=True),
        nadeo=NadeoHealth("Nadeo refuses my login, and I try again every few minutes.", None, 0),
        feeds=dict.fromkeys(FEEDS, late),
    )

    fields = shown(wrong, figures)

    lines = [line for lines in fields.values() for line in lines]
    assert [line for line in lines if taken(line) > PHONE_LINE] == []
    assert len(fields["What is wrong"]) > 5
    assert "99% known already" in " · ".join(fields["Since I started"])
