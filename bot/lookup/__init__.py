"""What the commands ask: answers put together from the client, the file and the clock."""

from bot.lookup.library import Lookup, group_of

__all__ = ["Lookup", "group_of"]
