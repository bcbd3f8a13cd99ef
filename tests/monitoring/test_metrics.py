"""`/metrics`: exact counts after real commands, and nobody's id in any of them."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import SWIFT, ManualClock, settings_for

from bot.frame.app import Pitwall, opened
from bot.monitoring.answers import BUTTON, SUGGESTIONS, UNKNOWN
from bot.nadeo.routes import ROUTES
from bot.sandbox.nadeo.server import NadeoServer
from tests.conftest import Paddock
from tests.monitoring.asking import change_file, listening
from tests.monitoring.conftest import Scrape

COMMANDS = "pitwall_commands_total"
REQUESTS = "pitwall_nadeo_requests_total"


async def test_commands_are_counted_by_name_and_outcome(paddock: Paddock, scrape: Scrape) -> None:
    before = await scrape()

    card = await paddock.type("totd")
    await paddock.type("totd")
    await paddock.type("totd", date="2026-02-30")
    await paddock.click(card, "◀")
    await paddock.suggest("totd", "date", "yest")
    paddock.nadeo.failures.mode = "down"
    await paddock.type("club info", club="4711")
    await change_file(paddock.bot.settings.database, "DROP TABLE pending_calls")
    paddock.let_operate(paddock.member.id)
    await paddock.in_private("operator request", method="POST", endpoint="api/token/club/9")

    after = await scrape()
    assert after.since(before, COMMANDS) == {
        ("totd", "answered"): 2,
        ("totd", "refused"): 1,
        (BUTTON, "answered"): 1,
        (SUGGESTIONS, "answered"): 1,
        ("club info", "nadeo"): 1,
        ("operator request", "failed"): 1,
    }
    assert after.since(before, "pitwall_command_duration_seconds_count") == {
        ("totd",): 3,
        (BUTTON,): 1,
        (SUGGESTIONS,): 1,
        ("club info",): 1,
        ("operator request",): 1,
    }
    (slowest,) = after.of("pitwall_command_duration_seconds_bucket", command="totd", le="45.0")
    assert slowest == ()


@pytest.mark.parametrize("overrides", [{"NADEO_REQUESTS_PER_SECOND": "1000"}])
async def test_requests_to_nadeo_are_counted_by_route_and_outcome(
    cab: Paddock, scrape: Scrape
) -> None:
    before = await scrape()
    cab.nadeo.requests.clear()

    await cab.type("leaderboard", board="all-time")
    await cab.type("leaderboard", board="all-time")
    await cab.in_private("operator request", method="GET", endpoint="api/token/club/4711")
    await cab.in_private("operator request", method="GET", endpoint="of/no/4711/kind")
    cab.nadeo.failures.script(path="/api/token/club", status=429)

    some_clubs = "api/token/club?length=1&offset=0"
    await cab.in_private("operator request", method="GET", endpoint=some_clubs)

    after = await scrape()
    counted = after.since(before, REQUESTS, host="live")
    assert counted == {
        ("given", "api/token/leaderboard/group/{group}/map/{map}/top"): 1,
        ("refused", "api/token/club/{club}"): 1,
        ("refused", "other"): 1,
        ("too_many_requests", "api/token/club"): 1,
        ("given", "api/token/club"): 1,
    }
    assert sum(after.since(before, REQUESTS).values()) == len(cab.nadeo.requests)
    cache = after.since(before, "pitwall_nadeo_cache_lookups_total")
    assert cache[("hit",)] >= 1
    assert cache[("miss",)] == 1
    waits = after.of("pitwall_nadeo_budget_wait_seconds_total")
    assert waits.keys() == {("person",), ("background",)}
    assert waits[("background",)] > 0


async def test_posts_are_counted_by_state(paddock: Paddock, scrape: Scrape) -> None:
    states = ["owed", "claimed", "claimed", "sent", "sent", "sent", "dropped"]
    # Far in the future: nobody sends them meanwhile.
    await change_file(
        paddock.bot.settings.database,
        *(
            "INSERT INTO deliveries (announcement_id, subscription_id, state, not_before) "  # noqa: S608 # our own words
            f"VALUES (1, {number}, '{state}', 1e12)"
            for number, state in enumerate(states)
        ),
    )

    assert (await scrape()).of("pitwall_deliveries") == {
        ("owed",): 1,
        ("in_doubt",): 2,
        ("sent",): 3,
        ("dropped",): 1,
    }


async def test_what_is_at_hand_is_counted(scrape: Scrape) -> None:
    before = (await scrape()).of("pitwall_tasks")[()]
    done = asyncio.Event()

    async with asyncio.TaskGroup() as group:
        for _ in range(7):
            group.create_task(done.wait())
        during = (await scrape()).of("pitwall_tasks")[()]
        done.set()

    assert (during - before, (await scrape()).of("pitwall_tasks")[()] - before) == (7, 0)


async def test_no_figure_names_anybody(cab: Paddock, scrape: Scrape) -> None:
    world, before = cab.nadeo.world, await scrape()
    account = world.accounts.id(100)
    await cab.type("link", player=account)
    card = await cab.type("totd")
    await cab.click(card, "Leaderboard")
    await cab.type("map", query="a map of no name")
    await cab.type("club info", club="4711")
    await cab.in_private("operator request", method="GET", endpoint=f"x/{account}/4711")
    await cab.send_raw("totd", date="x" * 5000)

    after = await scrape()

    ids = [cab.member.id, cab.guild.id, cab.channel.id, cab.bot.application_id, 4711]
    assert [one for one in ids if str(one) in after.text] == []
    assert account not in after.text
    uids = re.findall(r"map/([\w-]{20,})", " ".join(one.path for one in cab.nadeo.requests))
    assert [uid for uid in uids if uid in after.text] == []
    # Whatever is typed, asked or answered makes no label of its own.
    known = {one.qualified_name for one in cab.bot.tree.walk_commands()}
    commands = {command for command, _ in after.of(COMMANDS)}
    assert commands <= {*known, BUTTON, SUGGESTIONS, UNKNOWN}
    assert not {BUTTON, SUGGESTIONS, UNKNOWN} & known
    templates = {route for routes in ROUTES.values() for route in routes}
    assert {route for _, _, route in after.of(REQUESTS)} <= {*templates, "other"}
    assert before.families == after.families


async def test_each_bot_has_figures_of_its_own(
    nadeo: NadeoServer, clock: ManualClock, tmp_path: Path
) -> None:
    async with (
        opened(settings_for(nadeo, tmp_path / "one.db"), clock, SWIFT) as one,
        opened(settings_for(nadeo, tmp_path / "two.db"), clock, SWIFT) as two,
        listening(one) as get_one,
        listening(two) as get_two,
    ):
        await one.nadeo.get_maps_totd()

        asked = 'pitwall_nadeo_requests_total{host="live"'
        assert asked in await (await get_one("/metrics")).text()
        assert asked not in await (await get_two("/metrics")).text()


async def test_nothing_else_is_answered(bot: Pitwall) -> None:
    async with listening(bot) as get:
        assert [(await get(path)).status for path in ("/", "/metrics/", "/healthz/x")] == [404] * 3
        assert (await get("/metrics")).headers["Cache-Control"] == "no-store"


async def test_a_file_that_cannot_be_read_hides_no_other_figure(
    paddock: Paddock, scrape: Scrape
) -> None:
    gone = "DROP TABLE deliveries", "DROP TABLE feeds"
    await change_file(paddock.bot.settings.database, *gone)

    figures = await scrape()

    assert figures.of("pitwall_healthy")[("database",)] == 0
    assert figures.of("pitwall_deliveries") == {}
    assert figures.of("pitwall_servers") == {(): 1}


async def test_posts_that_ended_are_counted_once_a_minute(
    paddock: Paddock, scrape: Scrape, clock: ManualClock
) -> None:
    database, posts = paddock.bot.settings.database, "pitwall_deliveries"
    add = "INSERT INTO deliveries (announcement_id, subscription_id, state, not_before) VALUES "
    await change_file(database, f"{add} (1, 1, 'sent', 0)")
    assert (await scrape()).of(posts)["sent",] == 1

    await change_file(database, f"{add} (1, 2, 'sent', 0), (1, 3, 'owed', 1e12)")
    counted = (await scrape()).of(posts)
    assert (counted["sent",], counted["owed",]) == (1, 1)
    clock.move(60)
    assert (await scrape()).of(posts)["sent",] == 2


def test_who_is_not_watched_pays_nothing_for_it() -> None:
    # Two and a half megabytes, which most bots can do without.
    costly = {"prometheus_client", "aiohttp.web", "pythonjsonlogger"}
    code = (
        f"import sys, bot.frame.runner, cogs.general; sys.exit(bool({costly} & {{*sys.modules}}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 # our own words
