"""Routes about the bot itself, other users, and how to connect."""

from aiohttp import web

from bot.sandbox.discord.backend import answer, backend, form, nothing, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.faults import Faults
from bot.sandbox.discord.protocol.guilds import channel_payload, guild_payload
from bot.sandbox.discord.protocol.people import application_payload, own_user_payload, user_payload

routes = web.RouteTableDef()


@routes.get("/gateway")
async def get_gateway(request: web.Request) -> web.Response:
    """Tell where the gateway is."""
    return answer({"url": backend(request).hub.gateway_url})


@routes.get("/gateway/bot")
async def get_bot_gateway(request: web.Request) -> web.Response:
    """Tell where the gateway is, and how many shards to use."""
    hub = backend(request).hub
    limit = {
        "total": 1_000,
        "remaining": hub.starts_left,
        "reset_after": 86_400_000,
        "max_concurrency": hub.max_concurrency,
    }
    return answer({"url": hub.gateway_url, "shards": hub.shards, "session_start_limit": limit})


@routes.get("/applications/@me")
@routes.get("/oauth2/applications/@me")
async def get_application(request: web.Request) -> web.Response:
    """Tell about the application."""
    return answer(application_payload(backend(request).state.application))


@routes.get("/users/@me")
async def get_own_user(request: web.Request) -> web.Response:
    """Tell about the bot."""
    return answer(own_user_payload(backend(request).state.bot))


@routes.get(r"/users/{user:\d+}")
async def get_user(request: web.Request) -> web.Response:
    """Tell about anybody."""
    user = backend(request).state.users.get(number(request, "user"))
    if user is None:
        raise ApiError(Problem.UNKNOWN_USER)
    return answer(user_payload(user))


@routes.get("/users/@me/guilds")
async def list_own_guilds(request: web.Request) -> web.Response:
    """List the servers that the bot is in."""
    state = backend(request).state
    after = int(request.query.get("after", 0))
    guilds = [one for one in state.guilds.values() if state.bot_is_in(one) and one.id > after]
    guilds = guilds[: int(request.query.get("limit", 200))]
    shown = [
        {
            **guild_payload(guild),
            "owner": False,
            "permissions": str(int(guild.rights_of(state.bot))),
        }
        for guild in guilds
    ]
    return answer(shown)


@routes.delete(r"/users/@me/guilds/{guild:\d+}")
async def leave_guild(request: web.Request) -> web.Response:
    """Let the bot leave a server."""
    state = backend(request).state
    state.remove_guild(state.reachable_guild(number(request, "guild")))
    return nothing()


@routes.post("/users/@me/channels")
async def open_direct_channel(request: web.Request) -> web.Response:
    """Open the direct messages with a person."""
    state = backend(request).state
    recipient: object = form(request).get("recipient_id")
    if not str(recipient).isdecimal():
        faults = Faults()
        message = f'Value "{recipient}" is not snowflake.'
        faults.add(("recipient_id",), "NUMBER_TYPE_COERCE", message)
        faults.refuse()
    user = state.users.get(int(str(recipient)))
    if user is None:
        raise ApiError(Problem.UNKNOWN_USER)
    return answer(channel_payload(state.direct_channel(user)))
