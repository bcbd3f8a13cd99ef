"""What the bot remembers, in one SQLite file."""

from bot.storage.store import Store, StoreError

__all__ = ["Store", "StoreError"]
