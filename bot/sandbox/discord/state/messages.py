"""A message and what hangs on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag

from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import User


class MessageFlag(IntFlag):
    """The flags of messages that mean something here."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12


NO_FLAGS = MessageFlag(0)


class MessageType(IntEnum):
    """Why a message exists."""

    DEFAULT = 0
    REPLY = 19
    CHAT_COMMAND = 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a message."""

    id: int
    channel_id: int
    filename: str
    content_type: str
    data: bytes
    description: str | None = None

    @property
    def path(self) -> str:
        """Return where the file is served, below the server's address."""
        return f"/cdn/attachments/{self.channel_id}/{self.id}/{self.filename}"


@dataclass(frozen=True, slots=True)
class Pings:
    """Whom a message notified."""

    users: tuple[User, ...] = ()
    role_ids: tuple[int, ...] = ()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.role_ids or self.everyone)


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that a message answers."""

    interaction_id: int
    kind: int
    user: User
    clicked_message_id: int | None = None


@dataclass(eq=False, slots=True)
class Message:
    """A message, as it stands now."""

    id: int
    channel: Channel
    author: User
    created_at: datetime
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    flags: MessageFlag = NO_FLAGS
    pings: Pings = field(default_factory=Pings)
    nonce: str | int | None = None
    reply_to: "Message | None" = None
    origin: Origin | None = None
    only_for: User | None = None
    """The one person who sees an ephemeral message."""
    edited_at: datetime | None = None
    thread: Channel | None = None
    """The thread that was opened on this message."""
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        """Tell whether only one person sees this message."""
        return MessageFlag.EPHEMERAL in self.flags

    @property
    def loading(self) -> bool:
        """Tell whether the bot is still thinking."""
        return MessageFlag.LOADING in self.flags

    def visible_to(self, user: User) -> bool:
        """Tell whether a user who can read the channel sees this message."""
        return not self.deleted and self.only_for in (None, user)

    def items(self) -> Iterator[Json]:
        """Yield every component, the nested ones too."""
        yield from components_in(self.components)

    def component(self, custom_id: str) -> Json | None:
        """Return the component with this custom id, or nothing."""
        return next((one for one in self.items() if one.get("custom_id") == custom_id), None)


def components_in(components: list[Json]) -> Iterator[Json]:
    """Yield components and all that are nested in them, from the top down."""
    for component in components:
        yield component
        yield from components_in(component.get("components") or [])
        yield from components_in(
            [component[key] for key in ("component", "accessory") if component.get(key)]
        )
