"""Striking secrets out of what people read: of answers, errors and log lines."""

import json
import re
from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import quote

STRUCK_OUT = "[secret]"

_KEY = re.compile(r"token|password|secret|authorization|credential", re.IGNORECASE)
_RUN = re.compile(r"[\w.-]+")
_BEGINNING_OF_A_TOKEN = re.compile(r"eyJ[\w-]{8}", re.IGNORECASE)
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
    forms = {form for secret in known if secret for form in _forms(secret)}
    # The longest first: a part of a secret must not hide the whole of it.
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, STRUCK_OUT)
    return text


def without_interactions(text: str) -> str:
    """Return text without the tokens that stand in addresses of answers to interactions."""
    return _INTERACTION.sub(rf"\1{STRUCK_OUT}", text)


def _forms(secret: str) -> set[str]:
    """Return a secret as it is, as it stands in JSON and as it stands in an address."""
    return {secret, json.dumps(secret)[1:-1], quote(secret, safe="", errors="replace")}


def _clean(value: Any, known: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {
            _without(key, known): _struck(item) if _KEY.search(key) else _clean(item, known)
            for key, item in items
        }
    if isinstance(value, list):
        return [_clean(item, known) for item in cast("list[Any]", value)]
    return _without(value, known) if isinstance(value, str) else value


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
