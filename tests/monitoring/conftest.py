"""Figures of the bot under test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

import pytest

from bot.frame.app import Pitwall
from tests.monitoring.asking import listening
from tests.monitoring.figures import Figures, figures_of

Scrape: TypeAlias = Callable[[], Awaitable[Figures]]


@pytest.fixture
async def scrape(bot: Pitwall) -> AsyncIterator[Scrape]:
    """Give a function that reads the figures of the bot as they are now."""
    async with listening(bot) as get:

        async def read() -> Figures:
            response = await get("/metrics")
            assert (response.status, response.content_type) == (200, "text/plain")
            return figures_of(await response.text())

        yield read
