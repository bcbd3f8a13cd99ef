"""Stopping: whoever waits for an answer gets it, or a word."""

import asyncio
import logging
import os
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace

import pytest
from support import ManualClock, until
from unhurried import waited
from yarl import URL

from bot.announcer import dispatcher
from bot.announcer.cards import Subscription
from bot.announcer.outbox import Outbox
from bot.announcer.rows.subscriptions import subscribe
from bot.frame import in_flight, runner, wording
from bot.frame.runner import run, stop_signal
from bot.sandbox.discord.server import DiscordServer
from bot.settings import Settings
from bot.storage.store import PATIENCE
from tests.announcer.owing import LOOK, item_at, owed
from tests.frame.conftest import Connect, Wire


async def test_answers_under_way_are_finished(wire: Wire) -> None:
    wire.nadeo.failures.script(path="/top$", delay=0.2, body={})
    interaction = await wire.send("leaderboard")
    await interaction.acknowledged()

    await wire.stop()

    (message,) = interaction.messages
    assert message.embeds
    assert not message.ephemeral


async def test_a_post_under_way_is_finished_and_settled(
    wire: Wire, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "GOODBYE_PATIENCE", 60.0)
    monkeypatch.setattr(dispatcher, "POSTS_PATIENCE_AT_STOP", 60.0)
    store, now = wire.bot.store, clock.timestamp()
    guild, channel = wire.discord.state.default.guild, wire.discord.state.default.totd
    await subscribe(store, Subscription(0, guild.id, channel.id, "cotd-asia", since=now - 1))
    item = replace(item_at(clock), feed="cotd-asia")
    wire.discord.failures.delay = 0.3
    await Outbox(store).record("cotd-asia", [], LOOK, now)
    await Outbox(store).record("cotd-asia", [owed(item)], LOOK, now)
    wire.bot.announcer.dispatcher.wake()
    while (await store.rows("SELECT state FROM deliveries"))[0]["state"] == "owed":
        await asyncio.sleep(0)

    await wire.stop()

    (row,) = await store.rows("SELECT state, message_id FROM deliveries")
    (message,) = wire.discord.state.messages.all_in(channel)
    assert tuple(row) == ("sent", message.id)


async def test_whoever_would_wait_too_long_is_told(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(in_flight, "ANSWERS_PATIENCE_AT_STOP", 0.1)
    card = await wire.type("totd")
    wire.nadeo.failures.mode = "slow"
    command = await wire.send("leaderboard")
    button = await wire.click(card, "◀")
    await command.acknowledged()
    await button.acknowledged()

    await wire.stop()

    for interaction in (command, button):
        assert interaction.messages[-1].content == str(wording.RESTARTING)
        assert interaction.messages[-1].ephemeral
    assert card.embeds
    assert "stopping with 2 answers unfinished" in caplog.text
    assert wire.running.done()


async def test_a_file_that_another_program_holds_keeps_nobody(
    wire: Wire,
    settings: Settings,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What waits for the file is given up, and nobody is told that it was kept."""
    monkeypatch.setattr(in_flight, "ANSWERS_PATIENCE_AT_STOP", 0.1)
    monkeypatch.setattr(runner, "GOODBYE_PATIENCE", 600.0)
    wire.bot.store.patience = 600.0
    default = wire.discord.state.default
    options = {"feed": "totd", "channel": default.totd}
    with closing(sqlite3.connect(settings.database, isolation_level=None)) as other:
        await until(lambda: locks(other))
        interaction = await wire.discord.people.slash(
            default.admin, default.general, "announce add", options
        )
        await interaction.acknowledged()
        clock.move(3600)  # the loops have something to write, too
        stopping = asyncio.create_task(wire.stop())
        await asyncio.wait({stopping}, timeout=PATIENCE / 2)

        assert stopping.done()
        assert other.in_transaction
    assert interaction.messages[-1].content == str(wording.RESTARTING)
    assert kept_in(settings) == []


def locks(other: sqlite3.Connection) -> bool:
    """Try to lock the file, in which a loop may be writing just now."""
    try:
        other.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


def kept_in(settings: Settings) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(settings.database)) as plain:
        return plain.execute("SELECT * FROM subscriptions").fetchall()


async def test_questions_while_stopping_are_turned_away(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_flight, "ANSWERS_PATIENCE_AT_STOP", 0.5)
    wire.nadeo.failures.mode = "slow"
    await (await wire.send("leaderboard")).acknowledged()
    stopping = asyncio.create_task(wire.stop())
    await until(lambda: wire.bot.in_flight.closing)

    late = await wire.type("help")

    assert (late.content, late.ephemeral) == (str(wording.RESTARTING), True)
    await stopping


async def test_who_types_while_stopping_sees_no_suggestions(wire: Wire) -> None:
    wire.bot.in_flight.closing = True
    people, channel = wire.discord.people, wire.discord.state.default.general
    typing = asyncio.create_task(
        people.autocomplete(wire.member, channel, "totd", {"date": "t"}, focused="date")
    )
    await wire.type("help")
    typing.cancel()

    callbacks = wire.discord.requests.to("POST", r"/interactions/.*")
    assert len(callbacks) == 1
    assert callbacks[0].body["data"]["content"] == str(wording.RESTARTING)
    assert not wire.discord.requests.to("POST", r"/webhooks/.*")


async def test_a_discord_that_does_not_answer_the_goodbye_is_left(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(runner, "GOODBYE_PATIENCE", 0.1)
    monkeypatch.setattr(in_flight, "ANSWERS_PATIENCE_AT_STOP", 30)
    wire.nadeo.failures.mode = "slow"
    await (await wire.send("leaderboard")).acknowledged()
    start = waited()

    await wire.stop()

    assert waited() - start < 5
    assert "Discord took too long to say goodbye" in caplog.text
    wire.nadeo.failures.close()


async def test_a_gateway_that_hangs_is_left(
    settings: Settings,
    clock: ManualClock,
    discord_server: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def hang(_self: object, **_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(runner, "GOODBYE_PATIENCE", 0.2)
    monkeypatch.setattr("discord.http.DiscordClientWebSocketResponse.close", hang)
    running = asyncio.create_task(run(settings, clock))
    await until(lambda: discord_server.session_starts == 1)
    start = waited()

    os.kill(os.getpid(), signal.SIGTERM)
    await running

    assert waited() - start < 5


async def test_a_run_warns_of_addresses_that_others_can_read_along(
    settings: Settings,
    clock: ManualClock,
    discord_server: DiscordServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bare = settings.model_copy(update={"nadeo_meet_url": URL("http://nadeo-proxy.example:8080")})
    running = asyncio.create_task(run(bare, clock))
    await until(lambda: discord_server.session_starts == 1)

    os.kill(os.getpid(), signal.SIGTERM)
    await running

    (said,) = [one for one in caplog.messages if "encrypted" in one]
    assert said.startswith("NADEO_MEET_URL is not encrypted: Use https://")


async def test_stopping_before_discord_answers_ends_as_well(connect: Connect) -> None:
    wire = await connect()
    wire.discord.failures.delay = 0.05

    await wire.stop()

    assert wire.running.done()
    assert wire.bot.is_closed()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
async def test_signals_are_heard_and_let_go(name: str) -> None:
    number = signal.Signals[name]
    before = signal.getsignal(number)
    async with stop_signal() as stop:
        assert not stop.is_set()
        os.kill(os.getpid(), number)
        await asyncio.wait_for(stop.wait(), 5)

    assert signal.getsignal(number) in {before, signal.SIG_DFL, signal.default_int_handler}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
async def test_a_lost_terminal_means_nothing_where_that_was_asked_for() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        async with stop_signal() as stop:
            os.kill(os.getpid(), signal.SIGHUP)
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(stop.wait(), 5)

        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


async def test_where_signals_cannot_be_caught_there_is_still_an_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", refuse)

    async with stop_signal() as stop:
        assert not stop.is_set()
