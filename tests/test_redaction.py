"""What operators must not read in an answer."""

import base64
import html
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

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


PASSWORD = 'Pa55/w0rd&<x> "é" 😀+%\\'


def escaped_slashes(text: str) -> str:
    return json.dumps(text)[1:-1].replace("/", "\\/")


def code_points(text: str) -> str:
    units = text.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def numbered(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)


def percent(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


SPELLINGS: list[Callable[[str], str]] = [
    escaped_slashes,
    code_points,
    numbered,
    percent,
    html.escape,
    quote_plus,
    lambda text: "".join(f"&#x{ord(char):X};" for char in text),
    lambda text: html.escape(text, quote=False).replace(" ", "+"),
    quote,
    lambda text: quote(quote(text, safe=""), safe=""),
    lambda text: html.escape(html.escape(text)),
    lambda text: escaped_slashes(escaped_slashes(text)),
    lambda text: escaped_slashes(html.escape(text)),
    lambda text: quote(html.escape(text), safe=""),
    lambda text: numbered(percent(text)),
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: base64.b64encode(b"login:" + text.encode() + b"?").decode(),
    lambda text: base64.urlsafe_b64encode(b"ab" + text.encode() + b"x").decode(),
    lambda text: escaped_slashes(base64.b64encode(text.encode()).decode()),
]


@pytest.mark.parametrize("number", range(len(SPELLINGS)))
@pytest.mark.parametrize("secret", [PASSWORD, "hunter2-and-more", "a/b+c=d&amp;e%2ff"])
def test_a_secret_is_known_in_every_spelling(secret: str, number: int) -> None:
    spelled = SPELLINGS[number](secret)

    for text in (spelled, f"before {spelled} between {spelled} after", f"«{spelled}»"):
        shown = struck_out(text, ["another", secret])
        assert spelled not in shown
        assert "[secret]" in shown
        for beside in ("before ", " between ", " after", "«", "»"):
            assert (beside in shown) == (beside in text)


@given(
    before=st.text(max_size=20),
    secret=st.text(min_size=4, max_size=30),
    after=st.text(max_size=20),
    ways=st.lists(st.sampled_from([html.escape, quote, quote_plus, escaped_slashes]), max_size=2),
)
def test_no_spelling_of_a_secret_is_left(
    before: str, secret: str, after: str, ways: list[Callable[[str], str]]
) -> None:
    assume(not any(0xD800 <= ord(char) < 0xE000 for char in before + secret + after))
    assume(len(redaction._bare(secret)) >= redaction.SHORTEST_BARE)
    spelled = secret
    for way in ways:
        spelled = way(spelled)

    shown = struck_out(before + spelled + after, [secret])

    assert "[secret]" in shown
    assert secret not in shown.replace("[secret]", "")


def test_text_that_tells_no_secret_stays_as_it_is() -> None:
    text = "50%25 of C:\\dir &amp; a+b \\u0041 %zz &#65;"
    assert struck_out(text, ["hunter2", "Pa55/w0rd"]) == text


def test_a_text_full_of_secrets_is_not_shown() -> None:
    assert struck_out("hunter&#50; " * 1000, ["hunter2"]) == "[secret]"


@pytest.mark.parametrize("nest", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_what_is_nested_deep_is_cut_off(nest: Callable[[Any], Any]) -> None:
    value: Any = "hunter2"
    for _ in range(900):
        value = nest(value)

    shown = json.dumps(without_secrets(value, ["hunter2"]), indent=1)

    assert "[too deep]" in shown
    assert "hunter2" not in shown
