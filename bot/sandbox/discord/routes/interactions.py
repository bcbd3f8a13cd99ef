"""The route of first responses to interactions."""

from typing import cast

from aiohttp import web

from bot.sandbox.discord.backend import BODY, answer, backend, form, nothing, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.choice_form import choices_form
from bot.sandbox.discord.protocol.interactions import callback_payload
from bot.sandbox.discord.protocol.message_form import message_form
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.drafts import USERS_ONLY, Draft
from bot.sandbox.discord.state.interactions import Interaction, InteractionKind, ResponseKind
from bot.sandbox.discord.state.messages import Message, MessageFlag

routes = web.RouteTableDef()
_ANSWERS = frozenset({ResponseKind.MESSAGE, ResponseKind.DEFERRED_MESSAGE})
_UPDATES = frozenset({ResponseKind.DEFERRED_UPDATE, ResponseKind.UPDATE})
_ALLOWED = {
    InteractionKind.COMMAND: _ANSWERS,
    InteractionKind.COMPONENT: _ANSWERS | _UPDATES,
    InteractionKind.AUTOCOMPLETE: frozenset({ResponseKind.CHOICES}),
}


@routes.post(r"/interactions/{interaction:\d+}/{token}/callback")
async def respond(request: web.Request) -> web.Response:
    """Take the first response to an interaction."""
    here = backend(request)
    desk = here.state.interactions
    token = request.match_info["token"]
    interaction = desk.to_respond(number(request, "interaction"), token)
    kind = _kind(form(request), interaction)
    message = _respond(request, interaction, kind)
    if request.query.get("with_response", "0") in ("1", "true"):
        return answer(callback_payload(interaction, kind, message, here.address))
    return nothing()


def _respond(request: web.Request, interaction: Interaction, kind: ResponseKind) -> Message | None:
    """Do what the response says; return the message that it is about, if any."""
    desk = backend(request).state.interactions
    data = cast("Json", form(request).get("data") or {})
    if kind in _UPDATES:
        return _update(request, interaction, kind, data)
    if kind in _ANSWERS:
        return _answer(request, interaction, kind, data)
    desk.respond_choices(interaction, choices_form(data))
    return None


def _answer(
    request: web.Request, interaction: Interaction, kind: ResponseKind, data: Json
) -> Message:
    state = backend(request).state
    promised = kind is ResponseKind.DEFERRED_MESSAGE
    if promised:
        # A promise carries no flag but the one that says who will see the answer.
        draft = Draft(flags=int(data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    else:
        draft = message_form(data, request[BODY].uploads, USERS_ONLY, path=("data",))
    posting = state.answer_posting(interaction, draft, loading=promised)
    return state.interactions.respond_message(interaction, posting, draft)


def _update(
    request: web.Request, interaction: Interaction, kind: ResponseKind, data: Json
) -> Message | None:
    desk, clicked = backend(request).state.interactions, interaction.message
    if clicked is None:
        return None
    if kind is ResponseKind.DEFERRED_UPDATE:
        return desk.respond_update(interaction, clicked, None)
    uploads, present = request[BODY].uploads, tuple(clicked.attachments)
    draft = message_form(data, uploads, USERS_ONLY, present=present, path=("data",))
    return desk.respond_update(interaction, clicked, draft)


def _kind(body: Json, interaction: Interaction) -> ResponseKind:
    """Return the kind of a response, if it suits what the person did."""
    allowed = _ALLOWED[interaction.kind]
    if interaction.message is None:
        allowed -= _UPDATES
    if body.get("type") not in allowed:
        choices = tuple(sorted(int(kind) for kind in allowed))
        fault = {"code": "BASE_TYPE_CHOICES", "message": f"Value must be one of {choices}."}
        raise ApiError(Problem.INVALID_FORM, {"type": {"_errors": [fault]}})
    return ResponseKind(body["type"])
