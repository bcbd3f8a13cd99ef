"""Map review: how long it takes, how to join, what became of the account's own maps."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.frame.answering import answering, updating
from bot.frame.app import Pitwall
from bot.review import wording
from bot.review.cards import REVIEW_TYPES
from bot.review.controls import (
    JOIN,
    SUBMISSIONS_PAGE,
    history_controls,
    submissions_controls,
    types_of,
)
from bot.review.embeds import history_embed, join_embed, submissions_embed, wait_embed
from bot.review.typed import LONGEST_HISTORY, hours_choice, review_types

Interaction = discord.Interaction[Pitwall]

WHICH = "Track of the Day or Weekly Shorts; both if left out"
TYPES = [app_commands.Choice(name=str(wording.NAMES[kind]), value=kind) for kind in REVIEW_TYPES]


class MapReview(commands.GroupCog, name="review", description="Nadeo's map review"):
    """The queues in which maps wait for players' votes."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.reviews = bot.lookup.reviews
        bot.presses.add(SUBMISSIONS_PAGE, self.turn_page)
        bot.presses.add(JOIN, self.tell_join)

    @app_commands.command()
    @app_commands.describe(kind=WHICH)
    @app_commands.rename(kind="type")
    @app_commands.choices(kind=TYPES)
    async def wait(self, interaction: Interaction, kind: str | None = None) -> None:
        """Show how long a map submitted now waits until it is played."""
        async with answering(interaction) as answer:
            waits = await self.reviews.waiting(review_types(kind))
        await answer.give(embed=wait_embed(waits))

    @app_commands.command()
    @app_commands.describe(kind=WHICH)
    @app_commands.rename(kind="type")
    @app_commands.choices(kind=TYPES)
    async def join(self, interaction: Interaction, kind: str | None = None) -> None:
        """Show how to join the review server, which may start for it."""
        self.bot.rights.need_service_account()
        async with answering(interaction) as answer:
            joins = await self.reviews.join(review_types(kind))
        await answer.give(embed=join_embed(joins))

    @app_commands.command()
    @app_commands.describe(kind=WHICH)
    @app_commands.rename(kind="type")
    @app_commands.choices(kind=TYPES)
    async def submissions(self, interaction: Interaction, kind: str | None = None) -> None:
        """Show the account's own submissions with their votes."""
        await self._check_rights(interaction)
        async with answering(interaction, ephemeral=not self.bot.rights.shares_account) as answer:
            page = await self.reviews.submissions(review_types(kind), 0)
        await answer.give(embed=submissions_embed(page), view=submissions_controls(page))

    @app_commands.command()
    @app_commands.describe(kind=WHICH, hours="how far to look back; 24 if left out")
    @app_commands.rename(kind="type")
    @app_commands.choices(kind=TYPES)
    async def history(
        self,
        interaction: Interaction,
        kind: str | None = None,
        hours: app_commands.Range[int, 1, LONGEST_HISTORY] = 24,
    ) -> None:
        """Show how the waiting time went in the last hours."""
        async with answering(interaction) as answer:
            past = await self.reviews.history(review_types(kind), hours_choice(hours))
        view = history_controls(past, hours, has_charts=self.bot.studio.can_draw)
        await answer.give(embed=history_embed(past, hours), view=view)

    async def tell_join(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show how to join to whoever pressed, below a card of the queue."""
        self.bot.rights.need_service_account()
        async with answering(interaction, ephemeral=True) as answer:
            joins = await self.reviews.join(types_of(found["type"]))
        await answer.give(embed=join_embed(joins))

    async def turn_page(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show another page of the submissions in place of this one."""
        await self._check_rights(interaction)
        async with updating(interaction) as answer:
            page = await self.reviews.submissions(types_of(found["type"]), int(found["page"]))
        await answer.give(embed=submissions_embed(page), view=submissions_controls(page))

    async def _check_rights(self, interaction: Interaction) -> None:
        await self.bot.rights.need_account_data(interaction.user.id)
        self.bot.rights.need_service_account()


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(MapReview(bot))
