"""What the bot asked for, kept for tests and the page, without anything secret."""

import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.discord.shapes import Json

KEPT = 5_000
_TOKEN = re.compile(r"(/interactions/\d+/|/webhooks/\d+/)[^/]+")


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request of the bot; no status means that the connection was cut instead."""

    at: datetime
    method: str
    path: str
    body: object
    status: int | None
    files: tuple[tuple[str, str], ...] = ()
    query: str = ""

    def entry(self) -> Json:
        """Return the request as a checker of payloads takes it."""
        files = [list(file) for file in self.files]
        return {"method": self.method, "path": self.path, "body": self.body, "files": files}


class Requests(deque[RecordedRequest]):
    """The latest requests, the oldest first."""

    def __init__(self) -> None:
        super().__init__(maxlen=KEPT)

    def to(self, method: str, path: str) -> list[RecordedRequest]:
        """Return those with a method whose whole path matches a pattern."""
        return [one for one in self if one.method == method and re.fullmatch(path, one.path)]


def redacted(path: str) -> str:
    """Return a path without the token that lets anybody answer an interaction."""
    return _TOKEN.sub(r"\1token", path)
