"""Every message there is: posting, editing, deleting and reading them."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from bot.clock import Clock
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import Change, MessageChanged
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.drafts import Draft, Upload
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.messages import (
    Attachment,
    Message,
    MessageFlag,
    MessageType,
    Origin,
    Pings,
    components_in,
)
from bot.sandbox.discord.state.snowflakes import Snowflakes

NONCES_KEPT_FOR = timedelta(minutes=5)
"""How long a repeated nonce means the message it was first used for."""
KEPT_PER_CHANNEL = 2_000
"""Older messages are forgotten, so that a long run stays small."""
EDITABLE = MessageFlag.SUPPRESS_EMBEDS
SETTABLE = EDITABLE | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS


@dataclass(frozen=True, slots=True)
class Posting:
    """What a new message needs to know beside its content."""

    channel: Channel
    author: User
    pings: Pings
    type: MessageType = MessageType.DEFAULT
    origin: Origin | None = None
    only_for: User | None = None
    loading: bool = False
    message_id: int | None = None
    """The identifier that it must have: a forum post and its first message share one."""


class MessageBook:
    """The messages of all channels."""

    def __init__(
        self, clock: Clock, snowflakes: Snowflakes, publish: Callable[[Change], None]
    ) -> None:
        self._clock = clock
        self._snowflakes = snowflakes
        self._publish = publish
        self._by_channel: dict[int, dict[int, Message]] = {}
        self._nonces: dict[tuple[int, str], Message] = {}
        self._attachments: dict[int, Attachment] = {}

    def post(self, posting: Posting, draft: Draft) -> Message:
        """Post a message, unless its enforced nonce was used before: then that message it is."""
        nonce = (posting.author.id, str(draft.nonce))
        if draft.enforce_nonce and draft.nonce is not None:
            known = self._known(nonce)
            if known is not None:
                return known
        message = self._compose(posting, draft)
        self._keep(message)
        if draft.enforce_nonce and draft.nonce is not None:
            self._remember(nonce, message)
        self._publish(MessageChanged("create", message))
        return message

    def edit(self, message: Message, draft: Draft, pings: Pings | None = None) -> None:
        """Change what the draft names; the first change of a loading message completes it."""
        if "content" in draft.given:
            message.content = draft.content
        if "attachments" in draft.given:
            message.attachments = [one for one in message.attachments if one.id in draft.kept]
        message.attachments += self._stored(message.channel, draft.uploads)
        if "embeds" in draft.given:
            message.embeds = self._shown(draft.embeds, message)
        if "components" in draft.given:
            message.components = _numbered(draft.components)
        if "flags" in draft.given:
            message.flags = message.flags & ~EDITABLE | draft.flags & EDITABLE
        if message.loading:
            message.flags &= ~MessageFlag.LOADING
            message.pings = pings or Pings()
        else:
            message.edited_at = self._clock.now()
        self._publish(MessageChanged("update", message))

    def delete(self, message: Message) -> None:
        """Remove a message for everyone."""
        message.deleted = True
        self._by_channel.get(message.channel.id, {}).pop(message.id, None)
        if not message.ephemeral:
            _count(message, -1)
        for attachment in message.attachments:
            self._attachments.pop(attachment.id, None)
        self._publish(MessageChanged("delete", message))

    def crosspost(self, message: Message) -> None:
        """Mark a message of an announcement channel as published."""
        message.flags |= MessageFlag.CROSSPOSTED
        self._publish(MessageChanged("update", message))

    def bind_thread(self, message: Message, thread: Channel | None) -> None:
        """Note the thread that was opened on a message, or with None that it is gone."""
        message.thread = thread
        if thread is not None:
            message.flags |= MessageFlag.HAS_THREAD
        else:
            message.flags &= ~MessageFlag.HAS_THREAD
        self._publish(MessageChanged("update", message))

    def find(self, channel: Channel, message_id: int) -> Message | None:
        """Return a message, ephemeral ones too, or nothing."""
        return self._by_channel.get(channel.id, {}).get(message_id)

    def attachment(self, attachment_id: int) -> Attachment | None:
        """Return a file that is still on a message, or nothing."""
        return self._attachments.get(attachment_id)

    def all_in(self, channel: Channel) -> list[Message]:
        """Return all messages of a channel, ephemeral ones too, the oldest first."""
        return list(self._by_channel.get(channel.id, {}).values())

    def history(self, channel: Channel, limit: int, bounds: Mapping[str, int]) -> list[Message]:
        """Return what a channel shows to everyone, the newest first."""
        shown = [message for message in self.all_in(channel) if not message.ephemeral]
        older = [one for one in shown if one.id < bounds.get("before", one.id + 1)]
        if "after" in bounds:
            return [one for one in older if one.id > bounds["after"]][:limit][::-1]
        if "around" in bounds:
            before = [one for one in older if one.id <= bounds["around"]]
            after = [one for one in older if one.id > bounds["around"]]
            older = before[-(limit // 2 + 1) :] + after[: (limit - 1) // 2]
        return older[-limit:][::-1]

    def _remember(self, nonce: tuple[int, str], message: Message) -> None:
        oldest = self._clock.now() - NONCES_KEPT_FOR
        self._nonces = {key: one for key, one in self._nonces.items() if one.created_at >= oldest}
        self._nonces[nonce] = message

    def _known(self, nonce: tuple[int, str]) -> Message | None:
        message = self._nonces.get(nonce)
        if message is None or self._clock.now() - message.created_at > NONCES_KEPT_FOR:
            return None
        if message.deleted:
            raise ApiError(Problem.UNKNOWN_MESSAGE)
        return message

    def _compose(self, posting: Posting, draft: Draft) -> Message:
        message = Message(
            id=posting.message_id or self._snowflakes.fresh(),
            channel=posting.channel,
            author=posting.author,
            created_at=self._clock.now(),
            type=posting.type,
            content=draft.content,
            components=_numbered(draft.components),
            attachments=self._stored(posting.channel, draft.uploads),
            flags=MessageFlag(draft.flags) & SETTABLE,
            pings=posting.pings,
            nonce=draft.nonce,
            origin=posting.origin,
            only_for=posting.only_for,
        )
        message.flags |= MessageFlag.LOADING if posting.loading else 0
        message.embeds = self._shown(draft.embeds, message)
        if draft.reply_to is not None:
            message.type = MessageType.REPLY
            message.reply_to = self.find(posting.channel, draft.reply_to)
        return message

    def _keep(self, message: Message) -> None:
        messages = self._by_channel.setdefault(message.channel.id, {})
        messages[message.id] = message
        if not message.ephemeral:
            message.channel.last_message_id = message.id
            _count(message, 1)
            message.channel.messages_sent += message.id != message.channel.id
        if len(messages) > KEPT_PER_CHANNEL:
            forgotten = messages.pop(next(iter(messages)))
            for attachment in forgotten.attachments:
                self._attachments.pop(attachment.id, None)

    def _stored(self, channel: Channel, uploads: tuple[Upload, ...]) -> list[Attachment]:
        stored = [
            Attachment(
                id=self._snowflakes.fresh(),
                channel_id=channel.id,
                filename=upload.filename,
                content_type=upload.content_type,
                data=upload.data,
                description=upload.description,
            )
            for upload in uploads
        ]
        self._attachments.update((attachment.id, attachment) for attachment in stored)
        return stored

    def _shown(self, embeds: list[Json], message: Message) -> list[Json]:
        """Return embeds as Discord keeps them: typed, with uploads pointed at by their path."""
        paths = {f"attachment://{one.filename}": one.path for one in message.attachments}
        shown: list[Json] = []
        for embed in embeds:
            kept: Json = {**embed, "type": "rich"}
            for key in ("image", "thumbnail", "author", "footer"):
                if kept.get(key):
                    kept[key] = {name: _resolved(value, paths) for name, value in kept[key].items()}
            shown.append(kept)
        return shown


def _count(message: Message, step: int) -> None:
    """Count a message that came or went; the first one of a forum post is never counted."""
    if message.id != message.channel.id:
        message.channel.message_count += step


def _resolved(value: str, paths: Mapping[str, str]) -> str:
    return paths.get(value, value)


def _numbered(components: list[Json]) -> list[Json]:
    """Return components with the numbers that Discord gives those without one."""
    copies = deepcopy(components)
    taken = {one["id"] for one in components_in(copies) if one.get("id")}
    free = (number for number in count(1) if number not in taken)
    for component in components_in(copies):
        if not component.get("id"):
            component["id"] = next(free)
    return copies
