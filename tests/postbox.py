"""Channels in memory with Discord's own rules for nonces; told to fail, it fails once."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

from support import ManualClock

from bot.announcer.channels import (
    ARCHIVED,
    ChannelGone,
    ChannelLost,
    Found,
    MessageGone,
    Page,
    PostError,
    Unreachable,
)
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.drafts import Draft
from bot.sandbox.discord.state.message_book import Posting
from bot.sandbox.discord.state.messages import Message, Pings
from bot.sandbox.discord.state.state import DiscordState

Trouble = Literal[
    "", "before", "after", "crash before", "crash after", "crash looking", "lost", "gone"
]


REFUSALS: dict[Trouble, PostError] = {
    "lost": ChannelLost("Missing Access", 50001),
    "gone": ChannelGone("Unknown Channel", 10003),
    "before": Unreachable("cut"),
}


class ProcessDied(BaseException):
    """The process ends here: whatever it had not written down is gone."""


class Postbox:
    """Posts into channels that spring into being when they are first used."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.state = DiscordState(clock)
        self.channels: dict[int, Channel] = {}
        self.trouble: dict[int, list[Trouble]] = defaultdict(list)
        self.unreadable: list[PostError] = []
        """Why the next looks into a history fail."""
        self.uneditable: list[Trouble] = []
        """Why the next edits fail."""
        self.archived: set[int] = set()
        """Threads in the archive, where nothing can be changed."""
        self.blind = False
        self.roles: set[int] | None = None
        """The roles there are; None while nobody knows."""
        self.payloads: list[Mapping[str, Any]] = []
        self.attempts: list[int] = []
        self.gate = asyncio.Event()
        """While it is closed no post is answered."""
        self.gate.set()
        self.died = False

    def channel(self, channel_id: int) -> Channel:
        if channel_id not in self.channels:
            now = self._clock.now()
            self.channels[channel_id] = Channel(channel_id, ChannelType.TEXT, "channel", now)
        return self.channels[channel_id]

    def messages(self, channel_id: int) -> list[Message]:
        return self.state.messages.all_in(self.channel(channel_id))

    async def post(self, channel_id: int, payload: Mapping[str, Any]) -> int:
        self.attempts.append(channel_id)
        await self.gate.wait()
        if self.died:
            raise ProcessDied
        self.payloads.append(payload)
        trouble = self._trouble(channel_id)
        self.died = trouble.startswith("crash")
        if trouble in REFUSALS:
            raise REFUSALS[trouble]
        if trouble == "crash before":
            raise ProcessDied
        message = self._posted(channel_id, payload)
        if trouble == "after":
            raise Unreachable("cut")
        if trouble == "crash after":
            raise ProcessDied
        return message.id

    async def edit(self, channel_id: int, message_id: int, payload: Mapping[str, Any]) -> None:
        if self.uneditable:
            raise REFUSALS[self.uneditable.pop(0)]
        if channel_id in self.archived:
            raise ChannelLost("Thread is archived", ARCHIVED)
        message = self.state.messages.find(self.channel(channel_id), message_id)
        if message is None:
            raise MessageGone("Unknown Message")
        draft = Draft(given=frozenset({"embeds"}), embeds=list(payload["embeds"]))
        self.state.messages.edit(message, draft)

    async def reopen(self, thread_id: int) -> None:
        self.archived.discard(thread_id)

    @property
    def is_held(self) -> bool:
        return False

    def has_role(self, guild_id: int, role_id: int) -> bool | None:
        del guild_id
        return None if self.roles is None else role_id in self.roles

    async def own_messages(self, channel_id: int, before: int | None) -> Page:
        if self.died or self._is_next(channel_id, "crash looking"):
            self.died = True
            raise ProcessDied
        if self.unreadable:
            raise self.unreadable.pop(0)
        if self.blind:
            return Page([], None)
        bounds = {} if before is None else {"before": before}
        found = self.state.messages.history(self.channel(channel_id), 100, bounds)
        ours = [_found(message) for message in found]
        return Page(ours, found[-1].id if len(found) == 100 else None)

    def _is_next(self, channel_id: int, trouble: Trouble) -> bool:
        troubles = self.trouble[channel_id]
        if troubles[:1] != [trouble]:
            return False
        troubles.pop(0)
        return True

    def _trouble(self, channel_id: int) -> Trouble:
        while self._is_next(channel_id, "crash looking"):
            pass  # nobody looked
        troubles = self.trouble[channel_id]
        return troubles.pop(0) if troubles else ""

    def _posted(self, channel_id: int, payload: Mapping[str, Any]) -> Message:
        posting = Posting(self.channel(channel_id), self.state.bot, Pings())
        draft = Draft(
            content=payload.get("content", ""),
            embeds=list(payload["embeds"]),
            nonce=payload.get("nonce"),
            enforce_nonce=payload.get("enforce_nonce", False),
        )
        return self.state.messages.post(posting, draft)


def _found(message: Message) -> Found:
    texts = [embed.get("url", "") for embed in message.embeds]
    texts += [embed.get("footer", {}).get("text", "") for embed in message.embeds]
    return Found(message.id, message.created_at.timestamp(), "", "\n".join(texts))
