"""What operators must not read in an answer."""

import json

import pytest

from bot.redaction import without_secrets

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"


@pytest.mark.parametrize(
    "value",
    [
        {"accessToken": TOKEN},
        {"refresh_token": "anything"},
        {"password": "hunter2"},
        {"serverPassword": 1234},
        {"client_secret": "anything"},
        {"Authorization": "anything"},
        {"tokens": ["anything"]},
        {"credentials": {"a": "anything"}},
        {"text": f"it is {TOKEN}!"},
        {"text": f"nadeo_v1 t={TOKEN}"},
        {"text": "nadeo_v1 t=opaque"},
        {"text": "Bearer abcdefghijklmnop"},
        {"text": "basic c2FuZGJveDpzYW5kYm94"},
        {TOKEN: 1},
        [[TOKEN]],
        TOKEN,
        {"text": "my-own-secret"},
    ],
)
def test_secrets_are_struck_out(value: object) -> None:
    shown = json.dumps(without_secrets(value, ["my-own-secret", ""]))
    for secret in (TOKEN, "eyJ", "anything", "hunter2", "1234", "opaque", "abcdefgh", "my-own"):
        assert secret not in shown
    assert "[secret]" in shown


@pytest.mark.parametrize(
    "value",
    [
        {"password": True, "hasToken": False, "token": None, "secret": ""},
        {"name": "Basic training", "description": "Bearer of news"},
        {"url": "https://example.org/large.png?timestamp=1705446531.png"},
        ["eyJ is how they begin", 1, 2.5, None],
    ],
)
def test_all_else_stays(value: object) -> None:
    assert without_secrets(value, []) == value
