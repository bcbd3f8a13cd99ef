"""Time that passes for a whole announcer: looks, posts, samples, closings and edits."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from postbox import Postbox
from support import ManualClock
from watch import CHANNEL, SWITCH, Watch, watching

from bot.announcer.cards import Feed, Subscription
from bot.announcer.rows.subscriptions import subscribe
from bot.sandbox.nadeo.server import NadeoServer

DAY = 86400.0
GUILD = 7
LEAST_STEP = 0.01
BOARDS = "/leaderboard/group/"
ALWAYS = 10_000
START = datetime(2026, 8, 22, 15, tzinfo=UTC)
"""Two hours before the switch."""


class CountingPostbox(Postbox):
    """Remembers what was edited, and when."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__(clock)
        self.edits: list[tuple[float, int, Mapping[str, Any]]] = []
        """Moment, channel and payload of each."""
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        """What happens while the next edit is made."""

    async def edit(self, channel_id: int, message_id: int, payload: Mapping[str, Any]) -> None:
        await super().edit(channel_id, message_id, payload)
        if self.meanwhile is not None:
            happening, self.meanwhile = self.meanwhile, None
            await happening()
        self.edits.append((self._clock.timestamp(), channel_id, payload))


@asynccontextmanager
async def swift(
    nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, file: Path
) -> AsyncGenerator[Watch]:
    """Give a process that posts and edits without a pause."""
    async with watching(nadeo, clock, postbox, file) as watch:
        watch.announcer.dispatcher._pace._interval = 0.0
        watch.announcer.edits._live_pace._interval = 0.0
        yield watch


async def subscribed(
    watch: Watch, feed: Feed = "totd", channel: int = CHANNEL, **more: Any
) -> None:
    since = watch.clock.timestamp()
    values = {"guild_id": GUILD, "channel_id": channel, "feed": feed, "since": since}
    await subscribe(watch.store, Subscription(0, **(values | more)))


async def passing(
    watch: Watch, moment: float, feed: Feed = "totd", switch: datetime = SWITCH
) -> None:
    """Let time pass until a moment, in seconds after the switch."""
    announcer, until = watch.announcer, switch.timestamp() + moment
    look_in = 0.0
    while (left := until - watch.clock.timestamp()) > 0:
        if look_in <= 0:
            look_in = await announcer.watching.look(feed) or DAY
        await announcer.dispatcher.flush()
        rests = [look_in, await announcer.closing.flush(), await announcer.live.flush()]
        await announcer.edits.flush()
        step = min(left, max(LEAST_STEP, min(rests)))
        watch.clock.move(step)
        look_in -= step
    await announcer.closing.flush()
    await announcer.edits.flush()


def closings(postbox: CountingPostbox, channel: int = CHANNEL) -> list[float]:
    """Return when cards were closed in a channel, in seconds after the switch."""
    return [
        at - SWITCH.timestamp()
        for at, where, payload in postbox.edits
        if where == channel and is_closed(payload["embeds"][0])
    ]


def board_requests(watch: Watch) -> list[str]:
    """Return which boards were asked since the last call: group, map and what of it."""
    found = [
        request.path.rpartition(BOARDS)[2]
        for request in watch.nadeo.requests
        if BOARDS in request.path
    ]
    watch.nadeo.requests.clear()
    return found


def embed_of(watch: Watch, channel: int = CHANNEL, number: int = 0) -> dict[str, Any]:
    return watch.postbox.messages(channel)[number].embeds[0]


def fields_of(embed: Mapping[str, Any]) -> dict[str, str]:
    return {field["name"]: field["value"] for field in embed["fields"]}


def is_closed(embed: Mapping[str, Any]) -> bool:
    return embed["author"]["name"].startswith("🏁")
