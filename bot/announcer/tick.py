"""The announcer's desk: whatever goes wrong in one turn of a loop must not end the loop."""

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
