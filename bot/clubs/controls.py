"""The buttons and menus below clubs' cards, and the patterns of their custom ids."""

import re
from typing import Literal, TypeAlias

import discord

from bot.clubs import wording
from bot.clubs.cards import ActivityPage, ClubBoardPage, ClubCampaignCard
from bot.face.controls import SLOTS, menu, pager, row
from bot.ladders.controls import rank_pager
from bot.text import named

Kind: TypeAlias = Literal["campaigns", "rooms"]

ACTIVITY_PAGE = re.compile(
    r"club:(?P<kind>campaigns|rooms):(?P<club>\d{1,10}):(?P<folder>\d{1,10}):(?P<page>\d{1,4}):"
    + SLOTS
)
"""Show another page of what a club offers in place of this one."""
ACTIVITY_FOLDER = re.compile(r"club:(?P<kind>campaigns|rooms):(?P<club>\d{1,10})")
"""Show the folder that was chosen in place of this page."""
CAMPAIGN_MAP = re.compile(r"club:map")
"""Show the card of the map that was chosen as a new message."""
CLUB_BOARD_PAGE = re.compile(
    r"cb:(?P<club>\d{1,10}):(?P<uid>[\w-]{1,32}):(?P<group>[\w-]{1,44}):(?P<rank>\d{1,5}):" + SLOTS
)
"""Show another page of a club's ladder in place of this one."""

PATTERNS = (ACTIVITY_PAGE, ACTIVITY_FOLDER, CAMPAIGN_MAP, CLUB_BOARD_PAGE)
"""What the buttons and menus here lead to."""


def activity_controls(kind: Kind, page: ActivityPage) -> discord.ui.View:
    """Lead through the pages, and into folders and out of them."""
    club_id = page.club.club_id
    items = pager(f"club:{kind}:{club_id}:{page.folder_id}", page.page, page.pages)
    folders = [
        (named(folder.name, str(folder.activity_id)), str(folder.activity_id))
        for folder in page.folders
    ]
    if page.folder_id:
        folders.insert(0, (wording.BACK_TO_TOP, "0"))
    if not folders:
        return row(items, PATTERNS)
    return row([*items, menu(wording.OPEN_FOLDER, f"club:{kind}:{club_id}", folders)], PATTERNS)


def club_campaign_controls(card: ClubCampaignCard) -> discord.ui.View:
    """Offer the maps in a menu; those that Nadeo does not know have no card."""
    known = [
        (f"{place}. {named(track.name, uid)}", uid)
        for place, (uid, track) in enumerate(card.maps, start=1)
        if track is not None
    ]
    return row([menu(wording.OPEN_MAP, "club:map", known)] if known else [], PATTERNS)


def club_board_controls(page: ClubBoardPage) -> discord.ui.View:
    """Return first, back and next."""
    board = page.board
    prefix = f"cb:{page.club.club_id}:{board.track.uid}:{board.group_uid}"
    return row(rank_pager(prefix, board.first_rank, has_next=board.has_next), PATTERNS)
