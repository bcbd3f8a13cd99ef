"""What the bot's process holds at a moment, read from outside: /proc, its file, its /metrics."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.monitoring.figures import Figures, figures_of

KIBI = 1024
SOCKET = "socket:"


@dataclass(frozen=True)
class Sample:
    """One reading; memory in MiB, `at` in seconds since the bot was ready."""

    at: float
    resident: float
    anonymous: float
    """The part of the resident memory that is the process's own and in no file."""
    shared_out: float
    """What is resident, with what others have as well divided among them."""
    tasks: int
    threads: int
    descriptors: int
    sockets: int
    file: float
    processor: float
    """Seconds since the start of the process."""
    rows: dict[str, int] = field(default_factory=dict[str, int])
    """By table."""
    answers: Counter[str] = field(default_factory=Counter[str])
    """To commands, presses and suggestions, by how they ended, as the bot counts them."""


class Gauges:
    """Reads one process."""

    def __init__(self, pid: int, database: Path, metrics: str) -> None:
        self._proc = Path(f"/proc/{pid}")
        self._database = database
        self._metrics = metrics

    async def read(self, session: aiohttp.ClientSession, at: float) -> Sample:
        """Read everything now."""
        async with session.get(self._metrics) as response:
            figures = figures_of(await response.text())
        status = _kibibytes(self._proc / "status")
        targets = self._descriptors()
        return Sample(
            at=at,
            resident=status["VmRSS"] / KIBI,
            anonymous=status["RssAnon"] / KIBI,
            shared_out=_kibibytes(self._proc / "smaps_rollup")["Pss"] / KIBI,
            tasks=int(figures.of("pitwall_tasks")[()]),
            threads=status["Threads"],
            descriptors=len(targets),
            sockets=sum(target.startswith(SOCKET) for target in targets),
            file=sum(one.stat().st_size for one in self._files()) / KIBI**2,
            processor=figures.of("process_cpu_seconds_total")[()],
            rows=self._rows(),
            answers=_answers(figures),
        )

    def _descriptors(self) -> list[str]:
        found: list[str] = []
        for one in (self._proc / "fd").iterdir():
            try:
                found.append(str(one.readlink()))
            except FileNotFoundError:
                continue  # closed meanwhile
        return found

    def _files(self) -> list[Path]:
        return list(self._database.parent.glob(f"{self._database.name}*"))

    def _rows(self) -> dict[str, int]:
        with closing(sqlite3.connect(f"{self._database.as_uri()}?mode=ro", uri=True)) as file:
            tables = file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            return {
                name: file.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 # SQLite's own word
                for (name,) in tables
                if not name.startswith("sqlite_")
            }


def _answers(figures: Figures) -> Counter[str]:
    answers: Counter[str] = Counter()
    for (_, outcome), count in figures.of("pitwall_commands_total").items():
        answers[outcome] += int(count)
    return answers


def _kibibytes(file: Path) -> dict[str, int]:
    """Read those lines of a file of /proc that are a name and a number."""
    lines = (line.partition(":") for line in file.read_text().splitlines())
    words = ((name, value.split()) for name, _, value in lines)
    return {name: int(value[0]) for name, value in words if value and value[0].isdecimal()}
