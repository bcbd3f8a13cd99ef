"""Leaderboards of maps, the place a time would take, and rankings of campaigns."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.face.controls import chosen_number
from bot.face.suggestions import Offer
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.presses import is_for_one
from bot.frame.suggestions import suggesting
from bot.ladders.cards import Board, BoardPage, RankingPage
from bot.ladders.controls import (
    BOARD_JUMP,
    BOARD_PAGE,
    RANKING_JUMP,
    RANKING_PAGE,
    board_controls,
    place_controls,
    ranking_controls,
)
from bot.ladders.embeds import board_embed, place_embed, ranking_embed
from bot.ladders.typed import rank_choice, typed_score
from bot.ladders.wording import BOARD_OPTION, CAMPAIGN_OPTION, RANK_OPTION
from bot.maps.controls import BOARD_OPEN, DAY_BOARD, RANKING_OPEN
from bot.maps.typed.campaigns import campaign_kind, ranking_offers
from bot.maps.typed.offers import map_offers
from bot.maps.wording import MAP_OR_TRACK_OPTION
from bot.nadeo.paths import DEEPEST_RANK

Interaction = discord.Interaction[Pitwall]


class LadderCommands(commands.Cog):
    """Ladders of maps and campaigns."""

    def __init__(self, bot: Pitwall) -> None:
        self.lookup = bot.lookup
        self.has_charts = bot.studio.can_draw
        bot.presses.add(BOARD_OPEN, self.open_board)
        bot.presses.add(DAY_BOARD, self.open_day_board)
        bot.presses.add(BOARD_PAGE, self.turn_board)
        bot.presses.add(BOARD_JUMP, self.jump_on_board)
        bot.presses.add(RANKING_OPEN, self.open_ranking)
        bot.presses.add(RANKING_PAGE, self.turn_ranking)
        bot.presses.add(RANKING_JUMP, self.jump_in_ranking)

    @app_commands.command()
    @app_commands.describe(
        typed=str(MAP_OR_TRACK_OPTION), board=str(BOARD_OPTION), rank=str(RANK_OPTION)
    )
    @app_commands.rename(typed="map")
    async def leaderboard(
        self,
        interaction: Interaction,
        typed: str | None = None,
        board: Board | None = None,
        rank: app_commands.Range[int, 1, DEEPEST_RANK] = 1,
    ) -> None:
        """Show who is fastest on a map."""
        first, wanted = rank_choice(rank), await self.lookup.typed_maps.understood(typed)
        async with answering(interaction) as answer:
            target = await self.lookup.typed_maps.found(wanted)
            page = await self._as_seen(
                interaction, await self.lookup.ladders.board(target, board, first)
            )
        await answer.give(
            embed=board_embed(page), view=board_controls(page, has_charts=self.has_charts)
        )

    @app_commands.command()
    @app_commands.describe(
        time="such as 45.678, 1:05.3 or 65300ms",
        typed=str(MAP_OR_TRACK_OPTION),
        board=str(BOARD_OPTION),
    )
    @app_commands.rename(typed="map")
    async def place(
        self,
        interaction: Interaction,
        time: str,
        typed: str | None = None,
        board: Board | None = None,
    ) -> None:
        """Show which rank a time would have on a map."""
        score, wanted = typed_score(time), await self.lookup.typed_maps.understood(typed)
        async with answering(interaction) as answer:
            card = await self.lookup.ladders.place(
                await self.lookup.typed_maps.found(wanted), score, board
            )
        await answer.give(embed=place_embed(card), view=place_controls(card))

    @app_commands.command()
    @app_commands.describe(typed=str(CAMPAIGN_OPTION), rank=str(RANK_OPTION))
    @app_commands.rename(typed="campaign")
    async def ranking(
        self,
        interaction: Interaction,
        typed: str | None = None,
        rank: app_commands.Range[int, 1, DEEPEST_RANK] = 1,
    ) -> None:
        """Show who has the most points in a season."""
        first = rank_choice(rank)
        wanted = await self.lookup.lists.understood(campaign_kind(typed), typed)
        async with answering(interaction) as answer:
            page = await self._ranking_as_seen(
                interaction, await self.lookup.ladders.ranking(wanted, first)
            )
        await answer.give(embed=ranking_embed(page), view=ranking_controls(page))

    # --- while somebody types ------------------------------------------------------------------

    @leaderboard.autocomplete("typed")
    @place.autocomplete("typed")
    @suggesting
    async def suggest_map(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer official maps."""
        found = await self.lookup.typed_maps.search(typed)
        return map_offers(typed, self.lookup.typed_maps.newest_date(), found)

    @ranking.autocomplete("typed")
    @suggesting
    async def suggest_campaign(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer seasons and weeks."""
        return ranking_offers(typed, await self.lookup.lists.ranked())

    # --- buttons and menus ---------------------------------------------------------------------

    async def open_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show a map's board as a new message, below an announcement only to who asked."""
        first = rank_choice(int(found["rank"] or 1))
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            page = await self.lookup.ladders.board_of_group(found["uid"], found["group"], first)
            page = await self._as_seen(interaction, page)
        await answer.give(
            embed=board_embed(page), view=board_controls(page, has_charts=self.has_charts)
        )

    async def open_day_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the board of a day's track as a new message; refuse one that is not out yet."""
        wanted = await self.lookup.typed_maps.understood_day(found["date"])
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            track = await self.lookup.typed_maps.found(wanted)
            page = await self._as_seen(interaction, await self.lookup.ladders.board(track, None, 1))
        await answer.give(
            embed=board_embed(page), view=board_controls(page, has_charts=self.has_charts)
        )

    async def turn_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page in place of this one."""
        await self._show_board(interaction, found, int(found["rank"]))

    async def jump_on_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the page that was chosen in place of this one."""
        await self._show_board(interaction, found, chosen_number(interaction))

    async def open_ranking(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show a campaign's ranking as a new message."""
        async with answering(interaction) as answer:
            page = await self.lookup.ladders.ranking_of_group(found["group"], 1)
            page = await self._ranking_as_seen(interaction, page)
        await answer.give(embed=ranking_embed(page), view=ranking_controls(page))

    async def turn_ranking(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page in place of this one."""
        await self._show_ranking(interaction, found, int(found["rank"]))

    async def jump_in_ranking(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the page that was chosen in place of this one."""
        await self._show_ranking(interaction, found, chosen_number(interaction))

    async def _show_board(self, interaction: Interaction, found: re.Match[str], rank: int) -> None:
        first = rank_choice(rank)
        async with updating(interaction) as answer:
            page = await self.lookup.ladders.board_of_group(found["uid"], found["group"], first)
            page = await self._as_seen(interaction, page)
        await answer.give(
            embed=board_embed(page), view=board_controls(page, has_charts=self.has_charts)
        )

    async def _show_ranking(
        self, interaction: Interaction, found: re.Match[str], rank: int
    ) -> None:
        first = rank_choice(rank)
        async with updating(interaction) as answer:
            page = await self.lookup.ladders.ranking_of_group(found["group"], first)
            page = await self._ranking_as_seen(interaction, page)
        view = ranking_controls(page)
        await answer.give(embed=ranking_embed(page), view=view)

    async def _as_seen(self, interaction: Interaction, page: BoardPage) -> BoardPage:
        own_places = self.lookup.own_places
        return await own_places.on_board(page, interaction.user.id, interaction.guild_id)

    async def _ranking_as_seen(self, interaction: Interaction, page: RankingPage) -> RankingPage:
        own_places = self.lookup.own_places
        return await own_places.in_ranking(page, interaction.user.id, interaction.guild_id)


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(LadderCommands(bot))
