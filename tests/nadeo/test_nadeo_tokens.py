"""The life of tokens: one an audience, renewed early, by one task at a time."""

import asyncio

import pytest
from unhurried import waited

from bot.nadeo import LiveClient
from bot.nadeo.errors import Unavailable, UnexpectedAnswer
from bot.nadeo.retries import Patience
from tests.nadeo.clients import MakeClient
from tests.nadeo.clocks import HALF_AN_HOUR, Seconds
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, LOGIN, PASSWORD, REFRESH, Nadeo, basic

pytestmark = pytest.mark.usefixtures("token_routes")

HOUR = 3600
DAY = 86_400


async def test_the_login(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 3 to 5: the login as it is, and the exact name of the audience, never left out
    await client.get("x")
    (login,) = nadeo.logins
    assert (login.host, login.method, login.path) == ("core", "POST", BASIC)
    assert login.headers["Authorization"] == basic(LOGIN, PASSWORD)
    assert login.headers["Content-Type"] == "application/json"
    assert login.json == {"audience": "NadeoLiveServices"}
    assert nadeo.calls()[0].headers["Authorization"] == f"nadeo_v1 t={nadeo.tokens.everything[0]}"


async def test_both_kinds_of_account_log_in_alike(dedicated: LiveClient, nadeo: Nadeo) -> None:
    # quirk 2
    await dedicated.get("x")
    assert nadeo.logins[0].path == BASIC


async def test_a_token_for_each_audience(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 6, 14
    for _ in range(2):
        await client.get("x")
        await client.get_zones()
        await client.get_display_names(["someone"])
    assert [login.json["audience"] for login in nadeo.logins] == [
        "NadeoLiveServices",
        "NadeoServices",
    ]
    assert len(nadeo.oauth_logins) == 1
    assert [seen.host for seen in nadeo.calls()] == ["live", "core", "oauth"] * 2


async def test_one_login_for_thirty_calls(client: LiveClient, nadeo: Nadeo) -> None:
    await asyncio.gather(*(client.get(f"x/{number}") for number in range(30)))
    assert nadeo.story() == ["login", *["call"] * 30]


async def test_used_until_rat(client: LiveClient, nadeo: Nadeo, seconds: Seconds) -> None:
    # quirk 7
    await client.get("x")
    seconds.forward(HALF_AN_HOUR - 1)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call"]


async def test_renewed_by_the_first_call_after_rat(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    # quirk 7
    await client.get("x")
    seconds.forward(HALF_AN_HOUR)
    await client.get("x")
    await client.get("x")
    assert nadeo.story() == ["login", "call", "refresh", "call", "call"]
    (refresh,) = nadeo.refreshes
    assert (refresh.host, refresh.method, refresh.body) == ("core", "POST", b"")
    assert refresh.headers["Authorization"] == f"nadeo_v1 t={nadeo.tokens.everything[1]}"


async def test_one_task_renews_and_the_others_wait(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    await client.get("x")
    old = nadeo.tokens.everything[0]
    seconds.forward(HALF_AN_HOUR)
    await asyncio.gather(*(client.get(f"x/{number}") for number in range(30)))
    assert nadeo.story() == ["login", "call", "refresh", *["call"] * 30]
    assert not [seen for seen in nadeo.calls()[1:] if old in seen.headers["Authorization"]]


async def test_both_tokens_of_a_pair_are_kept(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    # quirk 8: the stand-in takes each refresh token once
    for _ in range(5):
        await client.get("x")
        seconds.forward(HALF_AN_HOUR)
    assert nadeo.story().count("refresh") == 4
    assert len(nadeo.logins) == 1
    assert len({seen.headers["Authorization"] for seen in nadeo.refreshes}) == 4


async def test_a_renewed_token_keeps_its_audience(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    # quirk 9: refresh tokens all say NadeoServices
    await client.get("x")
    await client.get_zones()
    seconds.forward(HALF_AN_HOUR)
    await client.get_zones()
    await client.get("x")
    assert nadeo.story() == ["login", "call"] * 2 + ["refresh", "call"] * 2


async def test_after_a_day_only_a_login_helps(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    # quirk 7
    await client.get("x")
    seconds.forward(DAY + 1)
    nadeo.revoke_access()
    nadeo.revoke_refresh()
    await client.get("x")
    assert nadeo.story() == ["login", "call", "refresh", "login", "call"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, {"code": "C-AA-00-02", "message": "Unauthorized."}),
        (400, {}),
        (403, b""),
        (404, b""),
        (200, {}),
        (200, b""),
        (200, {"accessToken": "only one"}),
        (200, {"accessToken": "", "refreshToken": "x"}),
        (200, {"accessToken": "two\r\nlines", "refreshToken": "x"}),
        (500, b""),
    ],
)
async def test_a_refresh_that_does_not_help(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, status: int, body: object
) -> None:
    await client.get("x")
    seconds.forward(HALF_AN_HOUR)
    nadeo.answer("POST", REFRESH, status, body)
    assert await client.get("x") == {}
    assert len(nadeo.logins) == 2


async def test_while_core_is_down_the_old_token_serves(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    await client.get("x")
    seconds.forward(HALF_AN_HOUR)
    nadeo.answer("POST", REFRESH, 503)
    nadeo.answer("POST", BASIC, 503)
    await asyncio.gather(*(client.get(f"x/{number}") for number in range(30)))
    assert len(nadeo.refreshes) == 1
    assert caplog.text.count("the old one still lives") == 1
    await client.get("x")
    assert len(nadeo.refreshes) == 1  # not with every call
    seconds.forward(60)
    await client.get("x")
    assert len(nadeo.refreshes) == 2


async def test_a_renewal_that_hangs_holds_up_nobody_for_long(
    make_client: MakeClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    client = make_client(patience=Patience(timeout=9, with_old_at_hand=0.1))
    await client.get("x")
    seconds.forward(HALF_AN_HOUR)
    release = nadeo.hang("POST", REFRESH)
    began = waited()
    for _ in range(3):
        assert await client.get("x") == {}
    assert waited() - began < 5
    assert len(nadeo.refreshes) == 1
    release.set()


async def test_core_is_down_for_longer_than_a_token_lives(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    await client.get("x")
    seconds.forward(HOUR)
    nadeo.answer("POST", REFRESH, 503, times=1)
    nadeo.answer("POST", BASIC, 503, times=3)
    with raises(Unavailable):
        await client.get("x")
    assert await client.get("x") == {}
    assert nadeo.story()[-2:] == ["refresh", "call"]


@pytest.mark.parametrize("outage", [429, 502, 503, 504, "hangs", "cut"])
@pytest.mark.parametrize("reason", ["the token ran out", "the token was revoked"])
async def test_only_the_refresh_is_down(
    make_client: MakeClient, nadeo: Nadeo, seconds: Seconds, outage: int | str, reason: str
) -> None:
    client = make_client(patience=Patience(timeout=0.3, first_pause=0.01))
    await client.get("x")
    match outage:
        case int():
            nadeo.answer("POST", REFRESH, outage)
        case "hangs":
            nadeo.hang("POST", REFRESH)
        case _:
            nadeo.cut("POST", REFRESH)
    if reason == "the token was revoked":
        nadeo.revoke_access()
    else:
        seconds.forward(HOUR)
    assert await client.get("x") == {}
    # once: what is spent on the refresh is missing for the login
    assert (len(nadeo.refreshes), len(nadeo.logins)) == (1, 2)


async def test_thirty_wait_for_a_login_that_fails(client: LiveClient, nadeo: Nadeo) -> None:
    # together, not one after the other: nobody may wait longer than 45 s
    nadeo.answer("POST", BASIC, 503)
    calls = (client.get(f"x/{number}") for number in range(30))
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(answer) for answer in answers} == {Unavailable}
    assert len(nadeo.seen) == 3


async def test_giving_up_does_not_stop_a_login(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    release = nadeo.hang("POST", BASIC, times=1)
    first = asyncio.create_task(client.get("x/1"))
    await nadeo.waits_for(1)
    second = asyncio.create_task(client.get("x/2"))
    first.cancel()
    release.set()  # answers {}, no tokens
    with raises(UnexpectedAnswer):
        await second
    seconds.forward(60)
    assert await client.get("x/2") == {"number": 2}


@pytest.mark.parametrize("issued", [0, 1_500_000_000, 4_000_000_000])
async def test_only_differences_count(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, issued: int
) -> None:
    # neither Nadeo's clock nor ours needs to be right
    nadeo.tokens.issued_at = issued
    await client.get("x")
    seconds.forward(HALF_AN_HOUR - 1)
    await client.get("x")
    seconds.forward(1)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call", "refresh", "call"]


async def test_oauth_is_asked_again_when_it_runs_out(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds
) -> None:
    # quirk 14
    await client.get_display_names(["a"])
    seconds.forward(HOUR * 0.8)
    await client.get_display_names(["b"])
    assert len(nadeo.oauth_logins) == 1
    seconds.forward(HOUR * 0.1)  # a little before, so that no call meets its end
    await client.get_display_names(["c"])
    assert nadeo.story() == ["oauth", "call", "call", "oauth", "call"]


async def test_tokens_of_two_clients_are_their_own(make_client: MakeClient, nadeo: Nadeo) -> None:
    await make_client().get("x")
    await make_client().get("x")
    assert len(nadeo.logins) == 2
