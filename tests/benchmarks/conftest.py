"""Benchmarks run by the machine's own clock: what takes long here is what they are to tell.

Each prints what it measured; all of it comes as one table in the end, and with `--figures FILE`
into that file too.
"""

import asyncio
from pathlib import Path

import pytest

from tests.benchmarks.figures import Figure, table

MEASURED = pytest.StashKey[list[Figure]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", type=Path, help="write the table into this file too")


def pytest_asyncio_loop_factories() -> dict[str, type[asyncio.AbstractEventLoop]]:
    """Give the usual loop, whose time passes while it works."""
    return {"usual": asyncio.SelectorEventLoop}


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> list[Figure]:
    """Give the list of what was measured so far, to add to."""
    return request.config.stash.setdefault(MEASURED, [])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if not (measured := config.stash.get(MEASURED, [])):
        return
    text = table(measured)
    terminalreporter.write_line(f"\n{text}")
    if (file := config.getoption("--figures")) is not None:
        file.write_text(f"{text}\n", encoding="utf-8")
