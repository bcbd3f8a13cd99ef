"""Routes of what follows a first response: changing it, taking it back, adding to it."""

from aiohttp import web

from bot.sandbox.discord.backend import BODY, answer, backend, form, nothing, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.message_form import message_form
from bot.sandbox.discord.protocol.messages import message_payload
from bot.sandbox.discord.state.drafts import USERS_ONLY
from bot.sandbox.discord.state.interactions import Interaction
from bot.sandbox.discord.state.messages import Message

routes = web.RouteTableDef()
_HOOK = r"/webhooks/{application:\d+}/{token}"
_ORIGINAL = _HOOK + "/messages/@original"
_ONE = _HOOK + r"/messages/{message:\d+}"


def _interaction(request: web.Request) -> Interaction:
    state = backend(request).state
    if number(request, "application") != state.application.id:
        raise ApiError(Problem.UNKNOWN_WEBHOOK)
    return state.interactions.by_token(request.match_info["token"])


def _message(request: web.Request, interaction: Interaction) -> Message:
    desk = backend(request).state.interactions
    if "message" in request.match_info:
        return desk.message(interaction, number(request, "message"))
    return desk.original(interaction)


@routes.post(_HOOK)
async def follow_up(request: web.Request) -> web.Response:
    """Add an answer; the first one after a defer takes the loading message's place."""
    here, interaction = backend(request), _interaction(request)
    draft = message_form(form(request), request[BODY].uploads, USERS_ONLY)
    posting = here.state.answer_posting(interaction, draft)
    message = here.state.interactions.follow_up(interaction, posting, draft)
    if request.query.get("wait", "0") in ("1", "true"):
        return answer(message_payload(message, here.address))
    return nothing()


@routes.get(_ORIGINAL)
@routes.get(_ONE)
async def get_answer(request: web.Request) -> web.Response:
    """Tell about an answer."""
    message = _message(request, _interaction(request))
    return answer(message_payload(message, backend(request).address))


@routes.patch(_ORIGINAL)
@routes.patch(_ONE)
async def edit_answer(request: web.Request) -> web.Response:
    """Change an answer."""
    here, interaction = backend(request), _interaction(request)
    message = _message(request, interaction)
    present = tuple(message.attachments)
    draft = message_form(form(request), request[BODY].uploads, USERS_ONLY, present=present)
    pings = here.state.pings(message.channel, here.state.bot, draft)
    here.state.interactions.edit(interaction, message, draft, pings)
    return answer(message_payload(message, here.address))


@routes.delete(_ORIGINAL)
@routes.delete(_ONE)
async def delete_answer(request: web.Request) -> web.Response:
    """Take an answer back."""
    interaction = _interaction(request)
    message = _message(request, interaction)
    backend(request).state.interactions.delete(interaction, message)
    return nothing()
