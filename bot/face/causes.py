"""What a failure is called in a log line: its kind and status, never its words or its address."""

import aiohttp
import discord

from bot.face.discord_codes import code_of

UNREADABLE = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""How discord.py's parsers fail at something of a form they do not know."""
UNANSWERED = (discord.DiscordException, aiohttp.ClientError, OSError, *UNREADABLE)
"""How a request to Discord fails: refused, cut off, or answered with what cannot be read.

discord.py's own exception of a refusal fails where Discord's reason is no text.
"""


def cause_of(error: BaseException) -> str:
    """Return one word or two for a failure of a request.

    aiohttp writes addresses into its errors, and those of answers to interactions hold a token
    that lets anybody answer as the bot for 15 minutes.
    """
    match error:
        case discord.HTTPException():
            return f"{error.status}, code {code_of(error)}"
        case aiohttp.ClientResponseError():
            return f"{type(error).__name__} {error.status}"
        case _:
            return type(error).__name__


def is_unreadable_refusal(error: BaseException) -> bool:
    """Tell whether discord.py failed while it made an exception of what Discord refused."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    module = place.tb_frame.f_globals.get("__name__") if place is not None else None
    return isinstance(error, UNREADABLE) and module == discord.errors.__name__
