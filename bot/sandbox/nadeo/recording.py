"""What was asked of this Nadeo, without anything secret."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast
from urllib.parse import parse_qs

from aiohttp import web

Host = Literal["core", "live", "meet", "oauth"]
AnyHost = Host | Literal["exchange"]
KEPT = 10_000
SECRET_FIELDS = {"client_secret", "password", "refresh_token", "access_token"}


@dataclass(frozen=True)
class RecordedRequest:
    """One request; `status` is 0 when no answer reached the caller, `at` is its arrival."""

    at: datetime
    host: AnyHost
    method: str
    path: str
    query: dict[str, list[str]]
    user_agent: str
    authorization_kind: str
    body: Any
    status: int


class Recorder:
    """Keeps the newest requests and tells everybody who listens."""

    def __init__(self) -> None:
        self.requests: deque[RecordedRequest] = deque(maxlen=KEPT)
        self.listeners: list[Callable[[RecordedRequest], None]] = []

    async def read(self, request: web.Request) -> Any:
        """Return a request's body as far as it may be kept."""
        text = (await request.read()).decode(errors="replace")
        if not text:
            return None
        if request.content_type == "application/x-www-form-urlencoded":
            fields = {key: values[-1] for key, values in parse_qs(text).items()}
            return _without_secrets(fields)
        try:
            return _without_secrets(json.loads(text))
        except (ValueError, RecursionError):
            return text

    def record(
        self, host: AnyHost, request: web.Request, at: datetime, body: Any, status: int
    ) -> None:
        """Keep a request that was answered, and tell the listeners."""
        recorded = RecordedRequest(
            at=at,
            host=host,
            method=request.method,
            path=request.path,
            query={key: request.query.getall(key) for key in request.query},
            user_agent=request.headers.get("User-Agent", ""),
            authorization_kind=authorization_kind(request),
            body=body,
            status=status,
        )
        self.requests.append(recorded)
        for listener in list(self.listeners):
            listener(recorded)


def authorization_kind(request: web.Request) -> str:
    """Return how a caller proves who they are, without the proof itself."""
    scheme = request.headers.get("Authorization", "").partition(" ")[0].casefold()
    return scheme if scheme in ("basic", "nadeo_v1", "bearer") else ""


def _without_secrets(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    fields = cast("dict[str, Any]", value)
    return {key: fields[key] for key in fields if key not in SECRET_FIELDS}
