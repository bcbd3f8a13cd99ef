"""Which routes there are, by templates: for counting what is asked without telling of whom."""

import re

from bot.nadeo.hosts import Host

OTHER = "other"
"""What an operator typed, and whatever else is asked of no route below."""

_GROUP = "api/token/leaderboard/group/{group}"
_BOARD = f"{_GROUP}/map/{{map}}"
_CLUB = "api/token/club/{club}"
_REVIEW = "api/token/map-review/{type}"

ROUTES: dict[Host, tuple[str, ...]] = {
    Host.CORE: (
        "v2/authentication/token/basic",
        "v2/authentication/token/refresh",
        "v2/mapRecords/by-account",
        "accounts/clubTags",
        "maps/by-uid",
        "webidentities/by-account",
        "zones",
    ),
    Host.LIVE: (
        "api/campaign/official",
        "api/campaign/weekly-shorts",
        "api/campaign/weekly-grands",
        "api/campaign/cup-of-the-week",
        "api/token/campaign/month",
        "api/token/map/get-multiple",
        "api/token/map/{map}",
        "api/token/leaderboard/group/map",
        "api/token/leaderboard/trophy/player",
        _GROUP,
        f"{_GROUP}/top",
        f"{_BOARD}/top",
        f"{_BOARD}/surround/{{lower}}/{{upper}}",
        f"{_BOARD}/club/{{club}}",
        f"{_BOARD}/club/{{club}}/top",
        "api/token/club",
        _CLUB,
        f"{_CLUB}/member",
        f"{_CLUB}/activity",
        f"{_CLUB}/campaign/{{campaign}}",
        f"{_CLUB}/room/{{activity}}",
        f"{_REVIEW}/connect",
        f"{_REVIEW}/submitted-map",
        f"{_REVIEW}/waiting-time",
        "api/token/server/player-server/account",
    ),
    Host.NAMES: (
        "api/access_token",
        "api/display-names",
        "api/display-names/account-ids",
    ),
}
"""What this client asks, host by host; of two that fit, the first counts."""


def _pattern(route: str) -> re.Pattern[str]:
    # A base may have a path of its own.
    return re.compile(".*/" + re.sub(r"\{\w+\}", "[^/]+", route) + "/?")


_PATTERNS = {
    host: [(_pattern(route), route) for route in routes] for host, routes in ROUTES.items()
}


def route_of(host: Host, path: str) -> str:
    """Return the template that an address fits, `OTHER` where there is none."""
    fits = (route for pattern, route in _PATTERNS[host] if pattern.fullmatch(path))
    return next(fits, OTHER)
