"""The page's own routes, below `/_sandbox`; nothing here keeps state."""

from bot.sandbox.page.routes import files, live, people, world
from bot.sandbox.page.routes.requests import STAGE, refusals

ROUTES = [*files.routes, *live.routes, *people.routes, *world.routes]

__all__ = ["ROUTES", "STAGE", "refusals"]
