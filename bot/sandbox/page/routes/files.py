"""The page's files, and the pictures it shows."""

from pathlib import Path

from aiohttp import web

from bot.sandbox.page.pictures import drawn

KEPT = {"Cache-Control": "max-age=3600"}
STATIC = Path(__file__).parent.parent / "static"


async def index(_request: web.Request) -> web.FileResponse:
    """Send the page."""
    return web.FileResponse(STATIC / "index.html")


async def picture(request: web.Request) -> web.Response:
    """Draw a picture for whatever is asked for."""
    return web.Response(
        text=drawn(request.match_info["subject"]), content_type="image/svg+xml", headers=KEPT
    )


routes: list[web.AbstractRouteDef] = [
    web.get("/", index),
    web.static("/_sandbox/static", STATIC),
    web.get("/_sandbox/media/{subject:.+}", picture),
]
