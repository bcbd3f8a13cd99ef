"""Sentences about commands and buttons as such, and those of `/help` and `/about`."""

# --- what went wrong -----------------------------------------------------------------------------

UNKNOWN_FAULT = "Something went wrong on my side. It is in the log of whoever runs me."
FILE_REFUSES = (
    "I cannot write anything down right now, so nothing was changed. Whoever runs me finds the "
    "reason in the log."
)
RESTARTING = "I am being restarted. Please try again in a few seconds."
COMMANDS_CHANGED = "My commands have just changed. Reload Discord (Ctrl+R) and try again."
NOT_YOUR_BUTTON = "These buttons belong to whoever typed the command. Type it for your own."
MISSING_RIGHTS = "I may not do that in this channel."
CHOOSE = "Choose one …"


def choose_between(first: str, last: str) -> str:
    """Say what one of several menus holds, by the beginnings of its labels."""
    return f"{first} – {last} …"


# --- /help and /about ----------------------------------------------------------------------------

HELP_TITLE = "What I can do"
HELP_INTRO = "Type `/` and choose, or tap a command here."
HELP_TOPICS = {
    "maps": "Maps and tracks",
    "ladders": "Leaderboards",
    "players": "You and this server",
    "clubs": "Clubs",
    "review": "Map review",
    "announce": "Announcements in this server",
    "bot": "This bot",
    "operator": "For whoever runs me",
}
HELP_MENU = "What they do …"
HELP_OUTRO = "Times of day follow your own clock."

ABOUT_INTRO = (
    "Maps, leaderboards, map review and clubs of Trackmania as slash commands. "
    "I read no messages and ask for no privileged rights."
)
ABOUT_SERVERS = "Servers"
ABOUT_SERVERS_HERE = "Servers of this process"
ABOUT_STORED_TITLE = "What I keep"
ABOUT_STORED = (
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
ABOUT_INVITE_TITLE = "Invite"
ABOUT_INVITE = "Invite me to your server"
ABOUT_CREDIT = "Data from Nadeo's Live web services. Not affiliated with Nadeo or Ubisoft."
