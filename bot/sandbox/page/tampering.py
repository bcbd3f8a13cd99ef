"""What the panel takes away from the bot in its server and gives back, as an admin could."""

from dataclasses import dataclass

from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.entities import Overwrite, Role, User
from bot.sandbox.discord.state.permissions import NOTHING, Permission
from bot.sandbox.discord.state.state import DiscordState

RIGHTS = {
    "view": Permission.VIEW_CHANNEL,
    "send": Permission.SEND_MESSAGES,
    "send-in-threads": Permission.SEND_MESSAGES_IN_THREADS,
    "create-threads": Permission.CREATE_PUBLIC_THREADS,
    "connect": Permission.CONNECT,
    "embed": Permission.EMBED_LINKS,
    "history": Permission.READ_MESSAGE_HISTORY,
}
"""The bot's rights in a channel that can be taken away, by the names that the page has for them."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """A channel that is gone, with the threads that went with it."""

    channel: Channel
    threads: tuple[Channel, ...]


class Tampering:
    """Takes rights, channels and the role for announcements away from the server at the start.

    What is made again has the old name and a new id, as in Discord: whoever knew the old one does
    not know this one.
    """

    def __init__(self, state: DiscordState) -> None:
        self._state = state
        self._guild = state.default.guild
        self._first_role = state.default.hunters
        self._first_locale = self._guild.locale
        self._holders: list[User] = []
        """Who carried the role when it was deleted."""
        self._deleted: dict[int, Deleted] = {}

    def entry(self) -> Json:
        """Write what is taken away (rights by their channel, deleted channels, the role) or set."""
        denied = {str(one.id): self._denied(one) for one in self._guild.channels.values()}
        return {
            "denied": {channel: rights for channel, rights in denied.items() if rights},
            "deleted": [
                {"id": str(one.channel.id), "name": one.channel.name}
                for one in self._deleted.values()
            ],
            "locale": self._guild.locale,
            "role": {"name": self._first_role.name, "exists": self._role is not None},
        }

    def holds(self, channel: Channel) -> bool:
        """Tell whether a channel of its own, no thread, is in the server."""
        return self._guild.channels.get(channel.id) is channel and not channel.is_thread

    def set_right(self, channel: Channel, right: str, *, given: bool) -> None:
        """Deny the bot a right in a channel, or deny it no longer."""
        before = self._overwrite(channel)
        bit = RIGHTS[right]
        deny = before.deny & ~bit if given else before.deny | bit
        allow = before.allow if given else before.allow & ~bit
        self._state.set_overwrite(channel, self._state.bot, allow=allow, deny=deny)

    def delete(self, channel: Channel) -> None:
        """Delete a channel and the threads in it."""
        channels = self._guild.channels.values()
        threads = tuple(one for one in channels if one.parent_id == channel.id)
        self._deleted[channel.id] = Deleted(channel, threads)
        self._state.remove_channel(channel)

    def is_deleted(self, channel_id: int) -> bool:
        """Tell whether a channel of this id was deleted and not made again."""
        return channel_id in self._deleted

    def make_again(self, channel_id: int) -> None:
        """Make a channel like a deleted one, overwrites and all, with threads of the same names."""
        old = self._deleted.pop(channel_id)
        channel = self._state.add_channel_like(self._guild, old.channel)
        if channel.type is ChannelType.FORUM:
            # A post is its first message, and messages do not come back.
            return
        for thread in old.threads:
            self._state.add_thread(channel, thread.name, self._state.users[thread.owner_id or 0])

    def set_role(self, *, exists: bool) -> None:
        """Delete the role for announcements, or make one like it for those who carried it."""
        role = self._role
        if exists and role is None:
            self._make_role_again()
        elif not exists and role is not None:
            members = self._guild.members.values()
            self._holders = [member.user for member in members if role.id in member.roles]
            self._state.remove_role(self._guild, role)

    def set_locale(self, locale: str) -> None:
        """Say in which language the server prefers to be written to."""
        if locale != self._guild.locale:
            self._state.set_locale(self._guild, locale)

    def mend(self) -> None:
        """Give everything back."""
        for channel_id in list(self._deleted):
            self.make_again(channel_id)
        for channel in self._guild.channels.values():
            for right in self._denied(channel):
                self.set_right(channel, right, given=True)
        self.set_role(exists=True)
        self.set_locale(self._first_locale)

    @property
    def _role(self) -> Role | None:
        roles = self._guild.roles.values()
        return next((role for role in roles if role.name == self._first_role.name), None)

    def _make_role_again(self) -> None:
        old = self._first_role
        role = self._state.add_role(
            self._guild, old.name, old.permissions, mentionable=old.mentionable, color=old.color
        )
        for user in self._holders:
            roles = [self._guild.roles[one] for one in self._guild.members[user.id].roles]
            self._state.add_member(self._guild, user, *roles, role)

    def _denied(self, channel: Channel) -> list[str]:
        deny = self._overwrite(channel).deny
        return [name for name, right in RIGHTS.items() if right in deny]

    def _overwrite(self, channel: Channel) -> Overwrite:
        """Return what a channel allows and denies the bot itself, by itself nothing."""
        bot = self._state.bot.id
        nothing = Overwrite(bot, is_member=True, allow=NOTHING, deny=NOTHING)
        return channel.overwrites.get(bot, nothing)
