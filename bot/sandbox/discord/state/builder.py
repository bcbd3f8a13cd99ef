"""Building a world: people, servers, channels, roles; each change is told to the listeners."""

from dataclasses import replace

from bot.clock import Clock
from bot.sandbox.discord.state.changes import (
    Changes,
    ChannelChanged,
    GuildChanged,
    GuildEdited,
    How,
    MemberChanged,
    RoleChanged,
)
from bot.sandbox.discord.state.channels import Channel, ChannelFlag, ChannelType, ForumTag
from bot.sandbox.discord.state.entities import Application, Member, Overwrite, Role, User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.permissions import EVERYBODY, NOTHING, Permission
from bot.sandbox.discord.state.snowflakes import Snowflakes


class Builder:
    """The lists of who and what exists, with the words to add to them."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.snowflakes = Snowflakes(clock)
        self.changes = Changes()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        operator = self.add_user("operator", "Operator")
        self.application = Application(self.snowflakes.fixed(), "Pitwall", operator)
        self.bot = User(self.application.id, "Pitwall", "Pitwall", bot=True)
        self.users[self.bot.id] = self.bot

    def add_user(self, name: str, display_name: str | None = None) -> User:
        """Add a person who is in no server yet."""
        user = User(self.snowflakes.fixed(), name, display_name or name)
        self.users[user.id] = user
        return user

    def add_guild(
        self,
        name: str,
        *,
        owner: User | None = None,
        shard: tuple[int, int] | None = None,
        with_bot: bool = True,
    ) -> Guild:
        """Add a server; `shard` is (number, count) when it matters where it falls."""
        snowflake = self.snowflakes.on_shard(*shard) if shard else self.snowflakes.fixed()
        guild = Guild(snowflake, name, owner or self.application.owner)
        guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYBODY, position=0)
        self.guilds[guild.id] = guild
        self._join(guild, guild.owner)
        if with_bot:
            self.add_bot(guild)
        return guild

    def add_bot(self, guild: Guild, rights: Permission = EVERYBODY) -> Role:
        """Let the bot join a server, with a role of its own."""
        role = Role(self.snowflakes.fixed(), self.bot.name, rights, bot_id=self.bot.id)
        guild.roles[role.id] = role
        self._join(guild, self.bot, role)
        self.changes.publish(GuildChanged("create", guild))
        return role

    def remove_guild(self, guild: Guild) -> None:
        """Throw the bot out of a server; the server itself goes on."""
        guild.members.pop(self.bot.id, None)
        for role in [role for role in guild.roles.values() if role.bot_id == self.bot.id]:
            del guild.roles[role.id]
        self.changes.publish(GuildChanged("delete", guild))

    def set_available(self, guild: Guild, *, available: bool) -> None:
        """Begin or end an outage of one server."""
        guild.available = available
        self.changes.publish(GuildChanged("update", guild))

    def set_locale(self, guild: Guild, locale: str) -> None:
        """Say in which language a server prefers to be written to."""
        guild.locale = locale
        self.changes.publish(GuildEdited(guild))

    def add_role(
        self,
        guild: Guild,
        name: str,
        rights: Permission = NOTHING,
        *,
        mentionable: bool = False,
        color: int = 0,
    ) -> Role:
        """Add a role that nobody carries yet."""
        role = Role(self.snowflakes.fixed(), name, rights, mentionable=mentionable, color=color)
        role.position = len(guild.roles)
        guild.roles[role.id] = role
        self.changes.publish(RoleChanged("create", guild, role))
        return role

    def change_role(self, guild: Guild, role: Role, rights: Permission) -> None:
        """Give a role other rights."""
        role.permissions = rights
        self.changes.publish(RoleChanged("update", guild, role))

    def remove_role(self, guild: Guild, role: Role) -> None:
        """Delete a role."""
        del guild.roles[role.id]
        for member in guild.members.values():
            member.roles.discard(role.id)
        self.changes.publish(RoleChanged("delete", guild, role))

    def add_member(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Let a person join a server, or give a member these roles instead of others."""
        return self._join(guild, user, *roles)

    def add_channel(
        self,
        guild: Guild,
        name: str,
        kind: ChannelType = ChannelType.TEXT,
        *,
        topic: str | None = None,
    ) -> Channel:
        """Add a channel to a server."""
        channel = Channel(
            id=self.snowflakes.fixed(),
            type=kind,
            name=name,
            created_at=self.clock.now(),
            guild_id=guild.id,
            position=len(guild.channels),
            topic=topic,
        )
        return self._placed(guild, channel)

    def add_channel_like(self, guild: Guild, model: Channel) -> Channel:
        """Add a channel with the settings of another one, empty and under an id of its own."""
        channel = replace(
            model,
            id=self.snowflakes.fixed(),
            created_at=self.clock.now(),
            overwrites={target: replace(one) for target, one in model.overwrites.items()},
            tags=tuple(replace(tag, id=self.snowflakes.fixed()) for tag in model.tags),
            last_message_id=None,
            message_count=0,
            messages_sent=0,
        )
        return self._placed(guild, channel)

    def add_forum(
        self, guild: Guild, name: str, *tag_names: str, needs_tag: bool = False
    ) -> Channel:
        """Add a forum whose posts can carry these tags, or must carry one."""
        forum = self.add_channel(guild, name, ChannelType.FORUM)
        forum.tags = tuple(ForumTag(self.snowflakes.fixed(), one) for one in tag_names)
        forum.flags = ChannelFlag.REQUIRE_TAG if needs_tag else forum.flags
        self.changed(forum)
        return forum

    def add_thread(
        self,
        parent: Channel,
        name: str,
        owner: User,
        thread_id: int = 0,
        *,
        tag_ids: tuple[int, ...] = (),
        archives_after: int | None = None,
    ) -> Channel:
        """Open a public thread in a channel; `archives_after` is in minutes."""
        announced = parent.type is ChannelType.ANNOUNCEMENT
        channel = Channel(
            id=thread_id or self.snowflakes.fixed(),
            type=ChannelType.ANNOUNCEMENT_THREAD if announced else ChannelType.PUBLIC_THREAD,
            name=name,
            created_at=self.clock.now(),
            guild_id=parent.guild_id,
            parent_id=parent.id,
            owner_id=owner.id,
            applied_tags=tag_ids,
            archives_after=archives_after or parent.archives_after,
            archive_changed_at=self.clock.now(),
        )
        return self._placed(self.guilds[parent.guild_id or 0], channel)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel or thread, and the threads in it."""
        guild = self.guilds[channel.guild_id or 0]
        for thread in [one for one in guild.channels.values() if one.parent_id == channel.id]:
            self.remove_channel(thread)
        del guild.channels[channel.id]
        del self.channels[channel.id]
        self.changes.publish(ChannelChanged("delete", channel))

    def set_overwrite(
        self,
        channel: Channel,
        target: Role | User,
        *,
        allow: Permission = NOTHING,
        deny: Permission = NOTHING,
    ) -> None:
        """Set what a channel allows and denies a role or a member."""
        is_member = isinstance(target, User)
        channel.overwrites[target.id] = Overwrite(target.id, is_member, allow, deny)
        self.changed(channel)

    def set_archived(self, thread: Channel, *, archived: bool) -> None:
        """Archive a thread, or open it again."""
        thread.archived = archived
        thread.archive_changed_at = self.clock.now()
        self.changed(thread)

    def changed(self, channel: Channel, how: How = "update") -> None:
        """Tell the listeners that fields of a channel were set (archived, locked, topic)."""
        self.changes.publish(ChannelChanged(how, channel))

    def _placed(self, guild: Guild, channel: Channel) -> Channel:
        guild.channels[channel.id] = channel
        self.channels[channel.id] = channel
        self.changes.publish(ChannelChanged("create", channel))
        return channel

    def _join(self, guild: Guild, user: User, *roles: Role) -> Member:
        joined = Member(user, self.clock.now())
        member = guild.members.setdefault(user.id, joined)
        member.roles = {role.id for role in roles}
        if member is not joined:
            self.changes.publish(MemberChanged(guild, user))
        return member
