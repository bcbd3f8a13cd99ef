"""Sentences of what is posted."""

from bot.text import counted

FEED_TITLES = {
    "totd": "Track of the Day",
    "weekly-shorts": "Weekly Shorts",
    "weekly-grand": "Weekly Grand",
    "campaign": "Seasonal campaign",
    "cup-of-the-week": "Cup of the Week",
    "cotd-europe": "Cup of the Day, Europe",
    "cotd-america": "Cup of the Day, America",
    "cotd-asia": "Cup of the Day, Asia",
    "review-totd": "TOTD review queue",
    "review-shorts": "Shorts review queue",
    "submissions": "Submissions for review",
    "world-records": "World records",
    "server-records": "Server records",
}
REVIEW_TITLES = {
    "totd": "Track of the Day review",
    "weekly-shorts": "Weekly Shorts review",
}
NEW = "New"
NEW_MAP = "A new map"
MAP_UNTOLD = "Nadeo tells nothing more of this map yet. I complete this card as soon as it does."
MAP_REPLACED = "🔁 Nadeo replaced the map: at first this card showed another one."
LIST_REPLACED = "🔁 Nadeo replaced maps of this list after I had posted it."
MAPS_RELEASED = "Maps"
EARLIER_TRACKS = "Earlier Tracks of the Day by this author"
TEST_TITLE = "🧪 Test"
TEST = "🧪 This is a test: a real card, but nothing new. Nobody is pinged."
SUBMITTED = "New submission"
NOMINATED_NEWS = "Nominated"
ANY_TRACK = "the Track of the Day"
NEW_VOTES = "New votes"
SHORT_QUEUE = "short"


def began(moment: str) -> str:
    """Say when what is announced late began, so that it is true after its end too; a timestamp."""
    return f"Began {moment}"


def track_number(number: int) -> str:
    """Say how many tracks there have been with this one."""
    return f"no. {number:,}"


def and_more(number: int) -> str:
    """Say how many entries a list leaves out."""
    return f"and {number} more"


def cup_begins(moment: str, distance: str) -> str:
    """Say when the qualifier is, so that it reads well later too; both are timestamps."""
    return f"Qualifier: {moment} ({distance})"


def cup_track(name: str) -> str:
    """Say how long a qualifier is and on which track; `name` is a link, or `ANY_TRACK`."""
    return f"15 minutes, on {name}."


def votes_gained(gained: int, votes: int, average: str) -> str:
    """Say what a submission gained."""
    return f"+{gained}, {counted(votes, 'vote')} in all, average {average}"
