"""Sentences and labels about maps that somebody may have missed."""

from collections.abc import Sequence
from datetime import date

from bot.face.wording import MONTHS

ON_THIS_DAY = "On this day"
ANOTHER = "Another"
KINDS = {
    "totd": "Track of the Day",
    "campaign": "Season",
    "shorts": "Weekly Shorts",
    "royal": "Royal",
}
"""What people read for the kinds of maps that may be chosen."""
NO_STYLES_YET = (
    "I do not know the style of any map yet: I ask Trackmania Exchange for them little by little. "
    "Please try again in a few minutes, or leave `style` out."
)
NOTHING_YET = (
    "I know no such map yet: I am still collecting all of them. "
    "Please try again in a minute or two."
)
NO_SUCH_MAP = "I know no map of that kind and style that is over."
STYLES_NAMED = 12


def unknown_style(styles: Sequence[str]) -> str:
    """Say which styles there are, the most frequent first; they are escaped already."""
    named = ", ".join(f"**{style}**" for style in styles[:STYLES_NAMED])
    more = ", …" if len(styles) > STYLES_NAMED else ""
    return f"I know no style of that name. There are {named}{more}: choose one of the list."


def which_style(styles: Sequence[str]) -> str:
    """Ask which of several styles is meant; they are escaped already."""
    named = ", ".join(f"**{style}**" for style in styles[:STYLES_NAMED])
    more = ", …" if len(styles) > STYLES_NAMED else ""
    return f"Which style do you mean: {named}{more}?"


def day_of_year(on: date) -> str:
    """Write `22 August`."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def no_earlier_track(on: date) -> str:
    """Say that no track of earlier years began on a date."""
    return f"I know no Track of the Day of an earlier {day_of_year(on)}."
