"""Sentences and labels of the guided set-up."""

from bot.announcer import announce_wording
from bot.announcer.cards import Feed

TITLE = "Set up announcements"
INTRO = (
    "Choose what I announce, where, and a role to ping if you like.\n"
    "**Preview** shows the cards; nothing is kept before **Confirm**."
)
CHOOSE_FEEDS = "What to announce …"
CHOOSE_CHANNEL = "Where …"
CHOOSE_ROLE = "Whom to ping: nobody, or a role …"
PREVIEW = "Preview"
CONFIRM = "Confirm"
CANCEL = "Cancel"
EARLIER = "◀"
LATER = "▶"
TO_CHOICES = "Back to the choices"

DAILY = "once a day, at 19:00 in Paris"
WEEKLY = "once a week"
QUEUE = "when the queue turns, at most 6 times a day"
RHYTHMS: dict[Feed, str] = {
    "totd": DAILY,
    "weekly-shorts": WEEKLY,
    "weekly-grand": WEEKLY,
    "campaign": "four times a year",
    "cup-of-the-week": WEEKLY,
    "cotd-europe": "every day, 10 minutes before 19:00 in Paris",
    "cotd-america": "every day, 10 minutes before 03:00 in Paris",
    "cotd-asia": "every day, 10 minutes before 11:00 in Paris",
    "review-totd": QUEUE,
    "review-shorts": QUEUE,
    "submissions": "when the account submits a map, or one is nominated or gets votes",
    "world-records": "when somebody takes the first place on an official map that runs",
    "server-records": "when somebody linked here gets better on an official map that runs",
}
"""How often a feed speaks, in as many words as a menu's option holds."""

INCOMPLETE = "Choose at least one thing to announce, and a channel."
ROLE_GONE = "That role is gone. Choose another one, or none."
NOTHING_KEPT = "Nothing was set up. `/announce set-up` begins anew."

DONE_TITLE = "Announcements are set up"
WHAT_NEXT = (
    "I post what comes next; `/announce test` posts one of these cards now, marked as a test. "
    "`/announce list` shows all that is set up here, and `/announce edit` changes it."
)


def problem(sentence: str) -> str:
    """Make a refusal stand out among what else a card says."""
    return f"⚠️ {sentence}"


def too_many(most: int) -> str:
    """Say that with these a server would have more subscriptions than it may."""
    return (
        f"With these this server would have more than {most} announcements, and more I do not "
        "keep for one server. None was set up: choose fewer, or take some away with "
        "`/announce remove` first."
    )


def preview_of(title: str, place: int, total: int, channel: str, role: str) -> str:
    """Say which card is previewed; `channel` and `role` are mentions, "" for none."""
    where = f" → {channel}" if channel else ""
    whom = f" · {announce_wording.pings(role, was_kept=False)}" if role else ""
    return f"Preview {place} of {total}: **{title}**{where}{whom}"


def announced_in(channel: str) -> str:
    """Say where what follows is announced; `channel` is a mention."""
    return f"From now on I announce in {channel}:"


def set_up(title: str, details: str = "") -> str:
    """Say one thing that is announced."""
    return f"• **{title}**: {details}" if details else f"• **{title}**"


def queues_speak(how_often: str) -> str:
    """Say how often the review feeds that are chosen speak."""
    return f"Review queues: {how_often}"
