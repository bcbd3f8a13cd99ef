"""The desk of what runs beside: whatever goes wrong in one turn of a loop must not end it."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

log = logging.getLogger(__name__)


@asynccontextmanager
async def tick(name: str) -> AsyncGenerator[None, None]:
    """Write one line about what went wrong inside, and go on."""
    try:
        yield
    except Exception as error:
        log.exception("%s failed: %s", name, type(error).__name__)
