"""The guided set-up: what was chosen, held against the server and the person as they are now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.announcer import announce_wording, set_up_wording
from bot.announcer.cards import FEEDS, Feed, Subscription
from bot.announcer.places import checked, find_channel, rights_in, tag_name
from bot.announcer.set_up_cards import Choices, Part
from bot.announcer.subscriptions import Subscriptions
from bot.announcer.typed.rights import can_ping, check_ping
from bot.announcer.typed.wishes import Wishes
from bot.face import wording as face_wording
from bot.refusal import Refusal


def manager_of(interaction: discord.Interaction[Any]) -> discord.Member:
    """Return the person as a member of the server; refuse whoever may not manage it any more."""
    guild, member = interaction.guild, interaction.user
    if guild is None or interaction.client.get_guild(guild.id) is None:
        raise Refusal(announce_wording.SERVERS_ONLY)
    if not isinstance(member, discord.Member):
        raise Refusal(announce_wording.SERVERS_ONLY)
    if not interaction.permissions.manage_guild:
        raise Refusal(face_wording.NEEDS_MANAGE_SERVER)
    return member


def still_there(choices: Choices, guild: discord.Guild) -> tuple[Choices, list[str]]:
    """Return choices without the channel and the role that are gone, and a sentence for each."""
    lost: list[str] = []
    if choices.channel_id and guild.get_channel_or_thread(choices.channel_id) is None:
        choices = replace(choices, channel_id=None)
        lost.append(str(announce_wording.CHANNEL_HIDDEN))
    if choices.role_id and guild.get_role(choices.role_id) is None:
        choices = replace(choices, role_id=None)
        lost.append(str(set_up_wording.ROLE_GONE))
    return choices, lost


def hindrances(choices: Choices, guild: discord.Guild) -> list[str]:
    """Say that Discord would not notify the chosen role in the chosen channel."""
    channel = guild.get_channel_or_thread(choices.channel_id or 0)
    role = guild.get_role(choices.role_id or 0)
    if channel is None or role is None or can_ping(role, rights_in(channel, guild.me)):
        return []
    return [str(announce_wording.ROLE_CANNOT_BE_PINGED)]


def in_a_forum(one: Subscription, guild: discord.Guild) -> list[str]:
    """Say how items stand in the channel where that is a forum."""
    channel = guild.get_channel(one.channel_id)
    if channel is None or not one.is_forum:
        return []
    return [announce_wording.forum_posts(tag_name(channel, one.tag_id))]


def check_feeds(feeds: Sequence[Feed], *, with_submissions: bool) -> None:
    """Refuse the account's submissions to whoever is not offered them."""
    if "submissions" in feeds and not with_submissions:
        raise Refusal(announce_wording.FEED_FOR_OPERATORS)


async def check_place(
    part: Part, choices: Choices, member: discord.Member, subscriptions: Subscriptions
) -> None:
    """Refuse a channel or a role that was chosen just now, by the rules of `/announce add`.

    Only what was chosen is looked at: whatever else is wrong by now can be chosen anew in its turn.
    """
    if part == "channel":
        await wanted_subscriptions(choices, member, subscriptions)
    if part == "role" and choices.role_id is not None:
        channel = member.guild.get_channel_or_thread(choices.channel_id or 0)
        rights = member.guild_permissions if channel is None else rights_in(channel, member)
        check_ping(_role(choices.role_id, member.guild), rights)


async def wanted_subscriptions(
    choices: Choices, member: discord.Member, subscriptions: Subscriptions
) -> list[Subscription]:
    """Return what is to be subscribed, one for each feed, by the rules of `/announce add`.

    What the channel has already stays as it is but for the role, where one is chosen. Refuses what
    cannot be; a channel is looked at even where no feed is chosen yet.
    """
    guild = member.guild
    channel = await find_channel(guild, choices.channel_id or 0)
    if choices.role_id is not None:
        _role(choices.role_id, guild)
    bases = [
        await subscriptions.draft(guild, channel.id, feed, member.id) for feed in choices.feeds
    ]
    if not bases:
        checked(Wishes(choices.role_id), _blank(guild.id, channel.id), channel, member)
    return [checked(Wishes(choices.role_id), base, channel, member) for base in bases]


def _blank(guild_id: int, channel_id: int) -> Subscription:
    return Subscription(0, guild_id, channel_id, FEEDS[0])


def _role(role_id: int, guild: discord.Guild) -> discord.Role:
    role = guild.get_role(role_id)
    if role is None:
        raise Refusal(set_up_wording.ROLE_GONE)
    return role
