"""A process that sends all that is owed until nothing is owed any more: to be killed."""

import asyncio
import sys
from pathlib import Path

import discord

from bot.announcer.channels import DiscordChannels
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.outbox import Outbox
from bot.announcer.pace import Pace
from bot.announcer.sequels import Sequels
from bot.clock import SystemClock
from bot.frame.app import discord_at
from bot.storage.store import Store

OPEN = (
    "SELECT (SELECT count(*) FROM deliveries WHERE state IN ('owed', 'claimed')) "
    "+ (SELECT count(*) FROM sequels WHERE state = 'owed') AS number"
)


async def main(database: str, api_url: str, rate: str) -> None:
    client = discord.Client(intents=discord.Intents.none())
    with discord_at(api_url):
        async with client, Store.opened(Path(database)) as store:
            await client.login("sandbox.token")
            outbox = Outbox(store)
            channels = DiscordChannels(client)
            clock, pace = SystemClock(), Pace(float(rate))
            sequels = Sequels(store, channels, clock, pace)
            dispatcher = Dispatcher(outbox, channels, clock, pace, sequels.wake)
            running = [asyncio.create_task(loop.run()) for loop in (dispatcher, sequels)]
            while (await store.rows(OPEN))[0]["number"]:
                await asyncio.sleep(0.05)
            for loop in running:
                loop.cancel()
            await asyncio.gather(*running, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
