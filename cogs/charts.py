"""Pictures: the buttons that have something drawn."""

import re

import discord
from discord.ext import commands

from bot.frame.answering import answering
from bot.frame.app import Pitwall
from bot.frame.presses import is_everybodys
from bot.ladders.controls import BOARD_CHART, chart_controls
from bot.pictures.embeds import pictured
from bot.pictures.wording import NOT_DRAWN
from bot.players.chart_embeds import board_chart_embed, board_scene

Interaction = discord.Interaction[Pitwall]


class ChartButtons(commands.Cog):
    """Draws what is asked for, and says it in words as well."""

    def __init__(self, bot: Pitwall) -> None:
        self.lookup = bot.lookup
        self.studio = bot.studio
        bot.presses.add(BOARD_CHART, self.chart_board)

    async def chart_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show how steep a board is, as a new message."""
        async with answering(interaction, ephemeral=is_everybodys(interaction)) as answer:
            self.studio.wake()
            chart = await self.lookup.board_charts.of_group(
                interaction.user.id, interaction.guild_id, found["uid"], found["group"]
            )
            scene = board_scene(chart)
            picture = await self.studio.picture(scene) if scene is not None else None
        is_missing = scene is not None and picture is None
        embed = board_chart_embed(chart, note=NOT_DRAWN if is_missing else "")
        view = chart_controls(found["uid"], found["group"])
        await answer.give(**pictured(embed, picture), view=view)


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(ChartButtons(bot))
