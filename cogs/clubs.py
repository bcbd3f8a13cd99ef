"""Clubs: who they are, what they offer, how their ladders stand."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.clubs.controls import (
    ACTIVITY_FOLDER,
    ACTIVITY_OPEN,
    ACTIVITY_PAGE,
    CAMPAIGN_MAP,
    CAMPAIGN_OPEN,
    CLUB_BOARD_JUMP,
    CLUB_BOARD_OPEN,
    CLUB_BOARD_PAGE,
    Kind,
    activity_controls,
    club_board_controls,
    club_campaign_controls,
    club_controls,
)
from bot.clubs.embeds import (
    campaigns_embed,
    club_board_embed,
    club_campaign_embed,
    club_embed,
    record_embed,
    rooms_embed,
)
from bot.clubs.typed import (
    club_campaign_choice,
    club_campaign_offers,
    club_choice,
    club_offers,
    club_so_far,
)
from bot.clubs.wording import CLUB_OPTION
from bot.face.controls import chosen, chosen_number
from bot.face.suggestions import Offer
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.suggestions import suggesting
from bot.ladders.cards import Board
from bot.ladders.lookup import group_of
from bot.ladders.typed import rank_choice
from bot.ladders.wording import BOARD_OPTION, RANK_OPTION
from bot.maps.controls import day_controls
from bot.maps.embeds.maps import map_embed
from bot.maps.typed.offers import map_offers
from bot.maps.wording import MAP_OPTION
from bot.nadeo.paths import DEEPEST_RANK

Interaction = discord.Interaction[Pitwall]


class ClubCommands(
    commands.GroupCog, name="club", description="Clubs, their campaigns and their ladders"
):
    """What there is to know about clubs."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.lookup = bot.lookup
        self.clubs = bot.lookup.clubs
        bot.presses.add(ACTIVITY_OPEN, self.open_activities)
        bot.presses.add(ACTIVITY_PAGE, self.turn_page)
        bot.presses.add(ACTIVITY_FOLDER, self.open_folder)
        bot.presses.add(CAMPAIGN_OPEN, self.open_campaign)
        bot.presses.add(CAMPAIGN_MAP, self.open_map)
        bot.presses.add(CLUB_BOARD_OPEN, self.open_board)
        bot.presses.add(CLUB_BOARD_PAGE, self.turn_board)
        bot.presses.add(CLUB_BOARD_JUMP, self.jump_on_board)

    @app_commands.command()
    @app_commands.describe(club=str(CLUB_OPTION))
    async def info(self, interaction: Interaction, club: str) -> None:
        """Show a club."""
        choice = club_choice(club)
        async with answering(interaction) as answer:
            card = await self.clubs.card(await self.clubs.names.found(choice))
        await answer.give(embed=club_embed(card), view=club_controls(card))

    @app_commands.command()
    @app_commands.describe(club=str(CLUB_OPTION))
    async def campaigns(self, interaction: Interaction, club: str) -> None:
        """List a club's campaigns."""
        await self._list(interaction, "campaigns", club)

    @app_commands.command()
    @app_commands.describe(club=str(CLUB_OPTION))
    async def rooms(self, interaction: Interaction, club: str) -> None:
        """List a club's rooms, who plays there and what."""
        await self._list(interaction, "rooms", club)

    @app_commands.command()
    @app_commands.describe(club=str(CLUB_OPTION), campaign="the campaign's name or number")
    async def campaign(self, interaction: Interaction, club: str, campaign: str) -> None:
        """Show the maps of a club's campaign."""
        choice, wanted = club_choice(club), club_campaign_choice(campaign)
        async with answering(interaction) as answer:
            card = await self.clubs.campaign(await self.clubs.names.found(choice), wanted)
        await answer.give(embed=club_campaign_embed(card), view=club_campaign_controls(card))

    @app_commands.command()
    @app_commands.describe(
        club=str(CLUB_OPTION), typed=str(MAP_OPTION), board=str(BOARD_OPTION), rank=str(RANK_OPTION)
    )
    @app_commands.rename(typed="map")
    async def leaderboard(
        self,
        interaction: Interaction,
        club: str,
        typed: str,
        board: Board = "season",
        rank: app_commands.Range[int, 1, DEEPEST_RANK] = 1,
    ) -> None:
        """Show who of a club's members is fastest on a map."""
        choice, first = club_choice(club), rank_choice(rank)
        wanted = await self.lookup.typed_maps.understood(typed)
        async with answering(interaction) as answer:
            target = await self.lookup.typed_maps.found(wanted)
            club_id = await self.clubs.names.found(choice)
            page = await self.clubs.board(club_id, target, group_of(target, board), first)
        await answer.give(embed=club_board_embed(page), view=club_board_controls(page))

    @app_commands.command()
    @app_commands.describe(club=str(CLUB_OPTION), typed=str(MAP_OPTION), board=str(BOARD_OPTION))
    @app_commands.rename(typed="map")
    async def record(
        self, interaction: Interaction, club: str, typed: str, board: Board = "season"
    ) -> None:
        """Show the account's own record on a map and its rank in a club."""
        rights, choice = self.bot.rights, club_choice(club)
        await rights.need_account_data(interaction.user.id)
        rights.need_service_account()
        wanted = await self.lookup.typed_maps.understood(typed)
        async with answering(interaction, ephemeral=not rights.shares_account) as answer:
            target = await self.lookup.typed_maps.found(wanted)
            club_id = await self.clubs.names.found(choice)
            card = await self.clubs.record(club_id, target, group_of(target, board))
        await answer.give(embed=record_embed(card))

    @info.autocomplete("club")
    @campaigns.autocomplete("club")
    @rooms.autocomplete("club")
    @campaign.autocomplete("club")
    @leaderboard.autocomplete("club")
    @record.autocomplete("club")
    @suggesting
    async def suggest_club(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer clubs that fit what is typed so far."""
        found = await self.clubs.names.suggestions(typed, interaction.user.id)
        return club_offers(found)

    @campaign.autocomplete("campaign")
    @suggesting
    async def suggest_campaign(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer the chosen club's campaigns."""
        club = club_so_far(interaction.namespace.club)
        if club is None:
            return []
        found = await self.clubs.fitting_campaigns(club, typed, interaction.user.id)
        return club_campaign_offers(found)

    @leaderboard.autocomplete("typed")
    @record.autocomplete("typed")
    @suggesting
    async def suggest_map(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer official maps."""
        found = await self.lookup.typed_maps.search(typed)
        return map_offers(typed, self.lookup.typed_maps.newest_date(), found)

    # --- buttons and menus ---------------------------------------------------------------------

    async def open_activities(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show what a club offers as a new message."""
        async with answering(interaction) as answer:
            embed, controls = await self._activities(_kind(found), int(found["club"]))
        await answer.give(embed=embed, view=controls)

    async def turn_page(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page of what a club offers in place of this one."""
        await self._show_activities(interaction, found, int(found["folder"]), int(found["page"]))

    async def open_folder(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the chosen folder in place of this page."""
        await self._show_activities(interaction, found, chosen_number(interaction), 0)

    async def open_campaign(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the chosen campaign as a new message."""
        campaign_id = chosen_number(interaction)
        async with answering(interaction) as answer:
            card = await self.clubs.campaign(int(found["club"]), campaign_id)
        await answer.give(embed=club_campaign_embed(card), view=club_campaign_controls(card))

    async def open_map(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the card of the chosen map as a new message."""
        async with answering(interaction) as answer:
            card = await self.lookup.map_cards.with_standing(
                await self.lookup.typed_maps.find(chosen(interaction))
            )
        controls = day_controls(card, self.lookup.typed_maps.newest_date())
        await answer.give(embed=map_embed(card), view=controls)

    async def open_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the club's ladder of the chosen map as a new message."""
        async with answering(interaction) as answer:
            target = await self.lookup.typed_maps.find(chosen(interaction))
            group_uid = group_of(target, None)
            page = await self.clubs.board(int(found["club"]), target, group_uid, 1)
        await answer.give(embed=club_board_embed(page), view=club_board_controls(page))

    async def turn_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page of a club's ladder in place of this one."""
        await self._show_board(interaction, found, int(found["rank"]))

    async def jump_on_board(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the page that was chosen in place of this one."""
        await self._show_board(interaction, found, chosen_number(interaction))

    async def _show_board(self, interaction: Interaction, found: re.Match[str], rank: int) -> None:
        first = rank_choice(rank)
        async with updating(interaction) as answer:
            target = await self.lookup.typed_maps.find(found["uid"])
            page = await self.clubs.board(int(found["club"]), target, found["group"], first)
        await answer.give(embed=club_board_embed(page), view=club_board_controls(page))

    async def _show_activities(
        self, interaction: Interaction, found: re.Match[str], folder_id: int, page: int
    ) -> None:
        async with updating(interaction) as answer:
            embed, controls = await self._activities(
                _kind(found), int(found["club"]), folder_id, page
            )
        await answer.give(embed=embed, view=controls)

    async def _list(self, interaction: Interaction, kind: Kind, club: str) -> None:
        choice = club_choice(club)
        async with answering(interaction) as answer:
            embed, controls = await self._activities(kind, await self.clubs.names.found(choice))
        await answer.give(embed=embed, view=controls)

    async def _activities(
        self, kind: Kind, club_id: int, folder_id: int = 0, page: int = 0
    ) -> tuple[discord.Embed, discord.ui.View]:
        if kind == "rooms":
            rooms = await self.clubs.rooms(club_id, folder_id, page)
            return rooms_embed(rooms), activity_controls(kind, rooms.activities)
        activities = await self.clubs.campaigns(club_id, folder_id, page)
        return campaigns_embed(activities), activity_controls(kind, activities)


def _kind(found: re.Match[str]) -> Kind:
    return "rooms" if found["kind"] == "rooms" else "campaigns"


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(ClubCommands(bot))
