"""The page of the sandbox: Discord in a browser, and the controls of the world behind it."""

from bot.sandbox.page.page import Page
from bot.sandbox.page.stage import Stage

__all__ = ["Page", "Stage"]
