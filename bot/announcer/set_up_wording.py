"""Sentences and labels of the guided set-up."""

from bot.announcer import announce_wording
from bot.announcer.cards import Feed
from bot.face.wording import labelled
from bot.sentences import Sentence, say

TITLE = Sentence("Set up announcements")
INTRO = Sentence(
    "Choose what I announce, where, and a role to ping if you like.\n"
    "**Preview** shows the cards; nothing is kept before **Confirm**."
)
CHOOSE_FEEDS = Sentence("What to announce …")
CHOOSE_CHANNEL = Sentence("Where …")
CHOOSE_ROLE = Sentence("Whom to ping: nobody, or a role …")
PREVIEW = Sentence("Preview")
CONFIRM = Sentence("Confirm")
CANCEL = Sentence("Cancel")
EARLIER = "◀"
LATER = "▶"
TO_CHOICES = Sentence("Back to the choices")

DAILY = Sentence("once a day, at 19:00 in Paris")
WEEKLY = Sentence("once a week")
QUEUE = Sentence("when the queue turns, at most 6 times a day")
RHYTHMS: dict[Feed, Sentence] = {
    "totd": DAILY,
    "weekly-shorts": WEEKLY,
    "weekly-grand": WEEKLY,
    "campaign": Sentence("four times a year"),
    "cup-of-the-week": WEEKLY,
    "cotd-europe": Sentence("every day, 10 minutes before 19:00 in Paris"),
    "cotd-america": Sentence("every day, 10 minutes before 03:00 in Paris"),
    "cotd-asia": Sentence("every day, 10 minutes before 11:00 in Paris"),
    "review-totd": QUEUE,
    "review-shorts": QUEUE,
    "submissions": Sentence("when the account submits a map, or one is nominated or gets votes"),
    "world-records": Sentence("when somebody takes the first place on an official map that runs"),
    "server-records": Sentence(
        "when somebody linked here gets better on an official map that runs"
    ),
}
"""How often a feed speaks, in as many words as a menu's option holds."""

INCOMPLETE = Sentence("Choose at least one thing to announce, and a channel.")
ROLE_GONE = Sentence("That role is gone. Choose another one, or none.")
NOTHING_KEPT = Sentence("Nothing was set up. `/announce set-up` begins anew.")

DONE_TITLE = Sentence("Announcements are set up")
WHAT_NEXT = Sentence(
    "I post what comes next; `/announce test` posts one of these cards now, marked as a test. "
    "`/announce list` shows all that is set up here, and `/announce edit` changes it."
)


def problem(sentence: str) -> str:
    """Make a refusal stand out among what else a card says."""
    return f"⚠️ {sentence}"


def too_many(most: int) -> str:
    """Say that with these a server would have more subscriptions than it may."""
    return say(
        "With these this server would have more than {most} announcements, and more I do not "
        "keep for one server. None was set up: choose fewer, or take some away with `/announce "
        "remove` first.",
        most=most,
    )


def preview_of(title: str, place: int, total: int, channel: str, role: str) -> str:
    """Say which card is previewed; `channel` and `role` are mentions, "" for none."""
    card = say("Preview {place} of {total}: **{title}**", place=place, total=total, title=title)
    where = f" → {channel}" if channel else ""
    whom = f" · {announce_wording.pings(role, was_kept=False)}" if role else ""
    return f"{card}{where}{whom}"


def announced_in(channel: str) -> str:
    """Say where what follows is announced; `channel` is a mention."""
    return say("From now on I announce in {channel}:", channel=channel)


def set_up(title: str, details: str = "") -> str:
    """Say one thing that is announced."""
    name = f"• **{title}**"
    return labelled(name, details) if details else name


def queues_speak(how_often: str) -> str:
    """Say how often the review feeds that are chosen speak."""
    return say("Review queues: {how_often}", how_often=how_often)
