"""Discord's own codes: they say what a refusal is about, whatever its HTTP status."""

import discord

MISSING_RIGHTS_CODES = frozenset({50001, 50013})
"""No access to a place, or no permission to do something there."""

_BEYOND_CODES = 10_000_000
"""Codes have six digits at most; the file takes no number of any length."""


def lacks_rights(error: BaseException) -> bool:
    """Tell whether Discord refuses because the bot may not do this there."""
    return isinstance(error, discord.HTTPException) and code_of(error) in MISSING_RIGHTS_CODES


def code_of(error: discord.HTTPException) -> int:
    """Return Discord's code, 0 where it sends anything that is none: discord.py takes that too."""
    return error.code if type(error.code) is int and 0 <= error.code < _BEYOND_CODES else 0


def is_page(error: discord.HTTPException) -> bool:
    """Tell whether a page came in place of Discord's JSON."""
    return code_of(error) == 0 and str(error.text).lstrip().startswith("<")
