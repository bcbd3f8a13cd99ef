"""Calls that an operator types in full: understood, or refused before anything is sent."""

import json
import re
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, TypeAlias, cast

from bot.nadeo.addresses import Params, address
from bot.nadeo.errors import ForeignAddress, InvalidArgument
from bot.operator import wording
from bot.refusal import Refusal

Method: TypeAlias = Literal["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
HARMLESS: frozenset[Method] = frozenset({"GET", "HEAD", "OPTIONS"})
"""Verbs that change nothing."""

_LOOKS_LIKE_A_HOST = re.compile(r"[^/?#]*[:@]")


@dataclass(frozen=True)
class RawCall:
    """One call to a Live route, exactly as it will be sent."""

    method: Method
    url: str
    body: Any = None
    """Decoded JSON, None for none."""

    def text(self) -> str:
        """Return the whole call as it may be read and checked."""
        return f"{self.method} {self.url}" + (f"\n\n{written(self.body)}" if self.has_body else "")

    @property
    def has_body(self) -> bool:
        """Tell whether anything is sent beside the address."""
        return self.body is not None


def raw_call(base: str, method: Method, endpoint: str, params: str, body: str) -> RawCall:
    """Return the call meant; refuse what does not lead to the Live services (quirk 104)."""
    path = endpoint.partition("?")[0]
    if _LOOKS_LIKE_A_HOST.match(path) and "://" not in path:
        raise Refusal(wording.FOREIGN_ENDPOINT)
    query, sent = _object(params), _json(body, str(wording.BODY_IS_NO_JSON))
    try:
        url = address(base, endpoint.strip(), query)
    except ForeignAddress as error:
        raise Refusal(wording.FOREIGN_ENDPOINT) from error
    except InvalidArgument as error:
        raise Refusal(wording.MALFORMED_ENDPOINT) from error
    return RawCall(method, str(url), sent)


def written(value: Any) -> str:
    """Return JSON to be read by people in a block of code, which no character of it can end."""
    return shown_text(json.dumps(value, indent=2, ensure_ascii=False))


def shown_text(text: str) -> str:
    """Return text as it may stand in a block of code, every character of it to be seen."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "`":
        return "\\u0060"
    return char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1]


def _object(text: str) -> Params:
    params = _json(text, str(wording.PARAMS_ARE_NO_OBJECT))
    if params is None:
        return {}
    if not isinstance(params, dict):
        raise Refusal(wording.PARAMS_ARE_NO_OBJECT)
    values = cast("dict[str, Any]", params)
    if not all(_is_param(value) for value in values.values()):
        raise Refusal(wording.PARAMS_ARE_NO_OBJECT)
    return values


def _is_param(value: object) -> bool:
    several = cast("list[object]", value) if isinstance(value, list) else [value]
    return all(isinstance(item, str | int | float | bool) for item in several)


def _json(text: str, complaint: str) -> Any:
    """Return decoded JSON, None where nothing was typed."""
    if not text.strip():
        return None
    try:
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Refusal(complaint) from error


def _finite(text: str) -> float:
    """Return a number that JSON can say again: `1e400` would be sent as Infinity, which is none."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
