"""Logging in, refreshing, and what a token opens."""

import base64
import json
from typing import Any

import pytest

from bot.sandbox.nadeo.server import NadeoServer
from tests.sandbox.nadeo.caller import Answer, Caller

BASIC = "/v2/authentication/token/basic"
REFRESH = "/v2/authentication/token/refresh"
PUBLIC = "/api/access_token"
LIVE = "NadeoLiveServices"
DATA = {
    "live": "/api/token/campaign/month",
    "meet": "/api/cup-of-the-day/current",
    "core": "/zones/",
    "oauth": "/api/display-names?accountId[]=x",
}


def claims(token: str) -> dict[str, Any]:
    middle = token.split(".")[1]
    assert "=" not in token
    return json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))


async def log_in(
    caller: Caller,
    login: str = "sandbox",
    password: str = "sandbox",  # noqa: S107 - the stand-in's own
    **options: Any,
) -> Answer:
    encoded = base64.b64encode(f"{login}:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {encoded}"}
    return await caller.ask(BASIC, "POST", "core", headers=headers, **options)


async def refresh(caller: Caller, token: str) -> Answer:
    headers = {"Authorization": f"nadeo_v1 t={token}"}
    return await caller.ask(REFRESH, "POST", "core", headers=headers)


async def test_the_claims_of_a_service_account(
    caller: Caller, nadeo: NadeoServer, examples: Any
) -> None:
    pair = (await log_in(caller, json={"audience": LIVE})).json
    access, renewing = claims(pair["accessToken"]), claims(pair["refreshToken"])
    for found, name in ((access, "access"), (renewing, "refresh")):
        example = json.loads((examples / f"auth_{name}_payload_service.json").read_text())
        assert found.keys() == example.keys()
        assert found["rat"] - found["iat"] == example["rat"] - example["iat"]
        assert found["exp"] - found["iat"] == example["exp"] - example["iat"]
    assert (access["aud"], access["usg"], access["rtk"]) == (LIVE, "Client", False)
    # Quirk 9.
    assert (renewing["aud"], renewing["refresh_aud"]) == ("NadeoServices", LIVE)
    assert access["sub"] == nadeo.identity.account


async def test_the_claims_of_a_dedicated_server(
    caller: Caller, nadeo: NadeoServer, examples: Any
) -> None:
    nadeo.identity.kind = "dedicated"
    found = claims((await log_in(caller, json={"audience": LIVE})).json["accessToken"])
    example = json.loads((examples / "auth_access_payload_dedicated.json").read_text())
    assert found.keys() == example.keys()
    assert (found["usg"], found["aun"]) == ("Server", "sandbox")


async def test_no_body_means_core(caller: Caller) -> None:
    # Quirk 4.
    assert claims((await log_in(caller)).json["accessToken"])["aud"] == "NadeoServices"


@pytest.mark.parametrize(
    ("login", "password", "body", "status", "example"),
    [
        ("me@example.org", "sandbox", {"audience": LIVE}, 401, "core_username_not_found"),
        ("sandbox", "wrong", {"audience": LIVE}, 401, "core_invalid_credentials"),
        ("sandbox", "sandbox", {"audience": "live"}, 400, "core_validation_object"),
        ("sandbox", "sandbox", ["live"], 400, "core_validation_object"),
    ],
)
async def test_refused_logins(
    caller: Caller,
    examples: Any,
    login: str,
    password: str,
    body: Any,
    status: int,
    example: str,
) -> None:
    # Quirks 3, 5 and 12.
    answer = await log_in(caller, login, password, json=body)
    expected = json.loads((examples / "errors" / f"{example}.json").read_text())
    assert answer.status == status
    assert answer.json.keys() == expected.keys()
    assert (answer.json["code"], answer.json["message"]) == (expected["code"], expected["message"])


@pytest.mark.parametrize("header", ["Basic ###", "nadeo_v1 t=x", "Basic " + "w+M=", ""])
async def test_a_login_needs_basic(caller: Caller, header: str) -> None:
    answer = await caller.ask(BASIC, "POST", "core", headers={"Authorization": header})
    assert (answer.status, answer.json["message"]) == (401, "Unauthorized.")


async def test_a_refresh_token_works_once(caller: Caller) -> None:
    # Quirk 8.
    first = (await log_in(caller, json={"audience": LIVE})).json
    second = (await refresh(caller, first["refreshToken"])).json
    assert second["accessToken"] != first["accessToken"]
    assert claims(second["accessToken"])["aud"] == LIVE
    refused = await refresh(caller, first["refreshToken"])
    assert (refused.status, refused.json["code"]) == (401, "C-AA-00-02")
    assert (await refresh(caller, second["refreshToken"])).status == 200


async def test_a_refresh_may_be_too_early(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.tokens.refuse_early = True
    pair = nadeo.tokens.issue(LIVE)
    assert (await refresh(caller, pair.refresh)).status == 401
    nadeo.tokens.refreshable_after = 0
    assert (await refresh(caller, pair.refresh)).status == 200


@pytest.mark.parametrize("host", ["live", "meet", "core", "oauth"])
async def test_each_host_wants_its_own_token(caller: Caller, nadeo: NadeoServer, host: str) -> None:
    # Quirks 6 and 14.
    working = {"live": caller.live, "meet": caller.live, "core": caller.core, "oauth": caller.oauth}
    for token in {*working.values(), "", "Bearer x"}:
        answer = await caller.ask(DATA[host], host=host, headers={"Authorization": token})
        assert (answer.status != 401) == (token == working[host])
    bare = caller.live.removeprefix("nadeo_v1 t=")
    answer = await caller.ask(DATA["live"], headers={"Authorization": f"Bearer {bare}"})
    assert answer.status == 401
    nadeo.tokens.expire_access()
    assert (await caller.ask(DATA[host], host=host)).status == 401


async def test_lifetimes_end(caller: Caller, nadeo: NadeoServer) -> None:
    nadeo.tokens.access_lifetime = nadeo.tokens.refresh_lifetime = -1
    pair = nadeo.tokens.issue(LIVE)
    headers = {"Authorization": f"nadeo_v1 t={pair.access}"}
    assert (await caller.ask(DATA["live"], headers=headers)).status == 401
    assert (await refresh(caller, pair.refresh)).status == 401


async def test_expired_access_can_be_refreshed_but_revoked_cannot(
    caller: Caller, nadeo: NadeoServer
) -> None:
    # Quirk 11.
    pair = nadeo.tokens.issue(LIVE)
    nadeo.tokens.expire_access()
    renewed = await refresh(caller, pair.refresh)
    assert renewed.status == 200
    nadeo.tokens.revoke_all()
    assert (await refresh(caller, renewed.json["refreshToken"])).status == 401
    assert (await log_in(caller, json={"audience": LIVE})).status == 200


async def test_the_public_login(caller: Caller, examples: Any) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": "sandbox",
        "client_secret": "sandbox",
    }
    answer = await caller.ask(PUBLIC, "POST", "oauth", data=form)
    example = json.loads((examples / "oauth_token.json").read_text())
    assert answer.json.keys() == example.keys()
    assert answer.json | {"access_token": ""} == example | {"access_token": ""}
    wrong = await caller.ask(PUBLIC, "POST", "oauth", data=form | {"client_secret": "x"})
    expected = json.loads((examples / "errors" / "oauth_invalid_client.json").read_text())
    assert (wrong.status, wrong.json) == (401, expected)
    other = await caller.ask(PUBLIC, "POST", "oauth", data=form | {"grant_type": "password"})
    assert other.status == 400
