"""Channels and threads."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag

from bot.sandbox.discord.state.entities import Overwrite, User
from bot.sandbox.discord.state.permissions import Permission


class ChannelType(IntEnum):
    """Discord's kinds of channels."""

    TEXT = 0
    DIRECT = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = frozenset(
    {ChannelType.ANNOUNCEMENT_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}
)
TALKING = frozenset({ChannelType.VOICE, ChannelType.STAGE})
"""Channels for voices; their messages are for those who may join."""
WITHOUT_MESSAGES = frozenset({ChannelType.CATEGORY, ChannelType.FORUM})


class ChannelFlag(IntFlag):
    """The flags of channels that mean something here."""

    REQUIRE_TAG = 1 << 4


NO_FLAGS = ChannelFlag(0)
DAY_IN_MINUTES = 1_440


@dataclass(frozen=True, slots=True)
class ForumTag:
    """A tag that a forum has for its posts; a moderated one takes the right to manage threads."""

    id: int
    name: str
    is_moderated: bool = False
    emoji: str | None = None


@dataclass(eq=False, slots=True)
class Channel:
    """A place for messages, or one that holds such places."""

    id: int
    type: ChannelType
    name: str
    created_at: datetime
    guild_id: int | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict[int, Overwrite])
    recipient: User | None = None
    owner_id: int | None = None
    archived: bool = False
    locked: bool = False
    last_message_id: int | None = None
    message_count: int = 0
    """How many messages are in it, without the one that a forum post begins with."""
    messages_sent: int = 0
    """How many were, the deleted ones too."""
    flags: ChannelFlag = NO_FLAGS
    tags: tuple[ForumTag, ...] = ()
    """What a forum offers its posts."""
    applied_tags: tuple[int, ...] = ()
    """The tags that a forum post carries."""
    archives_after: int = DAY_IN_MINUTES
    """After how many quiet minutes a thread is archived; of other channels, what threads in them
    have that say nothing else."""
    archive_changed_at: datetime | None = None
    """When a thread was last archived or opened again."""

    @property
    def is_thread(self) -> bool:
        """Tell whether this is a thread in another channel."""
        return self.type in THREADS

    @property
    def sending(self) -> Permission:
        """Return the right that it takes to write here."""
        if self.is_thread:
            return Permission.SEND_MESSAGES_IN_THREADS
        return Permission.SEND_MESSAGES

    @property
    def mention(self) -> str:
        """Return the text that links to this channel."""
        return f"<#{self.id}>"
