"""What Nadeo's bytes mean: pure functions from answers to values.

Nothing here waits. Status and body are read together, because some failures come with 200 and some
"not found" with 500 (docs/nadeo.md, "Answers and errors").
"""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any, NoReturn, cast

from bot.nadeo.errors import (
    Forbidden,
    InvalidArgument,
    NadeoError,
    NotFound,
    Refused,
    Said,
    ServerFault,
    TooManyRequests,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from bot.redaction import struck_out

SNIPPET_LENGTH = 120
EXCERPT_LENGTH = 1000
"""How much of a body an operator may read; a log holds less."""
LONGEST_QUOTE = 2000
"""How much of a body is looked at for a snippet."""
LARGEST_SHARED = 2**20
"""The largest body that is kept for others, in bytes."""
_ONE_HOUR = 3600.0

_HALF = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
_ERROR_CODE = re.compile(r"[A-Za-z_]{1,60}:error-?[A-Za-z]{1,60}")
_SECRET = re.compile(
    r"eyJ[\w-]{8,}(?:\.[\w-]*)*|(?:Basic|Bearer) +\S+|t=\S+|(?<=oken)\"?\s?:\s?\"[^\"\s]*"
)
_FORBIDDEN_REASON = re.compile(
    r"notMember|notContentCreator|error-?notAllowed|MissingRule", re.IGNORECASE
)
_NOT_FOUND_REASON = re.compile(r"notFound", re.IGNORECASE)


@dataclass(frozen=True)
class Reply:
    """An HTTP answer as it came."""

    status: int
    body: bytes = field(default=b"", repr=False)
    retry_after: str | None = None
    """The `Retry-After` header."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """What must not be quoted of it: Nadeo may repeat what it was sent."""

    @property
    def is_given(self) -> bool:
        """Tell whether the status promises what was asked for."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def content(self) -> tuple[Any, bool]:
        """Decode the JSON, and say whether there is any.

        What was asked for is decoded for each who asked, since it is theirs to change. A failure
        is looked at several times: its body, which may be large, is decoded once.
        """
        return decoded(self.body) if self.is_given else self._failure

    @cached_property
    def _failure(self) -> tuple[Any, bool]:
        return decoded(self.body)


# --- calls ---------------------------------------------------------------------------------------


def json_body(value: Any) -> Any:
    """Let through what can be sent as JSON; raise `InvalidArgument` for the rest."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgument(f"the body is no JSON: {error}") from error
    return value


# --- answers -------------------------------------------------------------------------------------


def interpret(reply: Reply) -> Any:
    """Decode the JSON of an answer, None where it has no body, or raise what it means.

    What is raised carries the answer.
    """
    data, is_json = reply.content()
    try:
        return _meaning(reply, data, is_json=is_json)
    except NadeoError as error:
        error.said = Said(reply.status, data if is_json else snippet(reply, EXCERPT_LENGTH))
        raise


def _meaning(reply: Reply, data: Any, *, is_json: bool) -> Any:
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TooManyRequests("429 too many requests", retry_after(reply.retry_after))
    _raise_for_reason(reply, _reason(data, reply))
    if not reply.is_given:
        _raise_for_status(reply, data)
    if not is_json:
        problem = f"{reply.status} with a body that is not JSON: {snippet(reply)}"
        raise Unavailable(problem) if is_web_page(reply) else UnexpectedAnswer(problem)
    return data


def is_web_page(reply: Reply) -> bool:
    """Tell whether a load balancer answered with a page instead of Nadeo with data."""
    return reply.body.lstrip()[:1] == b"<"


def raise_if_passing(reply: Reply) -> None:
    """Raise `Unavailable` where an answer is a passing failure: too fast, broken or maintenance."""
    if reply.status < HTTPStatus.TOO_MANY_REQUESTS and not is_web_page(reply):
        return
    try:
        interpret(reply)
    except Unavailable:
        raise
    except NadeoError:
        return


def holds_for_others(reply: Reply) -> bool:
    """Tell whether an answer is Nadeo's last word for a moment: given, or not to be had."""
    if len(reply.body) > LARGEST_SHARED:
        return False
    try:
        return reply.is_given or interpret(reply) is None
    except NotFound:
        return True
    except NadeoError:
        return False


def decoded(body: bytes) -> tuple[Any, bool]:
    """Read a body's JSON, None for an empty one, and say whether it could be read as such."""
    if not body.strip():
        return None, True
    try:
        data = json.loads(body)
        # Half a character gets through, although no file and no other program takes it.
        return (_whole(data) if _HALF.search(body) else data), True
    except (ValueError, RecursionError):
        return None, False


def _whole(value: Any) -> Any:
    """Return decoded JSON with a question mark for each half of a character."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_whole(item) for item in cast("list[Any]", value)]
        case dict():
            pairs = cast("dict[str, Any]", value).items()
            return {_whole(key): _whole(item) for key, item in pairs}
        case _:
            return value


def _reason(data: Any, reply: Reply) -> str:
    """Return Nadeo's own word for a failure, "" when the answer holds none."""
    match data:
        case [str() as code] if _ERROR_CODE.fullmatch(code):
            return code
        case {"error": str() as error, "traceId": _}:
            return quoted(error, reply)
        case {"code": str() as code, "message": str() as message} if (
            reply.status >= HTTPStatus.BAD_REQUEST
        ):
            return quoted(f"{code} {message}", reply)
        case None if reply.status == HTTPStatus.FORBIDDEN:
            return snippet(reply)
        case _:
            return ""


def _raise_for_reason(reply: Reply, reason: str) -> None:
    """Raise what a reason says more surely than the status it came with (quirks 18, 19)."""
    message = f"{reply.status} {reason}"
    if not reason or reply.status == HTTPStatus.UNAUTHORIZED:
        return
    if _NOT_FOUND_REASON.search(reason):
        raise NotFound(message, reply.status, reason)
    if _FORBIDDEN_REASON.search(reason):
        raise Forbidden(message, reply.status, reason)
    if _ERROR_CODE.fullmatch(reason) or reply.status < HTTPStatus.BAD_REQUEST:
        raise Refused(message, reply.status, reason)


def _raise_for_status(reply: Reply, data: Any) -> NoReturn:
    reason = _reason(data, reply)
    message = f"{reply.status} {reason or snippet(reply)}".strip()
    if reply.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerFault(message)
    if reply.status > HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unavailable(message, retry_after(reply.retry_after))
    if reply.status < HTTPStatus.BAD_REQUEST:
        raise UnexpectedAnswer(f"{reply.status} instead of an answer: redirects are not followed")
    kinds: dict[int, type[Refused]] = {
        HTTPStatus.UNAUTHORIZED: Unauthorized,
        HTTPStatus.FORBIDDEN: Forbidden,
        HTTPStatus.NOT_FOUND: NotFound,
    }
    raise kinds.get(reply.status, Refused)(message, reply.status, reason)


def snippet(reply: Reply, length: int = SNIPPET_LENGTH) -> str:
    """Cut a short, cleaned piece from a body, fit for a log."""
    return quoted(reply.body[: 2 * LONGEST_QUOTE].decode("utf-8", "replace"), reply, length)


def quoted(text: str, reply: Reply, length: int = SNIPPET_LENGTH) -> str:
    """Cut a piece of an answer, short, on one line and without secrets."""
    text = text[: 2 * LONGEST_QUOTE].encode("utf-8", "replace").decode()
    # Before anything is cut: of a secret cut in two nobody would know that it is one.
    text = struck_out(text, reply.secrets)[:LONGEST_QUOTE]
    text = re.sub(r"<[^<>]{0,200}>", " ", text)
    text = _SECRET.sub("…", text)
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text[:length]


def retry_after(header: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a `Retry-After` header asks for, None where it says nothing usable."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return min(float(header), _ONE_HOUR)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 0.0), _ONE_HOUR)
