"""What operators typed and never confirmed: nobody knows what the bodies of such calls hold."""

from bot.clock import Clock
from bot.operator.rows import forget_old_calls
from bot.storage.store import Store

FORGET_EVERY = 600.0


async def keep_forgetting(store: Store, clock: Clock) -> None:
    """Drop old calls for ever."""
    while True:
        await forget_old_calls(store, clock.timestamp())
        await clock.sleep(FORGET_EVERY)
