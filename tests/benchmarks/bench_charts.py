"""How long pictures take, what memory they hold, and whom they hold up: `make bench`.

Processor time and memory are the process's own, as Linux counts them: whatever else the machine
does has no part in them.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.clock import SystemClock
from bot.pictures import studio
from bot.pictures.cards import (
    Difference,
    Duel,
    Level,
    Measured,
    MedalTable,
    MonthSheet,
    RankCurve,
    Scene,
    Spot,
    Tally,
    Tile,
    Timeline,
)
from bot.pictures.studio import Studio

ROUNDS = 20
MANY = 200
AT_ONCE = 10
TICK = 0.001
"""Seconds between two looks at whether the loop is free."""
PAGES = (1, 101, 301, 901, 3101, 9901)
LEGEND = ("Author", "Gold", "Silver", "Bronze")
MEDALS = tuple(Level(name, 44_000 + 3_000 * place, place) for place, name in enumerate(LEGEND))


def thumbnail(day: int) -> bytes:
    """Return a picture as the game takes them: of 512 pixels each way, with soft and hard parts."""
    pixels = np.random.default_rng(day).integers(0, 255, (24, 24, 3), dtype=np.uint8)
    file = BytesIO()
    Image.fromarray(pixels).resize((512, 512)).save(file, format="JPEG", quality=90)
    return file.getvalue()


SCENES: dict[str, Scene] = {
    "board": RankCurve(
        "",
        "tm_race",
        tuple((rank, 42_000 + rank) for first in PAGES for rank in range(first, first + 100)),
        MEDALS,
        tuple(Spot(rank, 42_000 + rank) for rank in range(10, 400, 10)),
        "rank",
    ),
    "comparison": Duel(
        "", "one", "other", tuple(Difference(f"{n:02}", 99 * n - 999, "0.999") for n in range(25))
    ),
    "server ranking": MedalTable(
        "", tuple(Tally(f"player {n}", (20 - n, 2, 1, 1), 1) for n in range(20)), LEGEND, 25
    ),
    "review history": Timeline(
        "",
        (Measured("a", (tuple((24 - n / 60, 600.0 + n) for n in range(1440)),)),) * 2,
        24,
        "now",
        "-{} h",
    ),
    "month": MonthSheet(
        "",
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        5,
        tuple(Tile(day, f"Some map {day}", thumbnail(day)) for day in range(1, 32)),
    ),
}


def memory(process: int) -> float:
    """Return how much memory a process holds, in megabytes."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    (held,) = [line.split()[1] for line in lines if line.startswith("VmRSS")]
    return int(held) / 1024


def worked(process: int) -> float:
    """Return how long a process has used a processor, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture
async def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Studio]:
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)
    monkeypatch.setattr(studio, "QUEUE_PATIENCE", 60.0)
    async with Studio(tmp_path / "fonts", SystemClock()) as made:
        yield made


async def ready(made: Studio) -> int:
    """Have a process that has drawn each scene once; return its id."""
    for scene in SCENES.values():
        assert await made.picture(scene) is not None
    assert made.process_id is not None
    return made.process_id


async def test_the_start(made: Studio) -> None:
    for what in ("without", "with"):
        began = time.perf_counter()
        made.wake()
        assert made._starting is not None
        process = (await made._starting).pid
        took = time.perf_counter() - began
        print(f"\nstart, {what} fonts remembered: {worked(process):.2f} s of work, {took:.2f} s")
        await made._give_back()


@pytest.mark.parametrize("name", SCENES)
async def test_one_after_the_other(made: Studio, name: str) -> None:
    process = await ready(made)
    before, here = worked(process), time.process_time()
    pictures = [await made.picture(SCENES[name]) for _ in range(ROUNDS)]
    picture = pictures[-1]
    assert picture is not None
    there, here = worked(process) - before, time.process_time() - here
    size = len(picture.png) / 1000
    print(
        f"\n{name}: {there / ROUNDS * 1000:.0f} ms of work there, "
        f"{here / ROUNDS * 1000:.2f} ms here, {size:.0f} kB"
    )


async def test_memory(made: Studio) -> None:
    process = await ready(made)
    before = memory(process), memory(os.getpid())
    scenes = list(SCENES.values())
    for number in range(MANY):
        assert await made.picture(scenes[number % len(scenes)]) is not None
    after = memory(process), memory(os.getpid())
    for who, one, other in zip(("process that draws", "bot"), before, after, strict=True):
        print(f"\n{who}: {one:.1f} MB before, {other:.1f} MB after {MANY} pictures")


async def test_ten_at_once(made: Studio) -> None:
    await ready(made)
    worst, here = 0.0, time.thread_time()
    pictures = asyncio.gather(*(made.picture(SCENES["board"]) for _ in range(AT_ONCE)))
    while not pictures.done():
        # What others wait for here: the work of a turn of the loop, not the machine's other work.
        began = time.thread_time()
        await asyncio.sleep(TICK)
        worst = max(worst, time.thread_time() - began)
    assert None not in await pictures
    total = time.thread_time() - here
    print(
        f"\n{AT_ONCE} at once: {total * 1000:.1f} ms of work here in all, "
        f"{worst * 1000:.2f} ms of it at most in one piece"
    )
