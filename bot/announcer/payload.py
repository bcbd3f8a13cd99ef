"""A delivery as the message that Discord is sent, and how it is known again."""

from bot.announcer.cards import Message, mark_of, nonce_of
from bot.announcer.channels import Found
from bot.announcer.delivery import Delivery

SILENT: Message = {"parse": []}
LATE_AFTER = 3600.0
"""So long after its moment an item is worth reading, but nobody's sleep; in seconds."""
SUPPRESS_NOTIFICATIONS = 1 << 12
"""Discord's flag for a message that lets phones be quiet."""


def payload_of(delivery: Delivery, now: float) -> Message:
    """Address the whole message, which pings the subscription's role and nobody else.

    What is late pings nobody at all: it may be night by now.
    """
    nonce = nonce_of(delivery.subscription_id, delivery.feed, delivery.key)
    return {**delivery.message, **_ping(delivery, now), "nonce": nonce, "enforce_nonce": True}


def is_of(message: Found, delivery: Delivery) -> bool:
    """Tell whether a message in a channel's history is this delivery."""
    nonce = nonce_of(delivery.subscription_id, delivery.feed, delivery.key)
    return message.nonce == nonce or mark_of(delivery.feed, delivery.key) in message.text


def _ping(delivery: Delivery, now: float) -> Message:
    if now - delivery.starts > LATE_AFTER:
        return {"allowed_mentions": SILENT, "flags": SUPPRESS_NOTIFICATIONS}
    if delivery.role_id is None or delivery.role_is_gone:
        return {"allowed_mentions": SILENT}
    return {
        "content": f"<@&{delivery.role_id}>",
        "allowed_mentions": {"parse": [], "roles": [str(delivery.role_id)]},
    }
