"""Striking secrets out of what an operator is shown of Nadeo's answers."""

import re
from collections.abc import Iterable
from typing import Any, cast

STRUCK_OUT = "[secret]"

_KEY = re.compile(r"token|password|secret|authorization|credential", re.IGNORECASE)
_VALUE = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]*(?:\.[\w-]*)?"  # a JSON Web Token
    r"|nadeo_v1 +t=\S+"
    r"|\b(?:Basic|Bearer) +[\w+/=.~-]{16,}",
    re.IGNORECASE,
)


def without_secrets(value: Any, known: Iterable[str] = ()) -> Any:
    """Return decoded JSON without tokens, passwords and the values that are known to be secret.

    Whether there is a password may be read, the password may not.
    """
    return _clean(value, tuple(secret for secret in known if secret))


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
    for secret in known:
        text = text.replace(secret, STRUCK_OUT)
    return _VALUE.sub(STRUCK_OUT, text)
