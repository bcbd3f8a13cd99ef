"""Telling Discord of the commands: when, and what happens if it does not take them."""

import sqlite3

import pytest

from bot.frame import command_sync
from bot.sandbox.discord.server import DiscordServer
from tests.frame.conftest import Connect


def told(discord_server: DiscordServer) -> int:
    """Return how often Discord was told of the commands since the last call."""
    count = len(discord_server.requests.to("PUT", r"/applications/\d+/(guilds/\d+/)?commands"))
    discord_server.requests.clear()
    return count


# --- telling the commands ------------------------------------------------------------------------


async def test_commands_are_told_once(connect: Connect, discord_server: DiscordServer) -> None:
    first = await connect()
    ids = first.bot.command_ids
    assert told(discord_server) == 1
    await first.stop()

    second = await connect()

    assert told(discord_server) == 0
    assert second.bot.command_ids == ids
    assert {"totd", "leaderboard", "help", "about"} <= set(ids)


async def test_commands_are_told_again_when_they_changed(
    connect: Connect, discord_server: DiscordServer
) -> None:
    first = await connect()
    await first.bot.store.write("UPDATE facts SET value = 'another version'", [()])
    await first.stop()
    told(discord_server)

    await connect()

    assert told(discord_server) == 1


async def test_commands_that_somebody_removed_are_told_again(
    connect: Connect, discord_server: DiscordServer
) -> None:
    first = await connect()
    await first.bot.http.bulk_upsert_global_commands(first.bot.application_id, [])
    await first.stop()
    told(discord_server)

    second = await connect()

    assert told(discord_server) == 1
    assert "totd" in second.bot.command_ids


async def test_commands_for_one_server_are_told_there(
    connect: Connect, discord_server: DiscordServer
) -> None:
    guild = discord_server.state.default.guild

    wire = await connect(guild=guild.id)

    path = rf"/applications/\d+/guilds/{guild.id}/commands"
    assert len(discord_server.requests.to("PUT", path)) == 1
    assert (await wire.type("totd")).embeds


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 405])
async def test_a_discord_that_does_not_say_which_commands_it_has(
    connect: Connect, discord_server: DiscordServer, status: int
) -> None:
    for _ in range(2):
        discord_server.failures.script("GET", r"/applications/\d+/commands", status=status)
        wire = await connect()
        assert "totd" in wire.bot.command_ids
        await wire.stop()

    assert told(discord_server) == 1


async def test_commands_that_somebody_changed_are_told_again(
    connect: Connect, discord_server: DiscordServer
) -> None:
    first = await connect()
    payload = [command.to_dict(first.bot.tree) for command in first.bot.tree.get_commands()]
    for command in payload:
        command["options"] = []
    await first.bot.http.bulk_upsert_global_commands(first.bot.application_id, payload)
    await first.stop()
    told(discord_server)

    await connect()

    assert told(discord_server) == 1


async def test_commands_that_discord_refuses_leave_the_old_ones(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    first = await connect()
    await first.bot.store.write("UPDATE facts SET value = '{}'", [()])
    await first.stop()
    body = {"message": "Max number of daily application command creates", "code": 30034}
    discord_server.failures.script("PUT", ".*/commands", status=400, body=body)

    second = await connect()

    assert "30034" in caplog.text
    assert second.bot.command_ids == first.bot.command_ids
    assert (await second.type("help")).ephemeral


NAMELESS = [[{"name": "totd"}], [{"id": "x", "name": "totd"}], [{"id": "1"}], [5], {"a": 1}, "no"]


@pytest.mark.parametrize("body", NAMELESS)
async def test_a_list_of_commands_that_cannot_be_read_counts_as_none(
    connect: Connect,
    discord_server: DiscordServer,
    caplog: pytest.LogCaptureFixture,
    body: object,
) -> None:
    discord_server.failures.script("GET", ".*/commands", status=200, body=body)

    wire = await connect()

    assert "totd" in wire.bot.command_ids
    assert "which commands it has: its answer cannot be read" in caplog.text


@pytest.mark.parametrize("body", [{"message": None, "code": 0}, {"message": "No", "errors": [1]}])
async def test_an_unreadable_refusal_of_the_commands_leaves_the_old_ones(
    connect: Connect,
    discord_server: DiscordServer,
    caplog: pytest.LogCaptureFixture,
    body: object,
) -> None:
    first = await connect()
    await first.bot.store.write("DELETE FROM facts WHERE ?", [(1,)])
    await first.stop()
    for method in ("GET", "PUT"):
        discord_server.failures.script(method, ".*/commands", status=400, body=body)

    wire = await connect()

    spoken = [one.getMessage() for one in caplog.records if one.name == "bot.frame.command_sync"]
    assert spoken == [
        "Discord does not say which commands it has: its answer cannot be read",
        "Discord does not take the commands, the old ones stay: its answer cannot be read",
    ]
    assert (await wire.type("help")).ephemeral


@pytest.mark.parametrize("body", NAMELESS)
async def test_an_unreadable_answer_to_the_commands_leaves_the_old_ones(
    connect: Connect,
    discord_server: DiscordServer,
    caplog: pytest.LogCaptureFixture,
    body: object,
) -> None:
    first = await connect()
    await first.bot.store.write("UPDATE facts SET value = '{}'", [()])
    await first.stop()
    discord_server.failures.script("PUT", ".*/commands", status=200, body=body)

    second = await connect()

    assert "the old ones stay: its answer cannot be read" in caplog.text
    assert second.bot.command_ids == first.bot.command_ids
    assert (await second.type("help")).ephemeral


async def test_a_refusal_of_the_commands_is_one_line(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    errors = {
        str(number): {"name": {"_errors": [{"code": "BAD", "message": "No such name"}]}}
        for number in range(30)
    }
    body = {"message": "Invalid Form Body", "code": 50035, "errors": errors}
    discord_server.failures.script("PUT", ".*/commands", status=400, body=body)

    await connect()

    (line,) = [one.getMessage() for one in caplog.records if one.name == "bot.frame.command_sync"]
    assert "\n" not in line
    assert "In 29.name: No such name" in line


async def test_a_file_that_takes_nothing_keeps_no_bot_away(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(command_sync, "keep_fact", full)

    wire = await connect()

    assert "totd" in wire.bot.command_ids
    assert "could not keep what Discord was told" in caplog.text
