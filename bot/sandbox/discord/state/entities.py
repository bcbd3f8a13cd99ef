"""Who and what a server is made of."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.discord.state.permissions import NOTHING, Permission


@dataclass(eq=False, slots=True)
class User:
    """A person, or the bot."""

    id: int
    name: str
    display_name: str
    bot: bool = False
    locale: str = "en-US"
    accepts_messages: bool = True
    """Whether the bot may write to them directly."""
    has_app: bool = False
    """Whether they installed the application for themselves."""

    @property
    def mention(self) -> str:
        """Return the text that pings this user."""
        return f"<@{self.id}>"


@dataclass(eq=False, slots=True)
class Role:
    """A set of rights that members carry."""

    id: int
    name: str
    permissions: Permission = NOTHING
    position: int = 1
    mentionable: bool = False
    color: int = 0
    bot_id: int | None = None
    """The bot that this role was made for."""

    @property
    def mention(self) -> str:
        """Return the text that pings this role."""
        return f"<@&{self.id}>"


@dataclass(eq=False, slots=True)
class Overwrite:
    """What a channel allows and denies one role or member."""

    target_id: int
    is_member: bool
    allow: Permission = NOTHING
    deny: Permission = NOTHING


@dataclass(eq=False, slots=True)
class Member:
    """A user in one server."""

    user: User
    joined_at: datetime
    roles: set[int] = field(default_factory=set[int])
    nick: str | None = None


@dataclass(eq=False, slots=True)
class Application:
    """The application that the bot belongs to."""

    id: int
    name: str
    owner: User
    flags: int = 0
    privileged_intents: int = 0
    """The gateway intents that were approved beyond those free for all."""
