import json

import aiohttp
import pytest
import yarl

from tests.sandbox.page.conftest import Visitor

FOREIGN = {"Origin": "https://evil.example"}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8400", "127.0.0.1.evil.example", "localhost.", "", "::1"]
)
@pytest.mark.parametrize("path", ["/", "/_sandbox/people", "/api/v10/gateway", "/gateway"])
async def test_a_name_that_was_pointed_here_is_turned_away(
    visitor: Visitor, host: str, path: str
) -> None:
    async with visitor.http.get(path, headers={"Host": host}) as response:
        assert response.status == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:8400", "[::1]:8400"])
async def test_this_machine_has_several_names(visitor: Visitor, host: str) -> None:
    async with visitor.http.get("/", headers={"Host": host}) as response:
        assert response.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        FOREIGN,
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
async def test_other_pages_can_do_and_read_nothing(
    visitor: Visitor, headers: dict[str, str]
) -> None:
    body = {"mode": "down"}
    async with visitor.http.post("/_sandbox/world/nadeo", json=body, headers=headers) as response:
        assert response.status == 403
    async with visitor.http.get("/_sandbox/people", headers=headers) as response:
        assert response.status == 403
    assert visitor.here.stage.nadeo.failures.mode == "fine"


async def test_a_link_on_another_page_may_lead_here(visitor: Visitor) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with visitor.http.get("/", headers=headers) as response:
        assert response.status == 200
    async with visitor.http.get("/_sandbox/people", headers=headers) as response:
        assert response.status == 403


async def test_the_gateway_takes_no_foreign_page(visitor: Visitor) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await visitor.http.ws_connect("/gateway", headers=FOREIGN)
    assert refused.value.status == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
async def test_a_form_of_another_page_is_no_request(visitor: Visitor, kind: str) -> None:
    # A browser sends these across origins without asking.
    headers = {"Content-Type": kind}
    async with visitor.http.post(
        "/_sandbox/world/nadeo", data='{"mode": "down"}', headers=headers
    ) as response:
        assert response.status == 400
    assert visitor.here.stage.nadeo.failures.mode == "fine"


async def test_the_page_may_load_nothing_from_elsewhere(visitor: Visitor) -> None:
    for path in ("/", "/_sandbox/static/js/main.js", "/_sandbox/media/x", "/_sandbox/people"):
        async with visitor.http.get(path) as response:
            policy = response.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
            assert "unsafe" not in policy
            assert "*" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "Access-Control-Allow-Origin" not in response.headers


async def test_the_page_names_no_other_address(visitor: Visitor) -> None:
    async with visitor.http.get("/") as response:
        page = await response.text()
    assert "://" not in page
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "path", ["../launch.py", "..%2flaunch.py", "%2e%2e/launch.py", "/etc/passwd"]
)
async def test_only_the_pages_own_files_are_sent(visitor: Visitor, path: str) -> None:
    async with visitor.http.get(f"/_sandbox/static/{path}") as response:
        assert response.status in (403, 404)


LOGIN = {"User-Agent": "someone", "Authorization": "Basic c2FuZGJveDpzYW5kYm94"}


@pytest.mark.parametrize(
    "foreign",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8400"},
        {"Host": ""},
        FOREIGN,
        {"Origin": "http://["},
    ],
)
async def test_nadeos_ports_turn_a_foreign_name_away(
    visitor: Visitor, foreign: dict[str, str]
) -> None:
    login = f"{visitor.here.stage.nadeo.core_url}/v2/authentication/token/basic"
    async with visitor.http.post(login, json={}, headers=LOGIN | foreign) as response:
        assert response.status == 403
        assert "accessToken" not in await response.text()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_nadeos_ports_answer_this_machine(visitor: Visitor, name: str) -> None:
    core = yarl.URL(visitor.here.stage.nadeo.core_url)
    headers = {"Host": f"{name}:{core.port}", **LOGIN}
    body = {"audience": "NadeoLiveServices"}
    url = core / "v2/authentication/token/basic"
    async with visitor.http.post(url, json=body, headers=headers) as response:
        assert "accessToken" in await response.json()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("[" * 200_000, "application/json"),
        ("{}", "application/json; charset=klingon"),
        ("\xff", "application/json; charset=ascii"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused_in_words(
    visitor: Visitor, body: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Content-Type": kind}
    async with visitor.http.post("/_sandbox/say", data=body.encode(), headers=headers) as response:
        assert (response.status, await response.json()) == (400, {"error": "send JSON"})
    token = {"Authorization": f"Bot {visitor.here.stage.discord.token}", **headers}
    path = f"/api/v10/channels/{visitor.general.id}/messages"
    async with visitor.http.post(path, data=body.encode(), headers=token) as response:
        assert response.status == 400
    nadeo = f"{visitor.here.stage.nadeo.core_url}/v2/authentication/token/basic"
    async with visitor.http.post(nadeo, data=body.encode(), headers=headers) as response:
        assert response.status in {401, 403}
    assert not [one for one in caplog.records if one.exc_info]


HALF = "\ud800"


async def test_half_a_character_breaks_no_stream_and_no_bot(visitor: Visitor) -> None:
    before = visitor.here.stage.feed.mark_of(visitor.here.stage.feed.last)
    await visitor.act("say", content=f"half {HALF} a character")
    assert (await visitor.answered("totd", date=HALF))["message"]["content"]

    async with visitor.events(before) as events:
        assert "half ? a character" in json.dumps(await events.next("message_create"))
    assert (await visitor.answered("totd"))["message"]["embeds"]
