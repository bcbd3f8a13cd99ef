"""Sentences and labels about players, links and a server's ladders."""

# --- what was typed ------------------------------------------------------------------------------

ID_HINT = "It stands at the end of your page on trackmania.io: `trackmania.io/#/player/…`."
NO_ACCOUNT_ID = f"That is no account id: one has 32 digits and letters from a to f. {ID_HINT}"
NO_PLAYER_LINK = (
    "I understand links of the form `trackmania.io/#/player/…`, Trackmania names and account ids."
)
NO_NAME = "Please type a Trackmania name, an account id or a link to trackmania.io."
NO_PERSON = (
    "A mention does not tell me who that is in the game: please type a Trackmania name, an account "
    "id or a link to trackmania.io."
)
NADEOS_OWN = "That account is Nadeo's own, and no player's."
UNKNOWN_ACCOUNT = f"Nadeo knows no player with that account id. {ID_HINT}"
NAMES_UNAVAILABLE = (
    "I cannot look up Trackmania names here: whoever runs me has not set that up. "
    f"Please use your account id. {ID_HINT}"
)
NAMES_SILENT = (
    "Nadeo does not tell right now who has which name: please use your account id, or try again "
    f"later. {ID_HINT}"
)
MENTION_UNLINKED = "That person is not on this server's ladder. `/link` puts people there."
MENTION_IN_PRIVATE = (
    "I know people by a mention only in servers where they typed `/link`: here please type a "
    "Trackmania name or an account id."
)
NOT_LINKED = "You are not linked with a Trackmania account yet. `/link` does it."
NOT_ON_LADDER = "Nobody of that name is linked in this server. `/server players` lists them."
TAKEN = (
    "Somebody else is linked with that account already. If it is yours, ask whoever manages this "
    "server or runs me."
)
NOBODY_LINKED = "Nobody is linked in this server yet. `/link` puts you on its ladder."
NOTHING_TO_UNLINK = "You are not linked with any Trackmania account, so there is nothing to undo."
NOTHING_KEPT = "I keep nothing of you, so there is nothing to delete."
NOT_LINKED_HERE = (
    "You are not on this server's ladder. `/unlink everywhere:True` deletes your link everywhere."
)
UNLINK_WHERE = (
    "You are not in a server here. `/unlink everywhere:True` deletes your link and all with it."
)


def unknown_name(name: str) -> str:
    """Say that nobody is called so; the name is escaped already."""
    return f"Nadeo knows no player called **{name}**. Names change: try the account id instead."


# --- what was done -------------------------------------------------------------------------------

NO_PROOF = "Nobody checks that: others read that you *say to be* this player."
LINK_ELSEWHERE = "`/link` in a server that I am in puts you on its ladder."


def linked(name: str, before: str, *, on_ladder: bool) -> str:
    """Say whom somebody is linked with; names are escaped already, "" for none before."""
    instead = f" in place of **{before}**" if before else ""
    who = f"You are linked with **{name}**{instead}"
    if on_ladder:
        return f"{who}, and on this server's ladder: `/server leaderboard`.\n{NO_PROOF}"
    return f"{who}. {LINK_ELSEWHERE}\n{NO_PROOF}"


UNLINKED_HERE = (
    "You are off this server's ladder. Your link stays for other servers: "
    "`/unlink everywhere:True` deletes it."
)
UNLINKED_EVERYWHERE = "Your link is deleted, with all that I kept of you."
FORGOTTEN_AS_SUBSCRIBER = (
    "All that I kept of you is deleted. Announcements that you set up go on; that it was you is "
    "forgotten."
)


def removed(name: str) -> str:
    """Say whom a manager took off the ladder; the name is escaped already."""
    return f"**{name}** is off this server's ladder."


# --- options -------------------------------------------------------------------------------------

PLAYER_OPTION = "a Trackmania name, an account id or a link to trackmania.io"
PLAYER_OR_SELF_OPTION = "a linked player, a Trackmania name or an account id; you if left out"
LINKED_PLAYER_OPTION = "a linked player of this server"
EVERYWHERE_OPTION = "delete the link in all servers, with all that I keep of you"

# --- labels --------------------------------------------------------------------------------------

SERVER_BOARDS = {True: "This server · all-time", False: "This server · season"}
"""The heading of a ladder, by whether it is the all-time one."""
PLAYERS_TITLE = "Linked players"
SAYS_TO_BE = "They say to be these players; nobody checks that."
SAYS_TO_BE_ONE = "Linked in this server; nobody checks that."
WORLD = "World"
NO_RECORDS_HERE = "None of the linked players has driven here yet."
GAPS_TO_BEST = "gaps to this server's best"
RECORDS = {True: "All-time record", False: "Season record"}
"""By whether it is that of the all-time board."""
NO_RECORD = "No record on this map yet."
NO_RECORD_IN_SEASON = "No record in this map's season."
RANK = "World rank"
NEXT_MEDAL = "Next medal"
TO_RECORD = "To the world record"
THE_RECORD = "It is the world record."
DRIVEN = "Driven"


def about(rank: str) -> str:
    """Mark a rank that Nadeo rounds."""
    return f"about {rank}"


MEDALS = ("Author medal", "Gold medal", "Silver medal", "Bronze medal")
SWITCH = {True: "Season", False: "All-time"}
"""What a button leads to, by whether the all-time ladder is shown."""


def of_linked(driven: int, linked: int) -> str:
    """Say how many of the linked players have a record."""
    return f"{driven:,} of {linked:,} linked"
