"""Pages of Trackmania Exchange."""

from yarl import URL


def map_page(site: URL, number: int) -> str:
    """Link a map's page."""
    return str(site / "mapshow" / str(number))
