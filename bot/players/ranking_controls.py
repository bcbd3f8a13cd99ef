"""Buttons below the ranking of a server's players."""

import re

import discord

from bot.face import wording as face_wording
from bot.face.controls import SLOTS, button, pager, row
from bot.ladders import wording as ladders_wording
from bot.maps.controls import RANKING_OPEN
from bot.players.ranking_cards import ServerRankingPage

MEDALS_PAGE = re.compile(rf"medals:(?P<group>[\w-]{{1,44}}):(?P<page>\d{{1,4}}):{SLOTS}")
"""Show another page of a server's ranking in place of this one."""

MEDALS_CHART = re.compile(r"chart-medals:(?P<group>[\w-]{1,44}):(?P<page>\d{1,4})")
"""Show a page of a server's ranking as a picture, as a new message."""


def server_ranking_controls(page: ServerRankingPage, *, has_charts: bool) -> discord.ui.View:
    """Lead to the other pages, and to the world's ranking.

    `has_charts` tells whether pictures can be drawn here.
    """
    group = page.release.season_uid
    is_drawn = has_charts and bool(page.rows)
    items = [
        *pager(f"medals:{group}", page.page, page.pages),
        button(str(ladders_wording.RANKING_TITLE), f"points:{group}"),
        button(str(face_wording.CHART), f"chart-medals:{group}:{page.page}") if is_drawn else None,
    ]
    return row(items, (MEDALS_PAGE, RANKING_OPEN, MEDALS_CHART))
