"""One server, whose channels break and are mended through the dispatcher, and who tells of it."""

from dataclasses import dataclass

from postbox import Postbox
from support import ManualClock

from bot.announcer.cards import Subscription
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.notices import Notices
from bot.announcer.outbox import Outbox
from bot.announcer.rows.subscriptions import read_subscriptions
from bot.sandbox.discord.state.messages import Message
from bot.storage.store import Store
from tests.announcer.owing import GUILD, LOOK, added, item_at, looked, owed

HOUR, DAY = 3600.0, 86400.0
BROKEN, OTHER, THIRD = 1, 2, 3
ALICE, BOB = 41, 42


@dataclass(frozen=True)
class Late:
    """Posts that are not published."""

    oldest: float
    reason_code: int = 429
    reason: str = ""


@dataclass
class Office:
    """One server, whose channels break and are mended through the dispatcher."""

    store: Store
    outbox: Outbox
    dispatcher: Dispatcher
    postbox: Postbox
    clock: ManualClock
    items: int = 0

    def __post_init__(self) -> None:
        self.unpublished: dict[int, Late] = {}
        self.restart()

    def restart(self) -> None:
        """Begin another run, which remembers nothing but the file."""
        self.postbox.died = False

        async def unpublished(_guild_id: int) -> dict[int, Late]:
            return self.unpublished

        parts = self.store, self.clock, self.postbox, self.dispatcher
        self.notices = Notices(*parts, lambda text: text.replace("`/", "`//"), unpublished)

    async def subscribe(self, *channels: int, **more: object) -> int:
        """Subscribe channels, each by Alice; return the id of the last."""
        number = 0
        for channel in channels:
            number = await added(
                self.store, self.clock, channel, **({"subscribed_by": ALICE} | more)
            )
        await looked(self.outbox, self.clock)
        return number

    async def announce(self, *refusing: int, gone: bool = False) -> None:
        """Announce something new, which some channels refuse."""
        self.items += 1
        item = item_at(self.clock, f"item {self.items}", lasts=9 * DAY)
        await self.outbox.record("totd", [owed(item)], LOOK, self.clock.timestamp())
        for channel in refusing:
            self.postbox.trouble[channel] = ["gone" if gone else "lost"]
        await self.dispatcher.flush()

    async def look(self, later: float = 0.0) -> float:
        self.clock.move(later)
        return await self.notices.look()

    async def subscriptions(self) -> list[Subscription]:
        return await read_subscriptions(self.store, GUILD)

    async def suspend(self, channel: int = BROKEN) -> None:
        """Suspend a channel's subscription, as when the channel was deleted."""
        await self.announce(channel, gone=True)

    def told(self, channel: int) -> list[str]:
        """Return the notices in a channel."""
        return [text_of(one) for one in self.postbox.messages(channel) if is_notice(one)]


def is_notice(message: Message) -> bool:
    return "discord.com/channels/" in message.embeds[0].get("url", "")


def text_of(message: Message) -> str:
    (embed,) = message.embeds
    return f"{embed.get('title', '')}\n{embed['description']}".strip()
