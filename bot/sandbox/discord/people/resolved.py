"""The users, roles and channels that a person named, as an interaction spells them out."""

from bot.sandbox.discord.people.refusals import InvalidOption
from bot.sandbox.discord.protocol.guilds import channel_payload
from bot.sandbox.discord.protocol.people import member_payload, role_payload, user_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import Role, User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.state import DiscordState


class Resolved:
    """Collects what was named; `payload` is what goes with the interaction."""

    def __init__(self, state: DiscordState, user: User, guild: Guild | None) -> None:
        self.payload: Json = {}
        self._state = state
        self._user = user
        self._guild = guild

    def name_user(self, value: object) -> str:
        """Name a user, given as one or by id."""
        user = value if isinstance(value, User) else self._state.users.get(_id(value))
        if user is None:
            raise InvalidOption(f"there is no user {value}")
        self._add("users", user.id, user_payload(user))
        if self._guild is not None and user.id in self._guild.members:
            rights = self._guild.rights_of(user)
            member = member_payload(self._guild.members[user.id], rights)
            del member["user"], member["deaf"], member["mute"]
            self._add("members", user.id, member)
        return str(user.id)

    def name_role(self, value: object) -> str:
        """Name a role of this server, given as one or by id."""
        roles = self._guild.roles if self._guild else {}
        role = roles.get(value.id if isinstance(value, Role) else _id(value))
        if role is None:
            raise InvalidOption(f"there is no role {value} here")
        self._add("roles", role.id, role_payload(role))
        return str(role.id)

    def name_either(self, value: object) -> str:
        """Name a user or a role."""
        roles = self._guild.roles if self._guild else {}
        is_role = isinstance(value, Role) or (not isinstance(value, User) and _id(value) in roles)
        return self.name_role(value) if is_role else self.name_user(value)

    def name_channel(self, value: object, kinds: list[int]) -> str:
        """Name a channel of this server that the person sees, of one of these kinds if any."""
        channels = self._guild.channels if self._guild else {}
        channel = channels.get(value.id if isinstance(value, Channel) else _id(value))
        if channel is None:
            raise InvalidOption(f"there is no channel {value} here")
        rights = self._state.rights_in(channel, self._user)
        if Permission.VIEW_CHANNEL not in rights or (kinds and channel.type not in kinds):
            raise InvalidOption(f"the channel {channel.name} is not offered")
        self._add("channels", channel.id, channel_payload(channel, rights))
        return str(channel.id)

    def _add(self, kind: str, snowflake: int, payload: Json) -> None:
        self.payload.setdefault(kind, {})[str(snowflake)] = payload


def _id(value: object) -> int:
    text = str(value)
    return int(text) if text.isdecimal() else 0
