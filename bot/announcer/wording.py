"""Sentences about announcements: what is posted, and what `/announce` answers."""

from collections.abc import Sequence

from bot.text import counted

# --- feeds ---------------------------------------------------------------------------------------

FEED_TITLES = {
    "totd": "Track of the Day",
    "weekly-shorts": "Weekly Shorts",
    "weekly-grand": "Weekly Grand",
    "campaign": "Seasonal campaign",
    "cup-of-the-week": "Cup of the Week",
    "cotd-europe": "Cup of the Day, Europe",
    "cotd-america": "Cup of the Day, America",
    "cotd-asia": "Cup of the Day, Asia",
    "review-totd": "Review queue for Tracks of the Day",
    "review-shorts": "Review queue for Weekly Shorts",
    "submissions": "Submissions for review",
}
REVIEW_TITLES = {
    "totd": "Track of the Day review",
    "weekly-shorts": "Weekly Shorts review",
}
NEW = "New"
NEW_MAP = "A new map"
MAP_UNTOLD = "Nadeo tells nothing more of this map yet. I complete this card as soon as it does."
MAP_REPLACED = "🔁 Nadeo replaced the map: at first this card showed another one."
LIST_REPLACED = "🔁 Nadeo replaced maps of this list after I had posted it."
MAPS_RELEASED = "Maps"
EARLIER_TRACKS = "Earlier Tracks of the Day by this author"
TEST = "🧪 This is a test: a real card, but nothing new. Nobody is pinged."
WAITING_TIME_TITLE = "Waiting time"
NO_WAIT = "**none**"
QUEUE_BANDS = (
    "empty",
    "1–5 maps",
    "6–10 maps",
    "11–20 maps",
    "21–40 maps",
    "41–80 maps",
    "more than 80 maps",
)
SUBMITTED = "New submission"
NOMINATED_NEWS = "Nominated"
NEW_VOTES = "New votes"


def track_number(number: int) -> str:
    """Say how many tracks there have been with this one."""
    return f"no. {number:,}"


def and_more(number: int) -> str:
    """Say how many entries a list leaves out."""
    return f"and {number} more"


def cup_begins(moment: str, distance: str) -> str:
    """Say when the qualifier is, so that it reads well later too; both are timestamps."""
    return f"Qualifier: {moment} ({distance}), 15 minutes long."


def queue_moved(before: str, after: str, moment: str) -> str:
    """Say between which bands the queue moved; `moment` is a Discord timestamp."""
    return f"At {moment} the queue went from **{before}** to **{after}**."


def queue_low(minutes: int) -> str:
    """Say that the waiting time is as short as was asked for."""
    return f"The wait fell to {counted(minutes, 'minute')} or less."


def waiting(maps: int, length: str) -> str:
    """Say how long a map submitted now waits; `length` has its unit."""
    return f"**{length}** · {counted(maps, 'map')} ahead" if maps else NO_WAIT


POST_COMES = "A post comes with the next measurement, within a minute."
NO_LISTENER = "nobody here is subscribed to this queue"
FIRST_MEASUREMENT = "the first measurement only shows me where the queue stands"


def no_post(reasons: Sequence[str]) -> str:
    """Say that the queue's state brings no post now, and why."""
    return f"No post: {'; '.join(reasons)}."


def same_band(band: str) -> str:
    """Say that the queue is where its channels know it to be."""
    return f"it is still “{band}”, which is no news"


def quiet_for(minutes: int) -> str:
    """Say how long after a post its channel is left in peace."""
    return f"quiet for another {minutes} min after the last one"


def above_threshold(minutes: int) -> str:
    """Say that the wait is longer than what a channel asked for."""
    return f"the wait must fall to {minutes} min"


def not_rearmed(minutes: int) -> str:
    """Say that a short wait was told of, or was there from the start."""
    return f"the wait must first rise to {minutes} min"


def votes_gained(gained: int, votes: int, average: str) -> str:
    """Say what a submission gained."""
    return f"+{gained}, {counted(votes, 'vote')} in all, average {average}"


# --- /announce -----------------------------------------------------------------------------------

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
    50083: "the thread is archived",
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


# --- /next and /status ---------------------------------------------------------------------------

NEXT_TITLE = "What comes next"
NEXT_FOOTER = "Times follow your own clock."
NOT_ANNOUNCED = "not announced yet"
STATUS_TITLE = "How I am doing"
NADEO_TITLE = "Nadeo"
NADEO_ANSWERS = "answers"
NADEO_UNKNOWN = "has not answered yet"
LOOPS_TITLE = "What runs beside the commands"
NOBODY_SUBSCRIBES = "nobody subscribes"
NOT_LOOKED_YET = "not looked yet"


def untold(problem: str) -> str:
    """Say why nobody knows when something comes; the problem is a sentence."""
    return f"⚠️ not told: {problem}"


def as_usual(problem: str) -> str:
    """Say why a moment is merely the usual one; the problem is a sentence."""
    return f"⚠️ as usual: {problem}"


def last_answer(moment: str) -> str:
    """Say how old the newest data is; `moment` is a Discord timestamp."""
    return f"last answer {moment}"


def in_queue(waiting_requests: int) -> str:
    """Say how busy the connection to Nadeo is."""
    return f"{counted(waiting_requests, 'request')} waiting"


def held(seconds: float) -> str:
    """Say that Nadeo asked for a pause."""
    return f"asked for a pause of {seconds:.0f} s"


def looked(moment: str) -> str:
    """Say when a feed was last looked at with success; a Discord timestamp."""
    return f"looked {moment}"


def looks_next(moment: str) -> str:
    """Say when a feed is looked at next; a Discord timestamp."""
    return f"next look {moment}"


def all_loops_run(number: int) -> str:
    """Say how much runs beside the commands."""
    return f"{counted(number, 'loop')} run"


def restarted(name: str, times: int, fault: str, moment: str) -> str:
    """Say that a loop had to begin again; `moment` is that of its last fault, a timestamp."""
    return f"⚠️ `{name}` restarted {counted(times, 'time')}, last after {fault} {moment}"


def failing(kind: str) -> str:
    """Say that the last look failed."""
    return f"⚠️ failing ({kind})"
