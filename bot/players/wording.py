"""Sentences and labels about players, links and a server's ladders."""

from bot.languages import number
from bot.sentences import Sentence, say

# --- what was typed ------------------------------------------------------------------------------

ID_HINT = Sentence(
    "It stands at the end of your page on trackmania.io: `trackmania.io/#/player/…`."
)
NO_ACCOUNT_ID = Sentence(
    "That is no account id: one has 32 digits and letters from a to f. {hint}", hint=ID_HINT
)
NO_PLAYER_LINK = Sentence(
    "I understand links of the form `trackmania.io/#/player/…`, Trackmania names and account ids."
)
NO_NAME = Sentence("Please type a Trackmania name, an account id or a link to trackmania.io.")
NO_PERSON = Sentence(
    "A mention does not tell me who that is in the game: please type a Trackmania name, an account "
    "id or a link to trackmania.io."
)
NADEOS_OWN = Sentence("That account is Nadeo's own, and no player's.")
UNKNOWN_ACCOUNT = Sentence("Nadeo knows no player with that account id. {hint}", hint=ID_HINT)
NAMES_UNAVAILABLE = Sentence(
    "I cannot look up Trackmania names here: whoever runs me has not set that up. Please use "
    "your account id. {hint}",
    hint=ID_HINT,
)
NAMES_SILENT = Sentence(
    "Nadeo does not tell right now who has which name: please use your account id, or try "
    "again later. {hint}",
    hint=ID_HINT,
)
MENTION_UNLINKED = Sentence(
    "That person is not on this server's ladder. `/link` puts people there."
)
MENTION_IN_PRIVATE = Sentence(
    "I know people by a mention only in servers where they typed `/link`: here please type a "
    "Trackmania name or an account id."
)
NOT_LINKED = Sentence("You are not linked with a Trackmania account yet. `/link` does it.")
NOT_ON_LADDER = Sentence(
    "Nobody of that name is linked in this server. `/server players` lists them."
)
TAKEN = Sentence(
    "Somebody else is linked with that account already. If it is yours, ask whoever manages this "
    "server or runs me."
)
NOBODY_LINKED = Sentence("Nobody is linked in this server yet. `/link` puts you on its ladder.")
NOTHING_TO_UNLINK = Sentence(
    "You are not linked with any Trackmania account, so there is nothing to undo."
)
NOTHING_KEPT = Sentence("I keep nothing of you, so there is nothing to delete.")
NOT_LINKED_HERE = Sentence(
    "You are not on this server's ladder. `/unlink everywhere:True` deletes your link everywhere."
)
UNLINK_WHERE = Sentence(
    "You are not in a server here. `/unlink everywhere:True` deletes your link and all with it."
)


def unknown_name(name: str) -> str:
    """Say that nobody is called so; the name is escaped already."""
    return say(
        "Nadeo knows no player called **{name}**. Names change: try the account id instead.",
        name=name,
    )


# --- what was done -------------------------------------------------------------------------------

NO_PROOF = Sentence("Nobody checks that: others read that you *say to be* this player.")
LINK_ELSEWHERE = Sentence("`/link` in a server that I am in puts you on its ladder.")


def linked(name: str, before: str, *, on_ladder: bool) -> str:
    """Say whom somebody is linked with; names are escaped already, "" for none before."""
    who = (
        say("You are linked with **{name}** in place of **{before}**", name=name, before=before)
        if before
        else say("You are linked with **{name}**", name=name)
    )
    where = (
        say("{linked}, and on this server's ladder: `/server leaderboard`.", linked=who)
        if on_ladder
        else f"{who}. {LINK_ELSEWHERE}"
    )
    return f"{where}\n{NO_PROOF}"


UNLINKED_HERE = Sentence(
    "You are off this server's ladder. Your link stays for other servers: "
    "`/unlink everywhere:True` deletes it."
)
UNLINKED_EVERYWHERE = Sentence("Your link is deleted, with all that I kept of you.")
FORGOTTEN_AS_SUBSCRIBER = Sentence(
    "All that I kept of you is deleted. Announcements that you set up go on; that it was you is "
    "forgotten."
)


def removed(name: str) -> str:
    """Say whom a manager took off the ladder; the name is escaped already."""
    return say("**{name}** is off this server's ladder.", name=name)


# --- options -------------------------------------------------------------------------------------

PLAYER_OPTION = Sentence("a Trackmania name, an account id or a link to trackmania.io")
PLAYER_OR_SELF_OPTION = Sentence(
    "a linked player, a Trackmania name or an account id; you if left out"
)
LINKED_PLAYER_OPTION = Sentence("a linked player of this server")
EVERYWHERE_OPTION = Sentence("delete the link in all servers, with all that I keep of you")

# --- labels --------------------------------------------------------------------------------------

SERVER_BOARDS = {True: Sentence("This server · all-time"), False: Sentence("This server · season")}
"""The heading of a ladder, by whether it is the all-time one."""
PLAYERS_TITLE = Sentence("Linked players")
SAYS_TO_BE = Sentence("They say to be these players; nobody checks that.")
SAYS_TO_BE_ONE = Sentence("Linked in this server; nobody checks that.")
WORLD = Sentence("World")
NO_RECORDS_HERE = Sentence("None of the linked players has driven here yet.")
GAPS_TO_BEST = Sentence("gaps to this server's best")
RECORDS = {True: Sentence("All-time record"), False: Sentence("Season record")}
"""By whether it is that of the all-time board."""
NO_RECORD = Sentence("No record on this map yet.")
NO_RECORD_IN_SEASON = Sentence("No record in this map's season.")
RANK = Sentence("World rank")
NEXT_MEDAL = Sentence("Next medal")
TO_RECORD = Sentence("To the world record")
THE_RECORD = Sentence("It is the world record.")
DRIVEN = Sentence("Driven")


def about(rank: str) -> str:
    """Mark a rank that Nadeo rounds."""
    return say("about {rank}", rank=rank)


MEDALS = (
    Sentence("Author medal"),
    Sentence("Gold medal"),
    Sentence("Silver medal"),
    Sentence("Bronze medal"),
)
SWITCH = {True: Sentence("Season"), False: Sentence("All-time")}
"""What a button leads to, by whether the all-time ladder is shown."""


def of_linked(driven: int, linked: int) -> str:
    """Say how many of the linked players have a record."""
    return say("{driven} of {linked} linked", driven=number(driven), linked=number(linked))
