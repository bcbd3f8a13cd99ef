"""Looking for what may have gone out before: in a channel's history, or among a forum's posts."""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.announcer.channels import (
    ChannelGone,
    Channels,
    ForumPost,
    Found,
    MessageGone,
    PostError,
    Unreachable,
)
from bot.announcer.delivery import Delivery
from bot.announcer.payload import is_of, title_for
from bot.announcer.requests import Requests
from bot.clock import Clock

log = logging.getLogger(__name__)

PATIENCE_FOR_HISTORY = 10.0
NONCE_HOLDS = 120.0
"""For how long Discord surely knows a nonce again, in seconds."""
SKEW = 600.0
"""How far Discord's clock may be from ours, in seconds."""
PIECES = 10
"""How far back a channel is searched; a piece has a hundred messages."""
LOOK_UPS = 4
"""After so many attempts a history that still cannot be read is done without."""


class Search:
    """Finds a delivery's message by its mark."""

    def __init__(self, channels: Channels, requests: Requests, clock: Clock) -> None:
        self._channels = channels
        self._requests = requests
        self._clock = clock

    async def find(self, delivery: Delivery) -> Found | None:
        """Return the message; None where it may be posted, as far as anybody can know.

        A history that cannot be read proves nothing: the nonce alone keeps it from going out twice,
        so while Discord knows that no time is lost by looking again. A forum has no nonces: there
        `PostError` is raised until its posts can be read.
        """
        if delivery.is_forum:
            return await self._in_forum(delivery)
        try:
            return await self._in_history(delivery)
        except Unreachable as error:
            age = self._clock.timestamp() - self._claimed_at(delivery)
            if age > NONCE_HOLDS and delivery.attempts < LOOK_UPS:
                raise
            log.warning("cannot look for an announcement of %s: %s", delivery.place, error)
            return None
        except PostError:
            return None

    async def _in_history(self, delivery: Delivery) -> Found | None:
        earliest = self._claimed_at(delivery) - SKEW
        before: int | None = None
        for _ in range(PIECES):
            await self._requests.turn()
            look = self._channels.own_messages(delivery.channel_id, before)
            page = await self._requests.timed(look, PATIENCE_FOR_HISTORY)
            found = next((one for one in page.messages if is_of(one, delivery)), None)
            before = page.before
            is_last = before is None or any(one.posted_at < earliest for one in page.messages)
            if found is not None or is_last:
                return found
        return None

    async def _in_forum(self, delivery: Delivery) -> Found | None:
        earliest = self._claimed_at(delivery) - SKEW
        async with aclosing(self._posts(delivery, earliest)) as posts:
            async for post in posts:
                if post.posted_at >= earliest and (found := await self._opened(post, delivery)):
                    return found
        return None

    async def _posts(self, delivery: Delivery, earliest: float) -> AsyncGenerator[ForumPost, None]:
        """Give our posts of a forum: those awake first, since they may fall asleep meanwhile.

        What was archived earlier than a post can have been made is none of them.
        """
        await self._requests.turn()
        awake = self._channels.active_posts(delivery.guild_id, delivery.channel_id)
        for post in await self._requests.timed(awake, PATIENCE_FOR_HISTORY):
            yield post
        before: str | None = None
        while True:
            await self._requests.turn()
            look = self._channels.archived_posts(delivery.channel_id, before)
            piece = await self._requests.timed(look, PATIENCE_FOR_HISTORY)
            for post in piece.posts:
                yield post
            before = piece.before
            if before is None or piece.reaches < earliest:
                return

    async def _opened(self, post: ForumPost, delivery: Delivery) -> Found | None:
        """Return a post's first message if it is this delivery; by its title if that is gone."""
        await self._requests.turn()
        try:
            look = self._channels.message(post.id, post.id)
            first = await self._requests.timed(look, PATIENCE_FOR_HISTORY)
        except MessageGone:
            is_it = post.title == title_for(delivery)
            return Found(post.id, post.posted_at, "", "") if is_it else None
        except ChannelGone:
            return None
        return first if is_of(first, delivery) else None

    def _claimed_at(self, delivery: Delivery) -> float:
        """Return since when it is in doubt; 0 where a clock that was ahead noted it."""
        claimed_at = delivery.claimed_at
        return (
            claimed_at if claimed_at is not None and claimed_at <= self._clock.timestamp() else 0.0
        )
