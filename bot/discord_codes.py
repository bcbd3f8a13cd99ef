"""Discord's own codes: they say what a refusal is about, whatever its HTTP status."""

import discord

MISSING_RIGHTS = frozenset({50001, 50013})
"""No access to a place, or no permission to do something there."""


def lacks_rights(error: BaseException) -> bool:
    """Tell whether Discord refuses because the bot may not do this there."""
    return isinstance(error, discord.HTTPException) and error.code in MISSING_RIGHTS
