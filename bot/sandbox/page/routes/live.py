"""What the page sees: everything at once, and then each change as it happens."""

from contextlib import suppress

from aiohttp import web

from bot.sandbox.discord.people.refusals import RefusedByClient
from bot.sandbox.discord.protocol.interactions import command_payload
from bot.sandbox.discord.shapes import Json, text_of
from bot.sandbox.page.panel import world_entry
from bot.sandbox.page.routes.requests import person, place, stage
from bot.sandbox.page.snapshot import snapshot, user_entry
from bot.sandbox.page.stage import Stage

routes = web.RouteTableDef()
LOOK_EVERY = 0.5
"""How often the world is looked at for what changes by itself, in seconds."""
RECONNECT_AFTER = 500
"""How soon a browser that lost the connection comes back, in milliseconds."""


@routes.get("/_sandbox/state")
async def state(request: web.Request) -> web.Response:
    """Tell everything that one person sees."""
    me = person(request, dict(request.query))
    return web.json_response(await snapshot(stage(request), me))


@routes.get("/_sandbox/people")
async def people(request: web.Request) -> web.Response:
    """Tell who can be played."""
    here = stage(request)
    users = [user for user in here.discord.state.users.values() if not user.bot]
    return web.json_response([user_entry(here, user) for user in users])


@routes.get("/_sandbox/commands")
async def commands(request: web.Request) -> web.Response:
    """Tell which commands a person is offered in a channel, once somebody would answer them."""
    form: Json = dict(request.query)
    here = stage(request).discord
    try:
        user, channel = person(request, form), place(request, form)
        offered = here.people.commands(user, channel) if here.is_online else []
    except RefusedByClient:
        offered = []
    slash = [command_payload(here.state, command) for command in offered if command.kind == 1]
    return web.json_response(slash)


@routes.get("/_sandbox/events")
async def events(request: web.Request) -> web.StreamResponse:
    """Send events as they happen, going on where a lost connection broke off."""
    here, me = stage(request), person(request, dict(request.query))
    mark = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    await response.prepare(request)
    await response.write(f"retry: {RECONNECT_AFTER}\n\n".encode())
    number = here.feed.place(mark)
    if number is None:
        await response.write(_event({"type": "reset"}))
        return response
    with suppress(ConnectionResetError):
        await _tell(here, me.id, number, response)
    return response


async def _tell(here: Stage, user_id: int, number: int, response: web.StreamResponse) -> None:
    shown: Json = {}
    while not here.feed.closed:
        for event in await here.feed.after(number, LOOK_EVERY):
            number = event.number
            if event.concerns(user_id):
                await response.write(_event(event.body, here.feed.mark_of(number)))
        world = await world_entry(here)
        if _differs(world, shown):
            shown = world
            await response.write(_event({"type": "world", "world": world}))
        else:
            # A browser that has gone is noticed by writing only.
            await response.write(b":\n\n")


def _differs(world: Json, shown: Json) -> bool:
    return {**world, "now": 0} != {**shown, "now": 0}


def _event(body: Json, mark: str = "") -> bytes:
    line = f"id: {mark}\n" if mark else ""
    return f"{line}data: {text_of(body)}\n\n".encode()
