"""What every request passes: a name, a length, a known path; and what is kept of it."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.nadeo.recording import RecordedRequest
from bot.sandbox.nadeo.server import NadeoServer
from tests.sandbox.nadeo.caller import AGENT, Caller

MONTH = "/api/token/campaign/month"


@pytest.mark.parametrize("agent", ["", "Python/3.11 aiohttp/3.14", "curl/8.1", "python-requests/2"])
@pytest.mark.parametrize("host", ["core", "live", "meet", "oauth"])
async def test_everybody_says_who_they_are(caller: Caller, agent: str, host: str) -> None:
    # Quirk 13.
    for path in (MONTH, "/zones/", "/v2/authentication/token/basic", "/api/access_token"):
        assert (await caller.ask(path, host=host, headers={"User-Agent": agent})).status == 403


async def test_a_target_may_be_too_long(caller: Caller) -> None:
    answer = await caller.ask(f"{MONTH}?x={'y' * 8300}")
    assert (answer.status, answer.content_type) == (414, "text/html")


async def test_other_verbs(caller: Caller) -> None:
    # Quirk 42.
    head = await caller.ask(MONTH, "HEAD")
    assert (head.status, head.text, head.content_type) == (200, "", "application/json")
    options = await caller.ask(MONTH, "OPTIONS")
    assert (options.status, options.text) == (200, "")
    assert options.headers["Allow"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        refused = await caller.ask(MONTH, method)
        assert (refused.status, refused.json["error"]) == (405, "MethodNotAllowedHttpException")
        assert refused.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("host", "key"),
    [("live", "traceId"), ("meet", "traceId"), ("core", "code"), ("oauth", "error")],
)
async def test_unknown_paths_in_each_hosts_own_words(caller: Caller, host: str, key: str) -> None:
    # Quirk 16.
    for method in ("GET", "DELETE"):
        answer = await caller.ask("/no/such/path", method, host)
        assert answer.status == 404
        assert key in answer.json
    wrong = {"core": "/zones/", "oauth": "/api/display-names"}
    if host in wrong:
        assert (await caller.ask(wrong[host], "DELETE", host)).status == 405


async def test_the_ubisoft_login_is_not_here(caller: Caller) -> None:
    # Quirk 1.
    assert (await caller.ask("/v3/profiles/sessions", "POST", "core")).status == 404


async def test_requests_are_recorded_without_secrets(caller: Caller, nadeo: NadeoServer) -> None:
    told: list[RecordedRequest] = []
    nadeo.on_request.append(told.append)
    form = {"grant_type": "client_credentials", "client_id": "me", "client_secret": "hush"}
    await caller.ask("/api/access_token", "POST", "oauth", data=form)
    await caller.ask(f"{MONTH}?length=2&length=3&offset=0")
    await caller.ask("/v2/authentication/token/basic", "POST", "core", json={"audience": "x"})
    await caller.ask("/nothing", "PUT", data="plain text")
    assert told == list(nadeo.requests)
    public, month, login, plain = told
    assert (public.host, public.method, public.status) == ("oauth", "POST", 401)
    assert public.body == {"grant_type": "client_credentials", "client_id": "me"}
    assert month.query == {"length": ["2", "3"], "offset": ["0"]}
    assert (month.path, month.user_agent) == (MONTH, AGENT)
    assert (month.authorization_kind, public.authorization_kind) == ("nadeo_v1", "bearer")
    assert (login.body, plain.body) == ({"audience": "x"}, "plain text")
    assert abs((datetime.now(UTC) - month.at).total_seconds()) < 30
    secrets = [caller.live, caller.core, caller.oauth, "hush"]
    assert not any(secret.split("t=")[-1] in repr(told) for secret in secrets)


async def test_only_the_newest_requests_are_kept(nadeo: NadeoServer) -> None:
    assert nadeo.requests.maxlen
