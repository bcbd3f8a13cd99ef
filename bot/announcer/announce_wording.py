"""Sentences of `/announce`."""

from collections.abc import Sequence

from bot.announcer.wording import and_more
from bot.text import counted

SERVERS_ONLY = "Announcements can only be set up in a server."
FEED_FOR_OPERATORS = (
    "The account's submissions are the business of whoever runs me: only they may subscribe them."
)
NO_SUCH_FEED = "I announce no such thing. Please choose `feed` from the list."
NO_THRESHOLD_THERE = (
    "`threshold` only goes with the two review queues, as the wait at which I speak, and with "
    "server records, as the world rank to be better than."
)
THRESHOLD_OPTION = "review queues: speak at a wait of so many minutes; server records: a world rank"
NO_MEDIA = (
    "I cannot announce in a media channel: it shows the files that its posts begin with, and mine "
    "have none. Choose a forum, or a text channel."
)
NO_TEXT = (
    "I can only announce in text, announcement, voice and stage channels, in forums and in threads."
)
NO_THREADS_IN_FORUMS = (
    "`thread` does not go with a forum: there each item has a post of its own anyway, which is a "
    "thread already."
)
NO_THREADS_IN_THREADS = "`thread` does not go with a thread: Discord opens none inside another."
NO_THREADS_IN_VOICE = (
    "`thread` does not go with voice and stage channels: Discord opens no threads there."
)
NO_PUBLISHING = (
    "`publish` only goes with announcement channels: no others have channels that follow them."
)
NO_USABLE_TAG = (
    "That forum wants a tag for every post, and has none that I may give: make one that is not "
    "for moderators only, or give me **Manage Threads** there."
)
THREAD_LOCKED = "That thread is locked: open it again, or give me **Manage Threads** there."
NO_EVERYONE = "I do not ping everyone. Choose a role, or none."
CHANNEL_HIDDEN = "I cannot see that channel: it is gone, or I lack **View Channel** there."
THREAD_IS_LOCKED = "the thread is locked"
TAG_IS_GONE = "the forum's tags have changed: `/announce resume` chooses one anew"
NO_NEWS_CHANNEL = "it is no announcement channel any more: nothing is published"
NO_THREADS_THERE = "no threads can be opened below posts there"
CHANNEL_OUT_OF_SIGHT = "⚠️ gone, or a thread that sleeps"
ROLE_IS_GONE = "⚠️ role is gone: nobody pinged"
ROLE_NOT_YOURS = (
    "You cannot have a role pinged that you could not ping yourself: it must be one that everybody "
    "may mention, or you need **Mention @everyone, @here and All Roles** in that channel."
)
UNKNOWN_SUBSCRIPTION = (
    "I do not know that subscription. Choose one from the list, or see `/announce list`."
)
SUBSCRIPTION_EXPECTED = (
    "`subscription` names one of this server's announcements: choose it from the list, or type its "
    "feed and its channel, such as `totd #general`."
)
NOTHING_SUBSCRIBED = (
    "This server has no announcements yet. `/announce set-up` makes the first, step by step."
)
NOTHING_RUNS = "Nothing of that kind runs right now, so there is no card to show."
REMOVED = "I will not announce that any more."
PAUSED = "Paused. `/announce resume` takes it up again."
RESUMED = "Taken up again: I post what comes next."
POST_NOW = "Post it now"
MISSED = "What runs now was missed there: I can post it still."
ON_ITS_WAY = "What runs now is on its way there."
HAD_IT_ALREADY = "That channel has had what runs now."
NOT_TOLD_NOW = "Nadeo does not tell right now what runs. Please try again in a moment."
NOTHING_TO_CATCH_UP = "Nothing of that kind runs right now, so there is nothing to post."
NOT_ACTIVE = "That announcement is not active: `/announce resume` takes it up again first."
LIST_TITLE = "Announcements of this server"
SUBSCRIPTION_STATES = {"active": "🟢 active", "paused": "⏸️ paused", "suspended": "🔴 suspended"}
NEVER_POSTED = "nothing posted yet"
ROLE_CANNOT_BE_PINGED = (
    "⚠️ Discord will not notify that role: let everybody mention it, or give me "
    "**Mention @everyone, @here and All Roles** in that channel."
)
_RIGHTS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
    "connect": "Connect",
    "create_public_threads": "Create Public Threads",
}


def names_of_rights(rights: Sequence[str]) -> str:
    """Name rights as Discord shows them."""
    return ", ".join(f"**{_RIGHTS[right]}**" for right in rights)


def rights_missing(rights: Sequence[str], channel: str) -> str:
    """Say what the bot needs in a channel; `channel` is a mention."""
    return f"I cannot announce in {channel}: I lack {names_of_rights(rights)} there."


def lacks(rights: Sequence[str]) -> str:
    """Say what the bot lacks in a channel, within a sentence."""
    return f"I lack {names_of_rights(rights)} there"


def timed_out(moment: str) -> str:
    """Say until when the bot is timed out; a Discord timestamp."""
    return f"somebody has timed me out until {moment}"


def hindered(reason: str) -> str:
    """Say why the next post will not arrive; the reason is that of `lacks` and its like."""
    return f"⚠️ {reason}"


def server_is_full(most: int) -> str:
    """Say that a server has as many subscriptions as it may."""
    return (
        f"This server has {most} announcements, and more I do not keep for one server: take one "
        "away with `/announce remove` first."
    )


def your_rights_missing(rights: Sequence[str], channel: str) -> str:
    """Say what the person needs in a channel; `channel` is a mention."""
    where = "I only do for you what you may do there yourself"
    return f"{where}: in {channel} you lack {names_of_rights(rights)}."


def no_threshold(longest: int) -> str:
    """Say what a threshold may be."""
    return f"`threshold` is a number of minutes from 0 to {longest:,}."


def no_rank(best: int, worst: int) -> str:
    """Say what a threshold may be where it is a rank."""
    return (
        f"For server records `threshold` is a world rank from {best} to {worst:,}: I tell of those "
        "that are better."
    )


def given_and_cleared(option: str) -> str:
    """Say that an option cannot be given and taken away at once."""
    return f"You gave `{option}` and want it cleared too: leave one of the two out."


def which_subscription(several: Sequence[tuple[str, str]], total: int) -> str:
    """Ask which of several is meant; each is a feed's title and a channel's mention."""
    lines = [f"• {title} → {channel}" for title, channel in several]
    if total > len(several):
        lines.append(and_more(total - len(several)))
    return "\n".join(["That fits several. Which one?", *lines])


REFUSALS = {
    10003: "the channel is gone",
    50001: "I cannot see the channel, because I lack **View Channel** there",
    50013: (
        "I may not post there, because I lack **Send Messages** or **Embed Links**, or somebody "
        "has timed me out"
    ),
    10087: "the tag of my posts was deleted: add the forum once more, and I choose another",
    40067: "the forum demands a tag of each post: add it once more, and I choose one",
    50083: "the thread is archived",
    160006: "the server has as many open threads as Discord allows",
    160007: "the server has as many open threads of announcements as Discord allows",
    160005: "the thread is locked",
}
"""What Discord's codes mean where they say that a channel takes no posts."""


def refusal(code: int, words: str) -> str:
    """Say why Discord refuses posts: its own words, escaped, where the code is not known."""
    return REFUSALS.get(code, words)


MAY_HAVE_ARRIVED = (
    "Discord did not say whether it took the card. Look whether it is there before you try again."
)


def tested(channel: str) -> str:
    """Say where a test was posted; `channel` is a mention."""
    return f"There it is, in {channel}. Tests are marked, and nobody is pinged."


def post_failed(reason: str) -> str:
    """Say why a test did not arrive; the reason is that of `refusal`."""
    return f"That did not work: {reason}"


def subscribed(title: str, channel: str, *, is_new: bool) -> str:
    """Say that a channel is subscribed; `channel` is a mention."""
    verb = "From now on I announce" if is_new else "Updated: I announce"
    return f"{verb} **{title}** in {channel}. `/announce test` shows what it looks like."


def edited(title: str, channel: str) -> str:
    """Say of which subscription the settings follow; `channel` is a mention."""
    return f"Changed. This holds now for **{title}** in {channel}:"


NOTHING_TO_CHANGE = (
    "What shall I change? `role`, `threshold` (review queues, server records), `thread`, `publish` "
    "(announcement channels), `live`, or `clear` for a role or threshold to be taken away."
)
CLEAR_CHOICES = {"role": "role: ping nobody", "threshold": "threshold: speak as without one"}
NO_SUCH_CHOICE = "`clear` takes away the `role` or the `threshold`: choose one of the two."
AS_BEFORE = ", as before"


def pings(role: str, *, was_kept: bool) -> str:
    """Say whom a subscription pings; `role` is a mention, "" for nobody."""
    if not role:
        return "Nobody is pinged."
    return f"{role} is pinged{AS_BEFORE if was_kept else ''}."


def threshold_kept(threshold: str) -> str:
    """Say that the threshold is the one of before; it has its unit."""
    return f"The threshold is {threshold}{AS_BEFORE}."


FORUM_POSTS = "Each item becomes a post of that forum"
THREAD_BELOW = "Thread below each post"
PUBLISHED = "Published to followers"
KEPT_UP_TO_DATE = "Card kept up to date while it runs"
QUEUE_KEPT = "Latest card kept up to date"


def forum_posts(tag: str) -> str:
    """Say how items stand in a forum; `tag` is the name of their tag, escaped, "" for none."""
    return f"{FORUM_POSTS}, with the tag **{tag}**." if tag else f"{FORUM_POSTS}."


def besides(name: str, *, is_on: bool) -> str:
    """Say of one thing whether it is done besides posting."""
    return f"{name}: **{'yes' if is_on else 'no'}**"


LIVE_NOT_IN_NEWS = (
    "The card is not kept up to date there: in announcement channels I edit no posts, of which "
    "followers have copies."
)
LIVE_IS_FOR_OTHERS = (
    "`live` changes nothing here: only the cards of the Track of the Day, and of review queues "
    "without a threshold, are kept up to date."
)


def suspended(state: str, moment: str, reason: str) -> str:
    """Say why and since when something is suspended; the moment is a timestamp or ""."""
    since = f" since {moment}" if moment else ""
    return f"{state}{since}: {reason}; mend it, then `/announce resume`, or `/announce remove` it"


def refused(moment: str, reason: str) -> str:
    """Say why and since when Discord refuses posts that are tried again; a timestamp."""
    return f"🟠 Discord refuses it since {moment}: {reason}; I go on trying for a day"


def some_lost(number: int) -> str:
    """Say that announcements of this server have stopped."""
    verb = "does" if number == 1 else "do"
    return (
        f"⚠️ {counted(number, 'announcement')} of this server {verb} not arrive: `/announce list` "
        "says why."
    )


def last_post(moment: str) -> str:
    """Say when a channel last got something; `moment` is a Discord timestamp."""
    return f"last post {moment}" if moment else NEVER_POSTED


def next_expected(moment: str) -> str:
    """Say when something is expected; `moment` is a Discord timestamp."""
    return f"next {moment}"


AT_THE_LIMIT = "Discord takes 10 publishings an hour in a channel"
NOT_ANSWERED = "Discord did not answer"
_MAY_NOT_PUBLISH = "Discord does not let me publish there"


def no_publishing(code: int, words: str) -> str:
    """Say why Discord publishes no posts, as `refusal` does for posting."""
    return {50013: _MAY_NOT_PUBLISH}.get(code) or refusal(code, words)


def unpublished(number: int, moment: str, reason: str) -> str:
    """Say how many posts are not published, since when, and why; a timestamp."""
    return f"⚠️ {counted(number, 'post')} not published since {moment}: {reason}"


THREADS_BELOW = "thread below"
IS_PUBLISHED = "published"
NOT_LIVE = "not kept up to date"


def at_most(minutes: int) -> str:
    """Say in a few words at which wait a review subscription speaks."""
    return f"at {counted(minutes, 'minute')} or less"
