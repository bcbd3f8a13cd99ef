"""Every shape of a failure, at every status it may come with (quirks 16 to 19)."""

import json
from typing import Any

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import (
    Forbidden,
    NadeoError,
    NotFound,
    Refused,
    ServerFault,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import Nadeo

TRACE = {"message": "Nadeo Live Services Internal Log", "traceId": "Root=1-0-0"}
CORE = {"code": "C-AA-00-03", "correlation_id": "0", "message": "There was a validation error."}
PAGE = "<html>\n<head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>"

Case = tuple[int, Any, type[NadeoError], str]
CASES: list[Case] = [
    (404, ["activity:error-notFound"], NotFound, "activity:error-notFound"),
    (404, ["playerServer:error-notFound"], NotFound, "playerServer:error-notFound"),
    (403, ["clubMemberRole:error-notMember"], Forbidden, "clubMemberRole:error-notMember"),
    (403, ["club_Join:error-notAllowed"], Forbidden, "club_Join:error-notAllowed"),
    (
        405,
        {"error": "MethodNotAllowedHttpException", "message": "", "traceId": "Root=1-2"},
        Refused,
        "MethodNotAllowedHttpException",
    ),
    (400, ["roomServer:error-NoServerAvailable"], Refused, "roomServer:error-NoServerAvailable"),
    # quirk 19: a business error with 500 is no passing failure
    (500, ["clubState:error-wrongState"], Refused, "clubState:error-wrongState"),
    (503, ["club:error-notFound"], NotFound, "club:error-notFound"),
    # some failures come with 200
    (200, ["club:error-notFound"], NotFound, "club:error-notFound"),
    (200, {"error": "Whatever", **TRACE}, Refused, "Whatever"),
    (403, "Only official MapReview", Forbidden, "Only official MapReview"),
    (500, {"error": "NotFoundHttpException", **TRACE}, NotFound, "NotFoundHttpException"),
    (404, {"error": "NotFoundHttpException", **TRACE}, NotFound, "NotFoundHttpException"),
    (403, {"error": "NLS::Player::MissingRule", **TRACE}, Forbidden, "NLS::Player::MissingRule"),
    (400, {"error": "Odd", **TRACE}, Refused, "Odd"),
    # quirk 17: info is an object, a list or absent
    (400, {**CORE, "info": {"a": "b"}}, Refused, "C-AA-00-03 There was a validation error."),
    (400, {**CORE, "info": ["a"]}, Refused, "C-AA-00-03 There was a validation error."),
    (403, CORE, Forbidden, "C-AA-00-03 There was a validation error."),
    (404, {**CORE, "message": "Not Found"}, NotFound, "C-AA-00-03 Not Found"),
    (404, b"", NotFound, ""),
    (404, PAGE, NotFound, ""),
    (414, PAGE, Refused, ""),
    (405, b"", Refused, ""),
    (422, [], Refused, ""),
    (400, {}, Refused, ""),
]


@pytest.mark.parametrize(("status", "body", "kind", "reason"), CASES)
async def test_refusals_are_asked_once(
    client: LiveClient,
    nadeo: Nadeo,
    status: int,
    body: Any,
    kind: type[Refused],
    reason: str,
) -> None:
    nadeo.answer("GET", "x", status, body)
    with raises(kind) as caught:
        await client.get("x")
    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.reason) == (status, reason)
    assert str(caught.value).startswith(str(status))
    assert len(nadeo.calls()) == 1


@pytest.mark.parametrize("status", [200, 500, 502, 503, 504])
@pytest.mark.parametrize("body", [PAGE, "<!DOCTYPE html><p>Maintenance</p>", " \n<h1>later</h1>"])
async def test_a_page_means_maintenance(
    client: LiveClient, nadeo: Nadeo, status: int, body: str
) -> None:
    nadeo.answer("GET", "x", status, body)
    with raises(Unavailable) as caught:
        await client.get("x")
    assert "<" not in str(caught.value)


@pytest.mark.parametrize("status", [501, 502, 503, 504, 520, 599])
@pytest.mark.parametrize("body", [b"", "{", [], {"error": "InternalServerError", **TRACE}])
async def test_server_failures(client: LiveClient, nadeo: Nadeo, status: int, body: Any) -> None:
    nadeo.answer("GET", "x", status, body)
    with raises(Unavailable, match=str(status)):
        await client.get("x")
    assert len(nadeo.calls()) == 3


@pytest.mark.parametrize("body", [b"", "oops", {"error": "InternalServerError", **TRACE}, CORE])
async def test_a_plain_500(client: LiveClient, nadeo: Nadeo, body: Any) -> None:
    nadeo.answer("GET", "x", 500, body)
    with raises(ServerFault):
        await client.get("x")
    assert len(nadeo.calls()) == 2


async def test_oauth_failures(client: LiveClient, nadeo: Nadeo) -> None:
    body = {"error": "invalid_request", "error_description": "No ids.", "message": "No ids."}
    nadeo.answer("GET", "api/display-names", 400, body)
    with raises(Refused, match="No ids"):
        await client.get_display_names(["a"])


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00",
        b'{"a": ',
        b"[" * 100_000,
        b"9" * 5_000,
        "line\r\nbreaks \x1b[31m and \x00 bells \x07",
        "x" * 100_000,
    ],
    ids=["bytes", "half", "deep", "digits", "controls", "long"],
)
async def test_rubbish_is_quoted_short_and_clean(
    client: LiveClient, nadeo: Nadeo, body: bytes | str
) -> None:
    nadeo.answer("GET", "x", body=body)
    with raises(UnexpectedAnswer) as caught:
        await client.get("x")
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("status", [400, 403, 500])
@pytest.mark.parametrize("text", ["a\r\nb\x1b[2J", "\ud800", "y" * 9_000, "<b>fat</b>"])
async def test_reasons_are_quoted_short_and_clean(
    client: LiveClient, nadeo: Nadeo, status: int, text: str
) -> None:
    for body in ({"error": text, "traceId": "1"}, {"code": text, "message": text}):
        nadeo.answer("GET", "x", status, body)
        with raises(NadeoError) as caught:
            await client.get("x")
        assert len(str(caught.value)) < 200
        assert str(caught.value).isprintable()
        str(caught.value).encode()


async def test_an_echoed_token_is_not_repeated(client: LiveClient, nadeo: Nadeo) -> None:
    await client.log_in()
    token = nadeo.tokens.everything[0]
    for body in (f"bad token nadeo_v1 t={token}", {"error": f"bad {token}", "traceId": "1"}):
        nadeo.answer("GET", "x", 403, body)
        with raises(Forbidden, match="bad"):
            await client.get("x")


async def test_a_401_is_about_the_token(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", 401, ["club:error-notFound"])
    with raises(Unauthorized):
        await client.get("x")


@pytest.mark.parametrize("status", [404, 500])
async def test_the_body_of_a_failure_is_decoded_once(
    client: LiveClient, nadeo: Nadeo, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    body = json.dumps({"error": "notFound", "traceId": "x" * 1_000_000}).encode()
    nadeo.answer("GET", "x", status, body)
    decode, seen = json.loads, []

    def counted(text: Any, **options: Any) -> Any:
        seen.append(text == body)
        return decode(text, **options)

    monkeypatch.setattr(json, "loads", counted)

    with raises(NotFound) as caught:
        await client.get("x")

    assert sum(seen) == 1
    assert caught.value.said is not None
    assert caught.value.said.body["error"] == "notFound"


async def test_a_reason_is_no_longer_than_a_reason(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", 400, [f"{'a' * 1_000_000}:error-notFound"])

    with raises(Refused) as caught:
        await client.get("x")

    assert len(str(caught.value)) < 300
