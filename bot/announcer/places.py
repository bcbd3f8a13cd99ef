"""The channels of a server as subscriptions need them: found, and fit for what is wanted."""

import asyncio
from dataclasses import replace
from typing import TypeAlias, cast

import discord

from bot.announcer import announce_wording
from bot.announcer.cards import Subscription
from bot.announcer.typed.rights import (
    ANNOUNCING,
    THREADED,
    check_extras,
    check_kind,
    check_person,
    check_ping,
    check_rights,
    forum_tag,
    rights_lacking,
)
from bot.announcer.typed.wishes import Wishes, applied
from bot.face.causes import UNANSWERED
from bot.face.embeds import timestamp
from bot.refusal import Refusal
from bot.text import escape, plain

Channel: TypeAlias = discord.abc.GuildChannel | discord.Thread

_PATIENCE = 2.0
"""How long Discord may be asked for a channel before the first answer, in seconds."""


async def find_channel(guild: discord.Guild, channel_id: int) -> Channel:
    """Return a channel of a server; a thread that sleeps is known to Discord alone.

    Refuses what the bot cannot see.
    """
    found = guild.get_channel_or_thread(channel_id)
    try:
        async with asyncio.timeout(_PATIENCE):
            found = found or await guild.fetch_channel(channel_id)
    except UNANSWERED as error:
        raise Refusal(announce_wording.CHANNEL_HIDDEN) from error
    return found


def rights_in(channel: Channel, member: discord.Member) -> discord.Permissions:
    """Return somebody's rights in a channel, as far as the cache knows; none where it knows not.

    Each is told by itself: what Discord takes away besides, where one is missing that all others
    rest on, is not taken away here.
    """
    holder = channel.parent if isinstance(channel, discord.Thread) else channel
    if holder is None:
        return discord.Permissions.none()
    return discord.abc.GuildChannel.permissions_for(holder, member)


def checked(
    wishes: Wishes, base: Subscription, channel: Channel, member: discord.Member
) -> Subscription:
    """Return a subscription as somebody wishes it; what they leave out is as in `base`.

    Refuses, with the reason, what cannot be in that channel, what the bot lacks a right for, and
    what the person could not do there themselves.
    """
    check_member(channel, member, makes_thread=wishes.thread is True)
    role = channel.guild.get_role(wishes.role or 0)
    if role is not None:
        check_ping(role, rights_in(channel, member))
    roles = {role.id for role in channel.guild.roles}
    check_kind(channel.type)
    check_extras(channel.type, makes_thread=wishes.thread is True, publishes=wishes.publish is True)
    return fitted(applied(wishes, base, roles), channel)


def fitted(wanted: Subscription, channel: Channel) -> Subscription:
    """Return a subscription with what the kind of its channel makes of it.

    A channel may have become another kind: what does not go with it any more is left out. Refuses,
    with the reason, a channel that takes no announcements, and where the bot lacks a right.
    """
    kind = channel.type
    check_kind(kind)
    wanted = replace(
        wanted,
        makes_thread=wanted.makes_thread and kind in THREADED,
        publishes=wanted.publishes and kind is discord.ChannelType.news,
    )
    rights = rights_in(channel, channel.guild.me)
    if isinstance(channel, discord.Thread) and channel.locked and not rights.manage_threads:
        raise Refusal(announce_wording.THREAD_LOCKED)
    check_rights(rights, channel.mention, kind, makes_thread=wanted.makes_thread)
    is_forum = kind is discord.ChannelType.forum
    tag = forum_tag(cast("discord.ForumChannel", channel), rights) if is_forum else None
    return replace(wanted, editable=kind not in ANNOUNCING, is_forum=is_forum, tag_id=tag)


def hindrances(one: Subscription, guild: discord.Guild) -> list[str]:
    """Say what keeps a subscription from arriving as it is set, as far as the cache knows.

    Nothing is said of a channel that the cache does not have: it is gone, or a thread that sleeps.
    """
    channel = guild.get_channel_or_thread(one.channel_id)
    if channel is None:
        return []
    found = _lacking(one, channel)
    if one.publishes and channel.type is not discord.ChannelType.news:
        found.append(str(announce_wording.NO_NEWS_CHANNEL))
    if one.makes_thread and channel.type not in THREADED:
        found.append(str(announce_wording.NO_THREADS_THERE))
    if isinstance(channel, discord.ForumChannel) and _lacks_tag(one, channel):
        found.append(str(announce_wording.TAG_IS_GONE))
    return found


def _lacking(one: Subscription, channel: Channel) -> list[str]:
    me = channel.guild.me
    if me.timed_out_until is not None and me.is_timed_out():
        return [announce_wording.timed_out(timestamp(me.timed_out_until.timestamp()))]
    rights = rights_in(channel, me)
    if missing := rights_lacking(rights, channel.type, makes_thread=one.makes_thread):
        return [announce_wording.lacks(missing)]
    if isinstance(channel, discord.Thread) and channel.locked and not rights.manage_threads:
        return [str(announce_wording.THREAD_IS_LOCKED)]
    return []


def _lacks_tag(one: Subscription, forum: discord.ForumChannel) -> bool:
    """Tell whether posts carry a tag that is gone, or none where the forum wants one."""
    if one.tag_id is None:
        return forum.flags.require_tag
    return forum.get_tag(one.tag_id) is None


def check_member(channel: Channel, member: discord.Member, *, makes_thread: bool = False) -> None:
    """Refuse to do for somebody what they could not do in that channel themselves."""
    rights = rights_in(channel, member)
    check_person(rights, channel.mention, channel.type, makes_thread=makes_thread)


def tag_name(channel: Channel, tag_id: int | None) -> str:
    """Return the name of a forum's tag, escaped; "" where there is none."""
    if not isinstance(channel, discord.ForumChannel) or tag_id is None:
        return ""
    tag = channel.get_tag(tag_id)
    return "" if tag is None else escape(plain(tag.name))
