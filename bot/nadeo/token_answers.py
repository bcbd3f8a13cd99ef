"""What the answers to logins and refreshes mean: pure functions (docs/nadeo.md, "Logins")."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any, cast

from bot.nadeo.errors import UnexpectedAnswer
from bot.nadeo.wire import Reply, interpret, quoted

LONGEST_LIFE = 31 * 86400
_ONE_HOUR = 3600.0
HALF_AN_HOUR = 1800.0

LAST_MOMENT = 1e11
"""Unix seconds that no token lives to see; what is larger need not even be a number."""

_TOKEN = re.compile(r"[!-~]{1,6000}")
"""What fits a header that servers take; real ones have some 700 characters."""


@dataclass(frozen=True)
class TokenTimes:
    """How long a token lives, in seconds from when it was issued."""

    refresh_after: float
    expires_after: float


def claims(token: str) -> dict[str, Any]:
    """Read what a token says of itself, {} where it cannot be read (quirk 10: no padding)."""
    try:
        part = token.split(".")[1]
        data = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, ValueError, binascii.Error, RecursionError):
        return {}
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}


def token_times(token: str, received_at: float) -> TokenTimes:
    """Work out how many seconds a token lives; an hour where it cannot be read.

    Differences only: neither Nadeo's clock nor ours needs to be right. Where a token does not tell
    when it was issued, the moment it was received stands in (Unix seconds).
    """
    said = claims(token)
    issued, refreshable, expires = (_moment(said.get(key)) for key in ("iat", "rat", "exp"))
    issued = received_at if issued is None else issued
    if expires is None or not 0 < expires - issued <= LONGEST_LIFE:
        return TokenTimes(HALF_AN_HOUR, _ONE_HOUR)
    lifetime = expires - issued
    early = 0.0 if refreshable is None else refreshable - issued
    return TokenTimes(early if 0 < early < lifetime else lifetime / 2, lifetime)


def _moment(said: object) -> float | None:
    """Return Unix seconds, None where that is no number or no moment of this age."""
    if isinstance(said, int | float) and 0 <= said < LAST_MOMENT:
        return float(said)
    return None


def token_pair(reply: Reply) -> tuple[str, str | None]:
    """Read the access and the refresh token of a login or a refresh; the latter may be missing.

    What is there must fit a header.
    """
    match interpret(reply):
        case {"accessToken": str() as access, **rest} if _TOKEN.fullmatch(access):
            refresh = rest.get("refreshToken")
            if refresh is None or (isinstance(refresh, str) and _TOKEN.fullmatch(refresh)):
                return access, refresh
        case _:
            pass
    raise UnexpectedAnswer("a login without tokens")


def oauth_token(reply: Reply) -> tuple[str, float]:
    """Read an OAuth token and the seconds it lives; an hour where that is not said."""
    match interpret(reply):
        case {"access_token": str() as access, **said} if _TOKEN.fullmatch(access):
            seconds = said.get("expires_in")
            if isinstance(seconds, int | float) and 0 < seconds <= LONGEST_LIFE:
                return access, float(seconds)
            return access, _ONE_HOUR
        case _:
            raise UnexpectedAnswer("an OAuth answer without a token")


def login_refusal(reply: Reply) -> str | None:
    """Find Nadeo's own sentence for a refused login, None where Nadeo did not refuse it.

    Whatever else comes with the same status is from something on the way.
    """
    match reply.status, reply.content()[0]:
        case ((400 | 403), {"code": str(), "message": str() as said}) if said:
            return quoted(said, reply)
        case 401, {"message": str() as said} if said:
            return quoted(said, reply)
        case ((400 | 401 | 403), {"error": str() as said}) if said:
            return quoted(said, reply)
        case _:
            return None
