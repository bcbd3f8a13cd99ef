"""Players' cards, and two players side by side."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.face.suggestions import Offer
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.suggestions import suggesting
from bot.ladders.controls import board_controls
from bot.ladders.embeds import board_embed
from bot.maps.typed.campaigns import campaign_kind, ranking_offers
from bot.maps.typed.offers import map_offers
from bot.maps.wording import MAP_OPTION
from bot.players import comparison_wording, wording
from bot.players.comparison_cards import Comparison, MapComparison
from bot.players.comparison_controls import COMPARE_OPEN, COMPARE_TURN, comparison_controls
from bot.players.comparison_embeds import comparison_embed, map_comparison_embed
from bot.players.profile_controls import RECORD_STANDS, profile_controls
from bot.players.profile_embeds import profile_embed
from bot.players.typed import TypedAccount, player_choice, player_offers
from bot.refusal import Refusal

Interaction = discord.Interaction[Pitwall]


class PlayerCards(commands.Cog):
    """Single players, and two of them side by side."""

    def __init__(self, bot: Pitwall) -> None:
        self.lookup = bot.lookup
        self.has_charts = bot.studio.can_draw
        self.links = bot.lookup.links
        self.comparisons = bot.lookup.comparisons
        bot.presses.add(RECORD_STANDS, self.open_board)
        bot.presses.add(COMPARE_OPEN, self.open_comparison)
        bot.presses.add(COMPARE_TURN, self.turn_comparison)

    @app_commands.command()
    @app_commands.describe(name=str(wording.PLAYER_OR_SELF_OPTION))
    async def player(self, interaction: Interaction, name: str | None = None) -> None:
        """Show a player's card."""
        wanted = player_choice(name) if name is not None else None
        guild_id, asker = interaction.guild_id, interaction.user.id
        async with answering(interaction) as answer:
            account = await self.links.meant(asker, guild_id, wanted)
            card = await self.lookup.profiles.card(account, guild_id, asker)
        await answer.give(embed=profile_embed(card), view=profile_controls(card))

    @app_commands.command()
    @app_commands.describe(
        other=str(wording.PLAYER_OPTION),
        campaign=str(comparison_wording.CAMPAIGN_OPTION),
        typed_map=str(MAP_OPTION),
    )
    @app_commands.rename(other="with", typed_map="map")
    async def compare(
        self,
        interaction: Interaction,
        other: str,
        campaign: str | None = None,
        typed_map: str | None = None,
    ) -> None:
        """Compare yourself with another player, over a season or on a map."""
        wanted = player_choice(other)
        if campaign is not None and typed_map is not None:
            raise Refusal(comparison_wording.CAMPAIGN_OR_MAP)
        if typed_map is not None:
            meant = await self.lookup.typed_maps.understood(typed_map)
        else:
            meant = await self.lookup.lists.understood(campaign_kind(campaign), campaign)
        async with answering(interaction) as answer:
            pair = await self.comparisons.pair(interaction.user.id, interaction.guild_id, wanted)
            card = await self.comparisons.of(pair, meant)
        await answer.give(embed=_drawn(card), view=self._controls(card))

    # --- while somebody types ------------------------------------------------------------------

    @player.autocomplete("name")
    @compare.autocomplete("other")
    @suggesting
    async def suggest_player(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer the linked players of this server."""
        if interaction.guild_id is None:
            return []
        return player_offers(typed, await self.links.players(interaction.guild_id))

    @compare.autocomplete("campaign")
    @suggesting
    async def suggest_campaign(self, _interaction: Interaction, typed: str) -> list[Offer]:
        """Offer seasons and weeks."""
        return ranking_offers(typed, await self.lookup.lists.ranked())

    @compare.autocomplete("typed_map")
    @suggesting
    async def suggest_map(self, _interaction: Interaction, typed: str) -> list[Offer]:
        """Offer official maps."""
        found = await self.lookup.typed_maps.search(typed)
        return map_offers(typed, self.lookup.typed_maps.newest_date(), found)

    # --- buttons -------------------------------------------------------------------------------

    async def open_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show a map's board where a record stands on it, as a new message."""
        uid, group = found["uid"], found["group"]
        async with answering(interaction) as answer:
            first = await self.lookup.profiles.page_below(uid, group, int(found["score"]))
            page = await self.lookup.ladders.board_of_group(uid, group, first)
        await answer.give(
            embed=board_embed(page), view=board_controls(page, has_charts=self.has_charts)
        )

    async def open_comparison(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Compare whoever presses with a player over the running season, as a new message."""
        async with answering(interaction) as answer:
            card = await self._compared(interaction, found["account"], "season")
        await answer.give(embed=_drawn(card), view=self._controls(card))

    async def turn_comparison(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Compare over the other of the running season and track, in place of this message."""
        async with updating(interaction) as answer:
            card = await self._compared(interaction, found["account"], found["over"])
        await answer.give(embed=_drawn(card), view=self._controls(card))

    def _controls(self, card: Comparison | MapComparison) -> discord.ui.View:
        return comparison_controls(card, has_charts=self.has_charts)

    async def _compared(
        self, interaction: Interaction, account_id: str, over: str
    ) -> Comparison | MapComparison:
        wanted = TypedAccount(account_id)
        pair = await self.comparisons.pair(interaction.user.id, interaction.guild_id, wanted)
        return await self.comparisons.on_running(pair, over)


def _drawn(card: Comparison | MapComparison) -> discord.Embed:
    is_map = isinstance(card, MapComparison)
    return map_comparison_embed(card) if is_map else comparison_embed(card)


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(PlayerCards(bot))
