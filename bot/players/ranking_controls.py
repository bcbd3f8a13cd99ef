"""Buttons below the ranking of a server's players."""

import re

import discord

from bot.face.controls import SLOTS, button, pager, row
from bot.ladders import wording as ladders_wording
from bot.maps.controls import RANKING_OPEN
from bot.players.ranking_cards import ServerRankingPage

MEDALS_PAGE = re.compile(rf"medals:(?P<group>[\w-]{{1,44}}):(?P<page>\d{{1,4}}):{SLOTS}")
"""Show another page of a server's ranking in place of this one."""


def server_ranking_controls(page: ServerRankingPage) -> discord.ui.View:
    """Lead to the other pages, and to the world's ranking."""
    group = page.release.season_uid
    items = [
        *pager(f"medals:{group}", page.page, page.pages),
        button(str(ladders_wording.RANKING_TITLE), f"points:{group}"),
    ]
    return row(items, (MEDALS_PAGE, RANKING_OPEN))
