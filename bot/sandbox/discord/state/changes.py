"""What changed in the world, told to whoever listens: the gateway and the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import Role, User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.interactions import Interaction
from bot.sandbox.discord.state.messages import Message

How = Literal["create", "update", "delete"]


@dataclass(frozen=True, slots=True)
class GuildChanged:
    """The bot joined a server (create), is out of it (delete), or an outage began or ended."""

    how: How
    guild: Guild


@dataclass(frozen=True, slots=True)
class GuildEdited:
    """Fields of a server were set."""

    guild: Guild


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    """A channel or thread came, changed or went."""

    how: How
    channel: Channel


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """A role came, changed or went."""

    how: How
    guild: Guild
    role: Role


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """A member of a server carries other roles than before."""

    guild: Guild
    user: User


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """A message came, changed or went."""

    how: How
    message: Message


@dataclass(frozen=True, slots=True)
class InteractionChanged:
    """A person used the bot (create), or the bot responded or failed to (update)."""

    how: How
    interaction: Interaction


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is writing."""

    channel: Channel
    user: User


@dataclass(frozen=True, slots=True)
class CommandsChanged:
    """The bot's commands are others than before, in one server or everywhere."""

    guild_id: int | None


Change = (
    GuildChanged
    | GuildEdited
    | ChannelChanged
    | RoleChanged
    | MemberChanged
    | MessageChanged
    | InteractionChanged
    | Typing
    | CommandsChanged
)


class Changes:
    """Passes every change to all listeners, in order and at once."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Change], None]] = []

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Call the listener with every change from now on."""
        self._listeners.append(listener)

    def publish(self, change: Change) -> None:
        """Tell every listener."""
        for listener in self._listeners:
            listener(change)
