"""Making things go wrong on purpose: scripted answers, limits, a lost gateway."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.sandbox.discord.gateway.hub import Hub
from bot.sandbox.discord.ratelimits import RateLimits
from bot.sandbox.discord.shapes import Json


@dataclass(slots=True)
class ScriptedFailure:
    """What is answered instead of (or after) serving the next matching requests."""

    method: str
    path: re.Pattern[str]
    status: int
    body: object
    headers: Mapping[str, str]
    times: int
    after_accept: bool
    cut: bool


class Failures:
    """The switches of everything that can go wrong; all are off at first."""

    def __init__(self, clock: Clock, hub: Hub) -> None:
        self.rate_limits = False
        """Whether the limits are enforced; interactions are exempt from them."""
        self.limits = RateLimits(clock)
        self.delay = 0.0
        """Seconds that every request waits before it is served."""
        self.gateway_refusals: list[int] = []
        """The statuses that the gateway answers in place of its next connections."""
        self._hub = hub
        self._scripts: list[ScriptedFailure] = []

    def script(  # noqa: PLR0913 - each says one thing about the failure, all by name
        self,
        method: str,
        path: str,
        *,
        status: int = 500,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
        after_accept: bool = False,
        cut: bool = False,
    ) -> ScriptedFailure:
        """Fail the next requests whose path (without the API's base) matches the pattern.

        A body of bytes is answered as a web page, all else as JSON. With `after_accept` the
        request is served first and only its answer is lost; with `cut` the connection ends
        instead of an answer.
        """
        scripted = ScriptedFailure(
            method=method.upper(),
            path=re.compile(path),
            status=status,
            body=body,
            headers=headers or {},
            times=times,
            after_accept=after_accept,
            cut=cut,
        )
        self._scripts.append(scripted)
        return scripted

    def take(self, method: str, path: str) -> ScriptedFailure | None:
        """Use up one turn of the first script that matches a request."""
        for scripted in self._scripts:
            if scripted.times and scripted.method == method and scripted.path.fullmatch(path):
                scripted.times -= 1
                return scripted
        return None

    def clear(self) -> None:
        """Let everything go well again."""
        self._scripts.clear()
        self.rate_limits = False
        self.delay = 0.0
        self.gateway_refusals.clear()
        self._hub.replaced.clear()

    def cut_gateway(self, code: int | None = 4000) -> None:
        """Close every gateway connection with a code, or with None break it without a word."""
        self._hub.cut(code)

    def invalid_session(self, resumable: bool) -> None:
        """Tell every client that its session is no good any more, or only needs a resume."""
        self._hub.invalidate(resumable=resumable)

    def reconnect(self) -> None:
        """Ask every client to connect again and resume."""
        self._hub.ask_to_reconnect()

    def odd_event(self, event: str, data: Json) -> None:
        """Send every client an event of a form that it may not know."""
        self._hub.send_as_is(event, data)

    def refuse_gateway(self, status: int, times: int = 1) -> None:
        """Answer the next attempts to connect with a status instead."""
        self.gateway_refusals += [status] * times

    def odd_frame(self, text: str) -> None:
        """Send every client a text that need not be a message."""
        self._hub.write_as_is(text)

    def replace(self, event: str, text: str, times: int = 1) -> None:
        """Say a text in place of the next HELLO or READY."""
        self._hub.replaced[event] = [text] * times
