"""Starting: what a bot survives, and what it gives up at."""

import asyncio
import logging
from datetime import UTC, datetime
from types import SimpleNamespace

import discord
import pytest
from support import SWIFT, ManualClock, asked, until
from tenacity import AsyncRetrying, RetryCallState

from bot.frame import runner
from bot.frame.app import opened
from bot.frame.runner import DiscordRefused, connected
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.settings import Settings
from tests.frame.conftest import Connect

# --- what is survived ----------------------------------------------------------------------------


async def test_the_gateway_is_the_one_that_discord_names(
    connect: Connect, discord_server: DiscordServer
) -> None:
    wire = await connect()
    discord_server.failures.invalid_session(resumable=False)

    await until(lambda: discord_server.session_starts == 2)

    assert len(discord_server.requests.to("GET", "/gateway/bot")) == 1
    assert (await wire.type("help")).ephemeral


async def test_a_discord_that_is_away_is_waited_for(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    discord_server.failures.script("GET", "/users/@me", status=503)
    discord_server.failures.script("GET", "/gateway/bot", status=503)

    wire = await connect()

    assert (await wire.type("help")).embeds
    waits = [one for one in caplog.records if one.name == "bot.frame.runner"]
    assert [one.getMessage() for one in waits] == [
        "Discord is out of reach (HTTP status 503); trying again",
        "Discord is out of reach (HTTP status 503); trying again",
    ]


async def test_what_runs_beside_is_started_once_however_often_discord_fails(
    connect: Connect, discord_server: DiscordServer
) -> None:
    discord_server.failures.script("GET", "/gateway/bot", status=503)

    wire = await connect()

    names = [report.name for report in wire.bot.supervisor.reports()]
    running = [task.get_name() for task in asyncio.all_tasks()]
    beside = [name for name in running if name in names and name != "warm-up"]
    assert sorted(beside) == sorted(set(names) - {"warm-up"})
    assert {"sampler", "dispatcher", "servers", "feed totd"} <= set(names)


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("INTERACTION_CREATE", {"id": "1", "token": "secret-of-one", "type": 2}),
        ("GUILD_CREATE", {"name": "without an id"}),
    ],
)
async def test_an_event_of_an_unknown_form_is_survived(
    connect: Connect,
    discord_server: DiscordServer,
    caplog: pytest.LogCaptureFixture,
    event: str,
    data: dict[str, object],
) -> None:
    wire = await connect()
    discord_server.failures.odd_event(event, data)

    await until(lambda: f"cannot read Discord's {event}" in caplog.text)

    assert "secret-of-one" not in caplog.text
    assert (await wire.type("help")).ephemeral


async def test_a_nadeo_that_is_away_does_not_keep_the_bot_away(
    connect: Connect, nadeo: NadeoServer, caplog: pytest.LogCaptureFixture
) -> None:
    nadeo.failures.mode = "down"

    wire = await connect()
    await until(lambda: "Nadeo gave nothing at the start" in caplog.text)
    nadeo.failures.mode = "fine"

    assert (await wire.type("totd")).embeds


async def test_the_warm_up_goes_on_until_it_succeeds(
    connect: Connect,
    nadeo: NadeoServer,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    empty = {"itemCount": 0, "monthList": [], "nextRequestTimestamp": -1}
    nadeo.failures.script(path="campaign/month", body=empty)
    nadeo.failures.script(path="campaign/month", status=503, times=2)

    await connect()

    def has_failed(times: int) -> bool:
        clock.move(1)
        return caplog.text.count("Nadeo gave nothing at the start") >= times

    await until(lambda: has_failed(2))
    # An empty list is kept for some minutes.
    clock.move(300)
    await until(lambda: has_failed(2) and "/zones/" in asked(nadeo))


@pytest.mark.parametrize("path", ["/zones/", "/api/token/campaign/month"])
async def test_what_cannot_be_warmed_up_keeps_nothing_else_away(
    connect: Connect, nadeo: NadeoServer, clock: ManualClock, path: str
) -> None:
    clock.set(datetime(2021, 2, 14, 20, tzinfo=UTC))
    nadeo.failures.script(path=path, status=503, times=10**6)

    wire = await connect(fills_catalogue=True)

    def has_both() -> bool:
        paths = {request.path for request in nadeo.requests}
        return {"/api/token/map/get-multiple", "/zones/", "/api/campaign/official"} <= paths

    await until(has_both)
    answer = await wire.type("campaign")
    assert answer.embeds[0]["title"] == "Winter 2021"


# --- what ends it --------------------------------------------------------------------------------


async def refusal(settings: Settings, clock: ManualClock) -> str:
    """Return the one line that the operator reads."""
    async with opened(settings, clock, SWIFT, fills_catalogue=False) as bot:
        with pytest.raises(DiscordRefused) as refused:
            await asyncio.wait_for(connected(bot, settings), 10)
    assert "\n" not in str(refused.value)
    assert "sandbox.token" not in str(refused.value)
    return str(refused.value)


async def test_a_refused_token_ends_it(
    discord_server: DiscordServer, settings: Settings, clock: ManualClock
) -> None:
    discord_server.failures.script(
        "GET", "/users/@me", status=401, body={"message": "401: Unauthorized", "code": 0}
    )

    assert "DISCORD_TOKEN" in await refusal(settings, clock)


async def test_a_server_without_the_bot_ends_it(
    discord_server: DiscordServer, settings: Settings, clock: ManualClock
) -> None:
    elsewhere = discord_server.state.add_guild("elsewhere", with_bot=False)

    message = await refusal(settings.model_copy(update={"guild": elsewhere.id}), clock)

    assert "PITWALL_GUILD" in message


def test_after_too_many_requests_the_pause_is_long() -> None:
    response = SimpleNamespace(status=429, reason="Too Many Requests")
    state = RetryCallState(AsyncRetrying(), None, (), {})
    error = discord.HTTPException(response, {"message": "slow down", "code": 0})
    state.set_exception((discord.HTTPException, error, None))

    assert runner._is_passing(error)
    assert runner._pause(state) == runner.LONGEST_LOGIN_PAUSE


@pytest.mark.parametrize(
    ("code", "word"),
    [(4014, "intents"), (4004, "DISCORD_TOKEN"), (4011, "PITWALL_SHARD_COUNT"), (4013, "4013")],
)
async def test_a_gateway_closed_for_good_ends_it(
    connect: Connect, discord_server: DiscordServer, code: int, word: str
) -> None:
    wire = await connect()
    discord_server.failures.cut_gateway(code)

    done, _ = await asyncio.wait({wire.running}, timeout=10)
    assert done
    with pytest.raises(DiscordRefused, match=word):
        await wire.running


def test_pauses_before_a_login_grow_to_a_minute() -> None:
    error = RetryCallState(AsyncRetrying(), None, (), {})
    error.set_exception((OSError, OSError(), None))
    pauses = []
    for number in range(1, 2000):
        error.attempt_number = number
        pauses.append(runner._pause(error))

    assert runner.LONGEST_LOGIN_PAUSE == 60
    assert 10 < max(pauses) <= 45


async def test_nothing_is_said_of_tokens(
    connect: Connect, nadeo: NadeoServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wire = await connect()
    await wire.type("totd", date="2021-05-05")
    nadeo.tokens.revoke_all()
    await wire.type("leaderboard")

    spoken = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("discord")
    )
    for secret in ("sandbox.token", "eyJ", "nadeo_v1 t=", "Basic "):
        assert secret not in spoken


async def test_an_answer_to_the_login_that_cannot_be_read_is_asked_for_again(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    discord_server.failures.script("GET", "/users/@me", status=200, body={"name": "no id"})
    discord_server.failures.script("GET", "/oauth2/applications/@me", status=200, body=[1])

    wire = await connect()

    assert (await wire.type("help")).embeds
    waits = [one.getMessage() for one in caplog.records if one.name == "bot.frame.runner"]
    assert waits == [
        "Discord's answer cannot be read (KeyError); trying again",
        "Discord's answer cannot be read (TypeError); trying again",
    ]


async def test_a_page_of_whoever_guards_discord_is_waited_out(
    connect: Connect,
    discord_server: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(runner, "LONGEST_LOGIN_PAUSE", 0.0)
    page = b"<!DOCTYPE html><title>Access denied</title>"
    discord_server.failures.script("GET", "/users/@me", status=403, body=page)
    guild = discord_server.state.default.guild
    discord_server.failures.script("PUT", ".*/commands", status=403, body=page)

    wire = await connect(guild=guild.id)

    assert (await wire.type("help")).embeds
    assert caplog.text.count("Discord is out of reach (HTTP status 403); trying again") == 2


@pytest.mark.parametrize("code", [50001, 50013])
async def test_missing_rights_are_known_by_their_code(
    discord_server: DiscordServer, settings: Settings, clock: ManualClock, code: int
) -> None:
    body = {"message": "Missing", "code": code}
    discord_server.failures.script("PUT", ".*/commands", status=400, body=body)
    guild = discord_server.state.default.guild

    assert "PITWALL_GUILD" in await refusal(settings.model_copy(update={"guild": guild.id}), clock)


async def test_a_token_refused_after_the_login_ends_it(
    discord_server: DiscordServer, settings: Settings, clock: ManualClock
) -> None:
    discord_server.failures.script("GET", "/gateway/bot", status=401)

    assert "DISCORD_TOKEN" in await refusal(settings, clock)


async def test_a_refusal_of_many_lines_is_told_in_one(
    discord_server: DiscordServer, settings: Settings, clock: ManualClock
) -> None:
    errors = {"id": {"_errors": [{"code": "BAD", "message": "Not\nthis\none"}]}}
    body = {"message": "Invalid Form Body", "code": 50035, "errors": errors}
    discord_server.failures.script("GET", "/gateway/bot", status=400, body=body)

    assert "In id: Not this one" in await refusal(settings, clock)
