"""A month of maps as a sheet of pictures: what is drawn, and what of it must be fetched before."""

from calendar import monthrange
from collections.abc import Mapping

from bot.face.wording import month_name, short_weekdays
from bot.maps import wording
from bot.maps.cards import ListedMap, MonthCard
from bot.maps.numbering import without_number
from bot.pictures.cards import MonthSheet, Tile
from bot.text import cut, plain

LONGEST_NAME = 40
"""Characters of a name: a tile shows half as many."""
LONGEST_TOLD = 24
"""Characters of a name in the text for those who do not see the picture, which holds a month."""


def thumbnails_of(card: MonthCard) -> list[str]:
    """Return the addresses of the pictures of a month's maps, as Nadeo told them."""
    tracks = [day.track for day in card.days if day.track is not None]
    return [track.thumbnail_url for track in tracks if track.thumbnail_url]


def month_scene(card: MonthCard, thumbnails: Mapping[str, bytes]) -> MonthSheet | None:
    """Return a month as it is drawn, None where it has no map yet.

    `thumbnails` are the pictures that came, by their addresses.
    """
    if not card.days:
        return None
    skipped, last = monthrange(card.first.year, card.first.month)
    listed = {day.number: day for day in card.days}
    tiles = tuple(_tile(number, listed.get(number), thumbnails) for number in range(1, last + 1))
    told = [
        wording.alt_of_day(tile.day, cut(tile.name, LONGEST_TOLD)) for tile in tiles if tile.name
    ]
    alt = " ".join([wording.alt_of_month(month_name(card.first), len(told)), *told])
    return MonthSheet(alt, short_weekdays(), skipped, tiles)


def _tile(number: int, listed: ListedMap | None, thumbnails: Mapping[str, bytes]) -> Tile:
    if listed is None:
        return Tile(number)
    track = listed.track
    if track is None:
        return Tile(number, str(wording.UNKNOWN_TRACK))
    name = without_number(plain(track.name, track.uid), number)
    return Tile(number, cut(name, LONGEST_NAME), thumbnails.get(track.thumbnail_url, b""))
