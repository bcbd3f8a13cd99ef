"""The desk of what runs beside: whatever goes wrong in one turn of a loop must not end it."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.storage.locked import LOCKED, fault_of

log = logging.getLogger(__name__)


@asynccontextmanager
async def tick(name: str) -> AsyncGenerator[None, None]:
    """Write about what went wrong inside, one line where its cause is known, and go on."""
    try:
        yield
    except Exception as error:
        fault = fault_of(error)
        log.exception("%s failed: %s", name, fault, exc_info=fault != LOCKED)
