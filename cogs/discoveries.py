"""Maps that somebody may have missed."""

import re
from typing import get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot.face.suggestions import Offer
from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.frame.suggestions import suggesting
from bot.maps.controls import RANDOM_DRAW, anniversary_controls, drawn_controls
from bot.maps.discovery_wording import KINDS
from bot.maps.embeds.lists import anniversary_embed
from bot.maps.embeds.maps import map_embed
from bot.maps.lookup.discoveries import DiscoveryKind, DiscoveryWish
from bot.maps.typed.styles import style_offers

Interaction = discord.Interaction[Pitwall]

DISCOVERY_KINDS: dict[str, DiscoveryKind] = {kind: kind for kind in get_args(DiscoveryKind)}
CHOICES = [
    app_commands.Choice(name=str(KINDS[kind]), value=kind) for kind in get_args(DiscoveryKind)
]


class DiscoveryCommands(commands.Cog):
    """A map by lot, and what ran years ago."""

    def __init__(self, bot: Pitwall) -> None:
        self.lookup = bot.lookup
        bot.presses.add(RANDOM_DRAW, self.draw_another)

    @app_commands.command()
    @app_commands.describe(
        kind="what it came out as; any if left out",
        style="a tag of Trackmania Exchange such as Tech; any if left out",
    )
    @app_commands.choices(kind=CHOICES)
    async def random(
        self, interaction: Interaction, kind: str | None = None, style: str | None = None
    ) -> None:
        """Show a map that you may have missed."""
        wish = await self.lookup.discoveries.understood(DISCOVERY_KINDS.get(kind or ""), style)
        async with answering(interaction) as answer:
            target = await self.lookup.discoveries.drawn(wish)
            card = await self.lookup.map_cards.with_standing(target)
        view = drawn_controls(card, wish.kind or "", wish.style or "")
        await answer.give(embed=map_embed(card), view=view)

    @app_commands.command(name="on-this-day")
    async def on_this_day(self, interaction: Interaction) -> None:
        """Show the Tracks of the Day of this date in earlier years."""
        async with answering(interaction) as answer:
            card = await self.lookup.lists.on_this_day()
        await answer.give(embed=anniversary_embed(card), view=anniversary_controls(card))

    @random.autocomplete("style")
    @suggesting
    async def suggest_style(self, _interaction: Interaction, typed: str) -> list[Offer]:
        """Offer styles that official maps have."""
        return style_offers(typed, await self.lookup.discoveries.styles())

    async def draw_another(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another map in place of this one."""
        wish = DiscoveryWish(DISCOVERY_KINDS.get(found["kind"]), found["style"] or None)
        async with updating(interaction) as answer:
            target = await self.lookup.discoveries.drawn(wish, but=found["uid"])
            card = await self.lookup.map_cards.with_standing(target)
        view = drawn_controls(card, wish.kind or "", wish.style or "")
        await answer.give(embed=map_embed(card), view=view)


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(DiscoveryCommands(bot))
