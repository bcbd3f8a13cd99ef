"""Sentences of what is posted."""

from bot.languages import number
from bot.sentences import Sentence, say, say_counted

FEED_TITLES = {
    "totd": Sentence("Track of the Day"),
    "weekly-shorts": Sentence("Weekly Shorts"),
    "weekly-grand": Sentence("Weekly Grand"),
    "campaign": Sentence("Seasonal campaign"),
    "cup-of-the-week": Sentence("Cup of the Week"),
    "cotd-europe": Sentence("Cup of the Day, Europe"),
    "cotd-america": Sentence("Cup of the Day, America"),
    "cotd-asia": Sentence("Cup of the Day, Asia"),
    "review-totd": Sentence("TOTD review queue"),
    "review-shorts": Sentence("Shorts review queue"),
    "submissions": Sentence("Submissions for review"),
    "world-records": Sentence("World records"),
    "server-records": Sentence("Server records"),
}
REVIEW_TITLES = {
    "totd": Sentence("Track of the Day review"),
    "weekly-shorts": Sentence("Weekly Shorts review"),
}
NEW = Sentence("New")
NEW_MAP = Sentence("A new map")
MAP_UNTOLD = Sentence(
    "Nadeo tells nothing more of this map yet. I complete this card as soon as it does."
)
MAP_REPLACED = Sentence("🔁 Nadeo replaced the map: at first this card showed another one.")
LIST_REPLACED = Sentence("🔁 Nadeo replaced maps of this list after I had posted it.")
MAPS_RELEASED = Sentence("Maps")
EARLIER_TRACKS = Sentence("Earlier Tracks of the Day by this author")
TEST_TITLE = Sentence("🧪 Test")
TEST = Sentence("🧪 This is a test: a real card, but nothing new. Nobody is pinged.")
SUBMITTED = Sentence("New submission")
NOMINATED_NEWS = Sentence("Nominated")
ANY_TRACK = Sentence("the Track of the Day")
NEW_VOTES = Sentence("New votes")


def began(moment: str) -> str:
    """Say when what is announced late began, so that it is true after its end too; a timestamp."""
    return say("Began {moment}", moment=moment)


def track_number(count: int) -> str:
    """Say how many tracks there have been with this one."""
    return say("no. {number}", number=number(count))


def and_more(number: int) -> str:
    """Say how many entries a list leaves out."""
    return say("and {number} more", number=number)


def cup_begins(moment: str, distance: str) -> str:
    """Say when the qualifier is, so that it reads well later too; both are timestamps."""
    return say("Qualifier: {moment} ({distance})", moment=moment, distance=distance)


def cup_track(name: str) -> str:
    """Say how long a qualifier is and on which track; `name` is a link, or `ANY_TRACK`."""
    return say("15 minutes, on {name}.", name=name)


def votes_gained(gained: int, votes: int, average: str) -> str:
    """Say what a submission gained."""
    return say(
        "+{gained}, {votes} in all, average {average}",
        gained=gained,
        votes=say_counted("{count} vote", "{count} votes", votes),
        average=average,
    )
