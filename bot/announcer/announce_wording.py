"""Sentences of `/announce`."""

from collections.abc import Sequence

from bot.announcer.wording import and_more
from bot.text import counted

SERVERS_ONLY = "Announcements can only be set up in a server."
NEEDS_MANAGE_SERVER = "You need the right **Manage Server** for this."
FEED_FOR_OPERATORS = (
    "The account's submissions are the business of whoever runs me: only they may subscribe them."
)
NO_SUCH_FEED = "I announce no such thing. Please choose `feed` from the list."
THRESHOLD_FOR_REVIEW = "`threshold` only goes with `review-totd` and `review-shorts`."
NO_FORUM = (
    "I cannot announce in a forum: every post would be a thread of its own, and Discord gives no "
    "way to make sure that I open it only once. Choose a text channel, or a post in the forum."
)
NO_TEXT = "I can only announce in text channels, announcement channels and threads."
NO_EVERYONE = "I do not ping everyone. Choose a role, or none."
CHANNEL_HIDDEN = "I cannot see that channel: it is gone, or I lack **View Channel** there."
CHANNEL_OUT_OF_SIGHT = "⚠️ gone, or a thread that sleeps"
ROLE_IS_GONE = "⚠️ its role is gone: nobody is pinged"
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
NOTHING_SUBSCRIBED = "This server has no announcements yet. `/announce add` makes the first."
NOTHING_RUNS = "Nothing of that kind runs right now, so there is no card to show."
REMOVED = "I will not announce that any more."
PAUSED = "Paused. `/announce resume` takes it up again."
RESUMED = "Taken up again: I post what comes next."
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
}


def rights_missing(rights: list[str], channel: str) -> str:
    """Say what the bot needs in a channel; `channel` is a mention."""
    names = ", ".join(f"**{_RIGHTS[right]}**" for right in rights)
    return f"I cannot announce in {channel}: I lack {names} there."


def server_is_full(most: int) -> str:
    """Say that a server has as many subscriptions as it may."""
    return (
        f"This server has {most} announcements, and more I do not keep for one server: take one "
        "away with `/announce remove` first."
    )


def your_rights_missing(rights: list[str], channel: str) -> str:
    """Say what the person needs in a channel; `channel` is a mention."""
    names = ", ".join(f"**{_RIGHTS[right]}**" for right in rights)
    where = "I only post for you where you may look and write yourself"
    return f"{where}: in {channel} you lack {names}."


def no_threshold(longest: int) -> str:
    """Say what a threshold may be."""
    return f"`threshold` is a number of minutes from 0 to {longest:,}."


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


def pings(role: str, *, was_kept: bool) -> str:
    """Say whom a subscription pings; `role` is a mention, "" for nobody."""
    if not role:
        return "Nobody is pinged."
    return f"{role} is pinged{AS_BEFORE if was_kept else ''}."


def speaks_at(minutes: int, *, was_kept: bool) -> str:
    """Say at which wait a review subscription speaks."""
    kept = AS_BEFORE if was_kept else ""
    return f"I speak when the wait falls to {counted(minutes, 'minute')} or less{kept}."


AS_BEFORE = ", as before (`/announce remove` it first to be rid of that)"


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


def at_most(minutes: int) -> str:
    """Say in a few words at which wait a review subscription speaks."""
    return f"at {counted(minutes, 'minute')} or less"
