"""Which gateway event tells a change, to whom."""

from dataclasses import dataclass

from bot.sandbox.discord.gateway.session import Intent
from bot.sandbox.discord.protocol.guilds import (
    channel_payload,
    guild_payload,
    joined_guild_payload,
    unavailable_payload,
)
from bot.sandbox.discord.protocol.interactions import interaction_payload
from bot.sandbox.discord.protocol.messages import message_payload
from bot.sandbox.discord.protocol.people import member_payload, role_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import (
    Change,
    ChannelChanged,
    CommandsChanged,
    GuildChanged,
    GuildEdited,
    InteractionChanged,
    MemberChanged,
    MessageChanged,
    RoleChanged,
    Typing,
)
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.state import DiscordState


@dataclass(frozen=True, slots=True)
class Announcement:
    """One gateway event, the server it belongs to and the intent it takes."""

    event: str
    data: Json
    guild_id: int | None
    intent: Intent = Intent.GUILDS


def announcement(state: DiscordState, change: Change, address: str) -> Announcement | None:
    """Return the event for a change; many changes are none of the bot's business."""
    told: Announcement | None = None
    match change:
        case GuildChanged():
            told = _of_guild(state, change)
        case GuildEdited(guild=guild) if state.bot_is_in(guild):
            told = Announcement("GUILD_UPDATE", guild_payload(guild), guild.id)
        case ChannelChanged():
            told = _of_channel(state, change)
        case RoleChanged():
            told = _of_role(state, change)
        case MemberChanged():
            told = _of_member(state, change)
        case MessageChanged():
            told = _of_message(state, change, address)
        case InteractionChanged(how="create", interaction=interaction):
            guild_id = interaction.guild.id if interaction.guild else None
            data = interaction_payload(state, interaction, address)
            told = Announcement("INTERACTION_CREATE", data, guild_id, Intent.NONE)
        case GuildEdited() | InteractionChanged() | Typing() | CommandsChanged():
            pass
    return told


def _of_guild(state: DiscordState, change: GuildChanged) -> Announcement | None:
    guild = change.guild
    if change.how == "delete":
        return Announcement("GUILD_DELETE", {"id": str(guild.id)}, guild.id)
    if not state.bot_is_in(guild):
        return None
    if not guild.available:
        return Announcement("GUILD_DELETE", unavailable_payload(guild), guild.id)
    data = joined_guild_payload(state, guild)
    if change.how == "create":
        # That the key is absent tells a new server from one whose outage is over.
        del data["unavailable"]
    return Announcement("GUILD_CREATE", data, guild.id)


def _of_channel(state: DiscordState, change: ChannelChanged) -> Announcement | None:
    channel, guild = change.channel, state.guild_of(change.channel)
    if guild is None or not state.bot_is_in(guild):
        return None
    data = channel_payload(channel)
    if not channel.is_thread:
        return Announcement(f"CHANNEL_{change.how.upper()}", data, guild.id)
    if Permission.VIEW_CHANNEL not in state.rights_in(channel, state.bot):
        return None
    if change.how == "create":
        data["newly_created"] = True
    return Announcement(f"THREAD_{change.how.upper()}", data, guild.id)


def _of_role(state: DiscordState, change: RoleChanged) -> Announcement | None:
    guild_id = change.guild.id
    if not state.bot_is_in(change.guild):
        return None
    data: Json = {"guild_id": str(guild_id)}
    if change.how == "delete":
        data["role_id"] = str(change.role.id)
    else:
        data["role"] = role_payload(change.role)
    return Announcement(f"GUILD_ROLE_{change.how.upper()}", data, guild_id)


def _of_member(state: DiscordState, change: MemberChanged) -> Announcement | None:
    """Tell of the bot's own member always, of others only with the intent for members."""
    if not state.bot_is_in(change.guild):
        return None
    member = change.guild.members[change.user.id]
    data = {**member_payload(member), "guild_id": str(change.guild.id)}
    intent = Intent.NONE if change.user is state.bot else Intent.GUILD_MEMBERS
    return Announcement("GUILD_MEMBER_UPDATE", data, change.guild.id, intent)


def _of_message(state: DiscordState, change: MessageChanged, address: str) -> Announcement | None:
    message, guild = change.message, state.guild_of(change.message.channel)
    if message.ephemeral or (guild is not None and not state.bot_is_in(guild)):
        return None
    place: Json = {} if guild is None else {"guild_id": str(guild.id)}
    if change.how == "delete":
        data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    else:
        data = message_payload(message, address, reader=state.bot, with_nonce=True)
    intent = Intent.DIRECT_MESSAGES if guild is None else Intent.GUILD_MESSAGES
    event = f"MESSAGE_{change.how.upper()}"
    return Announcement(event, data | place, guild.id if guild else None, intent)
