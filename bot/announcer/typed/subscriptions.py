"""Words for feeds and subscriptions, understood or asked back."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.announcer import announce_wording, wording
from bot.announcer.cards import FEEDS, Feed, Subscription
from bot.face.limits import LONGEST_CHOICE, MOST_CHOICES
from bot.face.suggestions import Offer
from bot.refusal import Question, Refusal
from bot.text import cut

MOST_ASKED_BACK = 10


def feed_called(typed: str) -> Feed:
    """Return the feed of that value or of that name, in capitals or not."""
    words = _plain(typed)
    for feed in FEEDS:
        if words in {_plain(feed), _plain(str(wording.FEED_TITLES[feed]))}:
            return feed
    raise Refusal(announce_wording.NO_SUCH_FEED)


def label(subscription: Subscription, channels: Mapping[int, str]) -> str:
    """Write `feed → #channel`, by the feed's name, as the menu shows it."""
    name = channels.get(subscription.channel_id, str(subscription.channel_id))
    return cut(f"{wording.FEED_TITLES[subscription.feed]} → #{name}", LONGEST_CHOICE)


def offers(typed: str, found: Sequence[Subscription], channels: Mapping[int, str]) -> list[Offer]:
    """Offer subscriptions by their labels; the number is what is sent."""
    fitting = [one for one in found if _fits(typed, one, channels)]
    labels = _labels(found, channels)
    return [(labels[one.id], str(one.id)) for one in fitting[:MOST_CHOICES]]


def chosen_subscriptions(
    typed: str, found: Sequence[Subscription], channels: Mapping[int, str]
) -> Subscription:
    """Return the subscription meant: by its number, label, feed or channel, or by some words.

    What fits several is asked back.
    """
    words = _plain(str(typed))
    if not words:
        raise Refusal(announce_wording.SUBSCRIPTION_EXPECTED)
    labels = _labels(found, channels)
    if candidates := [one for one in found if _plain(labels[one.id]) == words]:
        return candidates[0]
    for names in (_number, label, _by_feed, _feed, _title, _channel, _mention):
        if candidates := [one for one in found if _plain(names(one, channels)) == words]:
            return _only(candidates, labels)
    return _only([one for one in found if _fits(words, one, channels)], labels)


def _only(candidates: Sequence[Subscription], labels: Mapping[int, str]) -> Subscription:
    if not candidates:
        raise Refusal(str(announce_wording.UNKNOWN_SUBSCRIPTION))
    if len(candidates) > 1:
        shown = [
            (str(wording.FEED_TITLES[one.feed]), f"<#{one.channel_id}>")
            for one in candidates[:MOST_ASKED_BACK]
        ]
        choices = [(labels[one.id], str(one.id)) for one in candidates]
        sentence = announce_wording.which_subscription(shown, len(candidates))
        raise Question(sentence, "subscription", choices)
    return candidates[0]


def _number(one: Subscription, _: Mapping[int, str]) -> str:
    return str(one.id)


def _by_feed(one: Subscription, channels: Mapping[int, str]) -> str:
    """Write `feed #channel`, by the word that the option `feed` takes."""
    return f"{one.feed} {_channel(one, channels)}"


def _feed(one: Subscription, _: Mapping[int, str]) -> str:
    return one.feed


def _title(one: Subscription, _: Mapping[int, str]) -> str:
    return str(wording.FEED_TITLES[one.feed])


def _channel(one: Subscription, channels: Mapping[int, str]) -> str:
    return channels.get(one.channel_id, "")


def _mention(one: Subscription, _: Mapping[int, str]) -> str:
    return str(one.channel_id)


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
    return cut(text, LONGEST_CHOICE - len(mark)) + mark


def _fits(typed: str, subscription: Subscription, channels: Mapping[int, str]) -> bool:
    words = _plain(typed).split()
    names = label(subscription, channels), subscription.feed
    text, channel = _plain(" ".join(names)), str(subscription.channel_id)
    # Some digits of a channel's id are the number of another subscription.
    return all(word in text or word == channel for word in words)


def _plain(text: str) -> str:
    """Take away what people leave out: arrows, marks of channels, capitals."""
    for sign in ("→", "->", "#", "<", ">"):
        text = text.replace(sign, " ")
    return " ".join(text.casefold().split())
