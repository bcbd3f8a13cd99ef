"""The least that a bot can be: discord.py as Pitwall sets it up, and embeds that never change.

Run by `bench_at_once.py` as a process of its own: `python bare.py API TOKEN`, with the embeds as
JSON, by the names of their commands, on standard input.
"""

import json
import sys
from typing import Any

import discord
from discord import app_commands
from discord.http import Route


class Bare(discord.AutoShardedClient):
    def __init__(self, embeds: dict[str, Any]) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._tree = app_commands.CommandTree(self)
        for name, embed in embeds.items():
            self._tree.add_command(_answering(name, discord.Embed.from_dict(embed)))

    async def setup_hook(self) -> None:
        await self._tree.sync()


def _answering(name: str, embed: discord.Embed) -> app_commands.Command[Any, ..., None]:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(embed=embed)

    return app_commands.Command(name=name, description="Answer at once.", callback=answer)


if __name__ == "__main__":
    _, Route.BASE, token = sys.argv
    Bare(json.load(sys.stdin)).run(token, log_handler=None)
