"""Routes about the messages of a channel."""

from datetime import timedelta
from typing import cast

from aiohttp import web

from bot.sandbox.discord.backend import BODY, Backend, answer, backend, form, nothing, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.faults import Faults
from bot.sandbox.discord.protocol.message_form import message_form, with_nonce
from bot.sandbox.discord.protocol.messages import message_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.drafts import AllowedMentions
from bot.sandbox.discord.state.message_book import Posting
from bot.sandbox.discord.state.messages import Message, MessageFlag
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.posting_rules import check_may_post, check_open

routes = web.RouteTableDef()
_MESSAGES = r"/channels/{channel:\d+}/messages"
_ONE = _MESSAGES + r"/{message:\d+}"
OLDEST_FOR_BULK = timedelta(days=14)
BULK = range(2, 101)
PAGE = range(1, 101)


def _channel(request: web.Request) -> Channel:
    return backend(request).state.readable_channel(number(request, "channel"))


def _message(request: web.Request) -> Message:
    return backend(request).state.public_message(_channel(request), number(request, "message"))


def _shown(here: Backend, message: Message, *, with_nonce: bool = False) -> Json:
    return message_payload(message, here.address, reader=here.state.bot, with_nonce=with_nonce)


def _require(here: Backend, channel: Channel, right: Permission) -> None:
    if right not in here.state.rights_in(channel, here.state.bot):
        raise ApiError(Problem.MISSING_PERMISSIONS)


@routes.post(_MESSAGES)
async def create_message(request: web.Request) -> web.Response:
    """Post a message; a repeated nonce that is enforced gives the message it was used for."""
    here, channel = backend(request), _channel(request)
    state, body = here.state, {**form(request)}
    body["flags"] = int(body.get("flags") or 0) & ~MessageFlag.EPHEMERAL
    draft = with_nonce(message_form(body, request[BODY].uploads, AllowedMentions()), body)
    check_may_post(state, channel, draft)
    state.reopen(channel)
    posting = Posting(channel, state.bot, state.pings(channel, state.bot, draft))
    return answer(_shown(here, state.messages.post(posting, draft), with_nonce=True))


@routes.get(_MESSAGES)
async def list_messages(request: web.Request) -> web.Response:
    """List messages, the newest first; without the right to read history there are none."""
    here, channel = backend(request), _channel(request)
    state, query = here.state, request.query
    limit = int(query.get("limit", 50))
    if limit not in PAGE:
        faults = Faults()
        faults.add(("limit",), "NUMBER_TYPE_RANGE", "int value should be between 1 and 100.")
        faults.refuse()
    bounds = {name: int(query[name]) for name in ("before", "after", "around") if name in query}
    if Permission.READ_MESSAGE_HISTORY not in state.rights_in(channel, state.bot):
        return answer([])
    found = state.messages.history(channel, limit, bounds)
    return answer([_shown(here, one, with_nonce=state.return_nonces) for one in found])


@routes.get(_ONE)
async def get_message(request: web.Request) -> web.Response:
    """Tell about one message."""
    here = backend(request)
    message = _message(request)
    _require(here, message.channel, Permission.READ_MESSAGE_HISTORY)
    return answer(_shown(here, message, with_nonce=here.state.return_nonces))


@routes.patch(_ONE)
async def edit_message(request: web.Request) -> web.Response:
    """Change a message of the bot's own."""
    here, message = backend(request), _message(request)
    if message.author is not here.state.bot:
        raise ApiError(Problem.NOT_THE_AUTHOR)
    check_open(here.state, message.channel)
    present = tuple(message.attachments)
    uploads = request[BODY].uploads
    draft = message_form(form(request), uploads, AllowedMentions(), present=present)
    here.state.messages.edit(message, draft)
    return answer(_shown(here, message))


@routes.delete(_ONE)
async def delete_message(request: web.Request) -> web.Response:
    """Delete a message; those of others take the right to manage messages."""
    here, message = backend(request), _message(request)
    if message.author is not here.state.bot:
        _require(here, message.channel, Permission.MANAGE_MESSAGES)
    here.state.messages.delete(message)
    return nothing()


@routes.post(_MESSAGES + "/bulk-delete")
async def delete_messages(request: web.Request) -> web.Response:
    """Delete many messages at once; ones that are gone already are no fault."""
    here, channel = backend(request), _channel(request)
    _require(here, channel, Permission.MANAGE_MESSAGES)
    ids = [int(one) for one in cast("list[str]", form(request).get("messages") or [])]
    if len(ids) not in BULK:
        raise ApiError(Problem.WRONG_BULK_SIZE)
    found = [here.state.messages.find(channel, message_id) for message_id in ids]
    messages = [message for message in found if message is not None]
    oldest = here.state.clock.now() - OLDEST_FOR_BULK
    if any(message.created_at < oldest for message in messages):
        raise ApiError(Problem.TOO_OLD_FOR_BULK)
    for message in messages:
        here.state.messages.delete(message)
    return nothing()


@routes.post(_ONE + "/crosspost")
async def crosspost_message(request: web.Request) -> web.Response:
    """Publish a message of an announcement channel to its followers."""
    here, message = backend(request), _message(request)
    if message.channel.type is not ChannelType.ANNOUNCEMENT:
        raise ApiError(Problem.WRONG_CHANNEL_TYPE)
    _require(here, message.channel, Permission.SEND_MESSAGES)
    if message.author is not here.state.bot:
        _require(here, message.channel, Permission.MANAGE_MESSAGES)
    if MessageFlag.CROSSPOSTED in message.flags:
        raise ApiError(Problem.ALREADY_CROSSPOSTED)
    here.state.messages.crosspost(message)
    return answer(_shown(here, message))
