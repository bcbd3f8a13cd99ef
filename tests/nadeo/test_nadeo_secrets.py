"""The watch itself watches: errors, values and logs of the client hold no secret."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import SecretStr
from yarl import URL

from bot.nadeo import LiveClient
from bot.nadeo.auth import Audience, Credentials
from bot.nadeo.errors import LoginRejected, NadeoError
from bot.nadeo.hosts import Host
from bot.nadeo.transport import Request
from bot.nadeo.wire import Reply
from tests.nadeo import leaks
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, CLIENT_SECRET, LOGIN, PASSWORD, REFRESH, Nadeo, basic

PAIR = basic(LOGIN, PASSWORD).removeprefix("Basic ")


def test_the_watch_reads_causes_arguments_and_records() -> None:
    inner = ValueError("a")
    inner.headers = "hidden-in-an-attribute"  # type: ignore[attr-defined]
    outer = RuntimeError("b", "hidden-in-an-argument")
    outer.__cause__ = inner
    record = logging.LogRecord("n", 10, "p", 1, "%s", ("hidden-in-a-record",), None)
    read = "\n".join(leaks.texts([outer], [record]))
    for place in ("an-attribute", "an-argument", "a-record"):
        assert f"hidden-in-{place}" in read


@pytest.mark.parametrize("echo", ["t={0}", "{0}", '{{"x": "{0}"', "Bearer {0}", "Basic cGFzcw=="])
@pytest.mark.parametrize("route", [BASIC, REFRESH, "/x"])
@pytest.mark.parametrize("status", [200, 401, 403, 503])
async def test_whatever_is_echoed(
    client: LiveClient, nadeo: Nadeo, route: str, status: int, echo: str
) -> None:
    await client.log_in()
    body = "you said " + echo.format(nadeo.tokens.everything[0])
    nadeo.answer("GET" if route == "/x" else "POST", route, status, body)
    if route != "/x":
        nadeo.revoke_access()
        nadeo.answer("GET", "x", body={})
    try:
        await client.get("x")
    except NadeoError as error:
        leaks.RAISED.append(error)
    assert not [error for error in leaks.RAISED if "cGFzcw" in str(error)]


OPAQUE = ("opaque-ACCESS-1", "opaque-REFRESH-1")
ECHOES: list[tuple[int, Callable[[str], Any]]] = [
    (403, lambda secret: f"the token {secret} has no rule"),
    (403, lambda secret: {"error": f"no {secret}", "traceId": "1"}),
    (400, lambda secret: {"code": "C-AA", "message": f"bad {secret}", "info": {}}),
    (400, lambda secret: f"bad header: x{secret}x"),
    (400, lambda secret: f"in an address: {quote(secret, safe='')}"),
    (503, lambda secret: f"<p>{secret}</p>"),
    (200, lambda secret: '{"you": ' + json.dumps(secret)),
    (200, lambda secret: " " * 1990 + secret),
    (500, lambda secret: "x" * 110 + secret),
]


async def opaque_login(client: LiveClient, nadeo: Nadeo) -> None:
    """Log in with tokens that do not look like any, and use each once."""
    access, refresh = OPAQUE
    nadeo.tokens.access[access] = "NadeoLiveServices"
    nadeo.answer("POST", BASIC, body={"accessToken": access, "refreshToken": refresh}, times=1)
    await client.log_in()


@pytest.mark.parametrize("secret", [*OPAQUE, PASSWORD, CLIENT_SECRET, PAIR])
@pytest.mark.parametrize(("status", "echo"), ECHOES)
@pytest.mark.parametrize("age", ["current", "previous"])
async def test_what_is_echoed_is_struck_out(
    client: LiveClient,
    nadeo: Nadeo,
    secret: str,
    status: int,
    echo: Callable[[str], Any],
    age: str,
) -> None:
    await opaque_login(client, nadeo)
    if age == "previous":
        nadeo.answer("GET", "before", body={})
        nadeo.revoke_access()
        await client.get("before")
    nadeo.answer("GET", "x", status, echo(secret))
    with raises(NadeoError) as caught:
        await client.get("x")
    spoken = "\n".join(leaks.texts([caught.value], []))
    assert not [form for form in (secret[:8], quote(secret, safe="")) if form in spoken]


@pytest.mark.parametrize(
    "half", ['{"accessToken": "opaque-one", "refr', '{"accessToken":"opaque-one"']
)
@pytest.mark.parametrize("route", [BASIC, REFRESH])
async def test_a_token_that_never_arrived_whole_is_not_quoted(
    client: LiveClient, nadeo: Nadeo, half: str, route: str
) -> None:
    if route == REFRESH:
        await client.log_in()
        nadeo.revoke_access()
        nadeo.answer("POST", BASIC, 503)
    nadeo.answer("POST", route, body=half)
    with raises(NadeoError) as caught:
        await client.get("x")
    assert "opaque" not in "\n".join(leaks.texts([caught.value], []))


async def test_a_refusal_that_repeats_the_login(client: LiveClient, nadeo: Nadeo) -> None:
    said = f"Invalid credentials: {PASSWORD} in {basic(LOGIN, PASSWORD)}"
    nadeo.answer("POST", BASIC, 401, {"code": "C-AA", "message": said, "info": {}})
    with raises(LoginRejected, match="Invalid credentials") as caught:
        await client.get("x")
    assert PASSWORD not in caught.value.reason
    assert PAIR not in caught.value.reason


async def test_the_client_tells_what_to_hide(client: LiveClient, nadeo: Nadeo) -> None:
    assert {PASSWORD, CLIENT_SECRET, PAIR} <= set(client.secrets())
    await client.log_in()
    nadeo.revoke_access()
    nadeo.answer("GET", "x", body={})
    await client.get("x")
    assert set(nadeo.tokens.everything) <= set(client.secrets())
    assert len(nadeo.tokens.everything) == 4


async def test_what_is_under_way_shows_nothing(client: LiveClient, nadeo: Nadeo) -> None:
    # a task's repr holds its result: asyncio writes it into its own log
    nadeo.answer("GET", "x", body={})
    await client.log_in()
    release = nadeo.hang("POST", REFRESH)
    nadeo.revoke_access()
    asking = asyncio.create_task(client.get("x"))
    await nadeo.waits_for(3)
    shown = "".join(repr(task) for task in asyncio.all_tasks())
    assert not [token for token in nadeo.tokens.everything if token in shown]
    release.set()
    await asking


def test_values_hide_what_they_hold() -> None:
    account = Credentials(URL("https://x"), "login", SecretStr(PASSWORD))
    headers = {"Authorization": "a-token"}
    request = Request(Host.LIVE, "POST", URL("https://x"), headers, form={"p": PASSWORD})
    reply = Reply(200, b'{"accessToken": "a-token"}')
    shown = f"{account!r} {request!r} {request} {reply!r}"
    assert PASSWORD not in shown
    assert "a-token" not in shown


async def test_what_is_remembered_shows_nothing(client: LiveClient, nadeo: Nadeo) -> None:
    await client.log_in()
    kept = vars(client._connection._tokens)
    assert "_tokens" in kept
    shown = repr(kept)
    assert not [token for token in nadeo.tokens.everything if token in shown]
    assert PASSWORD not in shown


async def test_an_error_carries_no_headers(client: LiveClient, nadeo: Nadeo) -> None:
    await client.log_in()
    nadeo.cut("GET", "x")
    with raises(NadeoError) as caught:
        await client.get("x")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_audiences_have_their_exact_names() -> None:
    # quirk 5
    assert [Audience.CORE.value, Audience.LIVE.value] == ["NadeoServices", "NadeoLiveServices"]
