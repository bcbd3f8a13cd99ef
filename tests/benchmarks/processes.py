"""Programs beside this one, and what they have taken of the machine so far."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PITWALL = ("-m", "bot", "run")
BARE = str(HERE / "bare.py")
STAND_INS = str(HERE / "stand_ins.py")
_TICKS = os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def python(
    folder: Path, *arguments: str, said: str | None = None, **environment: str
) -> AsyncGenerator[Process]:
    """Run Python in a folder until the block ends; without `said` its input stays open."""
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, **environment},
        cwd=folder,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdin is not None
    if said is not None:
        process.stdin.write(said.encode())
        process.stdin.close()
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def line_with(word: str, stream: asyncio.StreamReader | None) -> str:
    """Return the first line that has a word."""
    assert stream is not None
    said: list[str] = []
    while line := (await stream.readline()).decode():
        if word in line:
            return line
        said.append(line)
    raise AssertionError("".join(said))


def processor_seconds(process: Process) -> float:
    """Return how much time of a processor a program took, for itself and in the kernel."""
    # The name stands in brackets and may hold blanks; user and system time are fields 14 and 15.
    fields = (
        Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    )
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_mebibytes(process: Process) -> float:
    """Return how much memory a program holds at present."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    (line,) = [one for one in status if one.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def exact_processor_seconds(process: Process) -> float:
    """Return the time of a processor that a program's threads took, by the scheduler's own count.

    A thread that has ended is not in it.
    """
    threads = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
    return sum(int(one.read_text(encoding="ascii").split()[0]) for one in threads) / 1e9
