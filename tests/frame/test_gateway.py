"""The gateway: whatever Discord says or does not say, the bot comes back, and says so in a line."""

import asyncio
import gc
import json
import logging
from types import TracebackType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import until

from bot.frame.gateway import link, starts
from bot.frame.redactor import Redactor
from bot.frame.runner import DiscordRefused
from bot.sandbox.discord.server import DiscordServer
from tests.frame.conftest import Connect, Wire

TRIES = 2_000
HELLO = '{"op": 10, "d": {"heartbeat_interval": %s}}'
READY = '{"op": 0, "s": 1, "t": "READY", "d": %s}'
USER = '{"id": "1", "username": "x", "discriminator": "0", "avatar": null}'
ODD_FRAMES = [
    "{",
    "[]",
    "null",
    "5",
    '"x"',
    "[" * 3000,
    '{"op": 0, "s": 2, "t": "READY", "d": {}}',
    '{"op": 0, "s": 2, "t": "RESUMED", "d": null}',
    '{"op": 0, "s": 2, "t": ["READY"], "d": {}}',
    HELLO % '"often"',
    '{"op": 10, "d": null}',
]
ODD_HELLOS = [
    "nonsense",
    '{"op": 10}',
    *(HELLO % value for value in ("null", '"41250"', "0", "-5", "NaN", "Infinity", "1e99")),
]
ODD_READIES = [
    READY % "null",
    READY % "{}",
    READY % '{"session_id": "a"}',
    READY % '{"session_id": "a", "resume_gateway_url": 5}',
    READY % '{"session_id": "a", "resume_gateway_url": "ws://127.0.0.1:1"}',
    READY % ('{"session_id": "a", "resume_gateway_url": "ws://127.0.0.1:1", "shard": []}'),
    READY
    % (
        '{"session_id": "a", "resume_gateway_url": "ws://127.0.0.1:1", "shard": [0, 1],'
        f' "guilds": [null], "user": {USER}}}'
    ),
]


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip the pauses: tests count tries."""
    monkeypatch.setattr(link, "LONGEST_LINK_PAUSE", 0.0)


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the log says of connections, and make sure that each event is one line."""
    records = [one for one in caplog.records if one.levelno >= logging.WARNING]
    written = [Redactor(()).format(one) for one in records]
    assert [one for one in written if len(one.splitlines()) != 1] == []
    return [
        one.getMessage() for one in records if one.name.startswith(("bot.frame.gateway", "discord"))
    ]


def line_about(reason: str) -> str:
    return f"shard 0: the connection to Discord failed ({reason}); the next try is in 0 s"


def tracebacks() -> int:
    gc.collect()
    return sum(isinstance(one, TracebackType) for one in gc.get_objects())


# --- no connection -------------------------------------------------------------------------------


@pytest.mark.timeout(3600)
async def test_a_gateway_that_does_not_answer_for_hours_is_waited_for(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    discord_server.failures.refuse_gateway(502, TRIES)
    starting = asyncio.create_task(connect())
    left = discord_server.failures.gateway_refusals
    await until(lambda: len(left) < TRIES - 100)
    objects, traces = len(gc.get_objects()), tracebacks()

    await until(lambda: not left, tries=24_000)

    assert tracebacks() - traces < 50
    assert len(gc.get_objects()) - objects < 10 * TRIES  # the log of this test keeps its records
    wire = await starting
    assert said(caplog) == TRIES * [line_about("HTTP status 502")]
    assert discord_server.session_starts == 1
    assert (await wire.type("help")).ephemeral


async def test_several_shards_come_and_come_back(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    discord_server.shards = 3
    discord_server.failures.refuse_gateway(503, 2)

    wire = await connect()
    assert len(wire.bot.shards) == discord_server.session_starts == 3
    discord_server.failures.refuse_gateway(503, 4)
    discord_server.failures.cut_gateway(4000)

    assert (await wire.type("help")).ephemeral
    await until(lambda: len(said(caplog)) == 6)
    assert {line.partition(":")[0] for line in said(caplog)} <= {"shard 0", "shard 1", "shard 2"}
    await wire.stop()
    assert wire.running.done()


@pytest.mark.parametrize("times", [1, link.RESUMES])
async def test_a_session_outlives_a_short_failure(
    wire: Wire, caplog: pytest.LogCaptureFixture, times: int
) -> None:
    wire.discord.failures.refuse_gateway(503, times)
    wire.discord.failures.cut_gateway(4000)

    assert (await wire.type("help")).ephemeral
    assert said(caplog) == times * [line_about("HTTP status 503")]
    assert wire.discord.session_starts == 1


async def test_after_a_long_failure_a_session_is_begun_where_discord_said_first(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.discord.failures.refuse_gateway(503, link.RESUMES + 1)
    wire.discord.failures.cut_gateway(4000)

    await until(lambda: wire.discord.session_starts == 2)

    assert (await wire.type("help")).ephemeral
    assert said(caplog) == (link.RESUMES + 1) * [line_about("HTTP status 503")]


async def test_whoever_is_asked_to_come_again_says_nothing(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(10):
        if number % 2:
            wire.discord.failures.reconnect()
        else:
            wire.discord.failures.cut_gateway(1001)
        assert (await wire.type("help")).ephemeral

    assert said(caplog) == []
    assert wire.discord.session_starts == 1


# --- nonsense ------------------------------------------------------------------------------------


@pytest.mark.parametrize("frame", ODD_FRAMES)
async def test_an_unreadable_frame_is_one_line_and_a_new_connection(
    wire: Wire, caplog: pytest.LogCaptureFixture, frame: str
) -> None:
    wire.discord.failures.odd_frame(frame)

    await until(lambda: len(said(caplog)) == 1)

    assert (await wire.type("help")).ephemeral
    assert not wire.running.done()
    assert len(said(caplog)) == 1


LEAF = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([[]])
)
NOT_A_CLOSE = st.integers(-1, 20)


@st.composite
def frames(draw: st.DrawFn) -> str:
    """Give a frame of Discord's form with anything in its places."""
    events = st.sampled_from(["READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE", "GUILD_UPDATE"])
    fields = st.sampled_from(
        ["heartbeat_interval", "session_id", "resume_gateway_url", "guilds", "user", "shard", "id"]
    )
    data = st.one_of(LEAF, st.dictionaries(fields, LEAF, max_size=5))
    frame = {
        "op": draw(st.one_of(NOT_A_CLOSE, LEAF)),
        "t": draw(st.one_of(events, LEAF)),
        "s": draw(LEAF),
        "d": draw(data),
    }
    for absent in draw(st.sets(st.sampled_from(list(frame)), max_size=2)):
        del frame[absent]
    return draw(st.sampled_from([json.dumps(frame), json.dumps(frame)[:-1], "[]", "null"]))


async def test_frames_of_any_form_end_nothing(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    said_what: list[str] = []

    @settings(max_examples=150, database=None)
    @given(frames())
    def collect(frame: str) -> None:
        said_what.append(frame)

    collect()
    for frame in said_what:
        before = wire.discord.connections
        wire.discord.failures.odd_frame(frame)
        # What was read gives no sign; the next message is read after it.
        wire.discord.failures.reconnect()
        await until(lambda before=before: wire.discord.connections > before)

    await until(lambda: wire.bot._links[0]._established is not None)
    assert (await wire.type("help")).ephemeral
    assert not wire.running.done()
    assert said(caplog)


async def test_pauses_grow_with_what_cannot_be_read_and_end_with_what_can(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    monkeypatch.setattr(link, "pause", lambda failures: counted.append(failures) or 0.0)

    async def spoil() -> None:
        """Break the connection as soon as it stands, and wait for the next one."""
        kept, before = wire.bot._links[0], len(counted)
        wire.discord.failures.odd_frame("{")
        await until(lambda: len(counted) > before and kept._established is not None)

    wire.discord.failures.refuse_gateway(503, 3)
    wire.discord.failures.cut_gateway(4000)
    await until(lambda: len(counted) == 3)
    await wire.type("help")
    for _ in range(3):
        await spoil()
    monkeypatch.setattr(link, "STEADY", 0.0)
    await spoil()

    assert counted == [1, 2, 3, 1, 2, 3, 0]


@pytest.mark.parametrize("hello", ODD_HELLOS)
async def test_an_unreadable_hello_is_one_line_and_a_new_connection(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture, hello: str
) -> None:
    discord_server.failures.replace("HELLO", hello, times=3)

    wire = await connect()

    assert (await wire.type("help")).ephemeral
    assert len(said(caplog)) == 3
    assert discord_server.session_starts == 1


@pytest.mark.parametrize("ready", ODD_READIES)
async def test_an_unreadable_ready_is_one_line_and_a_new_connection(
    connect: Connect, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture, ready: str
) -> None:
    discord_server.failures.replace("READY", ready, times=3)

    wire = await connect()

    assert wire.bot.is_ready()
    assert (await wire.type("help")).ephemeral
    assert len(said(caplog)) == 3
    assert discord_server.session_starts == 4


async def test_a_failing_connection_leaves_no_thread(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    sockets = [shard._parent.ws for shard in wire.bot.shards.values()]
    wire.discord.failures.odd_frame("{")

    await until(lambda: len(said(caplog)) == 1)

    (before,) = sockets
    assert before._keep_alive._stop_ev.is_set()
    assert not before.open


@given(st.integers(0, 10**9))
def test_pauses_grow_to_less_than_a_minute(failures: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link, "LONGEST_LINK_PAUSE", 45.0)
        longest = min(45.0, 2.0 ** min(failures, 10))
        assert longest / 2 <= link.pause(failures) <= longest


# --- what Discord allows -------------------------------------------------------------------------


def gateway(server: DiscordServer, **limit: object) -> dict[str, object]:
    """Return where the gateway is, with a limit of sessions."""
    return {"url": server.gateway_url, "shards": 1, "session_start_limit": {"total": 1000, **limit}}


async def test_no_session_is_begun_before_discord_allows_it(
    connect: Connect,
    discord_server: DiscordServer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(starts, "SHORTEST_WAIT", 0.0)
    used_up = gateway(discord_server, remaining=0, reset_after=1)
    discord_server.failures.script("GET", "/gateway/bot", status=200, body=used_up, times=4)

    wire = await connect()

    assert len(discord_server.requests.to("GET", "/gateway/bot")) == 5
    assert said(caplog) == [
        "Discord lets me begin no session for another 0 s; waiting",
        "Discord lets me begin no session for another 0 s; waiting",
        "Discord lets me begin no session for another 0 s; waiting",
    ]
    assert discord_server.session_starts == 1
    assert (await wire.type("help")).ephemeral


async def test_our_own_sessions_count(connect: Connect, discord_server: DiscordServer) -> None:
    two = gateway(discord_server, remaining=2, reset_after=86_400_000)
    discord_server.failures.script("GET", "/gateway/bot", status=200, body=two)
    wire = await connect()
    asked = discord_server.requests

    discord_server.failures.invalid_session(resumable=False)
    await until(lambda: discord_server.session_starts == 2)
    assert len(asked.to("GET", "/gateway/bot")) == 1
    await wire.type("help")
    discord_server.failures.invalid_session(resumable=False)
    await until(lambda: discord_server.session_starts == 3)

    assert len(asked.to("GET", "/gateway/bot")) == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"a page",
        [1],
        {"shards": 1},
        {"url": 5},
        {"url": "ws://127.0.0.1:1", "shards": "many"},
        {"url": "ws://127.0.0.1:1", "shards": 10**30},
        {"url": "ws://127.0.0.1:1", "session_start_limit": {"remaining": 0, "reset_after": 1e300}},
    ],
)
async def test_a_gateway_that_cannot_be_read_is_asked_for_again(
    connect: Connect,
    discord_server: DiscordServer,
    answer: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    body = answer or b"[]"
    discord_server.failures.script("GET", "/gateway/bot", status=200, body=body)

    wire = await connect()

    assert (await wire.type("help")).ephemeral
    assert "Discord's answer cannot be read" in caplog.text


# --- a token that is taken no more ---------------------------------------------------------------


async def test_a_revoked_token_ends_it_although_the_gateway_stays(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.discord.failures.script("GET", ".*", status=401, times=10**6)

    with pytest.raises(Exception, match="401"):
        await wire.bot.http.get_channel(wire.discord.state.default.general.id)

    with pytest.raises(DiscordRefused, match="DISCORD_TOKEN"):
        await wire.running
    assert said(caplog) == ["Discord takes the token no more: it was revoked or replaced"]


async def test_a_single_refusal_of_the_token_is_no_proof(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    channel = wire.discord.state.default.general
    asked = len(wire.discord.requests.to("GET", "/users/@me"))
    wire.discord.failures.script("GET", r"/channels/\d+", status=401)
    with pytest.raises(Exception, match="401"):
        await wire.bot.http.get_channel(channel.id)

    await until(lambda: len(wire.discord.requests.to("GET", "/users/@me")) == asked + 1)

    assert (await wire.type("help")).ephemeral
    assert said(caplog) == []
    assert not wire.running.done()
