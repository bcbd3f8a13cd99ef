"""Routes about channels, except threads and messages in them."""

from aiohttp import web

from bot.sandbox.discord.backend import answer, backend, nothing, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.guilds import channel_payload
from bot.sandbox.discord.state.changes import Typing
from bot.sandbox.discord.state.channels import Channel

routes = web.RouteTableDef()


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
