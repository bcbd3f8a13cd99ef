"""What people type about subscriptions, understood or refused: pure functions."""

from collections import Counter
from collections.abc import Mapping, Sequence

import discord

from bot.announcements import REVIEW_FEEDS, Feed, Subscription
from bot.queries import SUGGESTIONS
from bot.refusal import Refusal
from bot.text import cut
from bot.wording import announcements as wording

LABEL_LIMIT = 100
POSTABLE_IN_ORDER = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
)
FORUMS = frozenset({discord.ChannelType.forum, discord.ChannelType.media})
ANNOUNCING = frozenset({discord.ChannelType.news, discord.ChannelType.news_thread})


def check_kind(kind: discord.ChannelType) -> None:
    """Refuse channels that have no messages, and forums."""
    if kind in FORUMS:
        raise Refusal(wording.NO_FORUM)
    if kind not in POSTABLE_IN_ORDER:
        raise Refusal(wording.NO_TEXT)


def check_threshold(feed: Feed, threshold: int | None) -> None:
    """Refuse a threshold for anything but a queue."""
    if threshold is not None and feed not in REVIEW_FEEDS:
        raise Refusal(wording.THRESHOLD_FOR_REVIEW)


def check_rights(rights: discord.Permissions, channel: str, *, in_thread: bool) -> None:
    """Refuse a channel where the bot lacks what it needs, and say which; without guessing."""
    sending = "send_messages_in_threads" if in_thread else "send_messages"
    needed = ("view_channel", sending, "embed_links", "read_message_history")
    missing = [right for right in needed if not getattr(rights, right)]
    if missing:
        raise Refusal(wording.rights_missing(missing, channel))


def label(subscription: Subscription, channels: Mapping[int, str]) -> str:
    """Return how a subscription is offered: `feed → #channel`."""
    name = channels.get(subscription.channel_id, str(subscription.channel_id))
    return cut(f"{subscription.feed} → #{name}", LABEL_LIMIT)


def offers(
    typed: str, found: Sequence[Subscription], channels: Mapping[int, str]
) -> list[tuple[str, str]]:
    """Return labels and values of the subscriptions that fit what is typed so far."""
    fitting = [one for one in found if _fits(typed, one, channels)]
    labels = _labels(found, channels)
    return [(labels[one.id], str(one.id)) for one in fitting[:SUGGESTIONS]]


def chosen(typed: str, found: Sequence[Subscription], channels: Mapping[int, str]) -> Subscription:
    """Return the subscription meant by its number, label or feed, or by words that fit only one."""
    text, labels = _plain(typed), _labels(found, channels)
    by_number = [one for one in found if str(one.id) == text]
    by_label = [one for one in found if _plain(labels[one.id]) == text]
    by_feed = [one for one in found if one.feed == text]
    by_words = [one for one in found if text and _fits(typed, one, channels)]
    for candidates in (by_number, by_label, by_feed, by_words):
        if len(candidates) == 1:
            return candidates[0]
    raise Refusal(wording.UNKNOWN_SUBSCRIPTION)


def _labels(found: Sequence[Subscription], channels: Mapping[int, str]) -> dict[int, str]:
    """Return each one's label, with its number where channels of one name have the same feed."""
    labels = {one.id: label(one, channels) for one in found}
    counts = Counter(_plain(text) for text in labels.values())
    return {
        number: text if counts[_plain(text)] == 1 else _numbered(text, number)
        for number, text in labels.items()
    }


def _numbered(text: str, number: int) -> str:
    mark = f" · {number}"
    return cut(text, LABEL_LIMIT - len(mark)) + mark


def _fits(typed: str, subscription: Subscription, channels: Mapping[int, str]) -> bool:
    words = _plain(typed).split()
    mention = str(subscription.channel_id)
    text = f"{_plain(label(subscription, channels))} {mention}"
    return all(word in text for word in words)


def _plain(text: str) -> str:
    """Return text without what people leave out: arrows, marks of channels, capitals."""
    for sign in ("→", "->", "#", "<", ">"):
        text = text.replace(sign, " ")
    return " ".join(text.casefold().split())
