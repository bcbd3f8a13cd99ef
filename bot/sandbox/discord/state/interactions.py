"""One use of the bot by a person, from the click to the final answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.messages import Message, Origin

RESPONSE_WITHIN = timedelta(seconds=3)
"""How long Discord waits for the first response."""
TOKEN_VALID_FOR = timedelta(minutes=15)
"""How long the answer may be changed and followed up."""
NO_RESPONSE = "The application did not respond"


class InteractionKind(IntEnum):
    """What the person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4


class ResponseKind(IntEnum):
    """What the bot's first response was."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8


class InteractionFailed(Exception):
    """The bot did not respond in time, and the person was told so; or nobody waits any longer."""


@dataclass(eq=False)
class Interaction:
    """What a person did and what came of it; its waiting methods tell when that is known."""

    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    guild: Guild | None
    data: Json
    created_at: datetime
    context: int = 0
    by_user_install: bool = False
    """Whether only the person, not the server, has the application installed."""
    message: Message | None = None
    """The message that was clicked on."""
    response: ResponseKind | None = None
    original: Message | None = None
    """The message that `@original` means."""
    follow_ups: list[Message] = field(default_factory=list[Message])
    choices: list[Json] = field(default_factory=list[Json])
    failed: str | None = None
    """The sentence that the person reads when the bot did not respond."""
    _settled: bool = False
    _pulse: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def name(self) -> str:
        """Return the command as typed, or the custom id."""
        words = [str(self.data.get("name") or self.data.get("custom_id"))]
        options: list[Json] = self.data.get("options") or []
        while options and options[0]["type"] in (1, 2):
            words.append(options[0]["name"])
            options = options[0].get("options") or []
        return " ".join(words)

    @property
    def origin(self) -> Origin:
        """Return what messages that answer this interaction say about it."""
        clicked = self.message.id if self.message else None
        return Origin(self.id, self.kind, self.user, clicked)

    @property
    def deferred(self) -> bool:
        """Tell whether the first response only promised one."""
        return self.response in (ResponseKind.DEFERRED_MESSAGE, ResponseKind.DEFERRED_UPDATE)

    @property
    def messages(self) -> list[Message]:
        """Return the messages that stand as answers, the oldest first."""
        answers = [self.original, *self.follow_ups]
        return [message for message in answers if message and not message.deleted]

    @property
    def ephemeral(self) -> bool:
        """Tell whether the latest answer is for the person alone."""
        return bool(self.messages) and self.messages[-1].ephemeral

    @property
    def status(self) -> str:
        """Return one word for how far this is: sent, thinking, answered or failed."""
        if self.failed:
            return "failed"
        if self.response is None:
            return "sent"
        loading = self.response is ResponseKind.DEFERRED_MESSAGE and not self._settled
        return "thinking" if loading else "answered"

    def note(self, *, settled: bool = False) -> None:
        """Wake those who wait for this interaction; `settled`: there is an answer to see."""
        self._settled = self._settled or settled
        self._pulse.set()
        self._pulse = asyncio.Event()

    async def acknowledged(
        self,
        timeout: float = 3,  # noqa: ASYNC109 - every waiting method of the stand-in names it so
    ) -> ResponseKind:
        """Wait for the first response and return its kind."""
        await self._until(lambda: self.response is not None, timeout)
        assert self.response is not None  # noqa: S101 - what has just been waited for
        return self.response

    async def answered(
        self,
        timeout: float = 10,  # noqa: ASYNC109 - every waiting method of the stand-in names it so
    ) -> Message:
        """Wait for an answer that is more than a loading state and return the latest one."""
        await self._until(lambda: self._settled and bool(self.messages), timeout)
        return self.messages[-1]

    async def _until(self, met: Callable[[], bool], seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                while not met() and not self.failed:
                    await self._pulse.wait()
        except TimeoutError:
            told = f"{self.name}: still {self.status} after {seconds} s"
            raise InteractionFailed(told) from None
        if self.failed and not met():
            raise InteractionFailed(self.failed)
