"""Discord's rate limits, as far as a bot that posts and publishes meets them."""

import math
import re
from collections import deque
from dataclasses import dataclass

from bot.clock import Clock
from bot.sandbox.discord.shapes import Json

_EXEMPT = re.compile(r"/(interactions|webhooks)/")
_SEND = re.compile(r"/channels/(\d+)/messages")
_PUBLISH = re.compile(r"/channels/(\d+)/messages/\d+/crosspost")


@dataclass(slots=True)
class Window:
    """One bucket: how much of it is used, until it starts anew."""

    limit: int
    resets_at: float
    used: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say to one request: headers for its answer, and a refusal or none."""

    headers: dict[str, str]
    refusal: Json | None = None


class RateLimits:
    """50 requests in any second over all, and buckets for each channel; the numbers can be set."""

    def __init__(self, clock: Clock) -> None:
        self.requests_per_second = 50
        self.messages_per_channel = 5
        self.message_seconds = 5.0
        self.publishes_per_channel = 10
        self.publish_seconds = 3_600.0
        self._clock = clock
        self._recent: deque[float] = deque()
        self._windows: dict[tuple[str, str], Window] = {}

    def judge(self, method: str, path: str) -> Verdict:
        """Count a request and say whether it is one too many."""
        now = self._clock.timestamp()
        if _EXEMPT.match(path):
            return Verdict({})
        wait = self._global_wait(now)
        if wait > 0:
            return _refused({"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, wait)
        window = self._window(method, path, now)
        if window is None:
            self._recent.append(now)
            return Verdict({})
        bucket, limit = window
        if limit.used >= limit.limit:
            scope = {"X-RateLimit-Scope": "user"}
            return _refused(_headers(bucket, limit, now) | scope, limit.resets_at - now)
        self._recent.append(now)
        limit.used += 1
        return Verdict(_headers(bucket, limit, now))

    def _global_wait(self, now: float) -> float:
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        full = len(self._recent) >= self.requests_per_second
        return self._recent[0] + 1 - now if full else 0.0

    def _window(self, method: str, path: str, now: float) -> tuple[str, Window] | None:
        if method != "POST":
            return None
        for bucket, pattern, limit, seconds in (
            ("send", _SEND, self.messages_per_channel, self.message_seconds),
            ("publish", _PUBLISH, self.publishes_per_channel, self.publish_seconds),
        ):
            found = pattern.fullmatch(path)
            if found:
                key = (bucket, found[1])
                window = self._windows.get(key)
                if window is None or window.resets_at <= now:
                    window = self._windows[key] = Window(limit, now + seconds)
                return bucket, window
        return None


def _headers(bucket: str, window: Window, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Bucket": f"sandbox-{bucket}",
        "X-RateLimit-Limit": str(window.limit),
        "X-RateLimit-Remaining": str(window.limit - window.used),
        "X-RateLimit-Reset": f"{window.resets_at:.3f}",
        "X-RateLimit-Reset-After": f"{_whole_ms(window.resets_at - now):.3f}",
    }


def _whole_ms(seconds: float) -> float:
    """Return a wait rounded up: who waited for less would be refused again."""
    return math.ceil(seconds * 1000) / 1000


def _refused(headers: dict[str, str], wait: float) -> Verdict:
    wait = _whole_ms(wait)
    body: Json = {
        "message": "You are being rate limited.",
        "retry_after": wait,
        "global": "X-RateLimit-Global" in headers,
    }
    # Without Via, discord.py takes a 429 for a ban by the network in front of Discord.
    return Verdict(headers | {"Retry-After": f"{wait:.3f}", "Via": "1.1 sandbox"}, body)
