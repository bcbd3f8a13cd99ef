"""Who may speak to the sandbox: this machine's own pages and programs, nobody through a browser."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

HOME = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away requests that a foreign page had a browser make."""
    if not _is_home(request.host):
        raise web.HTTPForbidden(text="This sandbox answers to 127.0.0.1 and localhost only.")
    origin = request.headers.get("Origin")
    if origin is not None and _place_of(origin) != request.host:
        raise web.HTTPForbidden(text="This sandbox answers to its own page only.")
    if _is_foreign(request):
        raise web.HTTPForbidden(text="This sandbox answers to its own page only.")
    return await handler(request)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Let the page load nothing from elsewhere and run nothing but its own files."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")


def _place_of(origin: str) -> str:
    """Return host and port of an origin, "" where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _is_foreign(request: web.Request) -> bool:
    """Tell whether another site's page asks; a link on it that somebody followed is no asking."""
    is_link = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.path == "/"
    site = request.headers.get("Sec-Fetch-Site", "none")
    return site not in ("same-origin", "none") and not is_link


def _is_home(host: str) -> bool:
    """Tell whether a Host header names this machine: another name may have been pointed here."""
    name, separator, port = host.rpartition(":")
    is_port = bool(separator) and port.isdecimal()
    return (name if is_port else host).lower() in HOME
