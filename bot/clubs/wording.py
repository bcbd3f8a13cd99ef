"""Sentences about clubs."""

from collections.abc import Sequence

CLUB_HINT = "Choose a club from the list, or give its number or its trackmania.io link."
UNKNOWN_CLUB = f"Nadeo knows no such club. {CLUB_HINT}"

CLUB_OPTION = "the club's name, its number or its link"

REASONS = {
    "club:error-notfound": UNKNOWN_CLUB,
    "activity:error-notfound": (
        "That club offers no such thing, or there is no such club. Please choose from the list."
    ),
    "clubmemberrole:error-notmember": (
        "Only members of the club may see that, and my account is not one of them."
    ),
    "clubmemberrole:error-notcontentcreator": (
        "Only those who make the club's content may see that, and my account is not one of them."
    ),
    "club_join:error-notallowed": (
        "Only players have a record in a club, and the account I run with is none."
    ),
    "room:error-notfound": "This room is listed, but Nadeo no longer has it.",
    "playerserver:error-notfound": "The dedicated server of this room no longer exists.",
    "roomserver:error-noserveravailable": "This room is switched off, so there is no server.",
    "player:error-notfound": "Nadeo knows no player of that name.",
    "clubstate:error-wrongstate": "The club is closed to newcomers.",
}
"""What Nadeo's own words for a refusal mean, in small letters."""

UNKNOWN_CAMPAIGN = (
    "That club has no campaign of this number or name, or only its members may see it. "
    "Please choose one from the list."
)

CLUB_STATES = {
    "public": "public",
    "private-open": "private, takes requests",
    "private-closed": "private, closed",
}
STATE = "State"
TAG = "Tag"
MEMBERS = "Members"
FOUNDED = "Founded"
VERIFIED = "✅ verified"
FEATURED = "⭐ featured"
NOT_TOLD = "not told"

CAMPAIGNS = "Campaigns"
ROOMS = "Rooms"
NO_CAMPAIGNS = "The club has no campaigns here."
NO_ROOMS = "The club has no rooms here."
NO_ROOM_MAPS = "no maps"
NO_MAPS = "This campaign has no maps yet."
SHOW_CAMPAIGN = "Show a campaign …"
SHOW_CLUB_BOARD = "Show the club's leaderboard of a map …"
OPEN_FOLDER = "Open a folder …"
BACK_TO_TOP = "Back to the top"
LOCK = "🔒"
MEMBERS_ONLY = f"{LOCK} members only"
PASSWORD = "🔑 password"  # noqa: S105 # a label
DEDICATED = "dedicated server: tells no maps"
SCALABLE = "grows when full"
MAP_REVIEWS = "Map reviews of the club"
NEVER_JOINS = "To play in one of them, open the club in the game."

RECORD_TITLE = "My account's record in the club"
NO_RECORD = "The account has no record on this map."
RANK = "Rank"
RECORD = "Record"


def several_clubs(names: Sequence[str], more: int) -> str:
    """Say that it is not clear which club is meant; names are escaped already."""
    listed = "\n".join(f"• {name}" for name in names)
    rest = f"\n… and {more:,} more" if more > 0 else ""
    return f"Several clubs fit:\n{listed}{rest}\n{CLUB_HINT}"


def several_campaigns(names: Sequence[str], more: int) -> str:
    """Say that it is not clear which campaign is meant; names are escaped already."""
    listed = "\n".join(f"• {name}" for name in names)
    rest = f"\n… and {more:,} more" if more > 0 else ""
    return f"Several campaigns of that club fit:\n{listed}{rest}"


def club_number(club_id: int) -> str:
    """Name a club by its number where Nadeo tells no name."""
    return f"Club {club_id}"


def campaign_number(campaign_id: int) -> str:
    """Say what a campaign is asked by."""
    return f"Campaign {campaign_id}"


def is_activity_number(campaign_id: int) -> str:
    """Say which number a campaign is asked by, where that of its activity was given."""
    return (
        "That number tells where the campaign stands in the club. The campaign itself has the "
        f"number `{campaign_id}`: type that one."
    )


def staff(admins: int, content_creators: int, applicants: int) -> str:
    """Say who does what, a line each; only what there is."""
    counts = ((admins, "admin"), (content_creators, "content creator"), (applicants, "applicant"))
    return "\n".join(
        f"{count:,} {word}" + ("s" if count != 1 else "") for count, word in counts if count
    )


def players(count: int, room_for: int) -> str:
    """Say how full a room is; it may hold more than it has room for."""
    return f"👥 {count:,} / {room_for:,}"


def of_which(count: str) -> str:
    """Begin a list of some of a room's maps."""
    return f"{count}, among them:"


def ranked(members: int) -> str:
    """Say how many members have a record."""
    return f"{members:,} ranked"
