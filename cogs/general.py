"""Help and about."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.announcer.cards import NadeoReport
from bot.announcer.embeds.schedule import next_embed, status_embed
from bot.face import wording
from bot.frame.answering import answering
from bot.frame.app import Pitwall
from bot.frame.embeds import about_embed, help_embed
from bot.frame.reasons import ALL_REASONS

Interaction = discord.Interaction[Pitwall]

_RIGHTS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What an invited bot asks for: to post cards, and to see what it posted."""


class General(commands.Cog):
    """What the bot can do and who it is."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.schedule = bot.announcer.schedule

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """List the commands."""
        listed = [
            (self._mention(command), command.description)
            for command in self.bot.tree.walk_commands()
            if isinstance(command, app_commands.Command) and not _hidden(command)
        ]
        await interaction.response.send_message(embed=help_embed(sorted(listed)), ephemeral=True)

    @app_commands.command()
    async def about(self, interaction: Interaction) -> None:
        """Tell who this bot is, what it stores, and how to invite it."""
        assert self.bot.application_id is not None  # noqa: S101 # known since login
        invite = discord.utils.oauth_url(self.bot.application_id, permissions=_RIGHTS)
        embed = about_embed(__version__, invite, len(self.bot.guilds))
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command()
    async def next(self, interaction: Interaction) -> None:
        """Show when everything comes next, in your own time zone."""
        async with answering(interaction) as answer:
            upcoming = await self.schedule.upcoming()
        await answer.give(embed=next_embed(upcoming))

    @app_commands.command()
    async def status(self, interaction: Interaction) -> None:
        """Show how the announcements, Nadeo and the data are doing."""
        async with answering(interaction, ephemeral=True) as answer:
            reports = await self.schedule.reports()
            is_operator = await self.bot.rights.is_operator(interaction.user.id)
        loops = self.bot.supervisor.reports() if is_operator else []
        await answer.give(embed=status_embed(self._nadeo(), reports, loops))

    def _nadeo(self) -> NadeoReport:
        """Tell what came of the last calls: the sampler makes one every minute or two."""
        nadeo = self.bot.nadeo
        problem = (
            wording.nadeo_failed(nadeo.problem, ALL_REASONS) if nadeo.problem is not None else ""
        )
        budget = nadeo.budget
        return NadeoReport(problem, nadeo.answered_at, budget.queue_length, budget.held_for)

    def _mention(self, command: app_commands.Command[commands.Cog, ..., None]) -> str:
        """Return the command as something to tap, once Discord has told its id."""
        root = command.root_parent or command
        command_id = self.bot.command_ids.get(root.name)
        name = command.qualified_name
        return f"</{name}:{command_id}>" if command_id is not None else f"`/{name}`"


def _hidden(command: app_commands.Command[commands.Cog, ..., None]) -> bool:
    """Tell whether a command is only for those with special rights."""
    rights = (command.root_parent or command).default_permissions
    return rights is not None and rights.value == 0


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(General(bot))
