"""`/healthz` over real sockets: 200 while all is well, 503 with what is wrong for each trouble."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias

import pytest
from discord.http import Route
from support import SWIFT, ManualClock, until

from bot.announcer.cards import Subscription
from bot.announcer.rows.subscriptions import subscribe
from bot.frame import answering
from bot.frame.app import opened
from bot.monitoring.health import FEED_DELAY, NADEO_SILENCE
from bot.sandbox.discord.server import DiscordServer
from bot.settings import Settings
from bot.storage.facts import keep_fact
from bot.storage.keeping import TAKEN_AGAIN
from tests.frame.conftest import Connect, Wire
from tests.monitoring.asking import Get, change_file, listening, locked
from tests.monitoring.figures import figures_of

Health: TypeAlias = Callable[[], Awaitable[tuple[int, dict[str, Any]]]]


async def health_of(get: Get) -> tuple[int, dict[str, Any]]:
    """Return status and trouble; the whole of it names nobody and nothing secret."""
    response = await get("/healthz")
    text, told = await response.text(), await response.json()
    assert response.content_type == "application/json"
    assert not re.search(r"\d{12}|[0-9a-f]{8}-|sandbox\.token|127\.0\.0\.1|Error\b", text)
    assert told["status"] == ("well" if response.status == 200 else "trouble")
    return response.status, told["trouble"]


@pytest.fixture
async def health(wire: Wire) -> AsyncIterator[Health]:
    async with listening(wire.bot) as get:
        yield lambda: health_of(get)


WELL: tuple[int, dict[str, Any]] = (200, {})


async def looked(wire: Wire) -> None:
    """Wait until every feed has found that nobody wants it."""
    alarms = wire.bot.announcer.watching._alarms.values()
    await until(lambda: all(alarm._sleeping is not None for alarm in alarms))


async def test_it_is_ill_until_it_is_connected_and_whenever_it_is_not(
    connect: Connect, settings: Settings, clock: ManualClock, discord_server: DiscordServer
) -> None:
    lost = (503, {"gateway": ["Not connected to Discord."]})
    async with (
        opened(settings, clock, SWIFT, fills_catalogue=False) as unconnected,
        listening(unconnected) as get,
    ):
        assert await health_of(get) == lost

    discord_server.shards = 2
    wire = await connect()
    async with listening(wire.bot) as get:
        assert await health_of(get) == WELL
        discord_server.failures.refuse_gateway(503, 2)
        discord_server.failures.cut_gateway(4000)
        while (told := await health_of(get)) == WELL:
            await asyncio.sleep(0)
        assert told[1].keys() == {"gateway"}

        # Each shard tries again after its own pause.
        async def is_well() -> bool:
            return await health_of(get) == WELL

        await until(is_well)


async def test_one_shard_of_two_is_named(
    connect: Connect, discord_server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord_server.shards = 2
    wire = await connect()
    gateway = wire.bot.gateway_report()
    assert (gateway.connected, gateway.shards, gateway.servers) == (2, 2, 1)

    # What a connection reports of itself while it is made anew.
    monkeypatch.setattr(wire.bot._links[1], "_established", None)
    async with listening(wire.bot) as get:
        assert await health_of(get) == (503, {"gateway": ["1 of 2 shards connected to Discord."]})


async def test_a_loop_that_rests_is_named(wire: Wire, health: Health, clock: ManualClock) -> None:
    works = asyncio.Event()

    async def fragile() -> None:
        if not works.is_set():
            raise LookupError("of 4711")
        await asyncio.Event().wait()

    wire.bot.supervisor.start("fragile", fragile)
    await until(lambda: wire.bot.supervisor.reports()[-1].restarts)
    sentence = "The loop fragile rests after a fault, which is in the log."
    assert await health() == (503, {"loops": [sentence]})

    works.set()
    clock.move(1)
    await until(lambda: not wire.bot.supervisor.reports()[-1].is_resting)
    assert await health() == WELL


async def test_a_file_that_cannot_be_read_is_named(wire: Wire, health: Health) -> None:
    database = wire.bot.settings.database
    await looked(wire)
    await change_file(database, "ALTER TABLE feeds RENAME TO hidden")
    # A loop that looks just then fails as well.
    status, trouble = await health()
    assert (status, trouble["database"]) == (503, ["The file cannot be read: SQLITE_ERROR."])

    await change_file(database, "ALTER TABLE hidden RENAME TO feeds")
    assert "database" not in (await health())[1]


async def test_a_file_that_takes_nothing_is_named_until_it_does(
    wire: Wire, health: Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def write() -> None:
        await keep_fact(wire.bot.store, "it", "is kept")

    async with locked(wire.bot.settings.database):
        with monkeypatch.context() as patch:
            patch.setattr(wire.bot.store, "patience", 0.1)
            assert not await wire.bot.store.keep("anything", write)
            status, trouble = await health()

    assert status == 503
    assert trouble["database"] == ["The file does not take what is written to it."]

    # That one thing is perhaps never written again.
    monkeypatch.setattr(wire.bot.store.keeping, "_rests_until", 0.0)
    for _ in range(TAKEN_AGAIN):
        assert "database" in (await health())[1]
        assert await wire.bot.store.keep("other things", write)
    assert "database" not in (await health())[1]


async def test_a_nadeo_that_gives_nothing_for_long_is_named(
    wire: Wire, health: Health, clock: ManualClock
) -> None:
    wire.nadeo.failures.mode = "down"
    await wire.type("totd", date="2021-05-05")
    assert await health() == WELL  # once is nothing

    clock.move(NADEO_SILENCE + 1)
    status, trouble = await health()
    sentence = "Nadeo's servers do not answer right now. Please try again in a few minutes."
    assert (status, trouble["nadeo"]) == (503, [sentence])

    wire.nadeo.failures.mode = "fine"
    await wire.type("totd", date="2021-05-05")
    assert "nadeo" not in (await health())[1]


async def test_a_feed_that_nobody_looks_at_is_named(
    wire: Wire, health: Health, clock: ManualClock
) -> None:
    await looked(wire)
    await change_file(
        wire.bot.settings.database,
        "INSERT INTO subscriptions (guild_id, channel_id, feed, editable, since) "
        "VALUES (1, 1, 'totd', 1, 0)",
        "INSERT INTO feeds (feed, looked_at, next_look) VALUES ('totd', 1, 2)",
    )
    assert await health() == WELL

    clock.move(FEED_DELAY + 1)
    _, trouble = await health()
    assert trouble == {"feeds": ["Track of the Day should have been looked at 15 minutes ago."]}


async def test_a_feed_that_brings_nothing_is_named(
    wire: Wire, health: Health, clock: ManualClock
) -> None:
    wire.nadeo.failures.script(path="/api/campaign/official", status=503, times=10**6)
    now = clock.timestamp()
    await subscribe(wire.bot.store, Subscription(0, 1, 1, "campaign", since=now))
    wire.bot.announcer.watching.knock("campaign")
    await until(lambda: wire.bot.announcer.watching.failing_since)
    assert await health() == WELL

    async def named() -> bool:
        return (await health())[1].get("feeds") == [
            "Looking at Seasonal campaign has failed for 15 minutes."
        ]

    clock.move(FEED_DELAY + 1)
    # The feed is looked at once more in the same moment.
    await until(named)


async def test_a_review_feed_without_samples_stays_named(
    wire: Wire, health: Health, clock: ManualClock
) -> None:
    wire.nadeo.failures.script(path="waiting-time", status=503, times=10**6)
    now = clock.timestamp()
    await subscribe(wire.bot.store, Subscription(0, 1, 1, "review-totd", since=now))
    assert "feeds" not in (await health())[1]

    for _ in range(3):
        clock.move(3600)
        assert "TOTD review queue" in str((await health())[1]["feeds"])


async def test_what_takes_too_long_and_what_discord_finds_too_fast_are_counted(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "COMMAND_PATIENCE", 0.1)
    wire.nadeo.failures.mode = "slow"
    slow_down = {"message": "slow down", "retry_after": 0.01, "global": False}
    via = {"Via": "1.1 google"}
    wire.discord.failures.script("GET", "/users/@me", status=429, body=slow_down, headers=via)

    await wire.type("leaderboard")
    await wire.bot.http.request(Route("GET", "/users/@me"))

    async with listening(wire.bot) as get:
        figures = figures_of(await (await get("/metrics")).text())
    assert figures.of("pitwall_commands_total") == {("leaderboard", "late"): 1}
    assert figures.of("pitwall_discord_too_many_requests_total") == {(): 1}
    assert figures.of("pitwall_gateway_shards_connected") == {(): 1}
