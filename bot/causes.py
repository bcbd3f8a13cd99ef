"""What a failure is called in a log line: its kind and status, never its words or its address."""

import aiohttp
import discord


def cause_of(error: BaseException) -> str:
    """Return one word or two for a failure of a request.

    aiohttp writes addresses into its errors, and those of answers to interactions hold a token
    that lets anybody answer as the bot for 15 minutes.
    """
    match error:
        case discord.HTTPException():
            return f"{error.status}, code {error.code}"
        case aiohttp.ClientResponseError():
            return f"{type(error).__name__} {error.status}"
        case _:
            return type(error).__name__
