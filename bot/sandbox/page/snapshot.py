"""What the page is told, as JSON: the server it sits in, who is in it, what they said."""

from bot.sandbox.discord.events import interaction_event, message_event
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import WITHOUT_MESSAGES, Channel
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.page.entries import birth_entry, place_entry
from bot.sandbox.page.panel import world_entry
from bot.sandbox.page.reading import language_entries
from bot.sandbox.page.stage import Stage

MESSAGES_PER_CHANNEL = 100


async def snapshot(stage: Stage, me: User) -> Json:
    """Write everything one person sees now; events go on from `mark`."""
    state = stage.discord.state
    channels = channels_of(stage, me)
    return {
        "mark": stage.feed.mark_of(stage.feed.last),
        "me": str(me.id),
        "bot": str(state.bot.id),
        "guild": {"id": str(state.default.guild.id), "name": state.default.guild.name},
        "languages": language_entries(),
        "users": [user_entry(stage, user) for user in state.users.values()],
        "roles": [
            {"id": str(role.id), "name": role.name, "color": role.color}
            for role in state.default.guild.roles.values()
        ],
        "channels": [channel_entry(stage, channel, me) for channel in channels],
        "messages": [
            message_entry(stage, message)
            for channel in channels
            for message in _shown(stage, channel, me)
        ],
        "interactions": [
            interaction_event(one)
            for one in stage.interactions.values()
            if one.user is me and one.id not in stage.dismissed and one.status in ("sent", "failed")
        ],
        "requests": list(stage.requests),
        "world": await world_entry(stage),
    }


def channels_of(stage: Stage, me: User) -> list[Channel]:
    """Return the channels that a person sees, their talk with the bot last."""
    state = stage.discord.state
    seen = [
        channel
        for channel in state.default.guild.channels.values()
        if Permission.VIEW_CHANNEL in state.rights_in(channel, me)
    ]
    return [*seen, state.direct_channel(me)]


def user_entry(stage: Stage, user: User) -> Json:
    """Write a person or the bot, with the part they play."""
    default = stage.discord.state.default
    parts = {
        default.member.id: "member",
        default.admin.id: "admin",
        default.operator.id: "operator",
    }
    roles = default.guild.roles_of(user)
    return {
        "id": str(user.id),
        "name": user.display_name,
        "bot": user.bot,
        "part": parts.get(user.id),
        "locale": user.locale,
        "color": next((role.color for role in reversed(roles) if role.color), 0),
    }


def channel_entry(stage: Stage, channel: Channel, me: User) -> Json:
    """Write a channel and whether one can write there, or in threads of it that are open."""
    state = stage.discord.state
    rights = state.rights_in(channel, me)
    entry = stage.thread_entry(channel) if channel.is_thread else place_entry(channel)
    if channel.guild_id is None:
        entry["name"] = state.bot.display_name
    is_closed = channel.locked and Permission.MANAGE_THREADS not in rights
    holds_messages = channel.type not in WITHOUT_MESSAGES
    return {
        **entry,
        "writable": channel.sending in rights and holds_messages and not is_closed,
        "threads_writable": Permission.SEND_MESSAGES_IN_THREADS in rights,
    }


def message_entry(stage: Stage, message: Message) -> Json:
    """Write a message as the page shows it."""
    return {**message_event(message), **birth_entry(stage.birth_of(message))}


def _shown(stage: Stage, channel: Channel, me: User) -> list[Message]:
    messages = stage.discord.state.messages.all_in(channel)
    seen = [one for one in messages if one.visible_to(me) and one.id not in stage.dismissed]
    return seen[-MESSAGES_PER_CHANNEL:]
