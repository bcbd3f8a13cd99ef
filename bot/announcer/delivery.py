"""One item for one channel, as the outbox hands it out."""

import json
import sqlite3
from dataclasses import dataclass, field
from math import inf
from typing import Any, Literal, cast

from bot.announcer.cards import Feed, Message
from bot.announcer.translations import title_in


@dataclass(frozen=True)
class Delivery:
    """One item for one channel."""

    id: int
    announcement_id: int
    subscription_id: int
    guild_id: int
    channel_id: int
    is_forum: bool
    tag_id: int | None
    """The tag that its forum's post carries."""
    role_id: int | None
    role_is_gone: bool
    refused_since: float | None
    feed: Feed
    key: str
    starts: float
    ends: float
    title: str
    """What its forum's post is called in English; "" where an earlier program noted none."""
    language: str
    """In which it is posted."""
    message: Message = field(repr=False)
    state: Literal["owed", "claimed"]
    attempts: int
    claimed_at: float | None
    turn: int
    """Its place among all that its server is owed."""

    @property
    def place(self) -> str:
        """Say in a log of which feed it is and where it goes: operators find both by their ids."""
        return f"{self.feed} in channel {self.channel_id} of server {self.guild_id}"


def delivery_of(row: sqlite3.Row) -> Delivery:
    """Read a row as a delivery; raise `ValueError` where it has no card."""
    return Delivery(
        id=row["id"],
        announcement_id=row["announcement_id"],
        subscription_id=row["subscription_id"],
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        is_forum=bool(row["is_forum"]),
        tag_id=row["tag_id"],
        role_id=row["role_id"],
        role_is_gone=bool(row["role_is_gone"]),
        refused_since=row["refused_since"],
        feed=row["feed"],
        key=row["key"],
        starts=row["starts"],
        ends=inf if row["ends"] is None else row["ends"],
        title=row["title"],
        language=row["language"],
        message=card_of(row["message"]),
        state=row["state"],
        attempts=row["attempts"],
        claimed_at=row["claimed_at"],
        turn=row["turn"],
    )


def kept_title(text: str, language: str, english: str) -> str:
    """Return what the post of a card is called in a language, by the card as it was kept."""
    try:
        message = card_of(text)
    except ValueError:
        return english
    return title_in(message, language, english)


def card_of(text: str) -> Message:
    """Read a card as it was kept; raise `ValueError` where there is none."""
    try:
        message: Any = json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(message, dict) or not message.get("embeds"):  # pyright: ignore[reportUnknownMemberType]
        raise ValueError("no card")
    return cast("Message", message)
