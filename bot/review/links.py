"""Web pages of map review."""

from bot.face.embeds import piece
from bot.maps.links import TRACKMANIA_COM
from bot.review.cards import ReviewType


def review_page(review_type: ReviewType, map_uid: str) -> str:
    """Return the page on which an account reads what reviewers think of its map."""
    return f"{TRACKMANIA_COM}/player/tracks/track-reviews/{review_type}/{piece(map_uid)}"
