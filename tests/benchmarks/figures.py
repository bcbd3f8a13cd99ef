"""One table of all that was measured in one run, with the machine it was measured on."""

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Figure:
    """What was measured, and what it should be at most, or at least; None where nobody said."""

    what: str
    measured: str
    value: float = 0.0
    at_most: float | None = None
    at_least: float | None = None
    unit: str = "times"

    def __str__(self) -> str:
        return f"{self.what}: {self.measured}"

    @property
    def goal(self) -> str:
        if self.at_most is not None:
            return f"at most {self.at_most:g} {self.unit}"
        if self.at_least is not None:
            return f"at least {self.at_least:g} {self.unit}"
        return "–"

    @property
    def verdict(self) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        too_much = self.at_most is not None and self.value > self.at_most
        too_little = self.at_least is not None and self.value < self.at_least
        return "missed" if too_much or too_little else "reached"


def table(figures: Sequence[Figure]) -> str:
    """Return a table in Markdown, below a line that says where and when."""
    rows = [f"| {one.what} | {one.measured} | {one.goal} | {one.verdict} |" for one in figures]
    head = ["| what | measured | goal | |", "|---|---|---|---|"]
    return "\n".join([f"Measured on {_where()}.", "", *head, *rows])


def _where() -> str:
    today = datetime.now(UTC).date().isoformat()
    return (
        f"{today}, commit {_commit()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores of {_processor()}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def _commit() -> str:
    try:
        commit = _git("rev-parse", "--short", "HEAD")
        return f"{commit} with changes" if _git("status", "--porcelain") else commit
    except (OSError, subprocess.CalledProcessError):
        return "unknown"  # not a checkout


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()  # noqa: S603 # no word of it comes from outside
