"""Interactions and commands, as they are written on the wire."""

from bot.sandbox.discord.protocol.guilds import channel_payload
from bot.sandbox.discord.protocol.messages import message_payload
from bot.sandbox.discord.protocol.people import member_payload, user_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.commands import Command
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.interactions import Interaction, ResponseKind
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.discord.state.state import DiscordState

ATTACHMENT_LIMIT = 10 * 1024 * 1024


def interaction_payload(state: DiscordState, interaction: Interaction, address: str) -> Json:
    """Write an interaction the way INTERACTION_CREATE tells it."""
    channel, guild, user = interaction.channel, interaction.guild, interaction.user
    rights = state.rights_in(channel, user)
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(state.application.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_payload(channel, rights),
        "locale": user.locale,
        "context": interaction.context,
        "app_permissions": str(int(state.rights_in(channel, state.bot))),
        "attachment_size_limit": ATTACHMENT_LIMIT,
        "entitlements": [],
        "authorizing_integration_owners": _owners(interaction),
    }
    if guild is None:
        payload["user"] = user_payload(user)
    else:
        payload["member"] = member_payload(guild.members[user.id], rights)
        payload |= _place(guild)
    if interaction.message is not None:
        payload["message"] = message_payload(interaction.message, address)
    return payload


def command_payload(state: DiscordState, command: Command) -> Json:
    """Write a registered command."""
    payload: Json = {
        **command.form,
        "id": str(command.id),
        "application_id": str(state.application.id),
        "version": str(command.version),
    }
    if command.guild_id is not None:
        payload["guild_id"] = str(command.guild_id)
    return payload


def callback_payload(
    interaction: Interaction, kind: ResponseKind, message: Message | None, address: str
) -> Json:
    """Write what came of a first response."""
    told: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    if message is None:
        return {"interaction": told, "resource": {"type": int(kind)}}
    told |= {
        "response_message_id": str(message.id),
        "response_message_loading": message.loading,
        "response_message_ephemeral": message.ephemeral,
    }
    resource: Json = {"type": int(kind), "message": message_payload(message, address)}
    return {"interaction": told, "resource": resource}


def _owners(interaction: Interaction) -> Json:
    if interaction.by_user_install:
        return {"1": str(interaction.user.id)}
    return {"0": str(interaction.guild.id if interaction.guild else 0)}


def _place(guild: Guild) -> Json:
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY"]},
        "guild_locale": guild.locale,
    }
