"""Where uploaded files are fetched from."""

from aiohttp import web

from bot.sandbox.discord.backend import backend, number

routes = web.RouteTableDef()


@routes.get(r"/cdn/attachments/{channel:\d+}/{attachment:\d+}/{filename}")
async def get_attachment(request: web.Request) -> web.Response:
    """Send a file that is still on a message."""
    attachment = backend(request).state.messages.attachment(number(request, "attachment"))
    if attachment is None:
        raise web.HTTPNotFound
    return web.Response(body=attachment.data, content_type=attachment.content_type)
