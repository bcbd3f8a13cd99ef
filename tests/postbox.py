"""Channels in memory with Discord's own rules for nonces; told to fail, it fails once.

A forum's posts have no nonces, and stand in no list at first; ten posts of a channel are published
an hour.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal

from support import ManualClock

from bot.announcer.channels import (
    ASLEEP,
    Archive,
    AtLimit,
    ChannelGone,
    ChannelLost,
    ForumPost,
    Found,
    MessageGone,
    Page,
    PostError,
    Unreachable,
)
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.drafts import Draft
from bot.sandbox.discord.state.message_book import Posting
from bot.sandbox.discord.state.messages import Message, MessageFlag, Pings
from bot.sandbox.discord.state.state import DiscordState

Trouble = Literal[
    "", "before", "after", "crash before", "crash after", "crash looking", "lost", "gone", "closed"
]


DIRECT = 1_000_000
"""A person's direct messages have their id and so much."""

REFUSALS: dict[Trouble, PostError] = {
    "closed": ChannelLost("Cannot send messages to this user", 50007),
    "lost": ChannelLost("Missing Access", 50001),
    "gone": ChannelGone("Unknown Channel", 10003),
    "before": Unreachable("cut"),
}


LISTED_AFTER = 5.0
"""So long after it was made a forum's post stands in no list yet; in seconds."""
HOUR = 3600.0
PUBLISHED_AN_HOUR = 10


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
        self.blind = False
        self.roles: set[int] | None = None
        """The roles there are; None while nobody knows."""
        self.payloads: list[Mapping[str, Any]] = []
        self.attempts: list[int] = []
        self.gate = asyncio.Event()
        """While it is closed no post is answered."""
        self.gate.set()
        self.died = False
        self.forums: dict[int, dict[int, Channel]] = defaultdict(dict)
        """The posts of each forum."""
        self.sequel_trouble: dict[int, list[Trouble | PostError]] = defaultdict(list)
        """What goes wrong in a channel with threads and publishing."""
        self.threads: dict[int, str] = {}
        """What the threads below messages are called, by those."""
        self.published: dict[int, list[float]] = defaultdict(list)
        """When posts of a channel were published."""
        self.publishings: Counter[int] = Counter()
        """How often a message was published."""
        self.limited = 0
        """How often more was to be published than Discord allows."""
        self.publish_gate = asyncio.Event()
        """While it is closed what was published is not answered."""
        self.publish_gate.set()

    def channel(self, channel_id: int) -> Channel:
        for posts in self.forums.values():
            if channel_id in posts:
                return posts[channel_id]
        if channel_id not in self.channels:
            now = self._clock.now()
            self.channels[channel_id] = Channel(channel_id, ChannelType.TEXT, "channel", now)
        return self.channels[channel_id]

    def messages(self, channel_id: int) -> list[Message]:
        """Return a channel's messages, or the first ones of a forum's posts."""
        places = self.forums.get(channel_id, {}).values() or [self.channel(channel_id)]
        return [message for place in places for message in self.state.messages.all_in(place)]

    async def post(self, channel_id: int, payload: Mapping[str, Any]) -> int:
        channel = self.channel(channel_id)
        return await self._sent(channel_id, payload, lambda: self._posted(channel, payload))

    async def open_post(self, forum_id: int, payload: Mapping[str, Any]) -> int:
        return await self._sent(forum_id, payload, lambda: self._opened(forum_id, payload))

    async def _sent(
        self, channel_id: int, payload: Mapping[str, Any], make: Callable[[], Message]
    ) -> int:
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
        message = make()
        if trouble == "after":
            raise Unreachable("cut")
        if trouble == "crash after":
            raise ProcessDied
        return message.id

    async def edit(self, channel_id: int, message_id: int, payload: Mapping[str, Any]) -> None:
        if self.uneditable:
            raise REFUSALS[self.uneditable.pop(0)]
        message = self._existing(channel_id, message_id)
        if message.channel.archived:
            raise ChannelLost("Thread is archived", ASLEEP)
        draft = Draft(given=frozenset({"embeds"}), embeds=list(payload["embeds"]))
        self.state.messages.edit(message, draft)

    async def direct_channel(self, user_id: int) -> int:
        if self.died:
            raise ProcessDied
        return DIRECT + user_id

    def server_name(self, guild_id: int) -> str:
        return f"Server {guild_id}"

    @property
    def is_held(self) -> bool:
        return False

    def has_role(self, guild_id: int, role_id: int) -> bool | None:
        del guild_id
        return None if self.roles is None else role_id in self.roles

    async def own_messages(self, channel_id: int, before: int | None) -> Page:
        self._look(channel_id)
        if self.blind:
            return Page([], None)
        bounds = {} if before is None else {"before": before}
        found = self.state.messages.history(self.channel(channel_id), 100, bounds)
        ours = [_found(message) for message in found]
        return Page(ours, found[-1].id if len(found) == 100 else None)

    async def message(self, channel_id: int, message_id: int) -> Found:
        return _found(self._existing(channel_id, message_id))

    async def active_posts(self, guild_id: int, forum_id: int) -> list[ForumPost]:
        del guild_id
        self._look(forum_id)
        return [_forum_post(one) for one in self._listed(forum_id) if not one.archived]

    async def archived_posts(self, forum_id: int, before: str | None) -> Archive:
        self._look(forum_id)
        latest = [one for one in self._listed(forum_id) if one.archived][::-1]
        first = int(before or 0)
        found = [_forum_post(one) for one in latest[first : first + 2]]
        more = str(first + 2) if len(latest) > first + 2 else None
        return Archive(found, more, found[-1].posted_at if found else 0.0)

    async def reopen(self, thread_id: int, name: str = "") -> None:
        def reopen_it() -> None:
            thread = self.channel(thread_id)
            thread.archived = False
            thread.name = name or thread.name
            if thread_id in self.threads:
                self.threads[thread_id] = thread.name

        await self._follow(thread_id, reopen_it)

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        def open_it() -> None:
            self.threads.setdefault(self._existing(channel_id, message_id).id, name)

        await self._follow(channel_id, open_it)

    async def publish(self, channel_id: int, message_id: int) -> None:
        def publish_it() -> None:
            message = self._existing(channel_id, message_id)
            if MessageFlag.CROSSPOSTED in message.flags:
                return
            now = self._clock.timestamp()
            if sum(now - at < HOUR for at in self.published[channel_id]) >= PUBLISHED_AN_HOUR:
                self.limited += 1
                raise AtLimit("at the limit", 429)
            self.published[channel_id].append(now)
            self.publishings[message_id] += 1
            self.state.messages.crosspost(message)

        await self._follow(channel_id, publish_it, self.publish_gate.wait)

    async def _follow(
        self,
        channel_id: int,
        act: Callable[[], None],
        answer: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        if self.died:
            raise ProcessDied
        troubles = self.sequel_trouble[channel_id]
        trouble = troubles.pop(0) if troubles else ""
        if isinstance(trouble, PostError):
            raise trouble
        self.died = trouble.startswith("crash")
        if trouble == "before":
            raise REFUSALS[trouble]
        if trouble == "crash before":
            raise ProcessDied
        act()
        if trouble == "after":
            raise Unreachable("cut")
        if trouble == "crash after":
            raise ProcessDied
        if answer is not None:
            await answer()

    def _look(self, channel_id: int) -> None:
        if self.died or self._is_next(channel_id, "crash looking"):
            self.died = True
            raise ProcessDied
        if self.unreadable:
            raise self.unreadable.pop(0)

    def _listed(self, forum_id: int) -> list[Channel]:
        """Return what Discord lists of a forum, the oldest first."""
        now = self._clock.timestamp()
        posts = self.forums[forum_id].values()
        return [one for one in posts if now - one.created_at.timestamp() >= LISTED_AFTER]

    def _existing(self, channel_id: int, message_id: int) -> Message:
        message = self.state.messages.find(self.channel(channel_id), message_id)
        if message is None:
            raise MessageGone("Unknown Message", 10008)
        return message

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

    def _opened(self, forum_id: int, payload: Mapping[str, Any]) -> Message:
        now, number = self._clock.now(), self.state.snowflakes.fresh()
        thread = Channel(number, ChannelType.PUBLIC_THREAD, payload["name"], now)
        self.forums[forum_id][number] = thread
        return self._posted(thread, payload["message"])

    def _posted(self, channel: Channel, payload: Mapping[str, Any]) -> Message:
        number = channel.id if channel.is_thread else None
        posting = Posting(channel, self.state.bot, Pings(), message_id=number)
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
    is_published = MessageFlag.CROSSPOSTED in message.flags
    at = message.created_at.timestamp()
    return Found(message.id, at, "", "\n".join(texts), is_published)


def _forum_post(thread: Channel) -> ForumPost:
    return ForumPost(thread.id, thread.created_at.timestamp(), thread.name)
