"""Help and about."""

import re
from typing import get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.announcer.cards import NadeoReport
from bot.announcer.embeds.schedule import next_embed, status_embed
from bot.face import wording
from bot.face.controls import chosen
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.embeds import about_embed
from bot.frame.help import (
    HELP_TOPIC,
    Asker,
    Command,
    Topic,
    by_topic,
    help_controls,
    help_embed,
    topic_embed,
)
from bot.frame.invitation import invitation
from bot.frame.reasons import ALL_REASONS
from bot.monitoring.embeds import add_figures, add_part
from bot.refusal import Refusal

Interaction = discord.Interaction[Pitwall]


class General(commands.Cog):
    """What the bot can do and who it is."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.schedule = bot.announcer.schedule
        bot.presses.add(HELP_TOPIC, self.describe_topic)

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """List the commands."""
        async with answering(interaction, ephemeral=True) as answer:
            topics = await self._topics(interaction)
        await answer.give(embed=help_embed(topics), view=help_controls(topics))

    async def describe_topic(self, interaction: Interaction, _found: re.Match[str]) -> None:
        """Show what the commands of the chosen topic do, in place of what is shown."""
        async with updating(interaction) as answer:
            topics = await self._topics(interaction)
        topic = _topic(chosen(interaction))
        if topic is None or topic not in topics:
            raise Refusal(wording.OUTDATED_BUTTON)
        await answer.give(embed=topic_embed(topic, topics[topic]), view=help_controls(topics))

    @app_commands.command()
    async def about(self, interaction: Interaction) -> None:
        """Tell who this bot is, what it stores, and how to invite it."""
        assert self.bot.application_id is not None  # noqa: S101 # known since login
        async with answering(interaction, ephemeral=True) as answer:
            invite = invitation(self.bot.application_id)
            embed = about_embed(__version__, invite, len(self.bot.guilds), self.bot.settings.shards)
        await answer.give(embed=embed)

    @app_commands.command()
    async def next(self, interaction: Interaction) -> None:
        """Show when everything comes next, in your own time zone."""
        async with answering(interaction) as answer:
            upcoming = await self.schedule.upcoming()
        await answer.give(embed=next_embed(upcoming, self.bot.lookup.clock.timestamp()))

    @app_commands.command()
    async def status(self, interaction: Interaction) -> None:
        """Show how the announcements, Nadeo and the data are doing."""
        async with answering(interaction, ephemeral=True) as answer:
            reports = await self.schedule.reports()
            is_operator = await self.bot.rights.is_operator(interaction.user.id)
            loops = self.bot.supervisor.reports() if is_operator else []
            embed = status_embed(self._nadeo(), reports, loops)
            if is_operator:
                snapshot = await self.bot.monitor.snapshot()
                add_figures(embed, snapshot, await self.bot.monitor.figures(snapshot))
                self._add_part(embed)
        await answer.give(embed=embed)

    def _add_part(self, embed: discord.Embed) -> None:
        """Say which part of the bot this process is, where the operator has parted it."""
        settings = self.bot.settings
        if settings.shard_count is not None:
            add_part(embed, settings.shards, self.bot.nadeo.budget.rate)

    def _nadeo(self) -> NadeoReport:
        """Tell what came of the last calls: the sampler makes one every minute or two."""
        nadeo = self.bot.nadeo
        problem = (
            wording.nadeo_failed(nadeo.problem, ALL_REASONS) if nadeo.problem is not None else ""
        )
        budget = nadeo.budget
        return NadeoReport(problem, nadeo.answered_at, budget.queue_length, budget.held_for)

    async def _topics(self, interaction: Interaction) -> dict[Topic, list[Command]]:
        """Sort the commands that this person may use by what people want."""
        rights = self.bot.rights
        operates = await rights.is_operator(interaction.user.id)
        asker = Asker(
            manages=interaction.guild_id is not None and interaction.permissions.manage_guild,
            operates=operates,
            sees_account=operates or rights.shares_account,
            has_service_account=rights.has_service_account,
        )
        every = self.bot.tree.walk_commands()
        return by_topic((one for one in every if isinstance(one, app_commands.Command)), asker)


def _topic(name: str) -> Topic | None:
    return next((topic for topic in get_args(Topic) if topic == name), None)


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(General(bot))
