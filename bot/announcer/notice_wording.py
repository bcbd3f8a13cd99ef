"""Sentences for those who can mend what does not arrive."""

from bot.announcer.announce_wording import no_publishing, refusal
from bot.text import counted

BROKEN_TITLE = "Announcements have stopped"
FOR_MANAGERS = "⚠️ For whoever manages this server:"
SAID_ONCE = (
    "I say this once, and in one line when it goes on. `/announce list` shows it at any time."
)
CHANNEL_GONE = 10003
ANOTHER_CHANNEL = (
    "Choose another channel with `/announce add`, and take this one off with `/announce remove`."
)
AT_THE_LIMIT = 429
"""The code of what waits for Discord's limit, as HTTP says it."""
_TOO_MANY = (
    "Discord takes 10 an hour in a channel. Let fewer feeds publish there, or publish the posts by "
    "hand."
)
_NOT_ANSWERED = "Discord did not answer. I go on trying; you can publish the posts by hand."
_REMEDIES = {
    50001: "Give me that right",
    50013: "Give me those rights, or end my timeout",
    50083: "Open it again",
    160005: "Unlock it",
    160006: "Close some of them",
    160007: "Close some of them",
}
_PUBLISHING_REMEDIES = {50013: "Give me **Send Messages** there, or end my timeout"}
_SAID_BY_THE_REASON = frozenset({10087, 40067})
"""Tags of forums: why and what to do is one sentence."""
_MEND = "Let me post there"


def for_subscriber(server: str) -> str:
    """Say to a person what this is about; the server's name is escaped, "" where unknown."""
    where = f"in **{server}**" if server else "in a server"
    return f"⚠️ You set up announcements {where}, and nobody else there can be told:"


def why(code: int, words: str) -> str:
    """Say why something stopped: Discord's own words, escaped, where its code is not known."""
    reason = refusal(code, words) or "Discord takes no posts there"
    return f"{reason[0].upper()}{reason[1:]}."


def remedy(code: int, *, is_suspended: bool) -> str:
    """Say what to do about it."""
    if code == CHANNEL_GONE:
        return ANOTHER_CHANNEL
    if code in _SAID_BY_THE_REASON:
        return ""
    mend = _REMEDIES.get(code, _MEND)
    if is_suspended:
        return f"{mend}, then `/announce resume` takes it up again."
    return (
        f"{mend}, and I go on by myself. I try for a day; later `/announce resume` takes it up "
        "again."
    )


def unpublished(code: int, words: str) -> str:
    """Say why posts are not published and what to do; the words are Discord's own, escaped."""
    what = "I post, but could not publish for over an hour:"
    if code == AT_THE_LIMIT:
        return f"{what} {_TOO_MANY}"
    if code == 0 and not words:
        return f"{what} {_NOT_ANSWERED}"
    why_not = no_publishing(code, words)
    return f"{what} {why_not}. Publish the posts by hand, or {_published(code)}."


def _published(code: int) -> str:
    mend = (_REMEDIES | _PUBLISHING_REMEDIES).get(code, "let me do it")
    return f"{mend[0].lower()}{mend[1:]}"


def more_broken(number: int) -> str:
    """Say how many more a list leaves out."""
    return f"And {number} more, which `/announce list` shows."


def goes_on(server: str) -> str:
    """Say that something arrives again; the server's name is escaped, "" where it is read there."""
    return f"✅ It goes on in **{server}**" if server else "✅ It goes on"


def at_command(number: int) -> str:
    """Tell a manager, below whatever they asked for."""
    verb = "needs" if number == 1 else "need"
    return (
        f"⚠️ {counted(number, 'announcement')} of this server {verb} mending: `/announce list` "
        "says why. I tell you once."
    )
