"""Sentences and labels about official maps: days, months, seasons and weeks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.face.wording import MONTHS, long_date, weekday_date

# --- what was typed ------------------------------------------------------------------------------

DATE_HINT = (
    "Write it as `2026-08-22`, choose `today` or `yesterday`, or type a few letters of the track's "
    "name and choose it."
)
UNKNOWN_DATE = f"I do not understand that date. {DATE_HINT}"
NO_TRACK_LISTED = "Nadeo lists no Track of the Day right now. Please try again in a few minutes."
MAP_HINT = (
    "Type a few letters of a map's name and choose it from the list, "
    "or paste its uid or its trackmania.io link."
)
UNKNOWN_MAP = f"I do not know that map. {MAP_HINT}"
UNKNOWN_MONTH = "I do not understand that month. Write it as `2026-08`, or choose one of the list."
NO_CAMPAIGN_LISTED = "Nadeo lists none of these right now. Please try again in a few minutes."
NEVER_A_TRACK = "As far as I know that map was never Track of the Day. `/map` shows any map."
STILL_COLLECTING = (
    "I do not know that map. I am still collecting the names of all of them: please try again in a "
    "minute or two, or paste its uid or its trackmania.io link."
)
COLLECTING_TRACKS = (
    "I do not understand that date, nor do I know a track of that name yet: I am still collecting "
    "all names. Please try again in a minute or two, or write the date as `2026-08-22`."
)
COLLECTING_DAYS = (
    "I do not know yet whether that map was Track of the Day: I am still collecting all of them. "
    "Please try again in a minute or two, or write its date as `2026-08-22`."
)


def date_too_early(first: date) -> str:
    """Say when the Track of the Day began."""
    return f"The first Track of the Day was on {long_date(first)}."


def ambiguous_date(first: date, second: date) -> str:
    """Say which two dates may be meant, and how to write them."""
    return (
        f"Do you mean {long_date(first)} or {long_date(second)}? "
        f"Write it as `{first.isoformat()}` or `{second.isoformat()}`."
    )


def which_day(month: date) -> str:
    """Say how to name a day of the month that was typed."""
    return (
        f"Which day of {MONTHS[month.month - 1]} {month.year}? Write it as `{month:%Y-%m}-15`, "
        f"or see all of them with `/calendar month:{month:%Y-%m}`."
    )


def day_label(on: date, track: str) -> str:
    """Write `Sat, 22 August 2026`, with the name of its track where that is known."""
    return f"{weekday_date(on)} · {track}" if track else weekday_date(on)


def date_in_future(wanted: date) -> str:
    """Say that a track is still to come; 19:00 in Paris is when tracks change."""
    return f"The track of {long_date(wanted)} is not out yet: tracks change at 19:00 in Paris."


def no_track_on(wanted: date) -> str:
    """Say that Nadeo lists nothing for a date."""
    return f"Nadeo lists no track for {long_date(wanted)}."


def month_out_of_range(oldest: date, newest: date) -> str:
    """Say which months there are."""
    return f"There are months from {month_name(oldest)} to {month_name(newest)}."


def unknown_campaign(newest: str, oldest: str) -> str:
    """Say which names there are; they are escaped already."""
    return (
        f"I do not know that one. There is everything from **{oldest}** to **{newest}**: "
        "type a few letters and choose one of the list."
    )


def which_campaign(names: Sequence[str]) -> str:
    """Ask which of the typed year is meant; names are escaped already."""
    return f"Which one do you mean: {', '.join(f'**{name}**' for name in names)}?"


def several_maps(names: Sequence[str], more: int) -> str:
    """Say that it is not clear which map is meant; names are escaped already."""
    listed = "\n".join(f"• {name}" for name in names)
    rest = f"\n… and {more:,} more" if more > 0 else ""
    return f"Did you mean one of these?\n{listed}{rest}\n{MAP_HINT}"


# --- options -------------------------------------------------------------------------------------

MAP_OPTION = "a few letters of a map's name, a day, its uid, its link or tmx:12345"
MAP_OR_TRACK_OPTION = f"{MAP_OPTION}; the running track if left out"

# --- labels --------------------------------------------------------------------------------------

TODAY = "Today"
YESTERDAY = "Yesterday"
TRACK_OF_THE_DAY = "Track of the Day"
LEADERBOARD = "Leaderboard"
MEDALS = "Medals"
MEDAL_NAMES = ("🟢 Author", "🥇 Gold", "🥈 Silver", "🥉 Bronze")
MAP_KINDS = {"tm_stunt": "Stunt map", "tm_platform": "Platform map", "tm_royal": "Royal map"}
SHORT_UNITS = {"tm_stunt": "pts", "tm_platform": "resp."}
"""What scores count where most of those beside them are times."""
RECORD = "Record"
PLAYERS = "Players"
TRACKMANIA_IO = "trackmania.io"
MAP_PAGE = "Map page"
DOWNLOAD = "Download"
UID = "uid"
RELEASE_KINDS = {
    "totd": "TOTD",
    "royal": "Royal",
    "seasonal": "Season",
    "weekly-shorts": "Weekly Shorts",
    "weekly-grand": "Weekly Grand",
    "cup-of-the-week": "Cup of the Week",
}
MONTH_TITLES = {"totd": "Tracks of the Day", "royal": "Royal maps"}
COLOURS = ("⚪ White", "🟢 Green", "🔵 Blue", "🔴 Red", "⚫ Black")
NO_DAYS = {
    "totd": "No track has come out yet in this month.",
    "royal": "Nadeo lists no Royal map for this month.",
}
UNKNOWN_TRACK = "unknown map"
SHOW_MAP = "Show a map …"
RANKING = "Ranking"


def show_maps(first: int, last: int) -> str:
    """Say what a menu of some days offers."""
    return f"Show a map of the days {first} to {last} …"


def by(author: str) -> str:
    """Say who made a map; `author` is escaped already."""
    return f"by {author}"


def month_name(first: date) -> str:
    """Write `August 2026`."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def campaign_label(name: str, starts: int) -> str:
    """Write a campaign's name with the day on which it began; the name is plain."""
    return f"{name} · {long_date(datetime.fromtimestamp(starts, UTC).date())}"


def period(starts: str, ends: str) -> str:
    """Say when a campaign runs; both are Discord timestamps, `ends` may be ""."""
    return f"{starts} to {ends}" if ends else f"Since {starts}"


def ends(moment: str) -> str:
    """Say how soon something ends; `moment` is a Discord timestamp, "" for no end."""
    return f"Ends {moment}" if moment else ""


def ended(moment: str) -> str:
    """Say how long ago something ended; `moment` is a Discord timestamp, "" for no end."""
    return f"Ended {moment}" if moment else ""


def uploaded(moment: str) -> str:
    """Say how long ago a map was uploaded; `moment` is a Discord timestamp, "" for unknown."""
    return f"Uploaded {moment}" if moment else ""
