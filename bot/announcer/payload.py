"""A delivery as the message that Discord is sent, and how it is known again."""

from bot.announcer import wording
from bot.announcer.cards import RELEASE_FEEDS, Message, mark_of, nonce_of
from bot.announcer.channels import WEEK_IN_MINUTES, Found
from bot.announcer.delivery import Delivery
from bot.announcer.translations import in_language, spoken_by, title_in
from bot.face.embeds import timestamp
from bot.languages import writing_in

SILENT: Message = {"parse": []}
LATE_AFTER = 3600.0
"""So long after its moment an item is worth reading, but nobody's sleep; in seconds."""
SUPPRESS_NOTIFICATIONS = 1 << 12
"""Discord's flag for a message that lets phones be quiet."""


def payload_of(delivery: Delivery, now: float) -> Message:
    """Address the whole message, which pings the subscription's role and nobody else.

    What is late pings nobody at all: it may be night by now. In a forum it is a whole post.
    """
    with writing_in(spoken_by(delivery.message, delivery.language)):
        message = {**in_language(delivery.message, delivery.language), **_ping(delivery, now)}
    if delivery.is_forum:
        return forum_post(title_for(delivery), delivery.tag_id, message)
    return {**message, "nonce": _nonce(delivery), "enforce_nonce": True}


def forum_post(title: str, tag_id: int | None, message: Message) -> Message:
    """Return what a forum's post is made of, for which Discord knows no nonce."""
    tags = {} if tag_id is None else {"applied_tags": [str(tag_id)]}
    return {"name": title, "auto_archive_duration": WEEK_IN_MINUTES, **tags, "message": message}


def title_for(delivery: Delivery) -> str:
    """Return what a delivery's post is called."""
    with writing_in(delivery.language):
        english = delivery.title or str(wording.FEED_TITLES[delivery.feed])
    return title_in(delivery.message, delivery.language, english)


def is_of(message: Found, delivery: Delivery) -> bool:
    """Tell whether a message in a channel's history is this delivery."""
    mark = mark_of(delivery.feed, delivery.key)
    return message.nonce == _nonce(delivery) or mark in message.text


def _nonce(delivery: Delivery) -> str:
    return nonce_of(delivery.subscription_id, delivery.channel_id, delivery.feed, delivery.key)


def _ping(delivery: Delivery, now: float) -> Message:
    if now - delivery.starts > LATE_AFTER:
        return {**_since(delivery), "allowed_mentions": SILENT, "flags": SUPPRESS_NOTIFICATIONS}
    if delivery.role_id is None or delivery.role_is_gone:
        return {"allowed_mentions": SILENT}
    return {
        "content": f"<@&{delivery.role_id}>",
        "allowed_mentions": {"parse": [], "roles": [str(delivery.role_id)]},
    }


def _since(delivery: Delivery) -> Message:
    """Say since when a release runs; all else is over in a moment."""
    if delivery.feed not in RELEASE_FEEDS or not (since := timestamp(delivery.starts, "f")):
        return {}
    return {"content": wording.began(since)}
