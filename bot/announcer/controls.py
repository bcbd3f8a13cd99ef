"""The buttons below a server's list of announcements."""

import re

import discord

from bot.announcer import announce_wording
from bot.face import wording as face_wording
from bot.face.controls import SLOTS, button, pager, row

SUBSCRIPTIONS = re.compile(rf"subscriptions:(?P<page>\d{{1,4}}):{SLOTS}")
"""Show another page of a server's announcements in place of this one."""

POST_NOW = re.compile(r"post-now:(?P<subscription>\d{1,18})", re.ASCII)
"""Post what runs now to a subscription that missed it."""


def post_now_controls(subscription_id: int) -> discord.ui.View:
    """Return the button that posts what a subscription missed."""
    style = discord.ButtonStyle.primary
    pressed = button(str(announce_wording.POST_NOW), f"post-now:{subscription_id}", style=style)
    return row((pressed,), (POST_NOW,))


COURSE_CHART = re.compile(r"chart-course:(?P<announcement>\d{1,18})", re.ASCII)
"""Show how the board of something that is over went, as a new message."""


def course_controls(announcement_id: int) -> discord.ui.View:
    """Lead to how a board went while its item ran."""
    chart = button(str(face_wording.CHART), f"chart-course:{announcement_id}")
    return row((chart,), (COURSE_CHART,))


def subscriptions_controls(page: int, pages: int) -> discord.ui.View:
    """First, back and next."""
    return row(pager("subscriptions", page, pages), (SUBSCRIPTIONS,))
