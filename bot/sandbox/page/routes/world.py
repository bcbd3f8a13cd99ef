"""The controls of the world: its time, its review queues, its failures."""

from aiohttp import web

from bot.sandbox.nadeo.failures import MODES
from bot.sandbox.page.panel import world_entry
from bot.sandbox.page.routes.requests import Refused, asked, stage, text

routes = web.RouteTableDef()
LONGEST_QUEUE = 500


@routes.post("/_sandbox/world/next-totd")
async def next_totd(request: web.Request) -> web.Response:
    """Move the clock to where the next Track of the Day comes out, or the reminder before that."""
    await asked(request)
    stage(request).world.next_stop()
    return await _now(request)


@routes.post("/_sandbox/world/queue")
async def queue(request: web.Request) -> web.Response:
    """Set how many maps wait in a review queue; null lets it drift again."""
    form = await asked(request)
    queues, name, maps = stage(request).world.queue, text(form, "type"), form.get("maps")
    if name not in queues:
        raise Refused("there is no such queue")
    if maps is None:
        del queues[name]
    elif type(maps) is int and 0 <= maps <= LONGEST_QUEUE:
        queues[name] = maps
    else:
        raise Refused(f"maps must be a number from 0 to {LONGEST_QUEUE}")
    return await _now(request)


@routes.post("/_sandbox/world/nadeo")
async def nadeo(request: web.Request) -> web.Response:
    """Let Nadeo fail in one of its ways, or work again."""
    mode = text(await asked(request), "mode")
    if mode not in MODES:
        raise Refused(f"mode must be one of {', '.join(MODES)}")
    stage(request).nadeo.failures.mode = mode
    return await _now(request)


@routes.post("/_sandbox/world/reset")
async def reset(request: web.Request) -> web.Response:
    """Take back everything that was changed here, but for the clock."""
    await asked(request)
    stage(request).world.reset()
    stage(request).nadeo.failures.clear()
    return await _now(request)


async def _now(request: web.Request) -> web.Response:
    return web.json_response(await world_entry(stage(request)))
