"""The controls of the world: its time, its review queues, its failures, what the bot may do."""

from aiohttp import web

from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.nadeo.failures import MODES
from bot.sandbox.page.panel import driven, world_entry
from bot.sandbox.page.routes.requests import Refused, asked, locale, number, place, stage, text
from bot.sandbox.page.tampering import RIGHTS

routes = web.RouteTableDef()
LONGEST_QUEUE = 500


@routes.post("/_sandbox/world/next-totd")
async def next_totd(request: web.Request) -> web.Response:
    """Move the clock to where the next Track of the Day comes out, or the reminder before that."""
    await asked(request)
    stage(request).world.next_stop()
    return await _now(request)


@routes.post("/_sandbox/world/drive")
async def drive(request: web.Request) -> web.Response:
    """Let a player drive a record on the Track of the Day: a best of their own, or of all."""
    form, here = await asked(request), stage(request)
    account, past_all = text(form, "account"), _flag(form, "past_all")
    if account not in here.world.drives.choice:
        raise Refused("there is no such driver")
    record = here.world.drive(account, past_all=past_all)
    if record is None:
        raise Refused("nobody can be better than that")
    here.driven = driven(here, record, past_all=past_all)
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


@routes.post("/_sandbox/world/right")
async def right(request: web.Request) -> web.Response:
    """Give the bot a right in a channel, or take it away."""
    form = await asked(request)
    channel, name = _channel(request, form), text(form, "right")
    if name not in RIGHTS:
        raise Refused(f"right must be one of {', '.join(RIGHTS)}")
    stage(request).tampering.set_right(channel, name, given=_flag(form, "given"))
    return await _now(request)


@routes.post("/_sandbox/world/channel")
async def channel(request: web.Request) -> web.Response:
    """Delete a channel, or make one like a deleted one again."""
    form = await asked(request)
    tampering, deleted = stage(request).tampering, number(form, "channel")
    if not _flag(form, "exists"):
        tampering.delete(_channel(request, form))
    elif tampering.is_deleted(deleted):
        tampering.make_again(deleted)
    else:
        raise Refused("no such channel was deleted")
    return await _now(request)


@routes.post("/_sandbox/world/role")
async def role(request: web.Request) -> web.Response:
    """Delete the role for announcements, or make one like it again."""
    form = await asked(request)
    stage(request).tampering.set_role(exists=_flag(form, "exists"))
    return await _now(request)


@routes.post("/_sandbox/world/locale")
async def server_locale(request: web.Request) -> web.Response:
    """Set the language that the server prefers."""
    form = await asked(request)
    stage(request).tampering.set_locale(locale(form))
    return await _now(request)


@routes.post("/_sandbox/world/reset")
async def reset(request: web.Request) -> web.Response:
    """Take back everything that was changed here, but for the clock."""
    await asked(request)
    stage(request).world.reset()
    stage(request).nadeo.failures.clear()
    stage(request).tampering.mend()
    stage(request).driven = ""
    return await _now(request)


def _channel(request: web.Request, form: Json) -> Channel:
    found = place(request, form)
    if not stage(request).tampering.holds(found):
        raise Refused("this is no channel of the server")
    return found


def _flag(form: Json, name: str) -> bool:
    value = form.get(name)
    if not isinstance(value, bool):
        raise Refused(f"{name} must be true or false")
    return value


async def _now(request: web.Request) -> web.Response:
    return web.json_response(await world_entry(stage(request)))
