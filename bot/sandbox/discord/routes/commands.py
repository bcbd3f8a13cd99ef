"""Routes that register commands, everywhere or in one server."""

from typing import cast

from aiohttp import web

from bot.sandbox.discord.backend import BODY, answer, backend, form, nothing, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.command_form import check_command, check_commands
from bot.sandbox.discord.protocol.interactions import command_payload
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.commands import Command

routes = web.RouteTableDef()
_GLOBAL = r"/applications/{application:\d+}/commands"
_GUILD = r"/applications/{application:\d+}/guilds/{guild:\d+}/commands"
_ONE = r"/{command:\d+}"


def _scope(request: web.Request) -> int | None:
    """Return the server that the path names; None means everywhere."""
    state = backend(request).state
    if number(request, "application") != state.application.id:
        raise ApiError(Problem.UNKNOWN_APPLICATION)
    if "guild" not in request.match_info:
        return None
    return state.reachable_guild(number(request, "guild")).id


def _command(request: web.Request) -> Command:
    return backend(request).state.commands.get(_scope(request), number(request, "command"))


@routes.get(_GLOBAL)
@routes.get(_GUILD)
async def list_commands(request: web.Request) -> web.Response:
    """List the commands of a scope."""
    state = backend(request).state
    commands = state.commands.of(_scope(request))
    return answer([command_payload(state, command) for command in commands])


@routes.put(_GLOBAL)
@routes.put(_GUILD)
async def overwrite_commands(request: web.Request) -> web.Response:
    """Make the given commands the only ones of a scope."""
    state, scope = backend(request).state, _scope(request)
    forms = request[BODY].content
    if not isinstance(forms, list):
        raise ApiError(Problem.INVALID_FORM, {})
    checked = cast("list[Json]", forms)
    check_commands(checked)
    commands = state.commands.replace_all(scope, checked)
    return answer([command_payload(state, command) for command in commands])


@routes.post(_GLOBAL)
@routes.post(_GUILD)
async def create_command(request: web.Request) -> web.Response:
    """Register one command; one of the same name is replaced."""
    state, scope = backend(request).state, _scope(request)
    check_command(form(request))
    command, created = state.commands.put(scope, form(request))
    return answer(command_payload(state, command), 201 if created else 200)


@routes.get(_GLOBAL + _ONE)
@routes.get(_GUILD + _ONE)
async def get_command(request: web.Request) -> web.Response:
    """Tell about one command."""
    return answer(command_payload(backend(request).state, _command(request)))


@routes.patch(_GLOBAL + _ONE)
@routes.patch(_GUILD + _ONE)
async def edit_command(request: web.Request) -> web.Response:
    """Change some fields of a command."""
    state, command = backend(request).state, _command(request)
    check_command({**command.form, **form(request)})
    state.commands.change(command, form(request))
    return answer(command_payload(state, command))


@routes.delete(_GLOBAL + _ONE)
@routes.delete(_GUILD + _ONE)
async def delete_command(request: web.Request) -> web.Response:
    """Remove a command."""
    backend(request).state.commands.remove(_command(request))
    return nothing()


@routes.get(_GUILD + "/permissions")
async def list_permissions(request: web.Request) -> web.Response:
    """List what a server's admins decided about commands."""
    state, guild_id = backend(request).state, _scope(request) or 0
    commands = state.commands.offered_in(guild_id)
    shown = [_permissions(request, one, guild_id) for one in commands if one.overrides]
    return answer(shown)


@routes.get(_GUILD + _ONE + "/permissions")
async def get_permissions(request: web.Request) -> web.Response:
    """Tell what a server's admins decided about one command."""
    guild_id, wanted = _scope(request) or 0, number(request, "command")
    for command in backend(request).state.commands.offered_in(guild_id):
        if command.id == wanted and command.overrides:
            return answer(_permissions(request, command, guild_id))
    raise ApiError(Problem.NO_COMMAND_PERMISSIONS)


def _permissions(request: web.Request, command: Command, guild_id: int) -> Json:
    state = backend(request).state
    roles = state.guilds[guild_id].roles
    return {
        "id": str(command.id),
        "application_id": str(state.application.id),
        "guild_id": str(guild_id),
        "permissions": [
            {"id": str(target), "type": 1 if target in roles else 2, "permission": allowed}
            for target, allowed in command.overrides.items()
        ],
    }
