"""A 401 for data: refresh once, log in once, report; never a loop."""

import asyncio
import logging
from typing import Any

import pytest
from aiohttp import web
from support import until

from bot.nadeo import LiveClient
from bot.nadeo.errors import LoginRejected, Unauthorized, Unavailable
from tests.nadeo.clients import MakeClient
from tests.nadeo.clocks import Seconds
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, OAUTH, REFRESH, Handler, Nadeo


@pytest.fixture(autouse=True)
def routes(nadeo: Nadeo) -> None:
    for number in range(30):
        nadeo.answer("GET", f"x/{number}", body={})
    for method in ("GET", "POST"):
        nadeo.answer(method, "x", body={})
    nadeo.answer("GET", "api/display-names", body={"a": "A"})


async def test_a_token_that_died_early(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 11
    await client.get("x")
    nadeo.revoke_access()
    assert await client.get("x") == {}
    assert nadeo.story() == ["login", "call", "call", "refresh", "call"]


async def test_refresh_refused(client: LiveClient, nadeo: Nadeo) -> None:
    await client.get("x")
    nadeo.revoke_access()
    nadeo.revoke_refresh()
    assert await client.get("x") == {}
    assert nadeo.story()[2:] == ["call", "refresh", "login", "call"]


async def test_the_whole_ladder(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.refuses_tokens = True
    with raises(Unauthorized) as caught:
        await client.get("x")
    assert caught.value.status == 401
    assert nadeo.story() == ["login", "call", "refresh", "call", "login", "call"]


async def test_the_ladder_when_refreshing_is_refused_too(client: LiveClient, nadeo: Nadeo) -> None:
    # one login, not two
    nadeo.refuses_tokens = True
    nadeo.answer("POST", REFRESH, 401)
    with raises(Unauthorized):
        await client.get("x")
    assert nadeo.story() == ["login", "call", "refresh", "login", "call"]


async def test_the_last_rung_helps(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "y", 401, times=2)
    nadeo.answer("GET", "y", body={"at": "last"})
    assert await client.get("y") == {"at": "last"}
    assert nadeo.story() == ["login", "call", "refresh", "call", "login", "call"]


async def test_a_post_is_repeated_too(client: LiveClient, nadeo: Nadeo) -> None:
    # a 401 did nothing
    await client.get("x")
    nadeo.revoke_access()
    assert await client.post("x", None, {"a": 1}) == {}
    assert [seen.json for seen in nadeo.calls()[1:]] == [{"a": 1}] * 2


async def test_thirty_find_their_token_dead(client: LiveClient, nadeo: Nadeo) -> None:
    await client.get("x")
    nadeo.revoke_access()
    await asyncio.gather(*(client.get(f"x/{number}") for number in range(30)))
    story = nadeo.story()
    assert (story.count("login"), story.count("refresh"), story.count("call")) == (1, 1, 61)


def late_401s(nadeo: Nadeo, count: int) -> list[asyncio.Event]:
    """Let a route answer 401 so many times, each when its event is set, and `{}` after that."""
    events = [asyncio.Event() for _ in range(count)]

    def script(event: asyncio.Event) -> Handler:
        async def handler(_request: web.Request) -> web.Response:
            await event.wait()
            return web.Response(status=401)

        return handler

    for event in events:
        nadeo.do("GET", "late", script(event), times=1)
    nadeo.answer("GET", "late", body={})
    return events


async def test_a_late_401_uses_what_was_refreshed_meanwhile(
    client: LiveClient, nadeo: Nadeo
) -> None:
    (event,) = late_401s(nadeo, 1)
    late = asyncio.create_task(client.get("late"))
    await nadeo.waits_for(2)
    nadeo.revoke_access()
    await client.get("x")
    event.set()
    assert await late == {}
    assert len(nadeo.refreshes) == 1


async def test_a_late_401_uses_what_was_logged_in_meanwhile(
    client: LiveClient, nadeo: Nadeo
) -> None:
    first, second = late_401s(nadeo, 2)
    first.set()
    late = asyncio.create_task(client.get("late"))
    await until(lambda: len(nadeo.calls("late")) == 2)
    nadeo.revoke_access()
    nadeo.revoke_refresh()
    await client.get("x")
    second.set()
    assert await late == {}
    assert (len(nadeo.logins), len(nadeo.refreshes)) == (2, 2)


async def test_401_for_ever_costs_little(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.refuses_tokens = True
    calls = (client.get(f"x/{number}") for number in range(30))
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(answer) for answer in answers} == {Unauthorized}
    story = nadeo.story()
    assert (story.count("login"), story.count("refresh")) == (2, 1)
    assert story.count("call") <= 90
    for number in range(30):
        with raises(Unauthorized):
            await client.get(f"x/{number}")
    assert nadeo.story()[len(story) :] == ["call"] * 30


@pytest.mark.parametrize("revoked", [False, True])
async def test_recovery_is_seen_within_ten_seconds(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, revoked: bool
) -> None:
    nadeo.refuses_tokens = True
    with raises(Unauthorized):
        await client.get("x")
    nadeo.refuses_tokens = False
    if revoked:
        nadeo.revoke_access()
        nadeo.revoke_refresh()
    seconds.forward(10)
    assert await client.get("x") == {}


async def test_one_audience_does_not_speak_for_another(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "z", 401)
    with raises(Unauthorized):
        await client.get("z")
    nadeo.answer("GET", "zones/", body=[])
    assert await client.get_zones() == ()


async def test_oauth_has_no_refresh(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 14
    await client.get_display_names(["a"])
    nadeo.revoke_access()
    assert await client.get_display_names(["a"]) == {"a": "A"}
    assert nadeo.story() == ["oauth", "call", "call", "oauth", "call"]


# --- logins that are refused ---------------------------------------------------------------------

WRONG = {"code": "C-AA-00-01", "correlation_id": "0", "message": "Invalid credentials."}


@pytest.mark.parametrize("message", ["Username could not be found.", "Invalid credentials."])
async def test_a_refused_login_is_told_once(
    client: LiveClient, nadeo: Nadeo, caplog: pytest.LogCaptureFixture, message: str
) -> None:
    # quirks 3, 12
    body = {"code": "C-AA-00-01", "correlation_id": "0", "message": message, "info": {}}
    nadeo.answer("POST", BASIC, 401, body)
    for number in range(5):
        with raises(LoginRejected) as caught:
            await client.get(f"x/{number}")
        assert (caught.value.service, caught.value.reason) == ("Nadeo", message)
    assert nadeo.story() == ["login"]
    (told,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert message in told.getMessage()


async def test_two_audiences_are_refused_at_once(
    client: LiveClient, nadeo: Nadeo, caplog: pytest.LogCaptureFixture
) -> None:
    nadeo.answer("POST", BASIC, 401, WRONG)
    answers = await asyncio.gather(client.get("x"), client.get_zones(), return_exceptions=True)
    assert [type(answer) for answer in answers] == [LoginRejected] * 2
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == 1


async def test_a_refused_login_is_tried_again_minutes_later(
    make_client: MakeClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    client = make_client(nadeo_login="mail@example.org")
    with raises(LoginRejected):
        await client.get("x")
    seconds.forward(60)
    with raises(LoginRejected):
        await client.get("x")
    assert len(nadeo.logins) == 1
    seconds.forward(240)
    with raises(LoginRejected):
        await client.get("x")
    assert len(nadeo.logins) == 2


async def test_a_login_that_is_accepted_in_the_end(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    nadeo.answer("POST", BASIC, 401, WRONG, times=1)
    with raises(LoginRejected):
        await client.get("x")
    seconds.forward(300)
    assert await client.get("x") == {}
    nadeo.revoke_access()
    assert await client.get("x") == {}


@pytest.mark.parametrize(
    ("status", "message"),
    [(400, "There was a validation error."), (403, "Forbidden."), (401, "Whatever.")],
)
async def test_what_core_itself_refuses(
    client: LiveClient, nadeo: Nadeo, status: int, message: str
) -> None:
    # quirk 12
    body = {"code": "C-AA-00-03", "message": message, "info": {"a": "b"}}
    nadeo.answer("POST", BASIC, status, body)
    with raises(LoginRejected, match=message):
        await client.get("x")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b""),
        (403, "<html>blocked</html>"),
        (401, "<html>maintenance</html>"),
        (408, b""),
        (401, b""),
        (401, "Authorization required"),
        (401, {}),
        (401, []),
        (401, {"message": ""}),
        (400, b""),
        (400, {}),
        (400, "Bad request"),
        (403, b""),
        (403, "Forbidden"),
        (403, {"message": "Forbidden"}),
        (403, ["club:error-notAllowed"]),
    ],
)
async def test_the_way_to_nadeo_is_at_fault_not_the_account(
    client: LiveClient, nadeo: Nadeo, status: int, body: Any
) -> None:
    nadeo.answer("POST", BASIC, status, body, times=1)
    with raises(Unavailable):
        await client.get("x")
    assert await client.get("x") == {}


async def test_the_dead_login_is_no_way_out(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 1
    body = {"errorCode": 1100, "message": "Too many calls per IP address", "httpCode": 429}
    nadeo.answer("POST", BASIC, 429, body)
    with raises(Unavailable):
        await client.get("x")
    assert {(seen.host, seen.path) for seen in nadeo.seen} == {("core", BASIC)}


async def test_a_refused_application(
    make_client: MakeClient, nadeo: Nadeo, caplog: pytest.LogCaptureFixture
) -> None:
    client = make_client(trackmania_client_id="another")
    for _ in range(3):
        with raises(LoginRejected) as caught:
            await client.get_display_names(["a"])
        assert caught.value.service == "OAuth"
    assert nadeo.story() == ["oauth"]
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == 1
    assert await client.get("x") == {}


async def test_a_secret_with_two_lines_cannot_be_smuggled(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    nadeo.answer("POST", OAUTH, body={"access_token": "a\r\nX-Evil: 1", "expires_in": 5}, times=1)
    with raises(Exception, match="without a token"):
        await client.get_display_names(["a"])
    seconds.forward(60)
    assert await client.get_display_names(["a"]) == {"a": "A"}
