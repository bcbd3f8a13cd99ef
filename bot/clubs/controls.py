"""The buttons and menus below clubs' cards, and the patterns of their custom ids."""

import re
from typing import Literal, TypeAlias

import discord

from bot.clubs import wording
from bot.clubs.cards import ActivityPage, ClubBoardPage, ClubCampaignCard, ClubCard
from bot.face.controls import SLOTS, button, menu, pager, row
from bot.ladders.controls import board_items
from bot.maps.wording import SHOW_MAP
from bot.nadeo.paths import DEEPEST_RANK
from bot.text import named

Kind: TypeAlias = Literal["campaigns", "rooms"]

ACTIVITY_OPEN = re.compile(r"club:(?P<kind>campaigns|rooms):(?P<club>\d{1,10}):open")
"""Show what a club offers as a new message."""
ACTIVITY_PAGE = re.compile(
    r"club:(?P<kind>campaigns|rooms):(?P<club>\d{1,10}):(?P<folder>\d{1,10}):(?P<page>\d{1,4}):"
    + SLOTS
)
"""Show another page of what a club offers in place of this one."""
ACTIVITY_FOLDER = re.compile(r"club:(?P<kind>campaigns|rooms):(?P<club>\d{1,10})")
"""Show the folder that was chosen in place of this page."""
CAMPAIGN_OPEN = re.compile(r"club:campaign:(?P<club>\d{1,10})")
"""Show the campaign that was chosen as a new message."""
CAMPAIGN_MAP = re.compile(r"club:map")
"""Show the card of the map that was chosen as a new message."""
CLUB_BOARD_OPEN = re.compile(r"cb:(?P<club>\d{1,10})")
"""Show the club's ladder of the map that was chosen as a new message."""
_BOARD_ID = r"cb:(?P<club>\d{1,10}):(?P<uid>[\w-]{1,32}):(?P<group>[\w-]{1,44})"
CLUB_BOARD_PAGE = re.compile(_BOARD_ID + r":(?P<rank>\d{1,5}):[fbns]")
"""Show another page of a club's ladder in place of this one."""
CLUB_BOARD_JUMP = re.compile(_BOARD_ID + r":jump")
"""Show the page of a club's ladder that was chosen in place of this one."""

PATTERNS = (
    ACTIVITY_OPEN,
    ACTIVITY_PAGE,
    ACTIVITY_FOLDER,
    CAMPAIGN_OPEN,
    CAMPAIGN_MAP,
    CLUB_BOARD_OPEN,
    CLUB_BOARD_PAGE,
    CLUB_BOARD_JUMP,
)
"""What the buttons and menus here lead to."""


def club_controls(card: ClubCard) -> discord.ui.View:
    """Lead to what a club offers."""
    club_id = card.club.id
    return row(
        [
            button(str(wording.CAMPAIGNS), f"club:campaigns:{club_id}:open"),
            button(str(wording.ROOMS), f"club:rooms:{club_id}:open"),
        ],
        PATTERNS,
    )


def activity_controls(kind: Kind, page: ActivityPage) -> discord.ui.View:
    """Lead through the pages, to the campaigns of this one, and into folders and out of them."""
    club_id = page.club.club_id
    campaigns = [
        (named(one.name, wording.campaign_number(one.campaign_id)), str(one.campaign_id))
        for one in page.entries
        if one.campaign_id
    ]
    folders = [
        (named(folder.name, str(folder.activity_id)), str(folder.activity_id))
        for folder in page.folders
    ]
    if page.folder_id:
        folders.insert(0, (str(wording.BACK_TO_TOP), "0"))
    return row(
        [
            *pager(f"club:{kind}:{club_id}:{page.folder_id}", page.page, page.pages),
            menu(str(wording.SHOW_CAMPAIGN), f"club:campaign:{club_id}", campaigns),
            menu(str(wording.OPEN_FOLDER), f"club:{kind}:{club_id}", folders),
        ],
        PATTERNS,
    )


def club_campaign_controls(card: ClubCampaignCard) -> discord.ui.View:
    """Offer the maps and their ladders; those that Nadeo does not know have no card."""
    known = [
        (f"{place}. {named(track.name, uid)}", uid)
        for place, (uid, track) in enumerate(card.maps, start=1)
        if track is not None
    ]
    return row(
        [
            menu(str(SHOW_MAP), "club:map", known),
            menu(str(wording.SHOW_CLUB_BOARD), f"cb:{card.campaign.club_id}", known),
        ],
        PATTERNS,
    )


def club_board_controls(page: ClubBoardPage) -> discord.ui.View:
    """Lead to other pages, to the other board, and as far down as members are ranked."""
    board = page.board
    untold = DEEPEST_RANK if board.rows else 0
    prefix = f"cb:{page.club.club_id}:{board.track.uid}"
    return row(board_items(prefix, board, page.ranked or untold), PATTERNS)
