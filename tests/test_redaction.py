"""What operators must not read in an answer."""

import json
from itertools import pairwise
from urllib.parse import quote

import pytest

from bot import redaction
from bot.redaction import struck_out, without_secrets

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
    "secret", ["plain", 'with "quotes"', "wörd", "a/b+c=", "tab\tand blank", "\\"]
)
def test_a_secret_is_known_however_it_is_written(secret: str) -> None:
    for written in (secret, json.dumps(secret), quote(secret, safe="")):
        shown = struck_out(f"<{written}>", [secret, ""])
        assert shown in {"<[secret]>", '<"[secret]">'}


def test_the_longest_secret_goes_first() -> None:
    assert struck_out("hush-hush, hush", ["hush", "hush-hush"]) == "[secret], [secret]"


@pytest.mark.parametrize("text", [f"x{TOKEN}", f"{TOKEN}{TOKEN}", f"eyJ.{TOKEN}", f"-{TOKEN}."])
def test_a_token_is_found_inside_a_word(text: str) -> None:
    shown = without_secrets(text)
    assert "[secret]" in shown
    assert "eyJzd" not in shown


@pytest.mark.parametrize(
    "piece", ["eyJ", "eyJabcdefgh", "eyJabcdefgh ", "nadeo_v1 ", "Basic ", "Bearer a", ".", "-e"]
)
def test_hostile_text_is_read_in_linear_steps(piece: str) -> None:
    # Every step of every pattern looks at a stretch of text: of all of them together, counted
    # here, none may grow faster than the text itself.
    def steps(copies: int) -> int:
        runs = [match.span() for match in redaction._RUN.finditer(piece * copies)]
        seen = sum(end - begin for begin, end in runs)
        assert all(end <= later for (_, end), (later, _) in pairwise(runs))
        return seen

    assert steps(2_000) <= len(piece) * 2_000
    # A quadratic pattern would keep this going for hours.
    shown = without_secrets(piece * 1_000_000)
    assert len(shown) <= len(piece) * 1_000_000


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
