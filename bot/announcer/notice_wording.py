"""Sentences for those who can mend what does not arrive."""

from bot.announcer.announce_wording import no_publishing, refusal
from bot.sentences import Sentence, say, say_counted

BROKEN_TITLE = Sentence("Announcements have stopped")
FOR_MANAGERS = Sentence("⚠️ For whoever manages this server:")
SAID_ONCE = Sentence(
    "I say this once, and in one line when it goes on. `/announce list` shows it at any time."
)
CHANNEL_GONE = 10003
ANOTHER_CHANNEL = Sentence(
    "Choose another channel with `/announce add`, and take this one off with `/announce remove`."
)
AT_THE_LIMIT = 429
"""The code of what waits for Discord's limit, as HTTP says it."""
_TOO_MANY = Sentence(
    "Discord takes 10 an hour in a channel. Let fewer feeds publish there, or publish the posts by "
    "hand."
)
_NOT_ANSWERED = Sentence(
    "Discord did not answer. I go on trying; you can publish the posts by hand."
)
_REMEDIES = {
    50001: Sentence("Give me that right"),
    50013: Sentence("Give me those rights, or end my timeout"),
    50083: Sentence("Open it again"),
    160005: Sentence("Unlock it"),
    160006: Sentence("Close some of them"),
    160007: Sentence("Close some of them"),
}
_PUBLISHING_REMEDIES = {50013: Sentence("Give me **Send Messages** there, or end my timeout")}
_SAID_BY_THE_REASON = frozenset({10087, 40067})
"""Tags of forums: why and what to do is one sentence."""
_MEND = Sentence("Let me post there")
_MEND_PUBLISHING = Sentence("Let me do it")


def for_subscriber(server: str) -> str:
    """Say to a person what this is about; the server's name is escaped, "" where unknown."""
    if server:
        return say(
            "⚠️ You set up announcements in **{server}**, and nobody else there can be told:",
            server=server,
        )
    return say("⚠️ You set up announcements in a server, and nobody else there can be told:")


def why(code: int, words: str) -> str:
    """Say why something stopped: Discord's own words, escaped, where its code is not known."""
    reason = refusal(code, words) or say("Discord takes no posts there")
    return f"{reason[0].upper()}{reason[1:]}."


def remedy(code: int, *, is_suspended: bool) -> str:
    """Say what to do about it."""
    if code == CHANNEL_GONE:
        return str(ANOTHER_CHANNEL)
    if code in _SAID_BY_THE_REASON:
        return ""
    mend = _REMEDIES.get(code, _MEND)
    if is_suspended:
        return say("{mend}, then `/announce resume` takes it up again.", mend=mend)
    return say(
        "{mend}, and I go on by myself. I try for a day; later `/announce resume` takes it up "
        "again.",
        mend=mend,
    )


def unpublished(code: int, words: str) -> str:
    """Say why posts are not published and what to do; the words are Discord's own, escaped."""
    what = say("I post, but could not publish for over an hour:")
    if code == AT_THE_LIMIT:
        return f"{what} {_TOO_MANY}"
    if code == 0 and not words:
        return f"{what} {_NOT_ANSWERED}"
    return say(
        "{what} {why_not}. {mend}, or publish the posts by hand.",
        what=what,
        why_not=no_publishing(code, words),
        mend=(_REMEDIES | _PUBLISHING_REMEDIES).get(code, _MEND_PUBLISHING),
    )


def more_broken(number: int) -> str:
    """Say how many more a list leaves out."""
    return say("And {number} more, which `/announce list` shows.", number=number)


def goes_on(server: str) -> str:
    """Say that something arrives again; the server's name is escaped, "" where it is read there."""
    return say("✅ It goes on in **{server}**", server=server) if server else say("✅ It goes on")


def at_command(number: int) -> str:
    """Tell a manager, below whatever they asked for."""
    return say_counted(
        "⚠️ {count} announcement of this server needs mending: `/announce list` says why. "
        "I tell you once.",
        "⚠️ {count} announcements of this server need mending: `/announce list` says why. "
        "I tell you once.",
        number,
    )
