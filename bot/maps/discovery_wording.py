"""Sentences and labels about maps that somebody may have missed."""

from collections.abc import Sequence
from datetime import date

from bot.face.wording import day_of_year
from bot.sentences import Sentence, say

ON_THIS_DAY = Sentence("On this day")
ANOTHER = Sentence("Another")
KINDS = {
    "totd": Sentence("Track of the Day"),
    "campaign": Sentence("Season"),
    "shorts": Sentence("Weekly Shorts"),
    "royal": Sentence("Royal"),
}
"""What people read for the kinds of maps that may be chosen."""
NO_STYLES_YET = Sentence(
    "I do not know the style of any map yet: I ask Trackmania Exchange for them little by little. "
    "Please try again in a few minutes, or leave `style` out."
)
NOTHING_YET = Sentence(
    "I know no such map yet: I am still collecting all of them. "
    "Please try again in a minute or two."
)
NO_SUCH_MAP = Sentence("I know no map of that kind and style that is over.")
STYLES_NAMED = 12


def unknown_style(styles: Sequence[str]) -> str:
    """Say which styles there are, the most frequent first; they are escaped already."""
    named = ", ".join(f"**{style}**" for style in styles[:STYLES_NAMED])
    more = ", …" if len(styles) > STYLES_NAMED else ""
    return say(
        "I know no style of that name. There are {named}{more}: choose one of the list.",
        named=named,
        more=more,
    )


def which_style(styles: Sequence[str]) -> str:
    """Ask which of several styles is meant; they are escaped already."""
    named = ", ".join(f"**{style}**" for style in styles[:STYLES_NAMED])
    more = ", …" if len(styles) > STYLES_NAMED else ""
    return say("Which style do you mean: {named}{more}?", named=named, more=more)


def no_earlier_track(on: date) -> str:
    """Say that no track of earlier years began on a date."""
    return say("I know no Track of the Day of an earlier {on}.", on=day_of_year(on))
