"""Servers and channels, as they are written on the wire."""

from bot.sandbox.discord.protocol.people import member_payload, role_payload, user_payload
from bot.sandbox.discord.shapes import Json, stamp
from bot.sandbox.discord.state.channels import TALKING, Channel, ChannelType, ForumTag
from bot.sandbox.discord.state.entities import Overwrite, User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.state import DiscordState

_WITH_THREADS = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM})


def overwrite_payload(overwrite: Overwrite) -> Json:
    """Write what a channel allows and denies one role or member."""
    return {
        "id": str(overwrite.target_id),
        "type": int(overwrite.is_member),
        "allow": str(int(overwrite.allow)),
        "deny": str(int(overwrite.deny)),
    }


def channel_payload(channel: Channel, rights: Permission | None = None) -> Json:
    """Write a channel or thread; with rights, as a command's resolved option."""
    payload: Json = {
        "id": str(channel.id),
        "type": int(channel.type),
        "flags": int(channel.flags),
        "last_message_id": _text(channel.last_message_id),
    }
    if channel.recipient is not None:
        return {**payload, "recipients": [user_payload(channel.recipient)]}
    payload["name"] = channel.name
    payload["guild_id"] = str(channel.guild_id)
    payload["parent_id"] = _text(channel.parent_id)
    payload["rate_limit_per_user"] = 0
    if rights is not None:
        payload["permissions"] = str(int(rights))
    return payload | (_thread_fields(channel) if channel.is_thread else _channel_fields(channel))


def _channel_fields(channel: Channel) -> Json:
    fields: Json = {
        "position": channel.position,
        "nsfw": False,
        "topic": channel.topic,
        "permission_overwrites": [overwrite_payload(one) for one in channel.overwrites.values()],
    }
    if channel.type in TALKING:
        fields |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None, "video_quality_mode": 1}
    if channel.type in _WITH_THREADS:
        fields["default_auto_archive_duration"] = channel.archives_after
    if channel.type is ChannelType.FORUM:
        fields |= {
            "available_tags": [_tag_payload(tag) for tag in channel.tags],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_thread_rate_limit_per_user": 0,
        }
    return fields


def _tag_payload(tag: ForumTag) -> Json:
    return {
        "id": str(tag.id),
        "name": tag.name,
        "moderated": tag.is_moderated,
        "emoji_id": None,
        "emoji_name": tag.emoji,
    }


def thread_member_payload(thread: Channel, user: User) -> Json:
    """Write that somebody takes part in a thread."""
    return {
        "id": str(thread.id),
        "user_id": str(user.id),
        "join_timestamp": stamp(thread.created_at),
        "flags": 0,
    }


def thread_list(state: DiscordState, threads: list[Channel]) -> Json:
    """Write threads, and in which of them the bot takes part: those that it opened."""
    own = [one for one in threads if one.owner_id == state.bot.id]
    return {
        "threads": [channel_payload(thread) for thread in threads],
        "members": [thread_member_payload(thread, state.bot) for thread in own],
    }


def _thread_fields(channel: Channel) -> Json:
    return {
        "owner_id": str(channel.owner_id),
        "message_count": channel.message_count,
        "total_message_sent": channel.messages_sent,
        "member_count": 1,
        "applied_tags": [str(tag_id) for tag_id in channel.applied_tags],
        "thread_metadata": {
            "archived": channel.archived,
            "locked": channel.locked,
            "auto_archive_duration": channel.archives_after,
            "archive_timestamp": stamp(channel.archive_changed_at or channel.created_at),
            "create_timestamp": stamp(channel.created_at),
        },
    }


def guild_payload(guild: Guild) -> Json:
    """Write a server's own fields and roles."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "owner_id": str(guild.owner.id),
        "roles": [role_payload(role) for role in guild.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": ["COMMUNITY", "NEWS"],
        "preferred_locale": guild.locale,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "afk_timeout": 300,
        "afk_channel_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "splash": None,
        "discovery_splash": None,
        "premium_progress_bar_enabled": False,
    }


def unavailable_payload(guild: Guild) -> Json:
    """Write a server that is not told about yet, or cannot be reached."""
    return {"id": str(guild.id), "unavailable": True}


def joined_guild_payload(state: DiscordState, guild: Guild) -> Json:
    """Write a server the way GUILD_CREATE tells it: with channels and the bot's own member."""
    channels = [one for one in guild.channels.values() if not one.is_thread]
    threads = state.threads_in(guild)
    bot = guild.members[state.bot.id]
    return {
        **guild_payload(guild),
        "unavailable": False,
        "large": False,
        "joined_at": stamp(bot.joined_at),
        "member_count": len(guild.members),
        "members": [member_payload(bot)],
        "channels": [channel_payload(channel) for channel in channels],
        "threads": [channel_payload(thread) for thread in threads if not thread.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _text(snowflake: int | None) -> str | None:
    return None if snowflake is None else str(snowflake)
