"""Who plays: links between people and players, and single players' records."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.face.suggestions import Offer
from bot.frame.answering import answering
from bot.frame.app import Pitwall
from bot.frame.forgetting import forget_person
from bot.frame.suggestions import suggesting
from bot.maps.typed.offers import map_offers
from bot.maps.wording import MAP_OR_TRACK_OPTION
from bot.players import wording
from bot.players.controls import record_controls
from bot.players.embeds import linked_sentence, record_embed
from bot.players.ladders import group_asked
from bot.players.typed import account_choice, player_choice, player_offers
from bot.refusal import Refusal

Interaction = discord.Interaction[Pitwall]


class PlayerCommands(commands.Cog):
    """People of Discord, and the players that they say to be."""

    def __init__(self, bot: Pitwall) -> None:
        self.bot = bot
        self.lookup = bot.lookup
        self.links = bot.lookup.links

    @app_commands.command()
    @app_commands.describe(player=str(wording.PLAYER_OPTION))
    async def link(self, interaction: Interaction, player: str) -> None:
        """Link yourself with a Trackmania player, for this server's ladder."""
        wanted = account_choice(player)
        async with answering(interaction, ephemeral=True) as answer:
            guild_id = self._guild_with_ladder(interaction)
            linked = await self.links.link(interaction.user.id, guild_id, wanted)
        await answer.give(content=linked_sentence(linked))

    @app_commands.command()
    @app_commands.describe(everywhere=str(wording.EVERYWHERE_OPTION))
    async def unlink(self, interaction: Interaction, everywhere: bool = False) -> None:
        """Leave this server's ladder, or delete your link everywhere."""
        if not everywhere and interaction.guild_id is None:
            raise Refusal(wording.UNLINK_WHERE)
        async with answering(interaction, ephemeral=True) as answer:
            if everywhere or interaction.guild_id is None:
                sentence = await self._forget(interaction.user.id)
            else:
                await self.links.unlink(interaction.user.id, interaction.guild_id)
                sentence = wording.UNLINKED_HERE
        await answer.give(content=sentence)

    async def _forget(self, user_id: int) -> str:
        """Delete all that is kept of a person, and say so."""
        forgotten = await forget_person(self.bot.store, user_id)
        if not forgotten.anything:
            raise Refusal(wording.NOTHING_KEPT)
        subscribed = forgotten.subscriptions
        return (
            str(wording.FORGOTTEN_AS_SUBSCRIBER) if subscribed else str(wording.UNLINKED_EVERYWHERE)
        )

    def _guild_with_ladder(self, interaction: Interaction) -> int | None:
        """Return the server that this was typed in, if the bot is in it.

        Whoever installed the bot for themselves types commands in servers that it knows nothing of.
        """
        guild_id = interaction.guild_id
        return guild_id if guild_id and self.bot.get_guild(guild_id) else None

    @app_commands.command()
    @app_commands.describe(
        typed=str(MAP_OR_TRACK_OPTION), player=str(wording.PLAYER_OR_SELF_OPTION)
    )
    @app_commands.rename(typed="map")
    async def record(
        self, interaction: Interaction, typed: str | None = None, player: str | None = None
    ) -> None:
        """Show a player's record on a map."""
        choice = player_choice(player) if player is not None else None
        wanted = await self.lookup.typed_maps.understood(typed)
        guild_id = interaction.guild_id
        async with answering(interaction) as answer:
            account = await self.links.meant(interaction.user.id, guild_id, choice)
            target = await self.lookup.typed_maps.found(wanted)
            card = await self.lookup.server_ladders.record(
                account, guild_id, target, group_asked(target, None)
            )
        await answer.give(embed=record_embed(card), view=record_controls(card))

    @record.autocomplete("typed")
    @suggesting
    async def suggest_map(self, _interaction: Interaction, typed: str) -> list[Offer]:
        """Offer official maps."""
        found = await self.lookup.typed_maps.search(typed)
        return map_offers(typed, self.lookup.typed_maps.newest_date(), found)

    @record.autocomplete("player")
    @suggesting
    async def suggest_player(self, interaction: Interaction, typed: str) -> list[Offer]:
        """Offer the linked players of this server."""
        if interaction.guild_id is None:
            return []
        return player_offers(typed, await self.links.players(interaction.guild_id))


async def setup(bot: Pitwall) -> None:
    """Add the cog."""
    await bot.add_cog(PlayerCommands(bot))
