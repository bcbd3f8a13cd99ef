"""Where one stands oneself: the button Me below boards and rankings."""

import re

import discord
from discord.ext import commands

from bot.frame.answering import updating
from bot.frame.app import Pitwall
from bot.ladders.controls import BOARD_OWN, RANKING_OWN, board_controls, ranking_controls
from bot.ladders.embeds import board_embed, ranking_embed

Interaction = discord.Interaction[Pitwall]


class OwnPlaceButtons(commands.Cog):
    """Leads people to the page on which they stand."""

    def __init__(self, bot: Pitwall) -> None:
        self.own_places = bot.lookup.own_places
        self.has_charts = bot.studio.can_draw
        bot.presses.add(BOARD_OWN, self.turn_board)
        bot.presses.add(RANKING_OWN, self.turn_ranking)

    async def turn_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the page of a board on which whoever presses stands, in place of this one."""
        async with updating(interaction) as answer:
            page = await self.own_places.board(
                interaction.user.id, interaction.guild_id, found["uid"], found["group"]
            )
        await answer.give(
            embed=board_embed(page), view=board_controls(page, has_charts=self.has_charts)
        )

    async def turn_ranking(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the page of a ranking on which whoever presses stands, in place of this one."""
        async with updating(interaction) as answer:
            page = await self.own_places.ranking(
                interaction.user.id, interaction.guild_id, found["group"]
            )
        await answer.give(embed=ranking_embed(page), view=ranking_controls(page))


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(OwnPlaceButtons(bot))
