"""Numbers and choices read from a request's query."""

from aiohttp import web

from bot.sandbox.nadeo import errors


def number(request: web.Request, name: str, default: int | None = None) -> int:
    """Return a whole number of the query, at least 0; nonsense is refused."""
    text = request.query.get(name, "" if default is None else str(default))
    try:
        return max(0, int(text))
    except ValueError:
        raise errors.Refusal(errors.live_error(500)) from None


def path_number(request: web.Request, name: str) -> int:
    """Return a number of the path, -1 when it is none: nothing has that id."""
    text = request.match_info[name]
    return int(text) if text.isascii() and text.isdigit() else -1


def flag(request: web.Request, name: str) -> bool:
    """Tell whether a parameter says `true`."""
    return request.query.get(name, "").casefold() in ("true", "1")


def page_count(total: int, length: int) -> int:
    """Return how many pages of a length there are."""
    return -(-total // length) if length else 0


def page(request: web.Request, default: int | None, longest: int) -> tuple[int, int]:
    """Return length and offset; a length beyond the longest is cut without a word."""
    return min(number(request, "length", default), longest), number(request, "offset", 0)
