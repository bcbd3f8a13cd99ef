"""The world that every sandbox starts with: one server, three people, a few channels."""

from dataclasses import dataclass

from bot.sandbox.discord.state.builder import Builder
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.entities import Role, User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.permissions import Permission


@dataclass(frozen=True, slots=True)
class DefaultWorld:
    """Names for the parts of the world that a sandbox starts with."""

    guild: Guild
    general: Channel
    totd: Channel
    map_review: Channel
    news: Channel
    forum: Channel
    voice: Channel
    thread: Channel
    announcements_forum: Channel
    stage: Channel
    hunters: Role
    stewards: Role
    bot_role: Role
    member: User
    admin: User
    operator: User

    @classmethod
    def built_in(cls, state: Builder) -> "DefaultWorld":
        """Build the world; its identifiers are the same in every run."""
        operator = state.application.owner
        member = state.add_user("player", "Player")
        admin = state.add_user("admin", "Server admin")
        guild = state.add_guild("Trackmania sandbox", owner=admin, with_bot=False)
        hunters = state.add_role(guild, "TOTD hunters", mentionable=True, color=0x2ECC71)
        stewards = state.add_role(
            guild, "Stewards", Permission.ADMINISTRATOR | Permission.MANAGE_GUILD
        )
        state.add_member(guild, admin, stewards)
        state.add_member(guild, member, hunters)
        state.add_member(guild, operator)
        general = state.add_channel(guild, "general", topic="Anything about Trackmania")
        return cls(
            guild=guild,
            general=general,
            totd=state.add_channel(guild, "totd", topic="The Track of the Day"),
            map_review=state.add_channel(guild, "map-review"),
            news=state.add_channel(guild, "news", ChannelType.ANNOUNCEMENT),
            forum=state.add_channel(guild, "forum", ChannelType.FORUM),
            voice=state.add_channel(guild, "Voice", ChannelType.VOICE),
            thread=state.add_thread(general, "Off the track", member),
            hunters=hunters,
            stewards=stewards,
            bot_role=state.add_bot(guild),
            member=member,
            admin=admin,
            operator=operator,
            announcements_forum=state.add_forum(
                guild, "announcements-forum", "Track of the Day", "Everything else"
            ),
            stage=state.add_channel(guild, "Stage", ChannelType.STAGE),
        )
