"""Which channels take announcements, and what the bot and the person need there.

Rights are `discord.Permissions`, as `bot.announcer.places.rights_in` reads them; a channel is
named by its mention.
"""

import discord

from bot.announcer import announce_wording
from bot.refusal import Refusal

TAKEN = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
)
THREADS = frozenset(
    {
        discord.ChannelType.news_thread,
        discord.ChannelType.public_thread,
        discord.ChannelType.private_thread,
    }
)
VOCAL = frozenset({discord.ChannelType.voice, discord.ChannelType.stage_voice})
ANNOUNCING = frozenset({discord.ChannelType.news, discord.ChannelType.news_thread})
"""Channels whose posts are copied elsewhere, and threads in them: posts there are not edited."""
THREADED = frozenset({discord.ChannelType.text, discord.ChannelType.news})
"""Channels where a thread can be opened below a message."""


def check_kind(kind: discord.ChannelType) -> None:
    """Refuse channels that have no messages, and those for media."""
    if kind is discord.ChannelType.media:
        raise Refusal(announce_wording.NO_MEDIA)
    if kind not in TAKEN:
        raise Refusal(announce_wording.NO_TEXT)


def check_extras(kind: discord.ChannelType, *, makes_thread: bool, publishes: bool) -> None:
    """Refuse threads below posts, and publishing, where Discord knows no such thing."""
    if makes_thread and kind not in THREADED:
        raise Refusal(_no_threads(kind))
    if publishes and kind is not discord.ChannelType.news:
        raise Refusal(announce_wording.NO_PUBLISHING)


def _no_threads(kind: discord.ChannelType) -> str:
    if kind is discord.ChannelType.forum:
        return str(announce_wording.NO_THREADS_IN_FORUMS)
    if kind in THREADS:
        return str(announce_wording.NO_THREADS_IN_THREADS)
    return str(announce_wording.NO_THREADS_IN_VOICE)


def rights_lacking(
    rights: discord.Permissions, kind: discord.ChannelType, *, makes_thread: bool = False
) -> list[str]:
    """Return which rights the bot lacks to announce in a channel, by discord.py's names.

    Publishing its own posts takes none but that to send them.
    """
    more = ["embed_links", "read_message_history"]
    if makes_thread:
        more = ["create_public_threads", *more]
    if kind is discord.ChannelType.forum:
        # Sending opens a post; one that sleeps is woken to be edited as if written in.
        more = ["send_messages_in_threads", *more]
    return _missing(rights, kind, *more)


def check_rights(
    rights: discord.Permissions,
    channel: str,
    kind: discord.ChannelType,
    *,
    makes_thread: bool = False,
) -> None:
    """Refuse a channel where the bot lacks what it needs, and say which; without guessing."""
    if missing := rights_lacking(rights, kind, makes_thread=makes_thread):
        raise Refusal(announce_wording.rights_missing(missing, channel))


def check_person(
    rights: discord.Permissions,
    channel: str,
    kind: discord.ChannelType,
    *,
    makes_thread: bool = False,
) -> None:
    """Refuse to do for somebody what they could not do in that channel themselves."""
    more = ["create_public_threads"] if makes_thread else []
    if missing := _missing(rights, kind, *more):
        raise Refusal(announce_wording.your_rights_missing(missing, channel))


def _missing(rights: discord.Permissions, kind: discord.ChannelType, *more: str) -> list[str]:
    entering = ["connect"] if kind in VOCAL else []
    sending = "send_messages_in_threads" if kind in THREADS else "send_messages"
    needed = ["view_channel", *entering, sending, *more]
    return [right for right in needed if not getattr(rights, right)]


def check_ping(role: discord.Role, rights: discord.Permissions) -> None:
    """Refuse to ping everyone, and whom the person with these rights could not ping."""
    if role.is_default():
        raise Refusal(announce_wording.NO_EVERYONE)
    if not can_ping(role, rights):
        raise Refusal(announce_wording.ROLE_NOT_YOURS)


def can_ping(role: discord.Role, rights: discord.Permissions) -> bool:
    """Tell whether Discord notifies a role for whoever has these rights in the channel."""
    return role.mentionable or rights.mention_everyone


def forum_tag(forum: discord.ForumChannel, rights: discord.Permissions) -> int | None:
    """Return the tag that posts must carry in a forum: the first usable one, None where none is.

    Refuses a forum that wants a tag and has none that the bot may give.
    """
    if not forum.flags.require_tag:
        return None
    for tag in forum.available_tags:
        if rights.manage_threads or not tag.moderated:
            return tag.id
    raise Refusal(announce_wording.NO_USABLE_TAG)
