"""Reading what the page asks for, and refusing what makes no sense."""

from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.discord.people.refusals import RefusedByClient
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.page.reading import locales
from bot.sandbox.page.stage import Stage

STAGE = web.AppKey("stage", Stage)
LONGEST_NUMBER = 20
"""Discord's ids are numbers of 64 bits; very long ones Python does not even read."""


class Refused(Exception):
    """The page asks for what cannot be; the sentence is for the person in front of it."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell the page in words what cannot be done, by it or by a person in Discord's client."""
    try:
        return await handler(request)
    except Refused as refused:
        return web.json_response({"error": str(refused)}, status=refused.status)
    except RefusedByClient as error:
        return web.json_response({"error": str(error)}, status=400)


def stage(request: web.Request) -> Stage:
    """Return the sandbox that the request is about."""
    return request.app[STAGE]


async def asked(request: web.Request) -> Json:
    """Return the request's JSON object.

    A browser sends no JSON across origins without asking first, so nothing else is read.
    """
    if request.content_type != "application/json":
        raise Refused("send JSON")
    try:
        body: object = await request.json()
    except (ValueError, LookupError, RecursionError):
        # No JSON, in no known character set, or as deep as nobody needs it.
        raise Refused("send JSON") from None
    if not isinstance(body, dict):
        raise Refused("send a JSON object")
    return cast("Json", body)


def person(request: web.Request, form: Json) -> User:
    """Return the person who acts."""
    user = stage(request).discord.state.users.get(number(form, "user"))
    if user is None or user.bot:
        raise Refused("there is no such person", 404)
    return user


def place(request: web.Request, form: Json) -> Channel:
    """Return the channel that is meant."""
    channel = stage(request).discord.state.channels.get(number(form, "channel"))
    if channel is None:
        raise Refused("there is no such channel", 404)
    return channel


def message(request: web.Request, form: Json, user: User) -> Message:
    """Return the message that is meant, if this person sees it."""
    found = stage(request).discord.state.messages.find(
        place(request, form), number(form, "message")
    )
    if found is None or not found.visible_to(user):
        raise Refused("there is no such message", 404)
    return found


def text(form: Json, name: str) -> str:
    """Return a text of the form."""
    value = form.get(name)
    if not isinstance(value, str):
        raise Refused(f"{name} is missing")
    return value


def locale(form: Json) -> str:
    """Return the locale of one of the bot's languages."""
    value = text(form, "locale")
    if value not in locales():
        raise Refused(f"locale must be one of {', '.join(locales())}")
    return value


def fields(form: Json, name: str) -> Json:
    """Return an object of the form; left out it is empty."""
    value = form.get(name, {})
    if not isinstance(value, dict):
        raise Refused(f"{name} must be an object")
    return cast("Json", value)


def number(form: Json, name: str) -> int:
    """Return an id of the form, 0 for what is none."""
    value = str(form.get(name, ""))
    is_number = value.isascii() and value.isdecimal() and len(value) <= LONGEST_NUMBER
    return int(value) if is_number else 0
