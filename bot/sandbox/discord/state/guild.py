"""One server: its members, roles and channels, and who may do what in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce

from bot.sandbox.discord.state.channels import TALKING, Channel
from bot.sandbox.discord.state.entities import Member, Role, User
from bot.sandbox.discord.state.permissions import BY_SENDING, EVERYTHING, NOTHING, Permission


@dataclass(eq=False, slots=True)
class Guild:
    """A server; its @everyone role carries the server's own id."""

    id: int
    name: str
    owner: User
    locale: str = "en-US"
    available: bool = True
    roles: dict[int, Role] = field(default_factory=dict[int, Role])
    channels: dict[int, Channel] = field(default_factory=dict[int, Channel])
    members: dict[int, Member] = field(default_factory=dict[int, Member])

    @property
    def everyone(self) -> Role:
        """Return the role that every member has."""
        return self.roles[self.id]

    def roles_of(self, user: User) -> list[Role]:
        """Return the roles of a user here, @everyone first; of a stranger none."""
        member = self.members.get(user.id)
        if member is None:
            return []
        return [self.everyone, *(self.roles[role_id] for role_id in sorted(member.roles))]

    def rights_of(self, user: User) -> Permission:
        """Return what a user may do in this server at large."""
        if user is self.owner:
            return EVERYTHING
        rights = _union(role.permissions for role in self.roles_of(user))
        return EVERYTHING if Permission.ADMINISTRATOR in rights else rights

    def rights_in(self, channel: Channel, user: User) -> Permission:
        """Return what a user may do in a channel; a thread follows the channel it is in."""
        rights = self.rights_of(user)
        if rights == EVERYTHING or user.id not in self.members:
            return rights
        place = self.channels.get(channel.parent_id or 0) if channel.is_thread else channel
        rights = self._overwritten(place or channel, user, rights)
        if Permission.VIEW_CHANNEL not in rights:
            return NOTHING
        if channel.type in TALKING and Permission.CONNECT not in rights:
            return Permission.VIEW_CHANNEL
        return rights if channel.sending in rights else rights & ~BY_SENDING

    def _overwritten(self, channel: Channel, user: User, rights: Permission) -> Permission:
        """Apply @everyone's overwrite, then those of the roles together, then the member's own."""
        roles = {role.id for role in self.roles_of(user)} - {self.id}
        for targets in ({self.id}, roles, {user.id}):
            found = [channel.overwrites[target] for target in targets & channel.overwrites.keys()]
            rights &= ~_union(overwrite.deny for overwrite in found)
            rights |= _union(overwrite.allow for overwrite in found)
        return rights


def _union(many: Iterable[Permission]) -> Permission:
    return reduce(lambda one, other: one | other, many, NOTHING)
