"""Pictures: the buttons that have something drawn."""

import re

import discord
from discord.ext import commands

from bot.announcer import course_wording
from bot.announcer.controls import COURSE_CHART
from bot.announcer.embeds.course import course_embed, course_scene
from bot.announcer.rows.courses import read_course
from bot.face import wording as face_wording
from bot.frame.answering import answering
from bot.frame.app import Pitwall
from bot.frame.presses import is_for_one
from bot.ladders.controls import BOARD_CHART, chart_controls
from bot.maps.controls import MONTH_CHART, sheet_controls
from bot.maps.embeds.lists import month_embed
from bot.maps.embeds.sheets import month_scene, thumbnails_of
from bot.maps.releases import DAY_KINDS
from bot.pictures.embeds import note_on, pictured
from bot.players.chart_embeds import board_chart_embed, board_scene
from bot.players.comparison_controls import COMPARE_CHART
from bot.players.comparison_embeds import comparison_embed, comparison_scene
from bot.players.ranking_controls import MEDALS_CHART
from bot.players.ranking_embeds import server_ranking_embed, server_ranking_scene
from bot.players.typed import TypedAccount
from bot.refusal import Refusal
from bot.review.controls import HISTORY_CHART, types_of
from bot.review.embeds import history_embed, history_scene
from bot.review.typed import hours_choice

Interaction = discord.Interaction[Pitwall]


class ChartButtons(commands.Cog):
    """Draws what is asked for, and says it in words as well."""

    def __init__(self, bot: Pitwall) -> None:
        self.lookup = bot.lookup
        self.store = bot.store
        self.studio = bot.studio
        self.thumbnails = bot.thumbnails
        bot.presses.add(BOARD_CHART, self.chart_board)
        bot.presses.add(COMPARE_CHART, self.chart_comparison)
        bot.presses.add(MEDALS_CHART, self.chart_medals)
        bot.presses.add(HISTORY_CHART, self.chart_history)
        bot.presses.add(COURSE_CHART, self.chart_course)
        bot.presses.add(MONTH_CHART, self.chart_month)

    async def chart_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show how steep a board is."""
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            self.studio.wake()
            chart = await self.lookup.board_charts.of_group(
                interaction.user.id, interaction.guild_id, found["uid"], found["group"]
            )
            scene = board_scene(chart)
            picture = await self.studio.picture(scene)
        embed = board_chart_embed(chart, note=note_on(scene, picture))
        view = chart_controls(found["uid"], found["group"])
        await answer.give(**pictured(embed, picture), view=view)

    async def chart_comparison(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show who of two players is faster on which map, and by how much."""
        comparisons = self.lookup.comparisons
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            self.studio.wake()
            wanted = TypedAccount(found["account"])
            pair = await comparisons.pair(interaction.user.id, interaction.guild_id, wanted)
            card = await comparisons.over_group(pair, found["group"])
            scene = comparison_scene(card)
            picture = await self.studio.picture(scene)
        embed = comparison_embed(card, has_rows=picture is None, note=note_on(scene, picture))
        await answer.give(**pictured(embed, picture))

    async def chart_medals(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the medals of a server's players."""
        if interaction.guild_id is None:
            raise Refusal(face_wording.OUTDATED_BUTTON)
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            self.studio.wake()
            page = await self.lookup.server_rankings.page_of_group(
                interaction.guild_id, interaction.user.id, found["group"], int(found["page"])
            )
            scene = server_ranking_scene(page)
            picture = await self.studio.picture(scene)
        embed = server_ranking_embed(page, note=note_on(scene, picture))
        await answer.give(**pictured(embed, picture))

    async def chart_course(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show how the board of something that is over went while it ran."""
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            self.studio.wake()
            course = await read_course(self.store, int(found["announcement"]))
            if course is None:
                raise Refusal(course_wording.FORGOTTEN)
            scene = course_scene(course)
            picture = await self.studio.picture(scene)
        embed = course_embed(course, note=note_on(scene, picture))
        await answer.give(**pictured(embed, picture))

    async def chart_history(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show how the waiting times of the map review went."""
        hours = hours_choice(int(found["hours"]))
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            past = await self.lookup.reviews.history(types_of(found["type"]), hours)
            scene = history_scene(past, hours)
            picture = await self.studio.picture(scene)
        embed = history_embed(past, hours, note=note_on(scene, picture))
        await answer.give(**pictured(embed, picture))

    async def chart_month(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show a month as a calendar with the pictures of its maps."""
        kind = DAY_KINDS[found["kind"]]
        wanted = await self.lookup.lists.understood_month(kind, found["month"])
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            self.studio.wake()
            card = await self.lookup.lists.month(kind, wanted)
            wanted_pictures = thumbnails_of(card) if self.studio.can_draw else []
            thumbnails = await self.thumbnails.of(wanted_pictures)
            scene = month_scene(card, thumbnails)
            picture = await self.studio.picture(scene)
        embed = month_embed(card, has_rows=picture is None, note=note_on(scene, picture))
        await answer.give(**pictured(embed, picture), view=sheet_controls(card))


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(ChartButtons(bot))
