"""Nadeo's web services as a library of its own, which knows nothing of Discord.

`LiveClient` owns its tokens, keeps to one budget of requests, merges equal questions and keeps
answers as long as they hold:

    import aiohttp
    from bot import settings
    from bot.nadeo import LiveClient
    from bot.nadeo.errors import NadeoError, NotFound

    async def main():
        async with aiohttp.ClientSession() as session:
            async with LiveClient(session, settings.load()) as client:
                months = await client.get_maps_totd()
                try:
                    club = await client.get("api/token/club/9")
                except NotFound:
                    club = None
        return months, club

The settings come from the environment, as README.md lists them. Named
methods return frozen models (`models`, `club_models`), the raw verbs decoded JSON. Whatever goes
wrong is a `NadeoError`: see `errors`. Times are in Unix seconds, scores in milliseconds or, on
Stunt and Platform maps, in points and respawns.
"""

from bot.nadeo.client import LiveClient

__all__ = ["LiveClient"]
