"""Calls that an operator types in full."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operator.typed import RawCall, raw_call, written
from bot.refusal import Refusal

BASE = "https://live-services.trackmania.nadeo.live"
HOST = BASE.removeprefix("https://")


def call(endpoint: str, params: str = "", body: str = "") -> RawCall:
    return raw_call(BASE, "POST", endpoint, params, body)


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("api/token/club/9", "/api/token/club/9"),
        ("/api/token/club/9", "/api/token/club/9"),
        (" /api/token/club/9 ", "/api/token/club/9"),
        (f"{BASE}/api/x", "/api/x"),
        (f"{BASE}:443/api/x", "/api/x"),
        ("api/x?a=1&b=é", "/api/x?a=1&b=%C3%A9"),
        ("api/x?next=https://evil.example", "/api/x?next=https://evil.example"),
        ("api/x#part", "/api/x"),
        ("", "/"),
        (
            "api/token/club/9/member/Ünï/from-login",
            "/api/token/club/9/member/%C3%9Cn%C3%AF/from-login",
        ),
        ("club/9/member/Foo%20B%C3%A4r%2350%25/x", "/club/9/member/Foo%20B%C3%A4r%2350%25/x"),
    ],
)
def test_what_leads_to_the_live_services(endpoint: str, url: str) -> None:
    assert call(endpoint).url == BASE + url


@pytest.mark.parametrize(
    "endpoint",
    [
        f"https://{HOST}.evil.example/x",
        f"http://{HOST}/x",
        f"https://{HOST}:8443/x",
        f"https://user@{HOST}/x",
        f"https://{HOST}@evil.example/x",
        f"//{HOST}/x",
        "//evil.example/x",
        "user@evil.example",
        "evil.example:80/x",
        "https:/evil.example",
        "%2e%2e/x",
        "a/%2F/b",
        "a/../b",
        "a\\b",
        "ａ／ｂ",  # noqa: RUF001 # wide letters are the point
        "ａ．ｂ",  # noqa: RUF001
        "℀/x",
        "https%3A//evil.example/x",
        "https%253A//evil.example/x",
        "user%40evil.example/x",
        "user%25252540evil.example/x",
        "evil.example%3A443/x",
        "%EF%BC%8F%EF%BC%8Fevil.example",
        "api/x%0d%0aHost:evil.example",
        "api/%2500",
        f"api/%{'25' * 50}41",
    ],
)
def test_what_leads_elsewhere(endpoint: str) -> None:
    # Quirk 104, however often it is encoded.
    with pytest.raises(
        Refusal, match="does not lead to Nadeo's Live services, so nothing was sent"
    ):
        call(endpoint)


@pytest.mark.parametrize("endpoint", ["a b", "a\nb", "a\tb", "\x00", "a\u2028b", "a\ud800b"])
def test_what_is_no_address(endpoint: str) -> None:
    with pytest.raises(Refusal, match="is no address, so nothing was sent"):
        call(endpoint)


@given(st.text(max_size=60))
def test_no_text_leads_elsewhere(endpoint: str) -> None:
    try:
        url = call(endpoint).url
    except Refusal:
        return
    assert url.startswith(f"{BASE}/")


@given(st.text(alphabet="abc/?=&%+2fF3é ", max_size=30))
def test_what_was_confirmed_is_what_is_sent(query: str) -> None:
    try:
        first = call(f"api/x?q={query.replace(' ', '')}").url
    except Refusal:
        return
    assert call(first).url == first


def test_the_whole_call_is_shown() -> None:
    shown = call("api/x", '{"a": [1, true, "b"]}', '{"c": null}').text()
    assert shown == f'POST {BASE}/api/x?a=1&a=true&a=b\n\n{{\n  "c": null\n}}'
    assert call("api/x").text() == f"POST {BASE}/api/x"


@pytest.mark.parametrize("value", ["```", "\u202e", "\ud800", "\x07", "é 名", {"`": ["\n"]}])
def test_no_character_ends_its_block(value: object) -> None:
    text = written(value)
    assert "`" not in text
    assert all(char.isprintable() or char == "\n" for char in text)
    assert json.loads(text) == value
    text.encode()


@pytest.mark.parametrize(
    "params", ["[]", "1", '"a"', '{"a": {}}', '{"a": null}', "{", '{"a": NaN}', '{"a": 1e400}']
)
def test_params_are_an_object_of_plain_values(params: str) -> None:
    with pytest.raises(Refusal, match="`params` must be a JSON object"):
        call("api/x", params)


@pytest.mark.parametrize("body", ["{", "NaN", "[" * 100_000, "'a'", '{"a": [-1e400]}'])
def test_a_body_is_json(body: str) -> None:
    with pytest.raises(Refusal, match="`body` must be JSON"):
        call("api/x", body=body)


@pytest.mark.parametrize(
    ("body", "value"), [("", None), (" ", None), ("null", None), ("0", 0), ("1e4", 1e4)]
)
def test_bodies(body: str, value: object) -> None:
    assert call("api/x", body=body).body == value
