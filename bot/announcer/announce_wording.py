"""Sentences of `/announce`."""

from collections.abc import Sequence

from bot.announcer.wording import and_more
from bot.face.wording import labelled
from bot.languages import number
from bot.sentences import Sentence, say, say_counted

SERVERS_ONLY = Sentence("Announcements can only be set up in a server.")
FEED_FOR_OPERATORS = Sentence(
    "The account's submissions are the business of whoever runs me: only they may subscribe them."
)
NO_SUCH_FEED = Sentence("I announce no such thing. Please choose `feed` from the list.")
NO_THRESHOLD_THERE = Sentence(
    "`threshold` only goes with the two review queues, as the wait at which I speak, and with "
    "server records, as the world rank to be better than."
)
THRESHOLD_OPTION = Sentence(
    "review queues: speak at a wait of so many minutes; server records: a world rank"
)
NO_MEDIA = Sentence(
    "I cannot announce in a media channel: it shows the files that its posts begin with, and mine "
    "have none. Choose a forum, or a text channel."
)
NO_TEXT = Sentence(
    "I can only announce in text, announcement, voice and stage channels, in forums and in threads."
)
NO_THREADS_IN_FORUMS = Sentence(
    "`thread` does not go with a forum: there each item has a post of its own anyway, which is a "
    "thread already."
)
NO_THREADS_IN_THREADS = Sentence(
    "`thread` does not go with a thread: Discord opens none inside another."
)
NO_THREADS_IN_VOICE = Sentence(
    "`thread` does not go with voice and stage channels: Discord opens no threads there."
)
NO_PUBLISHING = Sentence(
    "`publish` only goes with announcement channels: no others have channels that follow them."
)
NO_USABLE_TAG = Sentence(
    "That forum wants a tag for every post, and has none that I may give: make one that is not "
    "for moderators only, or give me **Manage Threads** there."
)
THREAD_LOCKED = Sentence(
    "That thread is locked: open it again, or give me **Manage Threads** there."
)
NO_EVERYONE = Sentence("I do not ping everyone. Choose a role, or none.")
CHANNEL_HIDDEN = Sentence(
    "I cannot see that channel: it is gone, or I lack **View Channel** there."
)
THREAD_IS_LOCKED = Sentence("the thread is locked")
TAG_IS_GONE = Sentence("the forum's tags have changed: `/announce resume` chooses one anew")
NO_NEWS_CHANNEL = Sentence("it is no announcement channel any more: nothing is published")
NO_THREADS_THERE = Sentence("no threads can be opened below posts there")
CHANNEL_OUT_OF_SIGHT = Sentence("⚠️ gone, or a thread that sleeps")
ROLE_IS_GONE = Sentence("⚠️ role is gone: nobody pinged")
ROLE_NOT_YOURS = Sentence(
    "You cannot have a role pinged that you could not ping yourself: it must be one that everybody "
    "may mention, or you need **Mention @everyone, @here and All Roles** in that channel."
)
UNKNOWN_SUBSCRIPTION = Sentence(
    "I do not know that subscription. Choose one from the list, or see `/announce list`."
)
SUBSCRIPTION_EXPECTED = Sentence(
    "`subscription` names one of this server's announcements: choose it from the list, or type its "
    "feed and its channel, such as `totd #general`."
)
NOTHING_SUBSCRIBED = Sentence(
    "This server has no announcements yet. `/announce set-up` makes the first, step by step."
)
NOTHING_RUNS = Sentence("Nothing of that kind runs right now, so there is no card to show.")
REMOVED = Sentence("I will not announce that any more.")
PAUSED = Sentence("Paused. `/announce resume` takes it up again.")
RESUMED = Sentence("Taken up again: I post what comes next.")
POST_NOW = Sentence("Post it now")
MISSED = Sentence("What runs now was missed there: I can post it still.")
ON_ITS_WAY = Sentence("What runs now is on its way there.")
HAD_IT_ALREADY = Sentence("That channel has had what runs now.")
NOT_TOLD_NOW = Sentence("Nadeo does not tell right now what runs. Please try again in a moment.")
NOTHING_TO_CATCH_UP = Sentence("Nothing of that kind runs right now, so there is nothing to post.")
NOT_ACTIVE = Sentence(
    "That announcement is not active: `/announce resume` takes it up again first."
)
LIST_TITLE = Sentence("Announcements of this server")
SUBSCRIPTION_STATES = {
    "active": Sentence("🟢 active"),
    "paused": Sentence("⏸️ paused"),
    "suspended": Sentence("🔴 suspended"),
}
NEVER_POSTED = Sentence("nothing posted yet")
ROLE_CANNOT_BE_PINGED = Sentence(
    "⚠️ Discord will not notify that role: let everybody mention it, or give me "
    "**Mention @everyone, @here and All Roles** in that channel."
)
_RIGHTS = {
    "view_channel": Sentence("View Channel"),
    "send_messages": Sentence("Send Messages"),
    "send_messages_in_threads": Sentence("Send Messages in Threads"),
    "embed_links": Sentence("Embed Links"),
    "read_message_history": Sentence("Read Message History"),
    "connect": Sentence("Connect"),
    "create_public_threads": Sentence("Create Public Threads"),
}


def names_of_rights(rights: Sequence[str]) -> str:
    """Name rights as Discord shows them."""
    return ", ".join(f"**{_RIGHTS[right]}**" for right in rights)


def rights_missing(rights: Sequence[str], channel: str) -> str:
    """Say what the bot needs in a channel; `channel` is a mention."""
    return say(
        "I cannot announce in {channel}: I lack {rights} there.",
        channel=channel,
        rights=names_of_rights(rights),
    )


def lacks(rights: Sequence[str]) -> str:
    """Say what the bot lacks in a channel, within a sentence."""
    return say("I lack {rights} there", rights=names_of_rights(rights))


def timed_out(moment: str) -> str:
    """Say until when the bot is timed out; a Discord timestamp."""
    return say("somebody has timed me out until {moment}", moment=moment)


def hindered(reason: str) -> str:
    """Say why the next post will not arrive; the reason is that of `lacks` and its like."""
    return f"⚠️ {reason}"


def server_is_full(most: int) -> str:
    """Say that a server has as many subscriptions as it may."""
    return say(
        "This server has {most} announcements, and more I do not keep for one server: take one "
        "away with `/announce remove` first.",
        most=most,
    )


def your_rights_missing(rights: Sequence[str], channel: str) -> str:
    """Say what the person needs in a channel; `channel` is a mention."""
    return say(
        "I only do for you what you may do there yourself: in {channel} you lack {rights}.",
        channel=channel,
        rights=names_of_rights(rights),
    )


def no_threshold(longest: int) -> str:
    """Say what a threshold may be."""
    return say("`threshold` is a number of minutes from 0 to {longest}.", longest=number(longest))


def no_rank(best: int, worst: int) -> str:
    """Say what a threshold may be where it is a rank."""
    return say(
        "For server records `threshold` is a world rank from {best} to {worst}: I tell of "
        "those that are better.",
        best=best,
        worst=number(worst),
    )


def given_and_cleared(option: str) -> str:
    """Say that an option cannot be given and taken away at once."""
    return say(
        "You gave `{option}` and want it cleared too: leave one of the two out.", option=option
    )


def which_subscription(several: Sequence[tuple[str, str]], total: int) -> str:
    """Ask which of several is meant; each is a feed's title and a channel's mention."""
    lines = [f"• {title} → {channel}" for title, channel in several]
    if total > len(several):
        lines.append(and_more(total - len(several)))
    return "\n".join([say("That fits several. Which one?"), *lines])


REFUSALS = {
    10003: Sentence("the channel is gone"),
    50001: Sentence("I cannot see the channel, because I lack **View Channel** there"),
    50013: Sentence(
        "I may not post there, because I lack **Send Messages** or **Embed Links**, or somebody "
        "has timed me out"
    ),
    10087: Sentence(
        "the tag of my posts was deleted: add the forum once more, and I choose another"
    ),
    40067: Sentence("the forum demands a tag of each post: add it once more, and I choose one"),
    50083: Sentence("the thread is archived"),
    160006: Sentence("the server has as many open threads as Discord allows"),
    160007: Sentence("the server has as many open threads of announcements as Discord allows"),
    160005: Sentence("the thread is locked"),
}
"""What Discord's codes mean where they say that a channel takes no posts."""


def refusal(code: int, words: str) -> str:
    """Say why Discord refuses posts: its own words, escaped, where the code is not known."""
    return str(REFUSALS.get(code, words))


MAY_HAVE_ARRIVED = Sentence(
    "Discord did not say whether it took the card. Look whether it is there before you try again."
)


def tested(channel: str) -> str:
    """Say where a test was posted; `channel` is a mention."""
    return say(
        "There it is, in {channel}. Tests are marked, and nobody is pinged.", channel=channel
    )


def post_failed(reason: str) -> str:
    """Say why a test did not arrive; the reason is that of `refusal`."""
    return say("That did not work: {reason}", reason=reason)


SEE_TEST = Sentence("`/announce test` shows what it looks like.")


def subscribed(title: str, channel: str, *, is_new: bool) -> str:
    """Say that a channel is subscribed; `channel` is a mention."""
    values = {"title": title, "channel": channel}
    what = (
        say("From now on I announce **{title}** in {channel}.", **values)
        if is_new
        else say("Updated: I announce **{title}** in {channel}.", **values)
    )
    return f"{what} {SEE_TEST}"


def edited(title: str, channel: str) -> str:
    """Say of which subscription the settings follow; `channel` is a mention."""
    return say(
        "Changed. This holds now for **{title}** in {channel}:", title=title, channel=channel
    )


NOTHING_TO_CHANGE = Sentence(
    "What shall I change? `role`, `threshold` (review queues, server records), `thread`, `publish` "
    "(announcement channels), `live`, `language`, or `clear` for a role or threshold to be taken "
    "away."
)
CLEAR_CHOICES = {
    "role": Sentence("role: ping nobody"),
    "threshold": Sentence("threshold: speak as without one"),
}
NO_SUCH_LANGUAGE = Sentence("I do not speak that language. Choose `language` from the list.")
NO_SUCH_CHOICE = Sentence(
    "`clear` takes away the `role` or the `threshold`: choose one of the two."
)


def pings(role: str, *, was_kept: bool) -> str:
    """Say whom a subscription pings; `role` is a mention, "" for nobody."""
    if not role:
        return say("Nobody is pinged.")
    if was_kept:
        return say("{role} is pinged, as before.", role=role)
    return say("{role} is pinged.", role=role)


def threshold_kept(threshold: str) -> str:
    """Say that the threshold is the one of before; it has its unit."""
    return say("The threshold is {threshold}, as before.", threshold=threshold)


LANGUAGE = Sentence("Language")
YES = Sentence("yes")
NO = Sentence("no")
THREAD_BELOW = Sentence("Thread below each post")
PUBLISHED = Sentence("Published to followers")
KEPT_UP_TO_DATE = Sentence("Card kept up to date while it runs")
QUEUE_KEPT = Sentence("Latest card kept up to date")


def forum_posts(tag: str) -> str:
    """Say how items stand in a forum; `tag` is the name of their tag, escaped, "" for none."""
    if tag:
        return say("Each item becomes a post of that forum, with the tag **{tag}**.", tag=tag)
    return say("Each item becomes a post of that forum.")


def spoken(language: str) -> str:
    """Say in which language is announced, by its own name."""
    return labelled(str(LANGUAGE), f"**{language}**")


def besides(name: str, *, is_on: bool) -> str:
    """Say of one thing whether it is done besides posting."""
    return labelled(name, f"**{YES if is_on else NO}**")


LIVE_NOT_IN_NEWS = Sentence(
    "The card is not kept up to date there: in announcement channels I edit no posts, of which "
    "followers have copies."
)
LIVE_IS_FOR_OTHERS = Sentence(
    "`live` changes nothing here: only the cards of the Track of the Day, and of review queues "
    "without a threshold, are kept up to date."
)


def suspended(state: str, moment: str, reason: str) -> str:
    """Say why and since when something is suspended; the moment is a timestamp or ""."""
    since = say("{state} since {moment}", state=state, moment=moment) if moment else state
    return say(
        "{since}: {reason}; mend it, then `/announce resume`, or `/announce remove` it",
        since=since,
        reason=reason,
    )


def refused(moment: str, reason: str) -> str:
    """Say why and since when Discord refuses posts that are tried again; a timestamp."""
    return say(
        "🟠 Discord refuses it since {moment}: {reason}; I go on trying for a day",
        moment=moment,
        reason=reason,
    )


def some_lost(number: int) -> str:
    """Say that announcements of this server have stopped."""
    return say_counted(
        "⚠️ {count} announcement of this server does not arrive: `/announce list` says why.",
        "⚠️ {count} announcements of this server do not arrive: `/announce list` says why.",
        number,
    )


def last_post(moment: str) -> str:
    """Say when a channel last got something; `moment` is a Discord timestamp."""
    return say("last post {moment}", moment=moment) if moment else str(NEVER_POSTED)


def next_expected(moment: str) -> str:
    """Say when something is expected; `moment` is a Discord timestamp."""
    return say("next {moment}", moment=moment)


AT_THE_LIMIT = Sentence("Discord takes 10 publishings an hour in a channel")
NOT_ANSWERED = Sentence("Discord did not answer")
_MAY_NOT_PUBLISH = Sentence("Discord does not let me publish there")


def no_publishing(code: int, words: str) -> str:
    """Say why Discord publishes no posts, as `refusal` does for posting."""
    return {50013: str(_MAY_NOT_PUBLISH)}.get(code) or refusal(code, words)


def unpublished(number: int, moment: str, reason: str) -> str:
    """Say how many posts are not published, since when, and why; a timestamp."""
    return say_counted(
        "⚠️ {count} post not published since {moment}: {reason}",
        "⚠️ {count} posts not published since {moment}: {reason}",
        number,
        moment=moment,
        reason=reason,
    )


THREADS_BELOW = Sentence("thread below")
IS_PUBLISHED = Sentence("published")
NOT_LIVE = Sentence("not kept up to date")


def at_most(minutes: int) -> str:
    """Say in a few words at which wait a review subscription speaks."""
    return say_counted("at {count} minute or less", "at {count} minutes or less", minutes)
