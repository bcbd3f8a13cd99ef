"""Routes about servers."""

from aiohttp import web

from bot.sandbox.discord.backend import answer, backend, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.guilds import channel_payload, guild_payload, thread_list
from bot.sandbox.discord.protocol.people import member_payload, role_payload
from bot.sandbox.discord.state.guild import Guild

routes = web.RouteTableDef()


def _guild(request: web.Request) -> Guild:
    return backend(request).state.reachable_guild(number(request, "guild"))


@routes.get(r"/guilds/{guild:\d+}")
async def get_guild(request: web.Request) -> web.Response:
    """Tell about a server."""
    return answer(guild_payload(_guild(request)))


@routes.get(r"/guilds/{guild:\d+}/channels")
async def list_channels(request: web.Request) -> web.Response:
    """List a server's channels, without threads."""
    channels = _guild(request).channels.values()
    return answer([channel_payload(channel) for channel in channels if not channel.is_thread])


@routes.get(r"/guilds/{guild:\d+}/roles")
async def list_roles(request: web.Request) -> web.Response:
    """List a server's roles."""
    return answer([role_payload(role) for role in _guild(request).roles.values()])


@routes.get(r"/guilds/{guild:\d+}/members/{user:\d+}")
async def get_member(request: web.Request) -> web.Response:
    """Tell about one member."""
    member = _guild(request).members.get(number(request, "user"))
    if member is None:
        raise ApiError(Problem.UNKNOWN_MEMBER)
    return answer(member_payload(member))


@routes.get(r"/guilds/{guild:\d+}/threads/active")
async def list_active_threads(request: web.Request) -> web.Response:
    """List the threads of a server that are open."""
    state = backend(request).state
    active = [one for one in state.threads_in(_guild(request)) if not one.archived]
    return answer(thread_list(state, active))
