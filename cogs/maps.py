"""Official maps: days, months, seasons, weeks, and any map by name."""

import re
from typing import get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot.face import wording
from bot.face.controls import chosen
from bot.face.suggestions import Offer
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.presses import is_for_one
from bot.frame.suggestions import suggesting
from bot.maps.controls import (
    CAMPAIGN_TURN,
    MAP_OPEN,
    MAP_UID,
    MONTH_TURN,
    TOTD_DAY,
    any_map_controls,
    campaign_controls,
    day_controls,
    month_controls,
)
from bot.maps.embeds.lists import campaign_embed, month_embed
from bot.maps.embeds.maps import map_embed
from bot.maps.releases import DAY_KINDS, CampaignKind, DayKind
from bot.maps.typed.campaigns import campaign_offers
from bot.maps.typed.days import month_offers
from bot.maps.typed.offers import day_offers, map_offers
from bot.maps.wording import MAP_OPTION
from bot.refusal import Refusal
from bot.text import code_span

Interaction = discord.Interaction[Pitwall]

CAMPAIGN_KINDS: dict[str, CampaignKind] = {kind: kind for kind in get_args(CampaignKind)}


class MapCommands(commands.Cog):
    """Cards and lists of official maps."""

    weekly = app_commands.Group(name="weekly", description="Show the maps of a week.")

    def __init__(self, bot: Pitwall) -> None:
        self.lookup = bot.lookup
        self.has_charts = bot.studio.can_draw
        bot.presses.add(TOTD_DAY, self.turn_day)
        bot.presses.add(MONTH_TURN, self.turn_month)
        bot.presses.add(CAMPAIGN_TURN, self.turn_campaign)
        bot.presses.add(MAP_OPEN, self.open_map)
        bot.presses.add(MAP_UID, self.tell_uid)

    @app_commands.command()
    @app_commands.describe(typed="today, yesterday, a date such as 2026-08-22, or a track's name")
    @app_commands.rename(typed="date")
    async def totd(self, interaction: Interaction, typed: str | None = None) -> None:
        """Show the Track of the Day, or that of another day."""
        await self._day(interaction, typed)

    @app_commands.command()
    async def today(self, interaction: Interaction) -> None:
        """Show the Track of the Day that runs now."""
        await self._day(interaction, None)

    @app_commands.command()
    @app_commands.describe(typed="a month such as 2026-08; the running one if left out")
    @app_commands.rename(typed="month")
    async def calendar(self, interaction: Interaction, typed: str | None = None) -> None:
        """Show a month's Tracks of the Day."""
        await self._month(interaction, "totd", typed)

    @app_commands.command()
    @app_commands.describe(typed="a season such as Summer 2026; the running one if left out")
    @app_commands.rename(typed="season")
    async def campaign(self, interaction: Interaction, typed: str | None = None) -> None:
        """Show the 25 maps of a season."""
        await self._campaign(interaction, "seasonal", typed)

    @weekly.command()
    @app_commands.describe(typed="a week such as Week 88; the running one if left out")
    @app_commands.rename(typed="week")
    async def shorts(self, interaction: Interaction, typed: str | None = None) -> None:
        """Show the five maps of a week of Weekly Shorts."""
        await self._campaign(interaction, "weekly-shorts", typed)

    @weekly.command()
    @app_commands.describe(typed="a week such as Week Grand 88; the running one if left out")
    @app_commands.rename(typed="week")
    async def grand(self, interaction: Interaction, typed: str | None = None) -> None:
        """Show the map of a Weekly Grand."""
        await self._campaign(interaction, "weekly-grand", typed)

    @app_commands.command()
    @app_commands.describe(typed="a month from 2021-04 to 2025-06; the last one if left out")
    @app_commands.rename(typed="month")
    async def royal(self, interaction: Interaction, typed: str | None = None) -> None:
        """Show a month of the Royal archive."""
        await self._month(interaction, "royal", typed)

    @app_commands.command(name="map")
    @app_commands.describe(typed=str(MAP_OPTION))
    @app_commands.rename(typed="query")
    async def any_map(self, interaction: Interaction, typed: str) -> None:
        """Show any map."""
        wanted = await self.lookup.typed_maps.understood(typed)
        async with answering(interaction) as answer:
            card = await self.lookup.map_cards.with_standing(
                await self.lookup.typed_maps.found(wanted)
            )
        controls = any_map_controls(card, self.lookup.typed_maps.newest_date())
        await answer.give(embed=map_embed(card), view=controls)

    # --- while somebody types ------------------------------------------------------------------

    @totd.autocomplete("typed")
    @suggesting
    async def suggest_day(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer days and tracks."""
        found = await self.lookup.typed_maps.search(typed, {"totd"})
        return day_offers(typed, self.lookup.typed_maps.newest_date(), found)

    @any_map.autocomplete("typed")
    @suggesting
    async def suggest_map(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer official maps."""
        found = await self.lookup.typed_maps.search(typed)
        return map_offers(typed, self.lookup.typed_maps.newest_date(), found)

    @calendar.autocomplete("typed")
    @suggesting
    async def suggest_month(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer months with Tracks of the Day."""
        return month_offers(typed, *self.lookup.lists.months("totd"))

    @royal.autocomplete("typed")
    @suggesting
    async def suggest_royal_month(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer months of the Royal archive."""
        return month_offers(typed, *self.lookup.lists.months("royal"))

    @campaign.autocomplete("typed")
    @suggesting
    async def suggest_season(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer seasons."""
        return campaign_offers(typed, await self.lookup.lists.known("seasonal"))

    @shorts.autocomplete("typed")
    @suggesting
    async def suggest_shorts(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer weeks of shorts."""
        return campaign_offers(typed, await self.lookup.lists.known("weekly-shorts"))

    @grand.autocomplete("typed")
    @suggesting
    async def suggest_grand(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer weeks of grands."""
        return campaign_offers(typed, await self.lookup.lists.known("weekly-grand"))

    # --- buttons and menus ---------------------------------------------------------------------

    async def turn_day(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another day in place of this one."""
        wanted = await self.lookup.typed_maps.understood_day(found["date"])
        async with updating(interaction) as answer:
            card = await self.lookup.map_cards.with_standing(
                await self.lookup.typed_maps.found(wanted)
            )
        controls = day_controls(card, self.lookup.typed_maps.newest_date())
        await answer.give(embed=map_embed(card), view=controls)

    async def turn_month(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another month in place of this one."""
        kind = DAY_KINDS[found["kind"]]
        wanted = await self.lookup.lists.understood_month(kind, found["month"])
        async with updating(interaction) as answer:
            card = await self.lookup.lists.month(kind, wanted)
        view = month_controls(card, has_charts=self.has_charts)
        await answer.give(embed=month_embed(card), view=view)

    async def turn_campaign(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another campaign in place of this one."""
        async with updating(interaction) as answer:
            kind = CAMPAIGN_KINDS[found["kind"]]
            card = await self.lookup.lists.campaign_by_id(kind, int(found["id"]))
            if card is None:
                raise Refusal(wording.OUTDATED_BUTTON)
        view = campaign_controls(card)
        await answer.give(embed=campaign_embed(card), view=view)

    async def open_map(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the chosen map as a new message, below an announcement only to who asked."""
        map_uid = chosen(interaction)
        async with answering(interaction, ephemeral=is_for_one(interaction)) as answer:
            card = await self.lookup.map_cards.with_standing(
                await self.lookup.typed_maps.find(map_uid)
            )
        controls = day_controls(card, self.lookup.typed_maps.newest_date())
        await answer.give(embed=map_embed(card), view=controls)

    async def tell_uid(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show a map's uid, which other tools ask for, to whoever pressed."""
        async with answering(interaction, ephemeral=True) as answer:
            uid = code_span(found["uid"])
        await answer.give(content=uid)

    async def _day(self, interaction: Interaction, typed: str | None) -> None:
        wanted = await self.lookup.typed_maps.understood_day(typed)
        async with answering(interaction) as answer:
            card = await self.lookup.map_cards.with_standing(
                await self.lookup.typed_maps.found(wanted)
            )
        controls = day_controls(card, self.lookup.typed_maps.newest_date())
        await answer.give(embed=map_embed(card), view=controls)

    async def _month(self, interaction: Interaction, kind: DayKind, typed: str | None) -> None:
        wanted = await self.lookup.lists.understood_month(kind, typed)
        async with answering(interaction) as answer:
            card = await self.lookup.lists.month(kind, wanted)
        view = month_controls(card, has_charts=self.has_charts)
        await answer.give(embed=month_embed(card), view=view)

    async def _campaign(
        self, interaction: Interaction, kind: CampaignKind, typed: str | None
    ) -> None:
        wanted = await self.lookup.lists.understood(kind, typed)
        async with answering(interaction) as answer:
            card = await self.lookup.lists.campaign(kind, wanted)
        await answer.give(embed=campaign_embed(card), view=campaign_controls(card))


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(MapCommands(bot))
