"""The watch itself watches: errors, values and logs of the client hold no secret."""

import asyncio
import logging

import pytest
from pydantic import SecretStr
from yarl import URL

from bot.nadeo import LiveClient
from bot.nadeo.auth import Audience, Credentials
from bot.nadeo.errors import NadeoError
from bot.nadeo.transport import Request
from bot.nadeo.wire import Reply
from tests.nadeo import leaks
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, PASSWORD, REFRESH, Nadeo


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
    request = Request("POST", URL("https://x"), {"Authorization": "a-token"}, form={"p": PASSWORD})
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
