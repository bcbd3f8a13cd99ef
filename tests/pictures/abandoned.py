"""A bot that has a picture drawn and is killed meanwhile: says which process draws, then waits."""

import asyncio
import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.pictures import studio
from bot.pictures.cards import RankCurve
from bot.pictures.studio import Studio


async def main(folder: str, *alts: str) -> None:
    studio.PROGRAM = (str(Path(__file__).with_name("stubborn.py")),)
    studio.DRAWING_PATIENCE = 60.0
    async with Studio(Path(folder), SystemClock()) as made:
        await made.picture(RankCurve("first", "", ((1, 1),), (), (), "rank"))
        wanted = [made.picture(RankCurve(alt, "", ((1, 1),), (), (), "rank")) for alt in alts]
        under_way = asyncio.gather(*wanted, asyncio.Event().wait())
        await asyncio.sleep(0)
        print(made.process_id, flush=True)
        await under_way


asyncio.run(main(*sys.argv[1:]))
