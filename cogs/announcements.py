"""Announcements: which channel wants what."""

import asyncio
from typing import Any, TypeAlias, get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot.announcements import Feed, Subscription
from bot.announcer.channels import PostError, Unreachable
from bot.announcer.choices import (
    ANNOUNCING,
    POSTABLE_IN_ORDER,
    check_kind,
    check_rights,
    check_threshold,
    chosen,
    label,
    offers,
)
from bot.announcer.schedule import Schedule
from bot.app import Pitwall
from bot.embeds.schedule import subscriptions_embed
from bot.inflight import thinking
from bot.queries import Offer
from bot.refusal import Refusal
from bot.storage.subscriptions import read_subscriptions, unsubscribe
from bot.suggestions import suggesting
from bot.text import escape
from bot.wording import announcements as wording

Interaction = discord.Interaction[Pitwall]
Place: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread
OFFERED = [*POSTABLE_IN_ORDER, discord.ChannelType.forum]
"""A forum can be chosen, so that it can be refused with the reason."""

LONGEST_THRESHOLD = 1440
PATIENCE = 2.0
"""How long Discord may be asked for a channel before the first answer, in seconds."""
CHOICES = [app_commands.Choice(name=feed, value=feed) for feed in get_args(Feed)]


class Places(app_commands.Transformer):
    """Offers the channels that can be announced in."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return Discord's kind of option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the kinds of channels that are offered."""
        return OFFERED

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Place:
        """Return the channel as Discord resolved it."""
        return value


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Announcements(commands.GroupCog, group_name="announce"):
    """Announcements: subscribe channels to what Nadeo brings out."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.announcer = bot.announcer
        self.schedule = Schedule(bot.nadeo, bot.store, bot.clock)

    @app_commands.command()
    @app_commands.describe(
        feed="what to announce",
        channel="where",
        role="whom to ping; nobody if left out",
        threshold="review queues only: speak when the wait falls to so many minutes",
    )
    @app_commands.choices(feed=CHOICES)
    async def add(
        self,
        interaction: Interaction,
        feed: str,
        channel: app_commands.Transform[Place, Places],
        role: discord.Role | None = None,
        threshold: app_commands.Range[int, 0, LONGEST_THRESHOLD] | None = None,
    ) -> None:
        """Announce something in a channel from now on."""
        wanted = await self._wanted(interaction, feed, channel, role, threshold)
        if wanted.feed == "submissions":
            await self._check_account(interaction)
        is_new = await self.announcer.subscribe(wanted)
        answer = wording.subscribed(
            wording.FEED_TITLES[wanted.feed], channel.mention, is_new=is_new
        )
        if role is not None and not self._can_ping(channel, role):
            answer = f"{answer}\n{wording.ROLE_CANNOT_BE_PINGED}"
        await interaction.response.send_message(answer, ephemeral=True)

    @app_commands.command(name="list")
    @app_commands.describe(typed="one of them; all if left out")
    @app_commands.rename(typed="subscription")
    async def show_all(self, interaction: Interaction, typed: str | None = None) -> None:
        """List what is announced here: its state, last post and what is expected next."""
        found = await self._all(interaction)
        if typed is not None:
            found = [chosen(typed, found, self._channels(interaction))]
        embed = subscriptions_embed(found, await self.schedule.expected())
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(typed="what to announce no more")
    @app_commands.rename(typed="subscription")
    async def remove(self, interaction: Interaction, typed: str) -> None:
        """Stop announcing something."""
        subscription = await self._chosen(interaction, typed)
        await unsubscribe(self.bot.store, subscription.id)
        await self._done(interaction, subscription, wording.REMOVED)

    @app_commands.command()
    @app_commands.describe(typed="what to pause")
    @app_commands.rename(typed="subscription")
    async def pause(self, interaction: Interaction, typed: str) -> None:
        """Pause an announcement."""
        subscription = await self._chosen(interaction, typed)
        await self.announcer.pause(subscription)
        await self._done(interaction, subscription, wording.PAUSED)

    @app_commands.command()
    @app_commands.describe(typed="what to take up again")
    @app_commands.rename(typed="subscription")
    async def resume(self, interaction: Interaction, typed: str) -> None:
        """Take up a paused or suspended announcement again."""
        subscription = await self._chosen(interaction, typed)
        self._check_channel(interaction, await self._channel(interaction, subscription.channel_id))
        await self.announcer.resume(subscription)
        await self._done(interaction, subscription, wording.RESUMED)

    @app_commands.command()
    @app_commands.describe(typed="what to try")
    @app_commands.rename(typed="subscription")
    async def test(self, interaction: Interaction, typed: str) -> None:
        """Post a real card now, marked as a test, without a ping."""
        subscription = await self._chosen(interaction, typed)
        async with thinking(interaction, ephemeral=True):
            try:
                await self.announcer.show_example(subscription)
            except Unreachable as error:
                raise Refusal(wording.MAY_HAVE_ARRIVED) from error
            except PostError as error:
                raise Refusal(wording.post_failed(escape(str(error)))) from error
        await interaction.followup.send(wording.TESTED, ephemeral=True)

    @show_all.autocomplete("typed")
    @remove.autocomplete("typed")
    @pause.autocomplete("typed")
    @resume.autocomplete("typed")
    @test.autocomplete("typed")
    @suggesting
    async def suggest(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer this server's subscriptions."""
        return offers(typed, await self._all(interaction), self._channels(interaction))

    # --- what the commands share ---------------------------------------------------------------

    async def _wanted(
        self,
        interaction: Interaction,
        feed: str,
        channel: Place,
        role: discord.Role | None,
        threshold: int | None,
    ) -> Subscription:
        """Return what was asked for; refuse what cannot be."""
        guild = self._guild(interaction)
        known = next((one for one in get_args(Feed) if one == feed), None)
        if known is None:
            raise Refusal(wording.NO_SUCH_FEED)
        check_threshold(known, threshold)
        if role is not None and role.is_default():
            raise Refusal(wording.NO_EVERYONE)
        check_kind(channel.type)
        self._check_channel(interaction, await self._channel(interaction, channel.id))
        return Subscription(
            id=0,
            guild_id=guild.id,
            channel_id=channel.id,
            feed=known,
            role_id=None if role is None else role.id,
            threshold=threshold,
            editable=channel.type not in ANNOUNCING,
            since=self.bot.clock.now().timestamp(),
        )

    async def _check_account(self, interaction: Interaction) -> None:
        """Refuse those who may not hear of the account's submissions, and an account without."""
        if not await self.bot.rights.is_operator(interaction.user.id):
            raise Refusal(wording.OPERATORS_ONLY)
        self.bot.rights.need_service_account()

    async def _channel(
        self, interaction: Interaction, channel_id: int
    ) -> discord.abc.GuildChannel | discord.Thread:
        """Return a channel of this server; a thread that sleeps is known to Discord alone."""
        guild = self._guild(interaction)
        found = guild.get_channel_or_thread(channel_id)
        try:
            async with asyncio.timeout(PATIENCE):
                found = found or await guild.fetch_channel(channel_id)
        except (discord.HTTPException, discord.InvalidData, TimeoutError) as error:
            raise Refusal(wording.CHANNEL_HIDDEN) from error
        return found

    def _check_channel(
        self, interaction: Interaction, channel: discord.abc.GuildChannel | discord.Thread
    ) -> None:
        """Refuse a channel where announcements would not arrive."""
        check_kind(channel.type)
        rights = channel.permissions_for(self._guild(interaction).me)
        in_thread = isinstance(channel, discord.Thread)
        check_rights(rights, channel.mention, in_thread=in_thread)

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
            raise Refusal(wording.SERVERS_ONLY)
        if not interaction.permissions.manage_guild:
            raise Refusal(wording.NEEDS_MANAGE_SERVER)
        return guild

    def _channels(self, interaction: Interaction) -> dict[int, str]:
        guild = self._guild(interaction)
        return {channel.id: channel.name for channel in (*guild.channels, *guild.threads)}

    async def _all(self, interaction: Interaction) -> list[Subscription]:
        return await read_subscriptions(self.bot.store, self._guild(interaction).id)

    async def _chosen(self, interaction: Interaction, typed: str) -> Subscription:
        return chosen(typed, await self._all(interaction), self._channels(interaction))

    async def _done(
        self, interaction: Interaction, subscription: Subscription, sentence: str
    ) -> None:
        name = escape(label(subscription, self._channels(interaction)))
        await interaction.response.send_message(f"**{name}**: {sentence}", ephemeral=True)


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(Announcements(bot))
