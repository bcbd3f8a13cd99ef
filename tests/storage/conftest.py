"""An open store in a folder of its own."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pitwall.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    async with Store.opened(path) as store:
        yield store


@pytest.fixture
def generous() -> Iterator[None]:
    """Let new files be read by everybody, unless a program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)
