"""Tokens that make no sense or cannot be used: how long they count, and who asks again."""

import base64
import json
import time
from typing import Any

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import UnexpectedAnswer
from tests.nadeo.clocks import HALF_AN_HOUR, Seconds
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, OAUTH, Nadeo

pytestmark = pytest.mark.usefixtures("token_routes")


def accepted(nadeo: Nadeo, claims: dict[str, Any]) -> dict[str, str]:
    """Return a pair for Live calls whose access token says this of itself."""
    said = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    pair = nadeo.tokens.pair("NadeoLiveServices") | {"accessToken": f"eyJhbGciOiJ4In0.{said}.c2ln"}
    nadeo.tokens.access[pair["accessToken"]] = "NadeoLiveServices"
    nadeo.tokens.everything.append(pair["accessToken"])
    return pair


@pytest.mark.parametrize(("rat", "exp"), [(None, 3600), (0, 3600), (9999, 3600), (1800, -5)])
async def test_tokens_that_make_no_sense_live_an_hour(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, rat: int | None, exp: int
) -> None:
    nadeo.tokens.refreshable_after = rat
    nadeo.tokens.expires_after = exp
    await client.get("x")
    seconds.forward(HALF_AN_HOUR - 1)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call"]
    seconds.forward(1)
    await client.get("x")
    assert nadeo.story()[3:] == ["refresh", "call"]


@pytest.mark.parametrize("said", [None, "soon", 10**300, -1, 1e300])
async def test_a_token_without_its_beginning_counts_from_its_receipt(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, said: object
) -> None:
    claims = {"exp": time.time() + 600, **({} if said is None else {"iat": said})}
    nadeo.answer("POST", BASIC, body=accepted(nadeo, claims))
    await client.get("x")
    seconds.forward(300 - 5)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call"]
    seconds.forward(10)
    await client.get("x")
    assert nadeo.story()[3:4] == ["refresh"]


async def test_times_with_fractions(client: LiveClient, nadeo: Nadeo, seconds: Seconds) -> None:
    claims = {"iat": 1.5e9 + 0.25, "rat": 1.5e9 + 100.75, "exp": 1.5e9 + 200.25}
    nadeo.answer("POST", BASIC, body=accepted(nadeo, claims))
    await client.get("x")
    seconds.forward(100)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call"]
    seconds.forward(1)
    await client.get("x")
    assert nadeo.story()[3:4] == ["refresh"]


@pytest.mark.parametrize("said", [{}, {"refreshToken": None}])
async def test_a_login_without_a_refresh_token(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, said: dict[str, Any]
) -> None:
    access = nadeo.tokens.pair("NadeoLiveServices")["accessToken"]
    nadeo.answer("POST", BASIC, body={"accessToken": access, **said}, times=1)
    await client.get("x")
    seconds.forward(HALF_AN_HOUR)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "login", "call"]


@pytest.mark.parametrize("refresh", ["", "two\r\nlines", 5, ["a"]])
async def test_a_refresh_token_that_fits_no_header(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, refresh: object
) -> None:
    access = nadeo.tokens.pair("NadeoLiveServices")["accessToken"]
    body = {"accessToken": access, "refreshToken": refresh}
    nadeo.answer("POST", BASIC, body=body, times=1)
    with raises(UnexpectedAnswer):
        await client.get("x")
    seconds.forward(60)
    assert await client.get("x") == {}


UNUSABLE = [
    (200, {}),
    (200, b""),
    (200, []),
    (200, "tokens"),
    (200, {"accessToken": None, "refreshToken": None}),
    (200, {"accessToken": "two\r\nlines"}),
    (204, b""),
    (302, b""),
]


@pytest.mark.parametrize(("status", "body"), UNUSABLE)
async def test_a_login_without_usable_tokens_is_not_asked_for_by_every_call(
    client: LiveClient,
    nadeo: Nadeo,
    seconds: Seconds,
    caplog: pytest.LogCaptureFixture,
    status: int,
    body: object,
) -> None:
    nadeo.answer("POST", BASIC, status, body)
    for ask in [lambda: client.get("x"), client.get_zones, client.log_in] * 2:
        with raises(UnexpectedAnswer, match="Nadeo login"):
            await ask()
    assert len(nadeo.seen) == 1
    assert caplog.text.count("next try in 1 min") == 1
    seconds.forward(59)
    with raises(UnexpectedAnswer):
        await client.get("x")
    seconds.forward(1)
    nadeo.answer("POST", BASIC, body=nadeo.tokens.pair("NadeoLiveServices"))
    assert await client.get("x") == {}
    assert len(nadeo.logins) == 2


@pytest.mark.parametrize(("status", "body"), UNUSABLE)
async def test_a_login_for_names_without_a_usable_token_is_not_either(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, status: int, body: object
) -> None:
    nadeo.answer("POST", OAUTH, status, body)
    for number in range(3):
        with raises(UnexpectedAnswer, match="OAuth login"):
            await client.get_display_names([str(number)])
    assert len(nadeo.oauth_logins) == 1
    # the other login is another matter
    assert await client.get("x") == {}
    seconds.forward(60)
    with raises(UnexpectedAnswer):
        await client.get_display_names(["again"])
    assert len(nadeo.oauth_logins) == 2


async def test_a_refused_token_leads_to_no_login_storm_either(
    client: LiveClient, nadeo: Nadeo
) -> None:
    await client.get("x")
    nadeo.revoke_access()
    nadeo.revoke_refresh()
    nadeo.answer("POST", BASIC, body={})
    for number in range(6):
        with raises(UnexpectedAnswer):
            await client.get(f"x/{number}")
    assert len(nadeo.logins) == 2


async def test_tokens_that_cannot_be_read_live_an_hour(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    pair = {"accessToken": "opaque", "refreshToken": "also-opaque"}
    nadeo.tokens.access["opaque"] = "NadeoLiveServices"
    nadeo.tokens.refresh["also-opaque"] = "NadeoLiveServices"
    nadeo.answer("POST", BASIC, body=pair)
    await client.get("x")
    seconds.forward(HALF_AN_HOUR - 1)
    await client.get("x")
    seconds.forward(1)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call", "refresh", "call"]


@pytest.mark.parametrize("said", [None, 0, -1, 1e300, "soon", [], True])
async def test_oauth_says_nothing_usable_of_its_life(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, said: object
) -> None:
    nadeo.oauth_expires_in = said
    await client.get_display_names(["a"])
    seconds.forward(0.5)
    await client.get_display_names(["b"])
    assert len(nadeo.oauth_logins) == 1
