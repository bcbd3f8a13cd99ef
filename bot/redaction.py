"""Striking secrets out of what people read: of answers, errors and log lines."""

import base64
import html
import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote, unquote_plus

STRUCK_OUT = "[secret]"
TOO_DEEP = "[too deep]"
DEEPEST = 100
"""How many lists in lists are read; below that nothing is shown."""
_MOST_DISGUISES = 4
"""How often a text is unescaped to see what it comes to."""
MOST_FOUND = 20
LONGEST_SEARCHED = 20_000
"""A text that tells more secrets in disguise, or one and is longer than this, is not shown."""
SHORTEST_BARE = 4
"""What is left of a secret without its escapes may be so short that it stands everywhere."""
SHORTEST_CORE = 6
"""Fewer letters than this of a secret in base64 may stand in any word."""

_KEY = re.compile(r"token|password|secret|authorization|credential", re.IGNORECASE)
_RUN = re.compile(r"[\w.-]+")
_BEGINNING_OF_A_TOKEN = re.compile(r"eyJ[\w-]{8}", re.IGNORECASE)
_ESCAPE = re.compile(r"\\+(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([nrtbf])|)", re.IGNORECASE)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_VALUE = re.compile(
    r"nadeo_v1 +t=\S+|\b(?:Basic|Bearer) +[\w+/=.~-]{16,}",
    re.IGNORECASE,
)

_INTERACTION = re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w.~%-]+")


def without_secrets(value: Any, known: Iterable[str] = ()) -> Any:
    """Return decoded JSON without tokens, passwords and the values that are known to be secret.

    Whether there is a password may be read, the password may not.
    """
    return _clean(value, tuple(known))


def struck_out(text: str, known: Iterable[str]) -> str:
    """Return text without the values that are known to be secret, however they are written."""
    secrets = [secret for secret in known if secret]
    # The longest first: a part of a secret must not hide the whole of it.
    for form in sorted({form for one in secrets for form in _forms(one)}, key=len, reverse=True):
        text = text.replace(form, STRUCK_OUT)
    return _without_disguised(text, {form for one in secrets for form in _bare_forms(one)})


@lru_cache(maxsize=64)
def _forms(secret: str) -> frozenset[str]:
    """Return a secret as it is, as it stands in JSON, in an address and in base64."""
    plain = {secret, json.dumps(secret)[1:-1], quote(secret, safe="", errors="replace")}
    return frozenset(plain | _in_base64(secret.encode("utf-8", "replace")))


@lru_cache(maxsize=64)
def _bare_forms(secret: str) -> frozenset[str]:
    bare = {_bare(form) for form in _forms(secret)}
    return frozenset(one for one in bare if len(one) >= SHORTEST_BARE and one not in STRUCK_OUT)


def _in_base64(secret: bytes) -> set[str]:
    """Return what any text that holds a secret holds in base64, wherever in it that stands.

    Three letters stand for bytes of three: the letters that others have a part in are left off.
    """
    cores: set[str] = set()
    for before in range(3):
        written = base64.b64encode(bytes(before) + secret).decode()
        core = written[-(-before * 8 // 6) : (before + len(secret)) * 8 // 6]
        if len(core) >= SHORTEST_CORE:
            cores |= {core, core.replace("+", "-").replace("/", "_")}
    return cores


def _without_disguised(text: str, secrets: Iterable[str]) -> str:
    """Strike out what is a known secret only once it is unescaped."""
    whole = _bare(text)
    for secret in secrets:
        found = 0
        while secret in whole:
            found += 1
            if found > MOST_FOUND or len(text) > LONGEST_SEARCHED:
                return STRUCK_OUT
            start, end = _place(text, secret)
            text = text[:start] + STRUCK_OUT + text[end:]
            whole = _bare(text)
    return text


def _place(text: str, secret: str) -> tuple[int, int]:
    """Return where the first piece of a text begins and ends that comes to a secret."""
    places = range(len(text) + 1)
    end = bisect_left(places, x=True, key=lambda place: secret in _bare(text[:place]))
    starts = places[:end]
    after = bisect_left(starts, x=True, key=lambda start: secret not in _bare(text[start:end]))
    return after - 1, end


def without_interactions(text: str) -> str:
    """Return text without the tokens that stand in addresses of answers to interactions."""
    return _INTERACTION.sub(rf"\1{STRUCK_OUT}", text)


def _bare(text: str) -> str:
    """Return text without the escapes of JSON, HTML and addresses, repeated ones included."""
    for _ in range(_MOST_DISGUISES):
        before = text
        text = html.unescape(unquote_plus(_ESCAPE.sub(_unescaped, text)))
        if text == before:
            break
    return text


def _unescaped(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2]
    if number:
        return chr(int(number, 16))
    return _CONTROLS[escape[3].lower()] if escape[3] else ""


def _clean(value: Any, known: tuple[str, ...], depth: int = 0) -> Any:
    if depth > DEEPEST:
        return TOO_DEEP
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {_without(key, known): _entry(key, item, known, depth) for key, item in items}
    if isinstance(value, list):
        return [_clean(item, known, depth + 1) for item in cast("list[Any]", value)]
    return _without(value, known) if isinstance(value, str) else value


def _entry(key: str, item: Any, known: tuple[str, ...], depth: int) -> Any:
    return _struck(item) if _KEY.search(key) else _clean(item, known, depth + 1)


def _struck(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) or value == "" else STRUCK_OUT


def _without(text: str, known: tuple[str, ...]) -> str:
    text = struck_out(_VALUE.sub(STRUCK_OUT, text), known)
    # In two steps, each of which reads a character once: an answer may be long and hostile.
    return _RUN.sub(_without_token, text)


def _without_token(run: re.Match[str]) -> str:
    """Strike a JSON Web Token out of a run of the characters it is made of."""
    beginning = _BEGINNING_OF_A_TOKEN.search(run[0])
    if beginning is None or "." not in run[0][beginning.end() :]:
        return run[0]
    return run[0][: beginning.start()] + STRUCK_OUT
