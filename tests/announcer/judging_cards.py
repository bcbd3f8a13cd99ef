"""Whether cards ended as they should: each that can be edited closed once, and none too early."""

from collections.abc import Iterable

from bot.sandbox.discord.state.messages import Message
from bot.sandbox.world.days import Day
from bot.sandbox.world.world import World
from tests.announcer.passing import CountingPostbox, fields_of, is_closed

GRACE = 3 * 3600.0
"""So long after its end a card is closed, in seconds; nothing goes wrong at the end of a run."""


def judge_cards(
    postbox: CountingPostbox, world: World, channels: Iterable[int], now: float
) -> tuple[int, int, int]:
    """Return how many Tracks of the Day were left open, closed more than once, and too early.

    `now` is when the run was over, in Unix seconds; `channels` are those that can be edited.
    """
    ends = {day.group: day.end for day in _days(world, now)}
    left_open = too_often = too_early = 0
    for channel in channels:
        for message in postbox.messages(channel):
            end = next(end for group, end in ends.items() if group in _address(message))
            # A forum's post stands in a channel of its own.
            embeds = [
                (at, payload["embeds"][0])
                for at, where, payload in postbox.edits
                if where in {channel, message.id}
            ]
            closed = [(at, embed) for at, embed in embeds if is_closed(embed)]
            moments = [at for at, embed in closed if embed["url"] == _address(message)]
            too_often += max(0, len(moments) - 1)
            too_early += sum(at < end for at in moments)
            left_open += end + GRACE <= now and not _is_well_closed(message)
    return left_open, too_often, too_early


def _is_well_closed(message: Message) -> bool:
    embed = message.embeds[0]
    # Behind that name stands what is counted, where it is not time.
    best = [rows for name, rows in fields_of(embed).items() if name.startswith("Final top 5")]
    return is_closed(embed) and [len(rows.splitlines()) >= 5 for rows in best] == [True]


def _address(message: Message) -> str:
    return message.embeds[0]["url"]


def _days(world: World, now: float) -> Iterable[Day]:
    days = world.days
    return (days.get(number, now) for number in range(days.count(now)))
