"""What a request asks a message to be, once its form has been found valid."""

from dataclasses import dataclass, field

from bot.sandbox.discord.shapes import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    content_type: str
    data: bytes
    description: str | None = None


@dataclass(frozen=True, slots=True)
class AllowedMentions:
    """Whom the text of a message may ping: whole kinds, or single ones."""

    kinds: frozenset[str] = frozenset({"users", "roles", "everyone"})
    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    replied_user: bool = True


USERS_ONLY = AllowedMentions(kinds=frozenset({"users"}))
"""What holds for answers to interactions when they say nothing else."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The valid content of a new message, or the changes to an old one."""

    given: frozenset[str] = frozenset()
    """The fields that the request named; an edit touches these only."""
    content: str = ""
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    flags: int = 0
    uploads: tuple[Upload, ...] = ()
    kept: frozenset[int] = frozenset()
    """The attachments that an edit lists and so keeps."""
    allowed: AllowedMentions = field(default_factory=AllowedMentions)
    nonce: str | int | None = None
    enforce_nonce: bool = False
    reply_to: int | None = None
    reply_must_exist: bool = True

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would be seen of the message."""
        return not (self.content or self.embeds or self.components or self.uploads)
