"""Single things as the page is told of them: how a message came about, what the bot asked."""

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import THREADS, Channel, ChannelType
from bot.sandbox.discord.state.interactions import Interaction
from bot.sandbox.nadeo.recording import RecordedRequest
from bot.sandbox.page.deeds import deed

_KINDS = {
    ChannelType.DIRECT: "direct",
    ChannelType.VOICE: "voice",
    ChannelType.STAGE: "stage",
    ChannelType.ANNOUNCEMENT: "news",
    ChannelType.FORUM: "forum",
    ChannelType.CATEGORY: "category",
} | dict.fromkeys(THREADS, "thread")


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


def place_entry(channel: Channel) -> Json:
    """Write what everybody who sees a channel sees of it."""
    return {
        "id": str(channel.id),
        "type": int(channel.type),
        "kind": _KINDS.get(channel.type, "text"),
        "name": channel.name,
        "topic": channel.topic or "",
        "parent_id": str(channel.parent_id) if channel.parent_id else None,
        "position": channel.position,
    }


def thread_entry(thread: Channel, forum: Channel | None, opened_at: datetime) -> Json:
    """Write a thread; `opened_at` is by the world's clock, a forum gives the names of its tags."""
    names = {tag.id: tag.name for tag in forum.tags} if forum else {}
    return {
        **place_entry(thread),
        "opened_at": opened_at.timestamp(),
        "messages": thread.message_count,
        "tags": [names[tag_id] for tag_id in thread.applied_tags if tag_id in names],
        "archived": thread.archived,
        "locked": thread.locked,
    }


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
