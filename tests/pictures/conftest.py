"""Fixtures: a studio whose processes may take their time, and can be told to go wrong."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support import ManualClock

from bot.pictures import studio
from bot.pictures.studio import Studio

STUBBORN = Path(__file__).with_name("stubborn.py")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take as long as it needs to start a process."""
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)
    monkeypatch.setattr(studio, "QUEUE_PATIENCE", 60.0)


@pytest.fixture
async def made(tmp_path: Path, clock: ManualClock) -> AsyncIterator[Studio]:
    async with Studio(tmp_path / "fonts", clock) as made:
        yield made


@pytest.fixture
def stubborn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes do what a scene's alt text says: see `stubborn.py`."""
    monkeypatch.setattr(studio, "PROGRAM", (str(STUBBORN),))
