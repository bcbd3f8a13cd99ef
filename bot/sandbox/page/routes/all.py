"""All of the page's routes."""

from bot.sandbox.page.routes import files, live, people, world

ROUTES = [*files.routes, *live.routes, *people.routes, *world.routes]
