"""The guided set-up of announcements: what its menus and buttons do.

`/announce set-up` shows its first card; from then on the card is changed in place.
"""

import re
from collections.abc import Mapping
from typing import Any

import discord
from discord.ext import commands

from bot.announcer import set_up_wording
from bot.announcer.cards import Subscription
from bot.announcer.embeds.set_up import done_embed, preview_text, set_up_embed
from bot.announcer.set_up import (
    check_feeds,
    check_place,
    hindrances,
    in_a_forum,
    manager_of,
    still_there,
    wanted_subscriptions,
)
from bot.announcer.set_up_cards import Choices
from bot.announcer.set_up_controls import (
    CANCEL,
    CHOICES,
    CHOOSE,
    CONFIRM,
    PREVIEW,
    preview_controls,
    set_up_controls,
)
from bot.announcer.typed.set_up import part_of, unpacked, with_choice
from bot.face.controls import chosen_values
from bot.face.wording import nadeo_failed
from bot.frame.answering import updating
from bot.frame.app import Pitwall
from bot.frame.reasons import ALL_REASONS
from bot.nadeo.errors import NadeoError
from bot.refusal import Refusal

Interaction = discord.Interaction[Pitwall]


class AnnouncementSetUp(commands.Cog):
    """Several subscriptions in one go; nothing is kept before they are confirmed."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.subscriptions = bot.announcer.subscriptions
        bot.presses.add(CHOOSE, self.choose)
        bot.presses.add(PREVIEW, self.preview)
        bot.presses.add(CHOICES, self.show_choices)
        bot.presses.add(CONFIRM, self.confirm)
        bot.presses.add(CANCEL, self.cancel)

    async def choose(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Take what was chosen in a menu, or say on the card why not."""
        member, before = manager_of(interaction), unpacked(found)
        part, problem = part_of(found), ""
        async with updating(interaction) as answer:
            try:
                after = with_choice(before, part, chosen_values(interaction))
                await self._check_feeds(after, member)
                await check_place(part, after, member, self.subscriptions)
            except Refusal as refusal:
                problem, after = refusal.sentence, before
            card = await self._card(after, member, problem, turn=1 - int(found["turn"]))
        await answer.give(**card)

    async def preview(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Show the card of one of the chosen feeds as it would look now."""
        member, choices = manager_of(interaction), unpacked(found)
        if not choices.feeds:
            raise Refusal(set_up_wording.INCOMPLETE)
        page = min(int(found["page"]), len(choices.feeds) - 1)
        problem, message = "", {}
        async with updating(interaction) as answer:
            try:
                await self._check_feeds(choices, member)
                feed = choices.feeds[page]
                message = await self.bot.announcer.examples.preview(feed, member.guild.id)
            except Refusal as refusal:
                problem = refusal.sentence
            except NadeoError as error:
                problem = nadeo_failed(error, ALL_REASONS)
        await answer.give(
            content=preview_text(choices, page, problem),
            embeds=[discord.Embed.from_dict(one) for one in message.get("embeds", [])],
            view=preview_controls(choices, page, message),
        )

    async def show_choices(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Go back from the previews to the menus."""
        member, choices = manager_of(interaction), unpacked(found)
        async with updating(interaction) as answer:
            card = await self._card(choices, member)
        await answer.give(**card)

    async def confirm(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Subscribe all that is chosen, or nothing, and say what is set now."""
        member, choices = manager_of(interaction), unpacked(found)
        async with updating(interaction) as answer:
            try:
                wanted = await self._wanted(choices, member)
                await self.subscriptions.add_all(wanted)
            except Refusal as refusal:
                card = await self._card(choices, member, refusal.sentence)
            else:
                guild = member.guild
                notes = [*in_a_forum(wanted[0], guild), *hindrances(choices, guild)]
                notes += await self.bot.announcer.server_records.notes_on(wanted)
                done = done_embed(wanted, notes, is_role_new=choices.role_id is not None)
                card = {"content": None, "embed": done, "view": None}
        await answer.give(**card)

    async def cancel(self, interaction: Interaction, found: re.Match[str]) -> None:
        """Keep nothing, and take the menus away."""
        del found
        async with updating(interaction) as answer:
            pass
        await answer.give(content=str(set_up_wording.NOTHING_KEPT), embed=None, view=None)

    async def _wanted(self, choices: Choices, member: discord.Member) -> list[Subscription]:
        if not choices.are_enough:
            raise Refusal(set_up_wording.INCOMPLETE)
        await self._check_feeds(choices, member)
        return await wanted_subscriptions(choices, member, self.subscriptions)

    async def _check_feeds(self, choices: Choices, member: discord.Member) -> None:
        offers_all = await self.bot.rights.sees_submissions(member.id)
        check_feeds(choices.feeds, with_submissions=offers_all)

    async def _card(
        self, choices: Choices, member: discord.Member, problem: str = "", turn: int = 0
    ) -> Mapping[str, Any]:
        """Return the card to choose on, with what is in the way; what is gone is not shown."""
        there, lost = still_there(choices, member.guild)
        sentences = dict.fromkeys(filter(None, (problem, *lost)))
        notes = [*map(set_up_wording.problem, sentences), *hindrances(there, member.guild)]
        offers_all = await self.bot.rights.sees_submissions(member.id)
        view = set_up_controls(there, turn, with_submissions=offers_all)
        return {"content": None, "embed": set_up_embed(there, notes), "view": view}


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(AnnouncementSetUp(bot))
