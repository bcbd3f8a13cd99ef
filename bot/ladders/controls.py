"""Buttons and menus below leaderboards and rankings."""

import re

import discord

from bot.face import wording as face_wording
from bot.face.controls import Button, Menu, button, menu, row
from bot.ladders import wording
from bot.ladders.cards import PAGE_LENGTH, BoardPage, PlaceCard, RankingPage, page_start
from bot.languages import number
from bot.maps import wording as maps_wording
from bot.maps.controls import BOARD_ID, BOARD_OPEN, RANKING_ID, RANKING_OPEN
from bot.nadeo.models import ALL_TIME
from bot.nadeo.paths import DEEPEST_RANK

BOARD_PAGE = re.compile(BOARD_ID + r":(?P<rank>\d{1,5}):[fbns]")
"""Show another page of a board in place of this one."""
BOARD_JUMP = re.compile(BOARD_ID + r":jump")
"""Show the page that was chosen in place of this one."""
RANKING_PAGE = re.compile(RANKING_ID + r":(?P<rank>\d{1,5}):[fbn]")
"""Show another page of a ranking in place of this one."""
RANKING_JUMP = re.compile(RANKING_ID + r":jump")
"""Show the page that was chosen in place of this one."""

BOARD_OWN = re.compile(r"own-" + BOARD_ID)
"""Show the page of a board on which whoever presses stands, in place of this one."""
RANKING_OWN = re.compile(r"own-" + RANKING_ID)
"""Show the page of a ranking on which whoever presses stands, in place of this one."""

BOARD_CHART = re.compile(r"chart-" + BOARD_ID)
"""Show a board as a picture, as a new message."""

PATTERNS = (
    BOARD_OPEN,
    BOARD_PAGE,
    BOARD_JUMP,
    BOARD_OWN,
    BOARD_CHART,
    RANKING_OPEN,
    RANKING_PAGE,
    RANKING_JUMP,
    RANKING_OWN,
)
"""What the buttons and menus here lead to."""

JUMPS = (1, 21, 41, 61, 81, 101, 201, 301, 401, 501, 751, 1001, 1501, 2001, 2501)
FAR_JUMPS = (3001, 4001, 5001, 6001, 7001, 8001, 9001, DEEPEST_RANK)


def board_controls(page: BoardPage, *, has_charts: bool) -> discord.ui.View:
    """Lead to other pages, to the other board where there is one, and far down by a menu.

    `has_charts` tells whether pictures can be drawn here.
    """
    prefix = f"board:{page.track.uid}"
    here = f"{prefix}:{page.group_uid}"
    own = _own(here) if page.has_me else None
    chart = button(str(face_wording.CHART), f"chart-{here}") if has_charts and page.rows else None
    return row([*board_items(prefix, page), own, chart], PATTERNS)


def chart_controls(map_uid: str, group_uid: str) -> discord.ui.View:
    """Lead from a board's chart to its rows."""
    here = f"board:{map_uid}:{group_uid}"
    return row([button(str(maps_wording.LEADERBOARD), here)], PATTERNS)


def board_items(prefix: str, page: BoardPage, last: int = DEEPEST_RANK) -> list[Button | Menu]:
    """Return what leads from a page of a map's ladder to all others, down to the last rank.

    `prefix` begins the custom ids and names all but the board and the rank.
    """
    here = f"{prefix}:{page.group_uid}"
    items: list[Button | Menu] = [*_rank_pager(here, page.first_rank, has_next=page.has_next)]
    if page.release is not None and page.release.season_uid:
        is_all_time = page.group_uid == ALL_TIME
        group = page.release.season_uid if is_all_time else ALL_TIME
        label = wording.SWITCH_TO["season" if is_all_time else "all-time"]
        items.append(button(str(label), f"{prefix}:{group}:1:s"))
    return [*items, _jumps(here, last)]


def place_controls(card: PlaceCard) -> discord.ui.View:
    """Lead to the board on which the place was looked up, as far down as it can be read.

    Below the last one of a board the page of a rank may be empty: whoever is ahead is on one.
    """
    last = card.ahead if card.behind is None else None
    rank = min(card.rank if last is None else last.position, DEEPEST_RANK)
    custom_id = f"board:{card.track.uid}:{card.group_uid}:{page_start(rank)}:o"
    return row([button(wording.board_at(number(rank)), custom_id)], PATTERNS)


def ranking_controls(page: RankingPage) -> discord.ui.View:
    """Lead to other pages, and far down by a menu."""
    prefix = f"points:{page.release.season_uid}"
    pager = _rank_pager(prefix, page.first_rank, has_next=page.has_next)
    own = _own(prefix) if page.has_me else None
    return row([*pager, own, _jumps(prefix)], PATTERNS)


def _own(board: str) -> Button:
    return button(str(wording.ME), f"own-{board}")


def _rank_pager(prefix: str, first: int, *, has_next: bool) -> list[Button]:
    """Return first, back and next for a page of ranks; the last slot of an id keeps them apart."""
    back = max(1, first - PAGE_LENGTH)
    return [
        button(str(face_wording.FIRST), f"{prefix}:1:f", disabled=first == 1),
        button(str(face_wording.BACK), f"{prefix}:{back}:b", disabled=first == 1),
        button(str(face_wording.NEXT), f"{prefix}:{first + PAGE_LENGTH}:n", disabled=not has_next),
    ]


def _jumps(prefix: str, last: int = DEEPEST_RANK) -> Menu:
    ranks = [rank for rank in (*JUMPS, *FAR_JUMPS) if rank <= last]
    offers = [(wording.jump_to(number(rank)), str(rank)) for rank in ranks]
    return menu(str(wording.JUMP), f"{prefix}:jump", offers if len(offers) > 1 else [])
