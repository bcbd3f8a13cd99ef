"""The least that a bot can be: discord.py as Pitwall sets it up, and embeds that never change.

Run as a process of its own: `python bare.py API TOKEN`, with the embeds as JSON, by the names of
their commands, on standard input. It says `ready` on standard error once it is.
"""

import json
import sys
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from discord.http import Route

OFFERS = [app_commands.Choice(name=f"Choice {one}", value=str(one)) for one in range(25)]


class Bare(commands.AutoShardedBot):
    def __init__(self, embeds: dict[str, Any]) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        for name, embed in embeds.items():
            self.tree.add_command(_answering(name, discord.Embed.from_dict(embed)))
        if embeds:
            self.tree.add_command(offering)

    async def setup_hook(self) -> None:
        if self.tree.get_commands():
            await self.tree.sync()

    async def on_ready(self) -> None:
        print("ready", file=sys.stderr, flush=True)


@app_commands.command(description="Offer the same whatever is typed.")
async def offering(interaction: discord.Interaction, typed: str) -> None:
    await interaction.response.send_message(typed)


@offering.autocomplete("typed")
async def _offer(_interaction: discord.Interaction, _typed: str) -> list[app_commands.Choice[str]]:
    return OFFERS


def _answering(name: str, embed: discord.Embed) -> app_commands.Command[Any, ..., None]:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(embed=embed)

    return app_commands.Command(name=name, description="Answer at once.", callback=answer)


if __name__ == "__main__":
    _, Route.BASE, token = sys.argv
    Bare(json.load(sys.stdin)).run(token, log_handler=None)
