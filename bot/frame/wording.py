"""Sentences about commands and buttons as such, and those of `/help` and `/about`."""

from bot.sentences import Sentence

# --- what went wrong -----------------------------------------------------------------------------

UNKNOWN_FAULT = Sentence("Something went wrong on my side. It is in the log of whoever runs me.")
FILE_REFUSES = Sentence(
    "I cannot write anything down right now, so nothing was changed. Whoever runs me finds the "
    "reason in the log."
)
RESTARTING = Sentence("I am being restarted. Please try again in a few seconds.")
COMMANDS_CHANGED = Sentence("My commands have just changed. Reload Discord (Ctrl+R) and try again.")
NOT_YOUR_BUTTON = Sentence(
    "These buttons belong to whoever typed the command. Type it for your own."
)
MISSING_RIGHTS = Sentence("I may not do that in this channel.")
CHOOSE = Sentence("Choose one …")


def choose_between(first: str, last: str) -> str:
    """Say what one of several menus holds, by the beginnings of its labels."""
    return f"{first} – {last} …"


# --- /help and /about ----------------------------------------------------------------------------

HELP_TITLE = Sentence("What I can do")
HELP_INTRO = Sentence("Type `/` and choose, or tap a command here.")
HELP_TOPICS = {
    "maps": Sentence("Maps and tracks"),
    "ladders": Sentence("Leaderboards"),
    "players": Sentence("You and this server"),
    "clubs": Sentence("Clubs"),
    "review": Sentence("Map review"),
    "announce": Sentence("Announcements in this server"),
    "bot": Sentence("This bot"),
    "operator": Sentence("For whoever runs me"),
}
HELP_MENU = Sentence("What they do …")
HELP_OUTRO = Sentence("Times of day follow your own clock.")

ABOUT_INTRO = Sentence(
    "Maps, leaderboards, map review and clubs of Trackmania as slash commands. "
    "I read no messages and ask for no privileged rights."
)
ABOUT_SERVERS = Sentence("Servers")
ABOUT_SERVERS_HERE = Sentence("Servers of this process")
ABOUT_STORED_TITLE = Sentence("What I keep")
ABOUT_STORED = Sentence(
    "Maps, clubs and player names as Nadeo gave them, the review's waiting times, which clubs were "
    "searched for that day, not by whom, and what your server subscribed, with the person who did: "
    "I write to them if it breaks and no channel is left to say so. That goes with the "
    "subscription. Of whoever typed `/link`: which player they say to be, on which servers' "
    "ladders, their records on running maps and what I posted of those, until "
    "`/unlink everywhere:True`, which deletes all of a person. No messages, no "
    "other members: whoever leaves your server stays on its ladder until `/unlink` or "
    "`/server remove`.\n"
    "If I leave your server, all of it stays for a week, in case that was a slip or an outage of "
    "Discord's, and goes on when I am back. Then it is deleted."
)
ABOUT_INVITE_TITLE = Sentence("Invite")
ABOUT_INVITE = Sentence("Invite me to your server")
ABOUT_CREDIT = Sentence(
    "Data from Nadeo's Live web services. Not affiliated with Nadeo or Ubisoft."
)
