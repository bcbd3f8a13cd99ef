"""A channel that listens to a review queue, and what its cards say."""

import re
from typing import Any

from watch import CHANNEL, Watch

from bot.announcer.cards import Side, Subscription
from bot.announcer.rows.subscriptions import subscribe
from bot.review.cards import Sample
from bot.review.rows import keep_sample

NOW_IT_IS: dict[str, Side | None] = {
    "Now it is **short**: 5 maps or fewer.": "short",
    "Now it is **long**: more than 20 maps.": "long",
    "Now it is **neither short nor long**.": None,
}
WAIT = re.compile(r"\*\*(?:none|[\d hmin]+\*\* · (?P<maps>\d+) maps? ahead)")


async def listen(watch: Watch, channel: int = CHANNEL, **more: Any) -> None:
    """Subscribe a channel to the queue for Tracks of the Day."""
    since = watch.clock.timestamp()
    wanted = {"id": 0, "guild_id": 7, "channel_id": channel, "feed": "review-totd", "since": since}
    await subscribe(watch.store, Subscription(**(wanted | more)))


async def measure(watch: Watch, *maps: int, every: float = 60.0) -> None:
    """Let the bot measure these numbers of maps, and do all that comes of it."""
    for ahead in maps:
        sample = Sample(watch.clock.timestamp(), ahead * 180)
        await keep_sample(watch.store, "totd", sample.measured_at, sample.seconds)
        await watch.announcer.review_queue.hear("totd", sample)
        await watch.announcer.dispatcher.flush()
        watch.clock.move(every)


def cards(watch: Watch, channel: int = CHANNEL) -> list[dict[str, Any]]:
    """Return the cards of a channel, oldest first."""
    return [message.embeds[0] for message in watch.postbox.messages(channel)]


def side_shown(card: dict[str, Any]) -> Side | None:
    """Return what a card's sentence says of now."""
    return NOW_IT_IS[card["description"].splitlines()[-1]]


def maps_shown(card: dict[str, Any]) -> int:
    """Return the maps ahead by a card's waiting time."""
    (wait,) = [one["value"] for one in card["fields"] if one["name"] == "Waiting time"]
    found = WAIT.match(wait)
    assert found is not None, wait
    return int(found["maps"] or 0)


def is_closed(card: dict[str, Any]) -> bool:
    """Tell whether a card says nothing of now any more."""
    return not card.get("fields") and "Now" not in card["description"]
