"""Sentences and labels about official maps: days, months, seasons and weeks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.face.wording import labelled, long_date, month_name, weekday_date
from bot.languages import number
from bot.sentences import Sentence, say, say_counted

# --- what was typed ------------------------------------------------------------------------------

DATE_HINT = Sentence(
    "Write it as `2026-08-22`, choose `today` or `yesterday`, or type a few letters of the track's "
    "name and choose it."
)
UNKNOWN_DATE = Sentence("I do not understand that date. {hint}", hint=DATE_HINT)
NO_TRACK_LISTED = Sentence(
    "Nadeo lists no Track of the Day right now. Please try again in a few minutes."
)
MAP_HINT = Sentence(
    "Type a few letters of a map's name and choose it from the list, "
    "or paste its uid or its trackmania.io link."
)
UNKNOWN_MAP = Sentence("I do not know that map. {hint}", hint=MAP_HINT)
UNKNOWN_MONTH = Sentence(
    "I do not understand that month. Write it as `2026-08`, or choose one of the list."
)
NO_CAMPAIGN_LISTED = Sentence(
    "Nadeo lists none of these right now. Please try again in a few minutes."
)
NEVER_A_TRACK = Sentence(
    "As far as I know that map was never Track of the Day. `/map` shows any map."
)
STILL_COLLECTING = Sentence(
    "I do not know that map. I am still collecting the names of all of them: please try again in a "
    "minute or two, or paste its uid or its trackmania.io link."
)
COLLECTING_TRACKS = Sentence(
    "I do not understand that date, nor do I know a track of that name yet: I am still collecting "
    "all names. Please try again in a minute or two, or write the date as `2026-08-22`."
)
COLLECTING_DAYS = Sentence(
    "I do not know yet whether that map was Track of the Day: I am still collecting all of them. "
    "Please try again in a minute or two, or write its date as `2026-08-22`."
)


def date_too_early(first: date) -> str:
    """Say when the Track of the Day began."""
    return say("The first Track of the Day was on {first}.", first=long_date(first))


def ambiguous_date(first: date, second: date) -> str:
    """Say which two dates may be meant, and how to write them."""
    return say(
        "Do you mean {first} or {second}? Write it as `{first_iso}` or `{second_iso}`.",
        first=long_date(first),
        second=long_date(second),
        first_iso=first.isoformat(),
        second_iso=second.isoformat(),
    )


def which_day(month: date) -> str:
    """Say how to name a day of the month that was typed."""
    iso = f"{month:%Y-%m}"
    return say(
        "Which day of {name}? Write it as `{month}-15`, or see all of them with "
        "`/calendar month:{month}`.",
        name=month_name(month),
        month=iso,
    )


def day_label(on: date, track: str) -> str:
    """Write `Sat, 22 August 2026`, with the name of its track where that is known."""
    return f"{weekday_date(on)} · {track}" if track else weekday_date(on)


def date_in_future(wanted: date) -> str:
    """Say that a track is still to come; 19:00 in Paris is when tracks change."""
    return say(
        "The track of {wanted} is not out yet: tracks change at 19:00 in Paris.",
        wanted=long_date(wanted),
    )


def no_track_on(wanted: date) -> str:
    """Say that Nadeo lists nothing for a date."""
    return say("Nadeo lists no track for {wanted}.", wanted=long_date(wanted))


def month_out_of_range(oldest: date, newest: date) -> str:
    """Say which months there are."""
    return say(
        "There are months from {oldest} to {newest}.",
        oldest=month_name(oldest),
        newest=month_name(newest),
    )


def unknown_campaign(newest: str, oldest: str) -> str:
    """Say which names there are; they are escaped already."""
    return say(
        "I do not know that one. There is everything from **{oldest}** to **{newest}**: type a "
        "few letters and choose one of the list.",
        oldest=oldest,
        newest=newest,
    )


def which_campaign(names: Sequence[str]) -> str:
    """Ask which of the typed year is meant; names are escaped already."""
    listed = ", ".join(f"**{name}**" for name in names)
    return say("Which one do you mean: {names}?", names=listed)


def several_maps(names: Sequence[str], more: int) -> str:
    """Say that it is not clear which map is meant; names are escaped already."""
    listed = "\n".join(f"• {name}" for name in names)
    rest = say("\n… and {more} more", more=number(more)) if more > 0 else ""
    return say(
        "Did you mean one of these?\n{listed}{rest}\n{map_hint}",
        listed=listed,
        rest=rest,
        map_hint=MAP_HINT,
    )


# --- options -------------------------------------------------------------------------------------

MAP_OPTION = Sentence("a few letters of a map's name, a day, its uid, its link or tmx:12345")
MAP_OR_TRACK_OPTION = Sentence("{map_option}; the running track if left out", map_option=MAP_OPTION)

# --- labels --------------------------------------------------------------------------------------

TODAY = Sentence("Today")
YESTERDAY = Sentence("Yesterday")
TRACK_OF_THE_DAY = Sentence("Track of the Day")
LEADERBOARD = Sentence("Leaderboard")
MEDALS = Sentence("Medals")
MEDAL_NAMES = (
    Sentence("🟢 Author"),
    Sentence("🥇 Gold"),
    Sentence("🥈 Silver"),
    Sentence("🥉 Bronze"),
)
MAP_KINDS = {
    "tm_stunt": Sentence("Stunt map"),
    "tm_platform": Sentence("Platform map"),
    "tm_royal": Sentence("Royal map"),
}
SHORT_UNITS = {"tm_stunt": Sentence("pts"), "tm_platform": Sentence("resp.")}
"""What scores count where most of those beside them are times."""
RECORD = Sentence("Record")
PLAYERS = Sentence("Players")
TRACKMANIA_IO = Sentence("trackmania.io")
MAP_PAGE = Sentence("Map page")
DOWNLOAD = Sentence("Download")
UID = Sentence("uid")
RELEASE_KINDS = {
    "totd": Sentence("TOTD"),
    "royal": Sentence("Royal"),
    "seasonal": Sentence("Season"),
    "weekly-shorts": Sentence("Weekly Shorts"),
    "weekly-grand": Sentence("Weekly Grand"),
    "cup-of-the-week": Sentence("Cup of the Week"),
}
MONTH_TITLES = {"totd": Sentence("Tracks of the Day"), "royal": Sentence("Royal maps")}
COLOURS = (
    Sentence("⚪ White"),
    Sentence("🟢 Green"),
    Sentence("🔵 Blue"),
    Sentence("🔴 Red"),
    Sentence("⚫ Black"),
)
NO_DAYS = {
    "totd": Sentence("No track has come out yet in this month."),
    "royal": Sentence("Nadeo lists no Royal map for this month."),
}
UNKNOWN_TRACK = Sentence("unknown map")
SHOW_MAP = Sentence("Show a map …")
RANKING = Sentence("Ranking")


def show_maps(first: int, last: int) -> str:
    """Say what a menu of some days offers."""
    return say("Show a map of the days {first} to {last} …", first=first, last=last)


def alt_of_month(month: str, maps: int) -> str:
    """Say what a month's sheet of pictures shows."""
    return say_counted(
        "{month} as a calendar, with the picture of {count} map.",
        "{month} as a calendar, with the pictures of {count} maps.",
        maps,
        month=month,
    )


def alt_of_day(day: int, name: str) -> str:
    """Say which map a day has; `name` is plain."""
    return labelled(str(day), f"{name}.")


def by(author: str) -> str:
    """Say who made a map; `author` is escaped already."""
    return say("by {author}", author=author)


def campaign_label(name: str, starts: int) -> str:
    """Write a campaign's name with the day on which it began; the name is plain."""
    return f"{name} · {long_date(datetime.fromtimestamp(starts, UTC).date())}"


def period(starts: str, ends: str) -> str:
    """Say when a campaign runs; both are Discord timestamps, `ends` may be ""."""
    return (
        say("{starts} to {ends}", starts=starts, ends=ends)
        if ends
        else say("Since {starts}", starts=starts)
    )


def ends(moment: str) -> str:
    """Say how soon something ends; `moment` is a Discord timestamp, "" for no end."""
    return say("Ends {moment}", moment=moment) if moment else ""


def ended(moment: str) -> str:
    """Say how long ago something ended; `moment` is a Discord timestamp, "" for no end."""
    return say("Ended {moment}", moment=moment) if moment else ""


def uploaded(moment: str) -> str:
    """Say how long ago a map was uploaded; `moment` is a Discord timestamp, "" for unknown."""
    return say("Uploaded {moment}", moment=moment) if moment else ""
