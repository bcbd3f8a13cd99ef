"""Web pages of clubs."""

from bot.maps.links import TRACKMANIA_COM, TRACKMANIA_IO


def club_page(club_id: int) -> str:
    """Return a club's page."""
    return f"{TRACKMANIA_IO}/clubs/{club_id}"


def club_campaign_page(club_id: int, campaign_id: int) -> str:
    """Return the page of a club's campaign."""
    return f"{TRACKMANIA_IO}/campaigns/{club_id}/{campaign_id}"


def club_review_page(club_id: int, activity_id: int) -> str:
    """Return the page of a club's own review; the address Nadeo lists is broken (quirk 39)."""
    return f"{TRACKMANIA_COM}/clubs/{club_id}/track-reviews/{activity_id}"
