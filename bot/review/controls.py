"""The buttons below the review's pages."""

import re
from collections.abc import Sequence

import discord

from bot.face import wording as face_wording
from bot.face.controls import SLOTS, button, pager, row
from bot.review import wording
from bot.review.cards import REVIEW_TYPES, History, ReviewType, SubmissionsPage

BOTH = "both"

SUBMISSIONS_PAGE = re.compile(
    rf"submissions:(?P<type>totd|weekly-shorts|{BOTH}):(?P<page>\d{{1,4}}):{SLOTS}"
)
"""Show another page of the account's submissions in place of this one."""

JOIN = re.compile(r"join:(?P<type>totd|weekly-shorts)")
"""Tell whoever pressed how to join the review server of that type."""

HISTORY_CHART = re.compile(
    rf"chart-history:(?P<type>totd|weekly-shorts|{BOTH}):(?P<hours>\d{{1,3}})"
)
"""Show how the waiting time went as a picture, as a new message."""


def history_controls(
    histories: Sequence[History], hours: int, *, has_charts: bool
) -> discord.ui.View:
    """Lead to a picture of the same stretch of time, where one can be drawn and has samples."""
    custom_id = f"chart-history:{_name([one.review_type for one in histories])}:{hours}"
    is_drawn = has_charts and any(one.samples for one in histories)
    return row([button(str(face_wording.CHART), custom_id) if is_drawn else None], (HISTORY_CHART,))


def submissions_controls(page: SubmissionsPage) -> discord.ui.View:
    """Lead to the other pages of the same types."""
    return row(
        pager(f"submissions:{_name(page.types)}", page.page, page.pages), (SUBMISSIONS_PAGE,)
    )


def join_controls(kind: ReviewType) -> discord.ui.View:
    """Lead to the review server of a type, for a card that is everybody's."""
    return row([button(str(wording.JOIN_BUTTON), f"join:{kind}")], (JOIN,))


def types_of(name: str) -> tuple[ReviewType, ...]:
    """Return the types that a custom id names."""
    return tuple(kind for kind in REVIEW_TYPES if name in {kind, BOTH})


def _name(types: Sequence[ReviewType]) -> str:
    return types[0] if len(types) == 1 else BOTH
