"""Announcements: which channel wants what."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import discord
from discord import app_commands
from discord.ext import commands

from bot.announcer import announce_wording, wording
from bot.announcer.cards import Subscription, does_not_arrive
from bot.announcer.channels import PostError, Unreachable
from bot.announcer.choices import CLEAR_CHOICES, FEED_CHOICES, LANGUAGE_CHOICES
from bot.announcer.controls import (
    POST_NOW,
    SUBSCRIPTIONS,
    post_now_controls,
    subscriptions_controls,
)
from bot.announcer.embeds.set_up import set_up_embed
from bot.announcer.embeds.settings import settings_lines
from bot.announcer.embeds.subscriptions import Surroundings, subscription_pages, subscriptions_embed
from bot.announcer.places import (
    Channel,
    check_member,
    checked,
    find_channel,
    fitted,
    hindrances,
    rights_in,
    tag_name,
)
from bot.announcer.set_up_cards import Choices
from bot.announcer.set_up_controls import set_up_controls
from bot.announcer.typed.rights import TAKEN, can_ping, check_kind, check_person
from bot.announcer.typed.subscriptions import chosen_subscriptions, feed_called, label, offers
from bot.announcer.typed.wishes import WORST_RANK, Wishes, cleared, language_meant
from bot.face import wording as face_wording
from bot.face.suggestions import Offer
from bot.frame.answering import Responder, answering, updating
from bot.frame.app import Pitwall
from bot.frame.suggestions import suggesting
from bot.refusal import Refusal
from bot.text import escape

Interaction = discord.Interaction[Pitwall]
Place: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread


class _Places(app_commands.Transformer):
    """Offers the channels that can be announced in."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Let Discord ask for a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Offer only channels where announcements can stand."""
        return list(TAKEN)

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
        bot.presses.add(POST_NOW, self.post_now)

    @app_commands.command(name="set-up")
    async def set_up(self, interaction: Interaction) -> None:
        """Set up announcements step by step: choose, look at the cards, confirm."""
        self._guild(interaction)
        async with answering(interaction, ephemeral=True) as answer:
            offers_all = await self.bot.rights.sees_submissions(interaction.user.id)
        nothing = Choices()
        controls = set_up_controls(nothing, with_submissions=offers_all)
        await answer.give(embed=set_up_embed(nothing), view=controls)

    @app_commands.command()
    @app_commands.describe(
        feed="what to announce",
        channel="where",
        role="whom to ping; nobody, or as before, if left out",
        threshold=str(announce_wording.THRESHOLD_OPTION),
        thread="open a thread below each post",
        publish="announcement channels only: publish each post to those that follow",
        live="keep the card up to date while it runs; yes if left out",
    )
    @app_commands.choices(feed=FEED_CHOICES)
    async def add(  # noqa: PLR0913, PLR0917 # one for each option
        self,
        interaction: Interaction,
        feed: str,
        channel: app_commands.Transform[Place, _Places],
        role: discord.Role | None = None,
        threshold: app_commands.Range[int, 0, WORST_RANK] | None = None,
        thread: bool | None = None,
        publish: bool | None = None,
        live: bool | None = None,
    ) -> None:
        """Announce something in a channel from now on."""
        wishes = Wishes(None if role is None else role.id, threshold, thread, publish, live)
        wanted, found = await self._wanted(interaction, feed, channel, wishes)
        async with answering(interaction, ephemeral=True) as answer:
            is_new = await self.subscriptions.add(wanted)
        title = wording.FEED_TITLES[wanted.feed]
        said = announce_wording.subscribed(str(title), channel.mention, is_new=is_new)
        notes = await self.announcer.server_records.notes_on([wanted])
        told = "\n".join([_told(said, wanted, wishes, found), *notes])
        await self._answer(answer, interaction, told)

    @app_commands.command()
    @app_commands.describe(
        typed="what to change",
        role="whom to ping from now on",
        threshold=str(announce_wording.THRESHOLD_OPTION),
        thread="open a thread below each post",
        publish="announcement channels only: publish each post to those that follow",
        live="keep the card up to date while it runs",
        clear="what to take away again",
        language="in which language to announce from now on",
    )
    @app_commands.rename(typed="subscription")
    @app_commands.choices(clear=CLEAR_CHOICES, language=LANGUAGE_CHOICES)
    async def edit(  # noqa: PLR0913, PLR0917 # one for each option
        self,
        interaction: Interaction,
        typed: str,
        role: discord.Role | None = None,
        threshold: app_commands.Range[int, 0, WORST_RANK] | None = None,
        thread: bool | None = None,
        publish: bool | None = None,
        live: bool | None = None,
        clear: str | None = None,
        language: str | None = None,
    ) -> None:
        """Change how something is announced, one thing or several."""
        before = await self._chosen(interaction, typed)
        role_id = None if role is None else role.id
        what = (cleared(clear), language_meant(language))
        wishes = Wishes(role_id, threshold, thread, publish, live, *what)
        if wishes == Wishes():
            raise Refusal(announce_wording.NOTHING_TO_CHANGE)
        found = await find_channel(self._guild(interaction), before.channel_id)
        wanted = checked(wishes, before, found, _member(interaction))
        async with answering(interaction, ephemeral=True) as answer:
            await self.subscriptions.change(wanted, interaction.user.id)
        title = wording.FEED_TITLES[wanted.feed]
        said = announce_wording.edited(str(title), found.mention)
        await self._answer(answer, interaction, _told(said, wanted, wishes, found))

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
                note = self._note(one for one in found if one is not shown) or None
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
        await self._done(answer, interaction, subscription, str(announce_wording.REMOVED))

    @app_commands.command()
    @app_commands.describe(typed="what to pause")
    @app_commands.rename(typed="subscription")
    async def pause(self, interaction: Interaction, typed: str) -> None:
        """Pause an announcement."""
        subscription = await self._chosen(interaction, typed)
        async with answering(interaction, ephemeral=True) as answer:
            await self.subscriptions.pause(subscription)
        await self._done(answer, interaction, subscription, str(announce_wording.PAUSED))

    @app_commands.command()
    @app_commands.describe(typed="what to take up again")
    @app_commands.rename(typed="subscription")
    async def resume(self, interaction: Interaction, typed: str) -> None:
        """Take up a paused or suspended announcement again."""
        chosen = await self._chosen(interaction, typed)
        subscription = await self._placed(interaction, chosen)
        async with answering(interaction, ephemeral=True) as answer:
            await self.subscriptions.resume(subscription)
            has_missed = await self.announcer.catching_up.has_missed(subscription)
        said = [announce_wording.RESUMED, *([announce_wording.MISSED] if has_missed else [])]
        content = await self._named(interaction, subscription, " ".join(map(str, said)))
        more = {"view": post_now_controls(subscription.id)} if has_missed else {}
        await answer.give(content=content, **more)

    async def post_now(self, interaction: Interaction, pressed: re.Match[str]) -> None:
        """Post what a channel missed, for whoever took it up again."""
        number = int(pressed["subscription"])
        found = next((one for one in await self._all(interaction) if one.id == number), None)
        if found is None:
            raise Refusal(announce_wording.UNKNOWN_SUBSCRIPTION)
        await self._placed(interaction, found)
        async with updating(interaction) as answer:
            await self.announcer.catching_up.post(found)
            content = await self._named(interaction, found, str(announce_wording.ON_ITS_WAY))
        await answer.give(content=content, view=None)

    @app_commands.command()
    @app_commands.describe(typed="what to try")
    @app_commands.rename(typed="subscription")
    async def test(self, interaction: Interaction, typed: str) -> None:
        """Post a real card now, marked as a test, without a ping."""
        subscription = await self._chosen(interaction, typed)
        await self._placed(interaction, subscription)
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

    @edit.autocomplete("typed")
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

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Suspend what was announced there."""
        await self.subscriptions.forget_channel(channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """Suspend what was announced there; a thread that sleeps is told of by its id alone."""
        await self.subscriptions.forget_channel(thread.thread_id)

    # --- what the commands share ---------------------------------------------------------------

    async def _wanted(
        self, interaction: Interaction, feed: str, place: Place, wishes: Wishes
    ) -> tuple[Subscription, Channel]:
        """Check what was asked for against the rights of both, and refuse what cannot be.

        What that channel has of that feed already stays as far as nothing else is wished.
        """
        guild, member, known = self._guild(interaction), _member(interaction), feed_called(feed)
        if known == "submissions":
            await self._check_account(interaction)
        check_kind(place.type)
        # Discord tells a person's rights in a channel better than the cache.
        check_person(place.permissions, place.mention, place.type)
        channel = await find_channel(guild, place.id)
        base = await self.subscriptions.draft(guild, place.id, known, member.id)
        return checked(wishes, base, channel, member), channel

    async def _check_account(self, interaction: Interaction) -> None:
        """Refuse those who may not hear of the account's submissions, and an account without."""
        if not await self.bot.rights.is_operator(interaction.user.id):
            raise Refusal(announce_wording.FEED_FOR_OPERATORS)
        self.bot.rights.need_service_account()

    async def _placed(self, interaction: Interaction, subscription: Subscription) -> Subscription:
        """Return a subscription as its channel is now.

        Refuses to post where the person may not, or where the bot cannot.
        """
        channel = await find_channel(self._guild(interaction), subscription.channel_id)
        check_member(channel, _member(interaction))
        return fitted(subscription, channel)

    def _guild(self, interaction: Interaction) -> discord.Guild:
        """Return the server, which the person must manage, whatever its settings allow."""
        guild = interaction.guild
        if guild is None or self.bot.get_guild(guild.id) is None:
            raise Refusal(announce_wording.SERVERS_ONLY)
        if not interaction.permissions.manage_guild:
            raise Refusal(face_wording.NEEDS_MANAGE_SERVER)
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
        guild = self._guild(interaction)
        around = Surroundings(
            self._channels(interaction),
            {role.id: role.name for role in guild.roles},
            await self.announcer.schedule.expected(),
            {one.id: hindrances(one, guild) for one in found},
            await self.subscriptions.unpublished(guild.id),
        )
        return subscription_pages(found, around)

    async def _answer(self, answer: Responder, interaction: Interaction, sentence: str) -> None:
        await answer.give(content=await self._with_note(interaction, sentence))

    async def _with_note(self, interaction: Interaction, sentence: str) -> str:
        """Return a sentence, and that something has stopped where that is so."""
        return "\n".join(filter(None, (sentence, self._note(await self._all(interaction)))))

    def _note(self, found: Iterable[Subscription]) -> str:
        """Return that some do not arrive, "" where all do, or where that follows the answer."""
        lost = [one for one in found if does_not_arrive(one)]
        if not lost or self.announcer.notices.waits_for_manager(lost[0].guild_id):
            return ""
        return announce_wording.some_lost(len(lost))

    async def _done(
        self, answer: Responder, interaction: Interaction, one: Subscription, sentence: str
    ) -> None:
        await answer.give(content=await self._named(interaction, one, sentence))

    async def _named(self, interaction: Interaction, one: Subscription, sentence: str) -> str:
        """Return a sentence on a subscription, by its name, and what has stopped."""
        name = escape(label(one, self._channels(interaction)))
        return await self._with_note(interaction, face_wording.labelled(f"**{name}**", sentence))


def _member(interaction: Interaction) -> discord.Member:
    if not isinstance(interaction.user, discord.Member):
        raise Refusal(announce_wording.SERVERS_ONLY)
    return interaction.user


def _told(said: str, wanted: Subscription, wishes: Wishes, channel: Channel) -> str:
    """Return a sentence and what is set now, with what hinders it."""
    lines = [said, *settings_lines(wanted, wishes, tag_name(channel, wanted.tag_id))]
    pinged = channel.guild.get_role(wanted.role_id or 0)
    if pinged is not None and not can_ping(pinged, rights_in(channel, channel.guild.me)):
        lines.append(str(announce_wording.ROLE_CANNOT_BE_PINGED))
    return "\n".join(lines)


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(Announcements(bot))
