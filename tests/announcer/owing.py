"""What tests of the outbox and the dispatcher need: items, and who is owed them."""

from support import ManualClock

from bot.announcer.cards import Item, Subscription
from bot.announcer.feeds.timing import Decision
from bot.announcer.outbox import Outbox, Owed
from bot.announcer.rows.subscriptions import read_subscriptions, subscribe
from bot.maps.releases import Target
from bot.storage.store import Store

LOOK = Decision((), 0.0)
GUILD = 7


def item_at(clock: ManualClock, key: str = "one", lasts: float = 3600.0) -> Item:
    now = clock.timestamp()
    return Item("totd", key, now, now + lasts, Target("uid"))


def owed(item: Item) -> Owed:
    return Owed(item, {"embeds": [{"title": item.key, "footer": {"text": item.mark}}]})


async def added(store: Store, clock: ManualClock, channel: int, **more: object) -> int:
    since = clock.timestamp() - 10
    values = {"id": 0, "guild_id": GUILD, "channel_id": channel, "feed": "totd", "since": since}
    wanted = Subscription(**(values | more))
    await subscribe(store, wanted)
    found = await read_subscriptions(store, wanted.guild_id)
    return next(one.id for one in found if one.channel_id == channel and one.feed == wanted.feed)


async def looked(outbox: Outbox, clock: ManualClock) -> None:
    """Make the first look, which only learns."""
    await outbox.record("totd", [], LOOK, clock.timestamp())


async def states(store: Store) -> list[str]:
    return [row["state"] for row in await store.rows("SELECT state FROM deliveries ORDER BY id")]


async def owing(
    store: Store,
    outbox: Outbox,
    clock: ManualClock,
    channels: int = 1,
    lasts: float = 3600.0,
    **more: object,
) -> Item:
    """Owe one item to so many channels, each in a server of its own where none is given."""
    for channel in range(1, channels + 1):
        await added(store, clock, channel, **({"guild_id": channel} | more))
    await looked(outbox, clock)
    item = item_at(clock, lasts=lasts)
    await outbox.record("totd", [owed(item)], LOOK, clock.timestamp())
    return item
