"""Cards of the review queues: where a queue stands, and what an older card was."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import discord

from bot.announcer import queue_wording, wording
from bot.announcer.cards import QueueCard, QueueClosed, QueueLow
from bot.announcer.embeds.news import TOTD_PAGE, marked
from bot.announcer.feeds.review import DAY, side_of
from bot.face import colours
from bot.face.embeds import add_field, build, timestamp
from bot.maps.links import TRACKMANIA_COM
from bot.nadeo.models import REVIEW_SECONDS_A_MAP
from bot.review.cards import History, ReviewType, Sample
from bot.review.embeds import extremes, line_of_time
from bot.text import duration

REVIEWED_PAGES: Mapping[ReviewType, str] = {"totd": TOTD_PAGE, "weekly-shorts": TRACKMANIA_COM}
"""Where what is reviewed comes out."""
LINE_SECONDS = 12 * 3600.0


def queue_embed(card: QueueCard, measured: Sequence[Sample], mark: str) -> discord.Embed:
    """Say where a queue stands; `measured` are the samples of the last day, oldest first.

    All that it says of now is of the one sample, so that nothing in it contradicts the rest.
    """
    lines = [_turn(card), queue_wording.stands(side_of(card.now.seconds))]
    embed = _card(card.review_type, "\n".join(filter(None, lines)), mark, card.now)
    day = _history(card, measured)
    add_field(embed, str(queue_wording.DAY_TITLE), "\n".join(extremes(day)), inline=False)
    since = day.until - LINE_SECONDS
    recent = tuple(sample for sample in day.samples if sample.measured_at >= since)
    line = line_of_time(replace(day, since=since, samples=recent))
    add_field(embed, str(queue_wording.LINE_TITLE), line, inline=False)
    return embed


def closed_embed(closed: QueueClosed, mark: str) -> discord.Embed:
    """Say what a card was that another one has followed."""
    until = ""
    if closed.until is not None and closed.until >= closed.turned_at:
        until = timestamp(closed.until, "t")
    if closed.turned is None:
        lines = [queue_wording.was_kept(until)]
    else:
        turned = queue_wording.turned(closed.turned, timestamp(closed.turned_at, "t"))
        lines = [turned, queue_wording.lasted(until) if until else ""]
    return _titled(closed.review_type, "\n".join(filter(None, lines)), mark)


def low_embed(low: QueueLow, mark: str) -> discord.Embed:
    """Say that the wait fell to what was asked for; for a test, how it stands to that."""
    if low.is_news:
        sentence = queue_wording.queue_low(low.minutes)
    else:
        is_low = low.now.seconds <= low.minutes * 60
        sentence = queue_wording.against_threshold(low.minutes, is_low=is_low)
    return _card(low.review_type, sentence, mark, low.now)


def _card(kind: ReviewType, description: str, mark: str, now: Sample) -> discord.Embed:
    embed = _titled(kind, description, mark, now.measured_at)
    wait = queue_wording.waiting(now.seconds // REVIEW_SECONDS_A_MAP, duration(now.seconds))
    add_field(embed, str(queue_wording.WAITING_TIME_TITLE), wait)
    return embed


def _titled(
    kind: ReviewType, description: str, mark: str, as_of: float | None = None
) -> discord.Embed:
    return build(
        title=str(wording.REVIEW_TITLES[kind]),
        url=marked(REVIEWED_PAGES[kind], mark),
        description=description,
        colour=colours.REVIEW,
        as_of=as_of,
    )


def _turn(card: QueueCard) -> str:
    if card.turned is None:
        return ""
    return queue_wording.turned(card.turned, timestamp(card.turned_at, "t"))


def _history(card: QueueCard, measured: Sequence[Sample]) -> History:
    """Return the last day up to the card's own sample, which may not be in the file."""
    until = card.now.measured_at
    known = [sample for sample in measured if until - DAY <= sample.measured_at < until]
    return History(card.review_type, until - DAY, until, (*known, card.now))
