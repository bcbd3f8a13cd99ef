"""Buttons below the lists and ladders of a server's players."""

import re

import discord

from bot.face.controls import SLOTS, button, pager, row
from bot.ladders.cards import page_start
from bot.maps.controls import BOARD_ID, BOARD_OPEN
from bot.nadeo.models import ALL_TIME
from bot.nadeo.paths import DEEPEST_RANK
from bot.players import wording
from bot.players.cards import LadderPage, RecordCard, ServerPlayers, season_of

_LADDER_ID = BOARD_ID.replace("board:", "server:", 1)
LADDER_PAGE = re.compile(rf"{_LADDER_ID}:(?P<page>\d{{1,4}}):[fbns]")
"""Show another page of a server's ladder in place of this one."""
PLAYERS_PAGE = re.compile(rf"players:(?P<page>\d{{1,4}}):{SLOTS}")
"""Show another page of a server's players in place of this one."""


def ladder_controls(page: LadderPage) -> discord.ui.View:
    """Lead to the other pages, to the other board where there is one, and to the world's."""
    board = page.board
    prefix = f"server:{board.track.uid}"
    here = f"{prefix}:{board.group_uid}"
    items = [*pager(here, page.page, page.pages)]
    is_all_time = board.group_uid == ALL_TIME
    if season := season_of(board.release):
        group = season if is_all_time else ALL_TIME
        items.append(button(str(wording.SWITCH[is_all_time]), f"{prefix}:{group}:0:s"))
    items.append(button(str(wording.WORLD), f"board:{board.track.uid}:{board.group_uid}:1:o"))
    return row(items, (LADDER_PAGE, BOARD_OPEN))


def players_controls(page: ServerPlayers) -> discord.ui.View:
    """Lead to the other pages."""
    return row(pager("players", page.page, page.pages), (PLAYERS_PAGE,))


def record_controls(card: RecordCard) -> discord.ui.View:
    """Lead to the board, where the record stands on it."""
    first = page_start(min(card.rank or 1, DEEPEST_RANK))
    custom_id = f"board:{card.track.uid}:{card.group_uid}:{first}:o"
    return row([button(str(wording.WORLD), custom_id)], (BOARD_OPEN,))
