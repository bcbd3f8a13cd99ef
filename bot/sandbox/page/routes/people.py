"""What a person does on the page: type, choose, click, fill in."""

from collections.abc import Sequence
from typing import cast

from aiohttp import web

from bot.sandbox.discord.state.interactions import Interaction, InteractionFailed
from bot.sandbox.page.routes.requests import (
    Refused,
    asked,
    fields,
    locale,
    message,
    number,
    person,
    place,
    stage,
    text,
)

routes = web.RouteTableDef()
LONGEST_MESSAGE = 2_000


@routes.post("/_sandbox/command")
async def command(request: web.Request) -> web.Response:
    """Use a slash command."""
    form = await asked(request)
    user, channel = person(request, form), place(request, form)
    people = stage(request).discord.people
    return _done(await people.slash(user, channel, text(form, "name"), fields(form, "options")))


@routes.post("/_sandbox/autocomplete")
async def autocomplete(request: web.Request) -> web.Response:
    """Ask the bot for what fits a half-typed option."""
    form = await asked(request)
    user, channel = person(request, form), place(request, form)
    name, options, focused = text(form, "name"), fields(form, "options"), text(form, "focused")
    people = stage(request).discord.people
    try:
        choices = await people.autocomplete(user, channel, name, options, focused=focused)
    except InteractionFailed:
        raise Refused("Loading options failed") from None
    return web.json_response({"choices": choices})


@routes.post("/_sandbox/click")
async def click(request: web.Request) -> web.Response:
    """Press a button."""
    form = await asked(request)
    user = person(request, form)
    shown = message(request, form, user)
    return _done(await stage(request).discord.people.click(user, shown, text(form, "custom_id")))


@routes.post("/_sandbox/select")
async def select(request: web.Request) -> web.Response:
    """Choose in a menu."""
    form = await asked(request)
    user = person(request, form)
    shown, values = message(request, form, user), form.get("values")
    if not isinstance(values, list):
        raise Refused("values is missing")
    chosen = cast("Sequence[object]", values)
    people = stage(request).discord.people
    return _done(await people.select(user, shown, text(form, "custom_id"), chosen))


@routes.post("/_sandbox/say")
async def say(request: web.Request) -> web.Response:
    """Write a message."""
    form = await asked(request)
    user, channel = person(request, form), place(request, form)
    content = text(form, "content").strip()
    if not 0 < len(content) <= LONGEST_MESSAGE:
        raise Refused(f"a message has 1 to {LONGEST_MESSAGE} characters")
    said = stage(request).discord.people.say(user, channel, content)
    return web.json_response({"message": str(said.id)})


@routes.post("/_sandbox/locale")
async def read_in(request: web.Request) -> web.Response:
    """Choose the language of one's client."""
    form = await asked(request)
    stage(request).read_in(person(request, form), locale(form))
    return web.json_response({})


@routes.post("/_sandbox/dismiss")
async def dismiss(request: web.Request) -> web.Response:
    """Put away what only this person sees."""
    form = await asked(request)
    user, here = person(request, form), stage(request)
    failed = here.interactions.get(number(form, "interaction"))
    if failed is not None and failed.user is user and failed.failed:
        here.dismissed.add(failed.id)
        return web.json_response({})
    shown = message(request, form, user)
    if shown.only_for is not user:
        raise Refused("this is not for you alone")
    here.dismissed.add(shown.id)
    return web.json_response({})


def _done(interaction: Interaction) -> web.Response:
    return web.json_response({"interaction": str(interaction.id)})
