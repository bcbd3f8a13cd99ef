"""The page as a whole: its routes beside Discord's on one port."""

from aiohttp import web

from bot.sandbox.guard import add_headers, guard
from bot.sandbox.page.routes.all import ROUTES
from bot.sandbox.page.routes.requests import STAGE, refusals
from bot.sandbox.page.stage import Stage


class Page:
    """Serves the page of one sandbox."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def install(self, app: web.Application) -> None:
        """Add the page to an application that has not started yet."""
        app[STAGE] = self.stage
        app.middlewares.extend((guard, refusals))
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(self._let_go)
        app.add_routes(ROUTES)

    async def _let_go(self, app: web.Application) -> None:
        self.stage.feed.close()
