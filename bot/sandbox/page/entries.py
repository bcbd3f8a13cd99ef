"""Single things as the page is told of them: how a message came about, what the bot asked."""

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.interactions import Interaction
from bot.sandbox.nadeo.recording import RecordedRequest
from bot.sandbox.page.deeds import deed


@dataclass(frozen=True, slots=True)
class Birth:
    """When a message came by the world's clock, and what somebody did to get it."""

    at: datetime
    cause: Interaction | None


def birth_entry(birth: Birth) -> Json:
    """Write how a message came about."""
    used = None
    if birth.cause is not None:
        used = {"user_id": str(birth.cause.user.id), "text": deed(birth.cause)}
    return {"at": birth.at.timestamp(), "used": used}


def request_entry(request: RecordedRequest, world_moment: datetime) -> Json:
    """Write one of the bot's requests to Nadeo; the budget counts in real time."""
    query = "&".join(f"{key}={value}" for key, many in request.query.items() for value in many)
    return {
        "at": world_moment.timestamp(),
        "really_at": request.at.timestamp(),
        "host": request.host,
        "method": request.method,
        "path": request.path,
        "query": query,
        "status": request.status,
    }
