"""Timeouts, cut connections, pages and 429s, over real sockets."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from aiohttp import web
from support import until

from bot.nadeo import LiveClient
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import Busy, TooManyRequests, Unavailable
from bot.nadeo.hosts import Host
from bot.nadeo.retries import Patience
from tests.nadeo.clients import SWIFT, MakeClient
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, OAUTH, Handler, Nadeo

HASTY = Patience(timeout=0.3, attempts=3, first_pause=0.01)
WRITING = ["post", "put", "patch", "delete"]
READING = ["get", "head", "options"]


@pytest.mark.parametrize("status", [502, 503, 504])
@pytest.mark.parametrize("verb", READING)
async def test_reading_is_tried_again(
    client: LiveClient, nadeo: Nadeo, verb: str, status: int
) -> None:
    nadeo.answer(verb.upper(), "x", status, "<html>later</html>", times=2)
    nadeo.answer(verb.upper(), "x", body={"a": 1})
    assert await getattr(client, verb)("x") == (None if verb == "head" else {"a": 1})
    assert len(nadeo.calls()) == 3


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("verb", WRITING)
async def test_writing_is_not_repeated(
    client: LiveClient, nadeo: Nadeo, verb: str, status: int
) -> None:
    # quirk 87: it may have had its effect
    nadeo.answer(verb.upper(), "x", status)
    with raises(Unavailable):
        await getattr(client, verb)("x")
    assert len(nadeo.calls()) == 1


@pytest.mark.parametrize("verb", WRITING)
async def test_writing_is_repeated_after_429(client: LiveClient, nadeo: Nadeo, verb: str) -> None:
    nadeo.answer(verb.upper(), "x", 429, times=1)
    nadeo.answer(verb.upper(), "x", body={"done": True})
    assert await getattr(client, verb)("x", None, {"a": 1}) == {"done": True}
    assert [seen.json for seen in nadeo.calls()] == [{"a": 1}] * 2


async def test_a_hanging_server(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(patience=HASTY)
    nadeo.hang("GET", "x")
    with raises(Unavailable, match=r"GET 127.0.0.1/x: no answer in 0.3 s"):
        await client.get("x", {"secret": "query"})
    assert len(nadeo.calls()) == 3


async def test_a_post_that_hangs(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(patience=HASTY)
    nadeo.hang("POST", "x")
    with raises(Unavailable):
        await client.post("x")
    assert len(nadeo.calls()) == 1


async def test_a_server_that_wakes_up(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(patience=HASTY)
    nadeo.hang("GET", "x", times=1)
    nadeo.answer("GET", "x", body=[])
    assert await client.get("x") == []


@pytest.mark.parametrize("route", ["x", BASIC])
async def test_a_cut_connection(client: LiveClient, nadeo: Nadeo, route: str) -> None:
    method = "POST" if route == BASIC else "GET"
    nadeo.cut(method, route, times=2)
    nadeo.answer("GET", "x", body=[])
    assert await client.get("x") == []


@pytest.mark.parametrize("verb", [*READING, *WRITING])
@pytest.mark.parametrize("connection", ["new", "kept"])
async def test_always_cut(client: LiveClient, nadeo: Nadeo, verb: str, connection: str) -> None:
    # aiohttp repeats by itself what met a kept connection's end: not outside our budget
    nadeo.answer("GET", "before", body={})
    if connection == "kept":
        await client.get("before")
    nadeo.cut(verb.upper(), "x")
    with raises(Unavailable, match="the connection was cut"):
        await getattr(client, verb)("x", {"secret": "query"})
    assert len(nadeo.calls("x")) == (3 if verb in READING else 1)


async def test_half_a_body(client: LiveClient, nadeo: Nadeo) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"a": ')
        assert request.transport is not None
        request.transport.close()
        return response

    nadeo.do("GET", "x", half)
    with raises(Unavailable):
        await client.get("x")


@pytest.mark.parametrize("packing", ["plain", "gzip"])
async def test_a_body_without_end(make_client: MakeClient, nadeo: Nadeo, packing: str) -> None:
    client = make_client(patience=Patience(timeout=30, attempts=1))
    sent: list[int] = []

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if packing == "gzip":
            response.enable_compression(web.ContentCoding.gzip)
        await response.prepare(request)
        for _ in range(64):
            await response.write(b" " * 2**20)
            sent.append(1)
        return response

    nadeo.do("GET", "x", endless)
    with raises(Unavailable, match="a body of more than 8 MB"):
        await client.get("x")
    nadeo.answer("GET", "y", body=json.dumps("y" * (7 * 2**20)))
    assert len(await client.get("y")) == 7 * 2**20
    if packing == "plain":
        assert len(sent) < 64


@pytest.mark.parametrize(
    "line",
    [b"HTTP/1.1 banana\r\n\r\n", b"\x00\x01\x02\r\n\r\n", b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n"],
)
async def test_what_is_no_http(client: LiveClient, nadeo: Nadeo, line: bytes) -> None:
    async def speak(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        assert isinstance(request.transport, asyncio.WriteTransport)
        request.transport.write(line)
        request.transport.close()
        return web.Response()

    nadeo.do("GET", "x", speak)
    with raises(Unavailable):
        await client.get("x")


async def test_a_body_that_is_not_what_its_header_says(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body=b"no gzip", headers={"Content-Encoding": "gzip"})
    with raises(Unavailable):
        await client.get("x")


async def test_nobody_listens(make_client: MakeClient) -> None:
    client = make_client(nadeo_core_url="http://127.0.0.1:9")
    with raises(Unavailable, match="no connection to the host"):
        await client.get("x")


# --- 429 -----------------------------------------------------------------------------------------


async def test_429_in_the_end(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", 429, "Too many requests")
    with raises(TooManyRequests) as caught:
        await client.get("x")
    assert caught.value.retry_after is None
    assert len(nadeo.calls()) == 3


async def test_pauses_after_429_grow(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(patience=Patience(timeout=5, attempts=3, first_pause=0.2))
    nadeo.answer("GET", "x", 429)
    with raises(TooManyRequests):
        await client.get("x")
    first, second = [later.at - sooner.at for sooner, later in pairwise(nadeo.calls())]
    assert first >= 0.2
    assert second >= 0.4


def asks_to_wait(status: int, form: str) -> Handler:
    """Return an answer that asks for one second, or for what is at least one."""

    async def refuse(_request: web.Request) -> web.Response:
        # A date has whole seconds: two of them are at least one.
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
        headers = {"Retry-After": "1" if form == "seconds" else date}
        return web.Response(status=status, headers=headers)

    return refuse


@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_a_429_holds_all_hosts_of_nadeos_own(
    client: LiveClient, nadeo: Nadeo, form: str
) -> None:
    # quirk 15
    await client.log_in()
    nadeo.do("GET", "x", asks_to_wait(429, form), times=1)
    for route in ("x", "y", "zones/", "api/display-names"):
        nadeo.answer("GET", route, body=[])
    refused = asyncio.create_task(client.get("x"))
    await until(lambda: client.budget.held_for > 0)
    await asyncio.gather(client.get("y"), client.get_zones(), client.get_display_names(["a"]))
    await refused
    first, *later = nadeo.calls()
    own = [seen for seen in later if seen.host != "oauth"]
    assert {seen.host for seen in own} == {"live", "core"}
    assert min(seen.at for seen in own) - first.at >= 0.9


@pytest.mark.parametrize("form", ["seconds", "date"])
@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_failing_host_holds_itself(
    client: LiveClient, nadeo: Nadeo, status: int, form: str
) -> None:
    await client.log_in()
    nadeo.do("GET", "x", asks_to_wait(status, form), times=1)
    for route in ("x", "y"):
        nadeo.answer("GET", route, body=[])
    refused = asyncio.create_task(client.get("x"))
    await until(lambda: client.budget.held(Host.LIVE) > 0)
    assert client.budget.held(Host.CORE) == client.budget.held(Host.NAMES) == 0
    await asyncio.gather(client.get("y"), refused)
    first, *later = nadeo.calls()
    assert min(seen.at for seen in later) - first.at >= 0.9


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_the_names_host_holds_nothing_but_names(
    client: LiveClient, nadeo: Nadeo, status: int
) -> None:
    for route in ("x", "zones/"):
        nadeo.answer("GET", route, body=[])
    nadeo.answer("GET", "api/display-names", status, headers={"Retry-After": "3600"})
    with raises(Unavailable):
        await client.get_display_names(["a"])
    current_turn.set(Turn(user=1))
    assert await client.get("x") == []
    assert await client.get_zones() == ()
    with raises(Busy, match="its names host"):
        await client.get_display_names(["b"])
    assert len(nadeo.calls("api/display-names")) == 1
    assert client.budget.held_for == 0


@pytest.mark.parametrize("status", [429, 503])
async def test_a_login_for_names_that_is_held_holds_nothing_else(
    client: LiveClient, nadeo: Nadeo, status: int
) -> None:
    nadeo.answer("GET", "x", body=[])
    nadeo.answer("POST", OAUTH, status, headers={"Retry-After": "3600"})
    with raises(Unavailable):
        await client.get_display_names(["a"])
    assert await client.get("x") == []


async def test_a_login_that_is_held_leaves_the_token_at_hand_in_use(
    client: LiveClient, nadeo: Nadeo
) -> None:
    nadeo.answer("GET", "x", body=[])
    await client.log_in()
    nadeo.answer("POST", BASIC, 503, headers={"Retry-After": "3600"})
    with raises(Unavailable):
        await client.get_zones()
    assert client.budget.held(Host.CORE) > 50
    assert await client.get("x") == []
    with raises(Busy, match="its core host"):
        await client.get_zones()


@pytest.mark.parametrize(("status", "longest"), [(429, 3600), (502, 60), (503, 60), (504, 60)])
@pytest.mark.parametrize("word", ["3600", "86400", "Thu, 31 Dec 2099 23:59:59 GMT"])
async def test_a_failing_host_is_left_alone_for_a_minute_at_most(
    client: LiveClient, nadeo: Nadeo, status: int, longest: int, word: str
) -> None:
    nadeo.answer("GET", "x", status, headers={"Retry-After": word})
    with raises(Unavailable):
        await client.get("x")
    assert longest - 10 < client.budget.held(Host.LIVE) < longest + 0.001


@pytest.mark.parametrize("status", [500, 501, 401, 404, 200])
async def test_other_answers_hold_nobody(client: LiveClient, nadeo: Nadeo, status: int) -> None:
    nadeo.answer("GET", "x", status, headers={"Retry-After": "600"})
    nadeo.answer("GET", "y", body={})
    await asyncio.gather(client.get("x"), return_exceptions=True)
    assert client.budget.held_for == 0
    assert await client.get("y") == {}


@pytest.mark.parametrize("user", [None, 1])
async def test_whoever_asks_while_nadeo_holds_is_told(
    client: LiveClient, nadeo: Nadeo, user: int | None
) -> None:
    nadeo.answer("GET", "x", 429, headers={"Retry-After": "600"})
    with raises(TooManyRequests):
        await client.get("x")
    current_turn.set(Turn(user))
    with raises(Busy, match="Nadeo lets nobody ask") as busy:
        await client.get("y")
    assert busy.value.is_held


@pytest.mark.parametrize(("status", "kind"), [(429, TooManyRequests), (503, Unavailable)])
async def test_a_long_retry_after_is_told_at_once(
    client: LiveClient, nadeo: Nadeo, status: int, kind: type[Unavailable]
) -> None:
    nadeo.answer("GET", "x", status, headers={"Retry-After": "600"})
    with raises(kind) as caught:
        await client.get("x")
    assert caught.value.retry_after == 600
    held = 600 if status == 429 else 60
    assert client.budget.held_for > held - 10
    current_turn.set(Turn(user=1))
    with raises(Busy) as busy:
        await client.get("y")
    assert held - 10 < busy.value.seconds < held + 0.001
    assert len(nadeo.calls()) == 1


@pytest.mark.parametrize("word", ["soon", "-5", "", "1.5", "Tue, 99 Foo 2026"])
async def test_a_retry_after_that_says_nothing(client: LiveClient, nadeo: Nadeo, word: str) -> None:
    nadeo.answer("GET", "x", 429, headers={"Retry-After": word}, times=1)
    nadeo.answer("GET", "x", body=[])
    assert await client.get("x") == []
    assert SWIFT.first_pause < 0.1


@pytest.mark.parametrize("verb", ["get", "put", "delete"])
async def test_nothing_is_repeated_behind_the_budget(
    make_client: MakeClient, nadeo: Nadeo, verb: str
) -> None:
    # aiohttp repeats idempotent requests by itself when a kept connection was cut
    client = make_client(patience=Patience(timeout=1, attempts=1, first_pause=0.01))
    nadeo.answer("GET", "first", body={})
    await client.get("first")
    nadeo.cut(verb.upper(), "x")
    with raises(Unavailable):
        await getattr(client, verb)("x")
    assert len(nadeo.calls()) == 2
