"""Sentences about clubs."""

from collections.abc import Sequence

from bot.languages import number
from bot.sentences import Sentence, say, say_counted

CLUB_HINT = Sentence("Choose a club from the list, or give its number or its trackmania.io link.")
UNKNOWN_CLUB = Sentence("Nadeo knows no such club. {hint}", hint=CLUB_HINT)

CLUB_OPTION = Sentence("the club's name, its number or its link")

REASONS = {
    "club:error-notfound": UNKNOWN_CLUB,
    "activity:error-notfound": Sentence(
        "That club offers no such thing, or there is no such club. Please choose from the list."
    ),
    "clubmemberrole:error-notmember": Sentence(
        "Only members of the club may see that, and my account is not one of them."
    ),
    "clubmemberrole:error-notcontentcreator": Sentence(
        "Only those who make the club's content may see that, and my account is not one of them."
    ),
    "club_join:error-notallowed": Sentence(
        "Only players have a record in a club, and the account I run with is none."
    ),
    "room:error-notfound": Sentence("This room is listed, but Nadeo no longer has it."),
    "playerserver:error-notfound": Sentence("The dedicated server of this room no longer exists."),
    "roomserver:error-noserveravailable": Sentence(
        "This room is switched off, so there is no server."
    ),
    "player:error-notfound": Sentence("Nadeo knows no player of that name."),
    "clubstate:error-wrongstate": Sentence("The club is closed to newcomers."),
}
"""What Nadeo's own words for a refusal mean, in small letters."""

UNKNOWN_CAMPAIGN = Sentence(
    "That club has no campaign of this number or name, or only its members may see it. "
    "Please choose one from the list."
)

CLUB_STATES = {
    "public": Sentence("public"),
    "private-open": Sentence("private, takes requests"),
    "private-closed": Sentence("private, closed"),
}
STATE = Sentence("State")
TAG = Sentence("Tag")
MEMBERS = Sentence("Members")
FOUNDED = Sentence("Founded")
VERIFIED = Sentence("✅ verified")
FEATURED = Sentence("⭐ featured")
NOT_TOLD = Sentence("not told")

CAMPAIGNS = Sentence("Campaigns")
ROOMS = Sentence("Rooms")
NO_CAMPAIGNS = Sentence("The club has no campaigns here.")
NO_ROOMS = Sentence("The club has no rooms here.")
NO_ROOM_MAPS = Sentence("no maps")
NO_MAPS = Sentence("This campaign has no maps yet.")
SHOW_CAMPAIGN = Sentence("Show a campaign …")
SHOW_CLUB_BOARD = Sentence("Show the club's leaderboard of a map …")
OPEN_FOLDER = Sentence("Open a folder …")
BACK_TO_TOP = Sentence("Back to the top")
LOCK = "🔒"
MEMBERS_ONLY = Sentence("{lock} members only", lock=LOCK)
PASSWORD = Sentence("🔑 password")  # a label
DEDICATED = Sentence("dedicated server: tells no maps")
SCALABLE = Sentence("grows when full")
MAP_REVIEWS = Sentence("Map reviews of the club")
NEVER_JOINS = Sentence("To play in one of them, open the club in the game.")

RECORD_TITLE = Sentence("My account's record in the club")
NO_RECORD = Sentence("The account has no record on this map.")
RANK = Sentence("Rank")
RECORD = Sentence("Record")


def several_clubs(names: Sequence[str], more: int) -> str:
    """Say that it is not clear which club is meant; names are escaped already."""
    listed = "\n".join(f"• {name}" for name in names)
    rest = say("\n… and {more} more", more=number(more)) if more > 0 else ""
    return say(
        "Several clubs fit:\n{listed}{rest}\n{club_hint}",
        listed=listed,
        rest=rest,
        club_hint=CLUB_HINT,
    )


def several_campaigns(names: Sequence[str], more: int) -> str:
    """Say that it is not clear which campaign is meant; names are escaped already."""
    listed = "\n".join(f"• {name}" for name in names)
    rest = say("\n… and {more} more", more=number(more)) if more > 0 else ""
    return say("Several campaigns of that club fit:\n{listed}{rest}", listed=listed, rest=rest)


def club_number(club_id: int) -> str:
    """Name a club by its number where Nadeo tells no name."""
    return say("Club {club_id}", club_id=club_id)


def campaign_number(campaign_id: int) -> str:
    """Say what a campaign is asked by."""
    return say("Campaign {campaign_id}", campaign_id=campaign_id)


def is_activity_number(campaign_id: int) -> str:
    """Say which number a campaign is asked by, where that of its activity was given."""
    return say(
        "That number tells where the campaign stands in the club. The campaign itself has the "
        "number `{campaign_id}`: type that one.",
        campaign_id=campaign_id,
    )


def staff(admins: int, content_creators: int, applicants: int) -> str:
    """Say who does what, a line each; only what there is."""
    lines = (
        say_counted("{count} admin", "{count} admins", admins) if admins else "",
        say_counted("{count} content creator", "{count} content creators", content_creators)
        if content_creators
        else "",
        say_counted("{count} applicant", "{count} applicants", applicants) if applicants else "",
    )
    return "\n".join(filter(None, lines))


def players(count: int, room_for: int) -> str:
    """Say how full a room is; it may hold more than it has room for."""
    return f"👥 {number(count)} / {number(room_for)}"


def of_which(count: str) -> str:
    """Begin a list of some of a room's maps."""
    return say("{count}, among them:", count=count)


def ranked(members: int) -> str:
    """Say how many members have a record."""
    return say("{members} ranked", members=number(members))
