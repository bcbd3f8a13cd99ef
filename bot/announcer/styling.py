"""The style of a map, put into cards that were posted before it was known.

Nadeo is asked nothing for it, and no post waits: what stands in the card stays as it is.
"""

from functools import partial

from bot.announcer.alarm import Alarm
from bot.announcer.cards import Message
from bot.announcer.edits import Edits
from bot.announcer.rows.styles import MapPost, read_map_posts, restyle
from bot.announcer.translations import changed_in_each
from bot.clock import Clock
from bot.exchange.cards import Style
from bot.exchange.lookup import Exchange
from bot.maps.embeds.maps import styled
from bot.storage.store import Store

LOOK_AGAIN = 600.0
"""A style may be told in the moment in which a card is drawn without it; in seconds."""


class Styling:
    """Looks through the cards of what runs whenever styles have been told, and at the start."""

    def __init__(self, exchange: Exchange, store: Store, edits: Edits, clock: Clock) -> None:
        self._exchange = exchange
        self._store = store
        self._edits = edits
        self._clock = clock
        self._alarm = Alarm(clock)
        exchange.add_listener(lambda _: self._alarm.ring())

    async def run(self) -> None:
        """Restyle for ever."""
        while True:
            await self.restyle()
            await self._alarm.rest(LOOK_AGAIN)

    async def restyle(self) -> None:
        """Put in what is known by now; what is not is asked for in the background."""
        changed: list[tuple[MapPost, Message]] = []
        for post in await read_map_posts(self._store, self._clock.timestamp()):
            style = await self._exchange.style_of(post.map_uid, post.starts)
            card = (
                None
                if style is None
                else changed_in_each(post.message, partial(_with_style, style))
            )
            if card is not None and card != post.message:
                changed.append((post, card))
        if changed:
            await restyle(self._store, changed)
            self._edits.wake()


def _with_style(style: Style, message: Message) -> Message:
    """Return a map's card with its style; what has no author to put it below stays as it is."""
    first, *others = message["embeds"]
    if not first.get("description"):
        return message
    told = {**first, "description": styled(first["description"], style)}
    return {**message, "embeds": [told, *others]}
