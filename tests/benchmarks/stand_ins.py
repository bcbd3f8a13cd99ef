"""Both stand-ins in a process of their own: `python stand_ins.py SERVERS SHARDS`.

Their addresses come as one line of JSON, the variables of a bot that asks them; they are there
until standard input ends.
"""

import asyncio
import json
import secrets
import sys

from support import environment_for

from bot.clock import SystemClock
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World

CHANNELS = 10
"""Text channels in each server, beside three roles."""


async def main(servers: int, shards: int) -> None:
    # No other bot on this machine has this token: a second one would not be let in.
    discord = DiscordServer(token=secrets.token_hex(16))
    discord.shards = shards
    for number in range(servers - len(discord.state.guilds)):
        guild = discord.state.add_guild(f"Server {number}")
        discord.state.add_role(guild, "Hunters")
        for channel in range(CHANNELS):
            discord.state.add_channel(guild, f"channel-{channel}")
    async with NadeoServer(World(SystemClock())) as nadeo, discord:
        variables = {
            **environment_for(nadeo),
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
        }
        print(json.dumps(variables), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
