"""Buttons and menus below map cards and lists of maps."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import discord

from bot.face import wording as face_wording
from bot.face.controls import Button, Menu, button, link_button, menu, row
from bot.maps import discovery_wording, wording
from bot.maps.cards import AnniversaryCard, CampaignCard, ListedMap, MapCard, MonthCard
from bot.maps.days import FIRST_DATE, month_before
from bot.maps.links import board_page, file_page, map_page
from bot.maps.numbering import without_number
from bot.maps.releases import Release, Target
from bot.nadeo.models import ALL_TIME
from bot.text import named

TOTD_DAY = re.compile(r"totd:(?P<date>\d{4}-\d\d-\d\d)")
"""Show the Track of another day in place of this one."""
MAP_OPEN = re.compile(r"map:\d")
"""Show the map that was chosen as a new message."""
CAMPAIGN_TURN = re.compile(
    r"campaign:(?P<kind>seasonal|weekly-shorts|weekly-grand):(?P<id>\d{1,18}):[el]"
)
"""Show another campaign in place of this one."""
MONTH_TURN = re.compile(r"month:(?P<kind>totd|royal):(?P<month>\d{4}-\d\d)")
"""Show another month in place of this one."""

MONTH_CHART = re.compile(r"chart-month:(?P<kind>totd|royal):(?P<month>\d{4}-\d\d)")
"""Show a month with the pictures of its maps, as a new message."""

BOARD_ID = r"board:(?P<uid>[\w-]{1,40}):(?P<group>[\w-]{1,44})"
RANKING_ID = r"points:(?P<group>[\w-]{1,44})"
BOARD_OPEN = re.compile(BOARD_ID + r"(?::(?P<rank>\d{1,5}):o)?")
"""Show a map's board as a new message, from the page of that rank on where one is named."""
RANKING_OPEN = re.compile(RANKING_ID)
"""Show a campaign's ranking as a new message."""

MAP_UID = re.compile(r"uid:(?P<uid>[\w-]{1,40})")
"""Tell a map's uid to whoever pressed."""

DAY_BOARD = re.compile(r"day-board:(?P<date>\d{4}-\d\d-\d\d)")
"""Show the board of a day's track, which need not have been out when the button was made."""
RANDOM_DRAW = re.compile(
    r"random:(?P<kind>totd|campaign|shorts|royal|):(?P<uid>[\w-]{1,40}):(?P<style>.{0,40})"
)
"""Show another map drawn by lot in place of this one."""

DAYS_IN_A_MENU = 16

PATTERNS = (
    TOTD_DAY,
    MAP_OPEN,
    CAMPAIGN_TURN,
    MONTH_TURN,
    MONTH_CHART,
    MAP_UID,
    RANDOM_DRAW,
    BOARD_OPEN,
    RANKING_OPEN,
    DAY_BOARD,
)
"""What the buttons and menus here lead to."""


def day_controls(card: MapCard, newest: date) -> discord.ui.View:
    """◀ and ▶ where the card is a Track of the Day, Leaderboard, and pages of the web."""
    return row([*_days(card, newest), _leaderboard(card), *_pages_of(card)], PATTERNS)


def any_map_controls(card: MapCard, newest: date) -> discord.ui.View:
    """As for a day, and the uid for whoever needs it elsewhere."""
    uid = button(str(wording.UID), f"uid:{card.track.uid}")
    return row([*_days(card, newest), _leaderboard(card), uid, *_pages_of(card)], PATTERNS)


def map_controls(card: MapCard) -> discord.ui.View:
    """Leaderboard and pages of the web, for a card that is everybody's."""
    return row([_leaderboard(card), *_pages_of(card)], PATTERNS)


def drawn_controls(card: MapCard, kind: str, style: str) -> discord.ui.View:
    """As for everybody's card, and Another of the same kind and style; "" for any."""
    another = button(str(discovery_wording.ANOTHER), f"random:{kind}:{card.track.uid}:{style}")
    return row([another, _leaderboard(card), *_pages_of(card)], PATTERNS)


def anniversary_controls(card: AnniversaryCard) -> discord.ui.View:
    """Offer a menu of the maps."""
    return row(_menus([card.days], [str(wording.SHOW_MAP)]), PATTERNS)


def target_controls(target: Target) -> discord.ui.View:
    """As for a card, for a map of which nothing but the uid is known."""
    leaderboard = _leaderboard_of(target.map_uid, target.release)
    return row([leaderboard, *_pages(target.map_uid, target.release)], PATTERNS)


def _days(card: MapCard, newest: date) -> list[Button]:
    release = card.release
    if release is None or release.kind != "totd" or release.on is None:
        return []
    before, after = release.on - timedelta(days=1), release.on + timedelta(days=1)
    return [
        button("◀", _day_id(before), disabled=before < FIRST_DATE),
        button("▶", _day_id(after), disabled=after > newest),
    ]


def _pages_of(card: MapCard) -> list[Button | None]:
    download = link_button(str(wording.DOWNLOAD), file_page(card.track.download_url))
    return [*_pages(card.track.uid, card.release), download]


def _pages(map_uid: str, release: Release | None) -> list[Button | None]:
    return [
        link_button(str(wording.TRACKMANIA_IO), board_page(map_uid, release)),
        link_button(str(wording.MAP_PAGE), map_page(map_uid)),
    ]


def campaign_controls(card: CampaignCard) -> discord.ui.View:
    """◀ and ▶ for the neighbours in time, Ranking, and a menu of the maps."""
    release = card.release

    def turn(label: str, campaign_id: int | None, side: str) -> Button:
        # The side keeps the ids apart where there is no neighbour.
        target = release.campaign_id if campaign_id is None else campaign_id
        custom_id = f"campaign:{release.kind}:{target}:{side}"
        return button(label, custom_id, disabled=campaign_id is None)

    return row(
        [
            turn("◀", card.earlier.campaign_id if card.earlier else None, "e"),
            turn("▶", card.later.campaign_id if card.later else None, "l"),
            button(str(wording.RANKING), f"points:{release.season_uid}"),
            *_menus([card.maps], [str(wording.SHOW_MAP)]),
        ],
        PATTERNS,
    )


def list_controls(maps: Sequence[ListedMap]) -> discord.ui.View:
    """Return a menu of the maps that are known, for a card that is everybody's."""
    return row(_menus([maps], [str(wording.SHOW_MAP)]), PATTERNS)


def day_board_controls(on: date) -> discord.ui.View:
    """Leaderboard of a day's track, for a card that is made before it is out."""
    return row([button(str(wording.LEADERBOARD), f"day-board:{on.isoformat()}")], PATTERNS)


def month_controls(card: MonthCard, *, has_charts: bool) -> discord.ui.View:
    """◀ and ▶ for the neighbouring months, Chart where there is one, and menus of the days.

    `has_charts` tells whether pictures can be drawn here.
    """
    before, after = month_before(card.first), month_before(card.first, -1)
    chart = f"chart-{_month_id(card, card.first)}"
    return row(
        [
            button("◀", _month_id(card, before), disabled=before < card.oldest),
            button("▶", _month_id(card, after), disabled=after > card.newest),
            button(str(face_wording.CHART), chart) if has_charts and card.days else None,
            *_menus_of_days(card),
        ],
        PATTERNS,
    )


def sheet_controls(card: MonthCard) -> discord.ui.View:
    """Return menus of the days, for a month that is drawn."""
    return row(_menus_of_days(card), PATTERNS)


def _menus_of_days(card: MonthCard) -> list[Menu]:
    parts = [card.days[:DAYS_IN_A_MENU], card.days[DAYS_IN_A_MENU:]]
    names = [wording.show_maps(part[0].number, part[-1].number) if part else "" for part in parts]
    return _menus(parts, names)


def _menus(parts: Sequence[Sequence[ListedMap]], placeholders: Sequence[str]) -> list[Menu]:
    """Return a menu for each part that has maps; a map that stands twice is offered once."""
    menus: list[Menu] = []
    for number, (part, placeholder) in enumerate(zip(parts, placeholders, strict=True), 1):
        offers: dict[str, str] = {}
        for item in part:
            if item.track is not None:
                offers.setdefault(item.map_uid, _offer(item))
        if offers:
            pairs = [(label, uid) for uid, label in offers.items()]
            menus.append(menu(placeholder, f"map:{number}", pairs))
    return menus


def _offer(item: ListedMap) -> str:
    name = named(item.track.name, item.map_uid) if item.track is not None else item.map_uid
    return f"{item.number:02} · {without_number(name, item.number)}"


def _leaderboard(card: MapCard) -> Button:
    return _leaderboard_of(card.track.uid, card.release)


def _leaderboard_of(map_uid: str, release: Release | None) -> Button:
    group = release.season_uid if release is not None and release.season_uid else ALL_TIME
    return button(str(wording.LEADERBOARD), f"board:{map_uid}:{group}")


def _day_id(on: date) -> str:
    return f"totd:{on.isoformat()}"


def _month_id(card: MonthCard, first: date) -> str:
    return f"month:{card.kind}:{first:%Y-%m}"
