"""The process that draws: begun when wanted, bounded, given back, and never left behind."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support import ManualClock, until
from unhurried import waited

from bot.languages import writing_in
from bot.pictures import studio
from bot.pictures.cards import Picture, RankCurve
from bot.pictures.studio import Studio
from tests.pictures.processes import is_alive

HERE = Path(__file__).parent
ABANDONED = HERE / "abandoned.py"
POINTS = ((1, 41_000), (100, 45_000), (10_000, 60_000))


def scene(alt: str = "a curve") -> RankCurve:
    return RankCurve(alt, "tm_race", POINTS, (), (), "rank")


def size(picture: Picture | None) -> tuple[int, int]:
    assert picture is not None
    with Image.open(BytesIO(picture.png)) as image:
        return image.size


async def warm(made: Studio) -> int:
    """Have a process ready; return its id."""
    assert await made.picture(scene()) is not None
    assert made.process_id is not None
    return made.process_id


async def test_a_picture_is_drawn_by_another_process(made: Studio) -> None:
    assert made.process_id is None

    picture = await made.picture(scene())

    assert size(picture) == (960, 600)
    assert picture is not None
    assert picture.alt == "a curve"
    assert len(picture.png) < 150_000
    assert made.process_id not in {None, os.getpid()}


async def test_one_process_draws_all(made: Studio) -> None:
    first = await warm(made)

    pictures = await asyncio.gather(*(made.picture(scene()) for _ in range(10)))

    assert {size(one) for one in pictures} == {(960, 600)}
    assert made.process_id == first


async def test_it_is_begun_ahead_while_data_comes(made: Studio) -> None:
    made.wake()
    made.wake()
    await until(lambda: made.process_id)
    ahead = made.process_id

    assert await made.picture(scene()) is not None
    assert made.process_id == ahead


@pytest.mark.usefixtures("stubborn")
async def test_a_drawing_that_hangs_is_killed_after_five_seconds(
    made: Studio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first = await warm(made)
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 5.0)
    began = waited()

    assert await made.picture(scene("hang")) is None

    assert 5.0 <= waited() - began < 6.0
    assert not is_alive(first)
    assert caplog.messages == ["a picture was not drawn: not done within 5 s"]
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)
    assert await warm(made) != first


@pytest.mark.usefixtures("stubborn")
@pytest.mark.parametrize(
    ("alt", "reason"),
    [
        ("die", "the process that draws was lost (IncompleteReadError)"),
        ("fail", "ValueError: no such colour"),
    ],
)
async def test_a_drawing_that_fails_says_so_in_the_log_and_the_next_is_drawn(
    made: Studio, caplog: pytest.LogCaptureFixture, alt: str, reason: str
) -> None:
    assert await made.picture(scene(alt)) is None

    assert caplog.messages == [f"a picture was not drawn: {reason}"]
    assert size(await made.picture(scene())) == (960, 600)


@pytest.mark.usefixtures("stubborn")
async def test_what_libraries_print_does_not_get_into_pictures(made: Studio) -> None:
    assert size(await made.picture(scene("chatter"))) == (960, 600)
    assert size(await made.picture(scene())) == (960, 600)


async def test_a_process_that_was_killed_while_idle_is_made_anew(made: Studio) -> None:
    first = await warm(made)
    os.kill(first, signal.SIGKILL)
    await until(lambda: made.process_id is None)

    assert await warm(made) != first


async def test_a_program_that_cannot_be_started(
    made: Studio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(studio, "PROGRAM", ("-c", "raise SystemExit(1)"))

    assert await made.picture(scene()) is None

    assert caplog.messages == [
        "a picture was not drawn: the process that draws did not start (IncompleteReadError)"
    ]
    monkeypatch.undo()
    assert made.process_id is None


@pytest.mark.usefixtures("stubborn")
async def test_whoever_gives_up_leaves_no_picture_for_the_next(made: Studio) -> None:
    first = await warm(made)
    waiting = asyncio.create_task(made.picture(scene("hang")))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting})

    assert waiting.cancelled()
    assert not is_alive(first)
    assert size(await made.picture(scene())) == (960, 600)


@pytest.mark.usefixtures("stubborn")
async def test_there_is_an_end_to_the_queue(made: Studio, caplog: pytest.LogCaptureFixture) -> None:
    await warm(made)
    hanging = [asyncio.create_task(made.picture(scene("hang"))) for _ in range(studio.MOST_WAITING)]
    await asyncio.sleep(0)

    assert await made.picture(scene()) is None

    assert caplog.messages == ["a picture was not drawn: 20 are wanted already"]
    await made.close()
    assert await asyncio.gather(*hanging) == [None] * studio.MOST_WAITING


@pytest.mark.usefixtures("stubborn")
async def test_nobody_waits_longer_than_five_seconds_behind_others(
    made: Studio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await warm(made)
    monkeypatch.setattr(studio, "QUEUE_PATIENCE", 5.0)
    hanging = asyncio.create_task(made.picture(scene("hang")))
    await asyncio.sleep(0)
    began = waited()

    assert await made.picture(scene()) is None

    assert 5.0 <= waited() - began < 6.0
    assert caplog.messages == ["a picture was not drawn: others took more than 5 s"]
    await made.close()
    assert await hanging is None


async def test_it_is_given_back_after_idle_minutes(made: Studio, clock: ManualClock) -> None:
    process = await warm(made)
    keeping = asyncio.create_task(made.keep_small())
    for _ in range(4):
        await asyncio.sleep(0)
        clock.move(studio.LOOK_EVERY)
    await asyncio.sleep(0)
    assert is_alive(process)

    clock.move(studio.LOOK_EVERY)
    await until(lambda: not is_alive(process))

    assert made.process_id is None
    assert await warm(made) != process
    keeping.cancel()


@pytest.mark.usefixtures("stubborn")
async def test_closing_waits_for_no_drawing(made: Studio) -> None:
    process = await warm(made)
    drawing = asyncio.create_task(made.picture(scene("hang")))
    await asyncio.sleep(0)
    began = waited()

    await made.close()

    assert waited() - began < 1.0
    assert not is_alive(process)
    assert await drawing is None
    assert await made.picture(scene()) is None
    assert made.process_id is None


def environment(process: int) -> bytes:
    return Path(f"/proc/{process}/environ").read_bytes()


@pytest.mark.parametrize("alts", [(), ("hang",)])
async def test_a_bot_that_is_killed_leaves_nobody_behind(
    tmp_path: Path, alts: tuple[str, ...]
) -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ABANDONED),
        str(tmp_path),
        *alts,
        stdout=PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1]), "LONGEST_DRAWING": "10"},
    )
    assert bot.stdout is not None
    process = int(await bot.stdout.readline())
    assert is_alive(process)

    bot.kill()
    await bot.communicate()

    await until(lambda: not is_alive(process))


async def test_the_process_knows_none_of_the_bots_secrets(
    made: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("DISCORD_TOKEN", "NADEO_PASSWORD", "TRACKMANIA_CLIENT_SECRET", "PITWALL_OPERATORS")
    for name in names:
        monkeypatch.setenv(name, "hush")

    process = await warm(made)

    assert b"hush" not in environment(process)


async def test_fonts_are_remembered_beside_the_file(made: Studio, tmp_path: Path) -> None:
    await warm(made)

    assert [one.suffix for one in (tmp_path / "fonts").iterdir()] == [".json"]


async def test_where_nothing_can_be_remembered_pictures_are_drawn_all_the_same(
    tmp_path: Path, clock: ManualClock
) -> None:
    (tmp_path / "file").touch()
    async with Studio(tmp_path / "file" / "fonts", clock) as made:
        assert size(await made.picture(scene())) == (960, 600)


async def test_without_the_extra_nothing_is_begun(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    async with Studio(tmp_path, clock) as made:
        made.wake()

        assert not made.can_draw
        assert await made.picture(scene()) is None
        assert made.process_id is None


async def test_numbers_are_written_as_the_reader_does(made: Studio) -> None:
    pictures: list[Picture | None] = []
    for language in ("en", "fr", "en"):
        with writing_in(language):
            pictures.append(await made.picture(scene()))

    english, french, again = (one.png for one in pictures if one is not None)
    assert english == again != french
