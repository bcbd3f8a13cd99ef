"""Routes about channels and threads, except their messages."""

from typing import cast

from aiohttp import web

from bot.sandbox.discord.backend import BODY, answer, backend, form, nothing, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.faults import Faults
from bot.sandbox.discord.protocol.guilds import channel_payload
from bot.sandbox.discord.protocol.message_form import message_form
from bot.sandbox.discord.protocol.messages import message_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import Typing
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.drafts import AllowedMentions
from bot.sandbox.discord.state.message_book import Posting
from bot.sandbox.discord.state.permissions import Permission

routes = web.RouteTableDef()
_THREAD_PARENTS = (ChannelType.TEXT, ChannelType.ANNOUNCEMENT)


def _channel(request: web.Request) -> Channel:
    return backend(request).state.reachable_channel(number(request, "channel"))


@routes.get(r"/channels/{channel:\d+}")
async def get_channel(request: web.Request) -> web.Response:
    """Tell about a channel."""
    return answer(channel_payload(_channel(request)))


@routes.post(r"/channels/{channel:\d+}/typing")
async def start_typing(request: web.Request) -> web.Response:
    """Show that the bot is writing."""
    state, channel = backend(request).state, _channel(request)
    if channel.sending not in state.rights_in(channel, state.bot):
        raise ApiError(Problem.MISSING_PERMISSIONS)
    state.changes.publish(Typing(channel, state.bot))
    return nothing()


@routes.post(r"/channels/{channel:\d+}/threads")
async def create_thread(request: web.Request) -> web.Response:
    """Open a thread; in a forum together with its first message."""
    here, parent = backend(request), _channel(request)
    state = here.state
    name = _checked_name(request)
    if parent.type is ChannelType.FORUM:
        _require(request, parent, Permission.SEND_MESSAGES)
        body = cast("Json", form(request).get("message") or {})
        draft = message_form(body, request[BODY].uploads, AllowedMentions(), path=("message",))
        thread = state.add_thread(parent, name, state.bot, state.snowflakes.fresh())
        posting = Posting(thread, state.bot, state.pings(thread, state.bot, draft))
        message = state.messages.post(posting, draft)
        shown = message_payload(message, here.address)
        return answer({**channel_payload(thread), "message": shown}, 201)
    _require(request, parent, Permission.CREATE_PUBLIC_THREADS)
    thread = state.add_thread(parent, name, state.bot, state.snowflakes.fresh())
    return answer(channel_payload(thread), 201)


@routes.post(r"/channels/{channel:\d+}/messages/{message:\d+}/threads")
async def create_thread_on_message(request: web.Request) -> web.Response:
    """Open a thread on a message; it gets the message's own id."""
    state, parent = backend(request).state, _channel(request)
    name = _checked_name(request)
    _require(request, parent, Permission.CREATE_PUBLIC_THREADS)
    message = state.public_message(parent, number(request, "message"))
    if message.id in state.channels:
        raise ApiError(Problem.THREAD_EXISTS)
    thread = state.add_thread(parent, name, state.bot, message.id)
    return answer(channel_payload(thread), 201)


def _checked_name(request: web.Request) -> str:
    faults = Faults()
    name = form(request).get("name")
    faults.text(("name",), name, 100, 1)
    faults.refuse()
    return str(name)


def _require(request: web.Request, parent: Channel, right: Permission) -> None:
    state = backend(request).state
    if parent.type not in (*_THREAD_PARENTS, ChannelType.FORUM):
        raise ApiError(Problem.WRONG_CHANNEL_TYPE)
    if right not in state.rights_in(parent, state.bot):
        raise ApiError(Problem.MISSING_PERMISSIONS)
