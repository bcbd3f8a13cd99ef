"""The buttons below a server's list of announcements."""

import re

import discord

from bot.face.controls import SLOTS, pager, row

SUBSCRIPTIONS = re.compile(rf"subscriptions:(?P<page>\d{{1,4}}):{SLOTS}")
"""Show another page of a server's announcements in place of this one."""


def subscriptions_controls(page: int, pages: int) -> discord.ui.View:
    """First, back and next."""
    return row(pager("subscriptions", page, pages), (SUBSCRIPTIONS,))
