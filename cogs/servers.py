"""A server's own ladders: those of its linked players."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.face import wording as face_wording
from bot.face.suggestions import Offer
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.suggestions import suggesting
from bot.ladders.cards import Board
from bot.ladders.wording import BOARD_OPTION, CAMPAIGN_OPTION
from bot.maps.typed.campaigns import campaign_kind, ranking_offers
from bot.maps.typed.offers import map_offers
from bot.maps.wording import MAP_OR_TRACK_OPTION
from bot.players import wording
from bot.players.controls import LADDER_PAGE, PLAYERS_PAGE, ladder_controls, players_controls
from bot.players.embeds import ladder_embed, players_embed
from bot.players.ladders import group_asked
from bot.players.ranking_cards import ServerRankingPage
from bot.players.ranking_controls import MEDALS_PAGE, server_ranking_controls
from bot.players.ranking_embeds import server_ranking_embed
from bot.players.typed import player_choice, player_offers
from bot.refusal import Refusal
from bot.text import shown

Interaction = discord.Interaction[Pitwall]


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class ServerCommands(
    commands.GroupCog, name="server", description="This server's own players and ladders"
):
    """How the linked players of a server do among each other."""

    def __init__(self, bot: Pitwall) -> None:
        self.lookup = bot.lookup
        self.has_charts = bot.studio.can_draw
        self.links = bot.lookup.links
        self.ladders = bot.lookup.server_ladders
        bot.presses.add(LADDER_PAGE, self.turn_ladder)
        bot.presses.add(PLAYERS_PAGE, self.turn_players)
        bot.presses.add(MEDALS_PAGE, self.turn_ranking)

    @app_commands.command()
    @app_commands.describe(typed=str(MAP_OR_TRACK_OPTION), board=str(BOARD_OPTION))
    @app_commands.rename(typed="map")
    async def leaderboard(
        self, interaction: Interaction, typed: str | None = None, board: Board | None = None
    ) -> None:
        """Show who of this server is fastest on a map."""
        wanted = await self.lookup.typed_maps.understood(typed)
        async with answering(interaction) as answer:
            target = await self.lookup.typed_maps.found(wanted)
            page = await self.ladders.page(
                guild_of(interaction), interaction.user.id, target, group_asked(target, board), None
            )
        await answer.give(embed=ladder_embed(page), view=ladder_controls(page))

    @app_commands.command()
    @app_commands.describe(typed=str(CAMPAIGN_OPTION))
    @app_commands.rename(typed="campaign")
    async def ranking(self, interaction: Interaction, typed: str | None = None) -> None:
        """Show medals and times of this server's players over a season."""
        wanted = await self.lookup.lists.understood(campaign_kind(typed), typed)
        async with answering(interaction) as answer:
            page = await self.lookup.server_rankings.page(
                guild_of(interaction), interaction.user.id, wanted, None
            )
        await answer.give(embed=server_ranking_embed(page), view=self._medal_controls(page))

    @app_commands.command()
    async def players(self, interaction: Interaction) -> None:
        """List who is linked in this server."""
        async with answering(interaction) as answer:
            page = await self.links.page(guild_of(interaction), 0)
        await answer.give(embed=players_embed(page), view=players_controls(page))

    @app_commands.command()
    @app_commands.describe(player=str(wording.LINKED_PLAYER_OPTION))
    async def remove(self, interaction: Interaction, player: str) -> None:
        """Take somebody off this server's ladder."""
        if not interaction.permissions.manage_guild:
            raise Refusal(face_wording.NEEDS_MANAGE_SERVER)
        wanted = player_choice(player)
        async with answering(interaction, ephemeral=True) as answer:
            account = await self.links.remove(guild_of(interaction), wanted)
        await answer.give(content=wording.removed(shown(account.name, account.account_id)))

    @leaderboard.autocomplete("typed")
    @suggesting
    async def suggest_map(self, _interaction: Interaction, typed: str) -> list[Offer]:
        """Offer official maps."""
        found = await self.lookup.typed_maps.search(typed)
        return map_offers(typed, self.lookup.typed_maps.newest_date(), found)

    @ranking.autocomplete("typed")
    @suggesting
    async def suggest_campaign(self, _interaction: Interaction, typed: str) -> list[Offer]:
        """Offer seasons and weeks."""
        return ranking_offers(typed, await self.lookup.lists.ranked())

    @remove.autocomplete("player")
    @suggesting
    async def suggest_player(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer the linked players of this server."""
        return player_offers(typed, await self.links.players(guild_of(interaction)))

    async def turn_ladder(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page, or the other board, in place of this one."""
        async with updating(interaction) as answer:
            page = await self.ladders.page_of_group(
                guild_of(interaction),
                interaction.user.id,
                found["uid"],
                found["group"],
                int(found["page"]),
            )
        await answer.give(embed=ladder_embed(page), view=ladder_controls(page))

    async def turn_ranking(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page in place of this one."""
        async with updating(interaction) as answer:
            page = await self.lookup.server_rankings.page_of_group(
                guild_of(interaction), interaction.user.id, found["group"], int(found["page"])
            )
        await answer.give(embed=server_ranking_embed(page), view=self._medal_controls(page))

    async def turn_players(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page in place of this one."""
        async with updating(interaction) as answer:
            page = await self.links.page(guild_of(interaction), int(found["page"]))
        await answer.give(embed=players_embed(page), view=players_controls(page))

    def _medal_controls(self, page: ServerRankingPage) -> discord.ui.View:
        return server_ranking_controls(page, has_charts=self.has_charts)


def guild_of(interaction: Interaction) -> int:
    """Return the server in which something was typed; these commands are for servers only."""
    assert interaction.guild_id is not None  # noqa: S101 # Discord offers them nowhere else
    return interaction.guild_id


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(ServerCommands(bot))
