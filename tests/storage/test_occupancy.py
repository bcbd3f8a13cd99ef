"""Who else works with the file: known while that process lives, and no longer."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from bot.storage.occupancy import occupied

HOLD_IT = """
import sys
from pathlib import Path
from bot.storage.occupancy import occupied

with occupied(Path(sys.argv[1])) as other:
    print(other, flush=True)
    sys.stdin.readline()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


async def hold(path: Path) -> tuple[asyncio.subprocess.Process, str]:
    """Start a process that holds the file, and return whom it met."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", HOLD_IT, str(path)), stdin=PIPE, stdout=PIPE
    )
    assert process.stdout is not None
    return process, (await process.stdout.readline()).decode().strip()


async def test_another_process_is_named_until_it_is_killed(path: Path) -> None:
    first, met = await hold(path)
    assert met == "None"

    second, met = await hold(path)
    assert met == str(first.pid)
    with occupied(path) as other:
        assert other == str(first.pid)

    second.kill()
    first.kill()
    await asyncio.gather(first.wait(), second.wait())
    with occupied(path) as other:
        assert other is None
        third, met = await hold(path)
        third.kill()
        await third.wait()
        assert met == str(os.getpid())


def test_whoever_has_left_is_not_named(path: Path) -> None:
    for _ in range(2):
        with occupied(path) as other:
            assert other is None


def test_where_no_lock_can_be_had_nobody_is_known(tmp_path: Path) -> None:
    with occupied(tmp_path / "missing" / "pitwall.db") as other:
        assert other is None


def test_a_lock_file_of_any_content_is_taken_over(path: Path) -> None:
    path.with_name("pitwall.db-lock").write_bytes(b"\xff" * 100)

    with occupied(path) as other:
        assert other is None

    assert path.with_name("pitwall.db-lock").read_text() == str(os.getpid())
