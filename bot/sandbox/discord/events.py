"""The page's view of what happens: every change as a JSON object, for any number of watchers."""

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

from bot.sandbox.discord.protocol.guilds import channel_payload
from bot.sandbox.discord.protocol.messages import message_payload
from bot.sandbox.discord.protocol.people import role_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import (
    Change,
    ChannelChanged,
    CommandsChanged,
    GuildChanged,
    GuildEdited,
    InteractionChanged,
    MemberChanged,
    MessageChanged,
    RoleChanged,
    Typing,
)
from bot.sandbox.discord.state.interactions import Interaction
from bot.sandbox.discord.state.messages import Message

KEPT_PER_WATCHER = 1_000


class Subscription:
    """One watcher's events, in order; one that reads too slowly loses the oldest."""

    def __init__(self, stream: "EventStream") -> None:
        self._stream = stream
        self._queue: asyncio.Queue[Json | None] = asyncio.Queue(KEPT_PER_WATCHER)

    def put(self, event: Json | None) -> None:
        """Add an event, or with None the end."""
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(event)

    def close(self) -> None:
        """Watch no longer."""
        self._stream.forget(self)
        self.put(None)

    async def __aiter__(self) -> AsyncIterator[Json]:
        while (event := await self._queue.get()) is not None:
            yield event

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class EventStream:
    """Turns changes into events and hands them to all watchers."""

    def __init__(self) -> None:
        self._watchers: list[Subscription] = []

    def subscribe(self) -> Subscription:
        """Watch from now on; close the subscription, or use it in a `with`."""
        watcher = Subscription(self)
        self._watchers.append(watcher)
        return watcher

    def forget(self, watcher: Subscription) -> None:
        """Give a watcher nothing any more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    def close(self) -> None:
        """End all watching."""
        for watcher in list(self._watchers):
            watcher.close()

    def tell(self, change: Change) -> None:
        """Hand a change to all watchers."""
        event = event_of(change)
        for watcher in list(self._watchers):
            watcher.put(event)


def event_of(change: Change) -> Json:
    """Return a change as the page reads it; addresses of files are relative to the server."""
    event: Json = {}
    match change:
        case MessageChanged(how=how, message=message):
            event = {"type": f"message_{how}", **message_event(message)}
        case InteractionChanged(how=how, interaction=interaction):
            event = {
                "type": f"interaction_{how}",
                "interaction": interaction_event(interaction),
            }
        case Typing(channel=channel, user=user):
            event = {"type": "typing", "channel_id": str(channel.id), "user_id": str(user.id)}
        case ChannelChanged(how=how, channel=channel):
            event = {"type": f"channel_{how}", "channel": channel_payload(channel)}
        case RoleChanged(how=how, guild=guild, role=role):
            event = {
                "type": f"role_{how}",
                "guild_id": str(guild.id),
                "role": role_payload(role),
            }
        case MemberChanged(guild=guild, user=user):
            event = {"type": "member_update", "guild_id": str(guild.id), "user_id": str(user.id)}
        case GuildChanged(how=how, guild=guild):
            event = {"type": f"guild_{how}", "guild_id": str(guild.id)}
        case GuildEdited(guild=guild):
            event = {"type": "guild_update", "guild_id": str(guild.id)}
        case CommandsChanged(guild_id=guild_id):
            event = {"type": "commands_update", "guild_id": str(guild_id) if guild_id else None}
    return event


def message_event(message: Message) -> Json:
    """Return what a page shows of a message, and the one person it is for if it is ephemeral."""
    return {
        "channel_id": str(message.channel.id),
        "visible_to": str(message.only_for.id) if message.only_for else None,
        "message": message_payload(message, ""),
    }


def interaction_event(interaction: Interaction) -> Json:
    """Return what a page shows of an interaction."""
    return {
        "id": str(interaction.id),
        "kind": interaction.kind.name.lower(),
        "name": interaction.name,
        "channel_id": str(interaction.channel.id),
        "user_id": str(interaction.user.id),
        "message_id": str(interaction.message.id) if interaction.message else None,
        "answer_id": str(interaction.original.id) if interaction.original else None,
        "status": interaction.status,
        "failed": interaction.failed,
        "ephemeral": interaction.ephemeral,
        "choices": interaction.choices,
    }
