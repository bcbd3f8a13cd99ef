"""All routes under the API's base, as one application."""

from aiohttp import web

from bot.sandbox.discord.backend import BACKEND, Backend
from bot.sandbox.discord.protocol.message_form import LARGEST_REQUEST
from bot.sandbox.discord.routes import (
    channels,
    commands,
    guilds,
    interactions,
    messages,
    threads,
    users,
    webhooks,
)
from bot.sandbox.discord.routes.middleware import stand_in

ROOM_FOR_FORM = 1024 * 1024


def build_api(backend: Backend) -> web.Application:
    """Return the API of one stand-in."""
    api = web.Application(
        middlewares=[stand_in], client_max_size=2 * LARGEST_REQUEST + ROOM_FOR_FORM
    )
    api[BACKEND] = backend
    for module in (users, guilds, commands, channels, threads, messages, interactions, webhooks):
        api.add_routes(module.routes)
    return api
