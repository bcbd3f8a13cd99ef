"""Web pages that players expect behind a card."""

from datetime import date

from yarl import URL

from bot.face.embeds import piece
from bot.maps.releases import DayKind, Release

TRACKMANIA_IO = "https://trackmania.io/#"
TRACKMANIA_COM = "https://www.trackmania.com"
CAMPAIGN_SECTIONS = {
    "campaign": "seasonal",
    "seasonal": "seasonal",
    "weekly-shorts": "weeklyshorts",
    "weekly-grand": "weeklygrands",
}


def board_page(map_uid: str, release: Release | None) -> str:
    """Link the map's board: of its day or campaign where there is one, else its own."""
    uid = piece(map_uid)
    if release is None or not release.season_uid or release.kind == "royal":
        return f"{TRACKMANIA_IO}/leaderboard/{uid}"
    section = "totd" if release.kind == "totd" else "campaigns"
    return f"{TRACKMANIA_IO}/{section}/leaderboard/{piece(release.season_uid)}/{uid}"


def map_page(map_uid: str) -> str:
    """Link the map's official page."""
    return f"{TRACKMANIA_COM}/tracks/{piece(map_uid)}"


def file_page(address: str) -> str | None:
    """Return where the map's file lies, None where Nadeo tells no address of the web."""
    try:
        url = URL(address)
    except ValueError:
        return None
    return str(url) if url.scheme in {"http", "https"} and url.host else None


def player_page(account_id: str) -> str:
    """Link a player's page; those of trackmania.com are private by default."""
    return f"{TRACKMANIA_IO}/player/{piece(account_id)}"


def campaign_page(kind: str, campaign_id: int) -> str:
    """Link a season's or a week's page; the kind is a release's or a feed's."""
    section = CAMPAIGN_SECTIONS.get(kind, "seasonal")
    return f"{TRACKMANIA_IO}/campaigns/{section}/{campaign_id}"


def month_page(kind: DayKind, first: date) -> str | None:
    """Link a month's page; Royal maps have none."""
    return f"{TRACKMANIA_IO}/totd/{first.year}-{first.month}" if kind == "totd" else None
