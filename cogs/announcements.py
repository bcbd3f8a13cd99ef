"""Announcements: which channel wants what."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot.announcer import announce_wording, wording
from bot.announcer.cards import Feed, Subscription, does_not_arrive
from bot.announcer.channels import PostError, Unreachable
from bot.announcer.controls import SUBSCRIPTIONS, subscriptions_controls
from bot.announcer.embeds.subscriptions import Surroundings, subscription_pages, subscriptions_embed
from bot.announcer.typed import (
    ANNOUNCING,
    LONGEST_THRESHOLD,
    POSTABLE_IN_ORDER,
    check_kind,
    check_person,
    check_ping,
    check_rights,
    check_threshold,
    chosen_subscriptions,
    label,
    offers,
    with_what_was,
)
from bot.face.causes import UNANSWERED
from bot.face.suggestions import Offer
from bot.frame.answering import Responder, answering, updating
from bot.frame.app import Pitwall
from bot.frame.suggestions import suggesting
from bot.refusal import Refusal
from bot.text import escape

Interaction = discord.Interaction[Pitwall]
Place: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread
OFFERED = [*POSTABLE_IN_ORDER, discord.ChannelType.forum]
"""A forum can be chosen, so that it can be refused with the reason."""

_PATIENCE = 2.0
"""How long Discord may be asked for a channel before the first answer, in seconds."""
CHOICES = [
    app_commands.Choice(name=wording.FEED_TITLES[feed], value=feed) for feed in get_args(Feed)
]


class _Places(app_commands.Transformer):
    """Offers the channels that can be announced in."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Let Discord ask for a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Offer only channels where announcements can stand."""
        return OFFERED

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Place:
        """Take the channel as Discord resolved it: it need not be one the bot can see."""
        return value


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Announcements(commands.GroupCog, group_name="announce"):
    """Announcements: subscribe channels to what Nadeo brings out."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.announcer = bot.announcer
        self.subscriptions = bot.announcer.subscriptions
        bot.presses.add(SUBSCRIPTIONS, self.turn_page)

    @app_commands.command()
    @app_commands.describe(
        feed="what to announce",
        channel="where",
        role="whom to ping; nobody, or as before, if left out",
        threshold="review queues only: speak when the wait falls to so many minutes",
    )
    @app_commands.choices(feed=CHOICES)
    async def add(
        self,
        interaction: Interaction,
        feed: str,
        channel: app_commands.Transform[Place, _Places],
        role: discord.Role | None = None,
        threshold: app_commands.Range[int, 0, LONGEST_THRESHOLD] | None = None,
    ) -> None:
        """Announce something in a channel from now on."""
        asked = await self._wanted(interaction, feed, channel, role, threshold)
        if asked.feed == "submissions":
            await self._check_account(interaction)
        wanted = await self._with_what_was(interaction, asked)
        async with answering(interaction, ephemeral=True) as answer:
            is_new = await self.subscriptions.add(wanted)
        title = wording.FEED_TITLES[wanted.feed]
        lines = [
            announce_wording.subscribed(title, channel.mention, is_new=is_new),
            *_details(wanted, asked),
        ]
        pinged = self._guild(interaction).get_role(wanted.role_id or 0)
        if pinged is not None and not self._can_ping(channel, pinged):
            lines.append(announce_wording.ROLE_CANNOT_BE_PINGED)
        await self._answer(answer, interaction, "\n".join(lines))

    @app_commands.command(name="list")
    @app_commands.describe(typed="one of them; all if left out")
    @app_commands.rename(typed="subscription")
    async def show_all(self, interaction: Interaction, typed: str | None = None) -> None:
        """List what is announced here: its state, last post and what is expected next."""
        found = await self._all(interaction)
        note = None
        async with answering(interaction, ephemeral=True) as answer:
            if typed is not None:
                shown = chosen_subscriptions(typed, found, self._channels(interaction))
                note = _note(one for one in found if one is not shown) or None
                found = [shown]
            pages = await self._pages(interaction, found)
        await answer.give(
            content=note,
            embed=subscriptions_embed(pages, 0, len(found)),
            view=subscriptions_controls(0, len(pages)),
        )

    async def turn_page(self, interaction: Interaction, pressed: re.Match[str]) -> None:
        """Show another page of the list in place of this one."""
        async with updating(interaction) as answer:
            found = await self._all(interaction)
            pages = await self._pages(interaction, found)
        page = min(int(pressed["page"]), len(pages) - 1)
        await answer.give(
            embed=subscriptions_embed(pages, page, len(found)),
            view=subscriptions_controls(page, len(pages)),
        )

    @app_commands.command()
    @app_commands.describe(typed="what to announce no more")
    @app_commands.rename(typed="subscription")
    async def remove(self, interaction: Interaction, typed: str) -> None:
        """Stop announcing something."""
        subscription = await self._chosen(interaction, typed)
        async with answering(interaction, ephemeral=True) as answer:
            await self.subscriptions.remove(subscription)
        await self._done(answer, interaction, subscription, announce_wording.REMOVED)

    @app_commands.command()
    @app_commands.describe(typed="what to pause")
    @app_commands.rename(typed="subscription")
    async def pause(self, interaction: Interaction, typed: str) -> None:
        """Pause an announcement."""
        subscription = await self._chosen(interaction, typed)
        async with answering(interaction, ephemeral=True) as answer:
            await self.subscriptions.pause(subscription)
        await self._done(answer, interaction, subscription, announce_wording.PAUSED)

    @app_commands.command()
    @app_commands.describe(typed="what to take up again")
    @app_commands.rename(typed="subscription")
    async def resume(self, interaction: Interaction, typed: str) -> None:
        """Take up a paused or suspended announcement again."""
        subscription = await self._chosen(interaction, typed)
        await self._check_place(interaction, subscription)
        async with answering(interaction, ephemeral=True) as answer:
            await self.subscriptions.resume(subscription)
        await self._done(answer, interaction, subscription, announce_wording.RESUMED)

    @app_commands.command()
    @app_commands.describe(typed="what to try")
    @app_commands.rename(typed="subscription")
    async def test(self, interaction: Interaction, typed: str) -> None:
        """Post a real card now, marked as a test, without a ping."""
        subscription = await self._chosen(interaction, typed)
        await self._check_place(interaction, subscription)
        async with answering(interaction, ephemeral=True) as answer:
            try:
                await self.announcer.examples.show(subscription)
            except Unreachable as error:
                raise Refusal(announce_wording.MAY_HAVE_ARRIVED) from error
            except PostError as error:
                reason = announce_wording.refusal(error.code, escape(str(error)))
                raise Refusal(announce_wording.post_failed(reason)) from error
        await self._answer(
            answer, interaction, announce_wording.tested(f"<#{subscription.channel_id}>")
        )

    @show_all.autocomplete("typed")
    @remove.autocomplete("typed")
    @pause.autocomplete("typed")
    @resume.autocomplete("typed")
    @test.autocomplete("typed")
    @suggesting
    async def suggest(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer this server's subscriptions."""
        return offers(typed, await self._all(interaction), self._channels(interaction))

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Ping it no more: it would be drawn as "@deleted-role"."""
        await self.subscriptions.forget_role(role.id)

    # --- what the commands share ---------------------------------------------------------------

    async def _wanted(
        self,
        interaction: Interaction,
        feed: str,
        channel: Place,
        role: discord.Role | None,
        threshold: int | None,
    ) -> Subscription:
        """Check what was asked for against the rights of both, and refuse what cannot be."""
        guild = self._guild(interaction)
        known = next((one for one in get_args(Feed) if one == feed), None)
        if known is None:
            raise Refusal(announce_wording.NO_SUCH_FEED)
        check_threshold(known, threshold)
        check_kind(channel.type)
        check_person(channel.permissions, channel.mention, channel.type)
        if role is not None:
            check_ping(role, channel.permissions)
        self._check_channel(interaction, await self._channel(interaction, channel.id))
        return Subscription(
            id=0,
            guild_id=guild.id,
            channel_id=channel.id,
            feed=known,
            role_id=None if role is None else role.id,
            threshold=threshold,
            editable=channel.type not in ANNOUNCING,
            subscribed_by=interaction.user.id,
            since=self.bot.clock.timestamp(),
        )

    async def _with_what_was(self, interaction: Interaction, asked: Subscription) -> Subscription:
        """Return what was asked for, on top of what that channel has of that feed already."""
        place = asked.channel_id, asked.feed
        same = [one for one in await self._all(interaction) if (one.channel_id, one.feed) == place]
        roles = {role.id for role in self._guild(interaction).roles}
        return with_what_was(asked, next(iter(same), None), roles)

    async def _check_account(self, interaction: Interaction) -> None:
        """Refuse those who may not hear of the account's submissions, and an account without."""
        if not await self.bot.rights.is_operator(interaction.user.id):
            raise Refusal(announce_wording.FEED_FOR_OPERATORS)
        self.bot.rights.need_service_account()

    async def _channel(
        self, interaction: Interaction, channel_id: int
    ) -> discord.abc.GuildChannel | discord.Thread:
        """Return a channel of this server; a thread that sleeps is known to Discord alone."""
        guild = self._guild(interaction)
        found = guild.get_channel_or_thread(channel_id)
        try:
            async with asyncio.timeout(_PATIENCE):
                found = found or await guild.fetch_channel(channel_id)
        except UNANSWERED as error:
            raise Refusal(announce_wording.CHANNEL_HIDDEN) from error
        return found

    def _check_channel(
        self, interaction: Interaction, channel: discord.abc.GuildChannel | discord.Thread
    ) -> None:
        """Refuse a channel where announcements would not arrive."""
        check_kind(channel.type)
        rights = channel.permissions_for(self._guild(interaction).me)
        check_rights(rights, channel.mention, channel.type)

    async def _check_place(self, interaction: Interaction, subscription: Subscription) -> None:
        """Refuse to post where the person may not, or where the bot cannot."""
        channel = await self._channel(interaction, subscription.channel_id)
        if not isinstance(interaction.user, discord.Member):
            raise Refusal(announce_wording.SERVERS_ONLY)
        rights = channel.permissions_for(interaction.user)
        check_person(rights, channel.mention, channel.type)
        self._check_channel(interaction, channel)

    def _can_ping(self, channel: Place, role: discord.Role) -> bool:
        resolved = channel.resolve()
        may_ping_all = resolved is not None and (
            resolved.permissions_for(role.guild.me).mention_everyone
        )
        return role.mentionable or may_ping_all

    def _guild(self, interaction: Interaction) -> discord.Guild:
        """Return the server, which the person must manage, whatever its settings allow."""
        guild = interaction.guild
        if guild is None or self.bot.get_guild(guild.id) is None:
            raise Refusal(announce_wording.SERVERS_ONLY)
        if not interaction.permissions.manage_guild:
            raise Refusal(announce_wording.NEEDS_MANAGE_SERVER)
        return guild

    def _channels(self, interaction: Interaction) -> dict[int, str]:
        guild = self._guild(interaction)
        return {channel.id: channel.name for channel in (*guild.channels, *guild.threads)}

    async def _all(self, interaction: Interaction) -> list[Subscription]:
        return await self.subscriptions.of_server(self._guild(interaction).id)

    async def _chosen(self, interaction: Interaction, typed: str) -> Subscription:
        return chosen_subscriptions(
            typed, await self._all(interaction), self._channels(interaction)
        )

    async def _pages(self, interaction: Interaction, found: Sequence[Subscription]) -> list[str]:
        roles = {role.id for role in self._guild(interaction).roles}
        channels = self._channels(interaction)
        around = Surroundings(channels, roles, await self.announcer.schedule.expected())
        return subscription_pages(found, around)

    async def _answer(self, answer: Responder, interaction: Interaction, sentence: str) -> None:
        await answer.give(content=await self._with_note(interaction, sentence))

    async def _with_note(self, interaction: Interaction, sentence: str) -> str:
        """Return a sentence, and that something has stopped where that is so."""
        return "\n".join(filter(None, (sentence, _note(await self._all(interaction)))))

    async def _done(
        self,
        answer: Responder,
        interaction: Interaction,
        subscription: Subscription,
        sentence: str,
    ) -> None:
        name = escape(label(subscription, self._channels(interaction)))
        await self._answer(answer, interaction, f"**{name}**: {sentence}")


def _note(found: Iterable[Subscription]) -> str:
    """Return that some do not arrive, "" where all do."""
    number = sum(map(does_not_arrive, found))
    return announce_wording.some_lost(number) if number else ""


def _details(wanted: Subscription, asked: Subscription) -> list[str]:
    """Return whom it pings and when it speaks, whether it was typed now or earlier."""
    role = "" if wanted.role_id is None else f"<@&{wanted.role_id}>"
    lines = [announce_wording.pings(role, was_kept=asked.role_id is None)]
    if wanted.threshold is not None:
        lines.append(announce_wording.speaks_at(wanted.threshold, was_kept=asked.threshold is None))
    return lines


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(Announcements(bot))
