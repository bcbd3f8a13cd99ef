"""Sentences and labels about Trackmania Exchange."""

from bot.sentences import Sentence

DIFFICULTIES = (
    Sentence("Beginner"),
    Sentence("Intermediate"),
    Sentence("Advanced"),
    Sentence("Expert"),
    Sentence("Lunatic"),
    Sentence("Impossible"),
)
"""By the number that the Exchange has for each."""
EXCHANGE = Sentence("Trackmania Exchange")
OTHER_HINT = Sentence(
    "Type a few letters of the map's name and choose it from the list, or paste its uid."
)
EXCHANGE_OFF = Sentence(
    "Whoever runs this bot has switched {exchange} off. {hint}", exchange=EXCHANGE, hint=OTHER_HINT
)
NO_STYLES = Sentence(
    "Whoever runs this bot has switched {exchange} off, which is where styles come from. Leave "
    "`style` out.",
    exchange=EXCHANGE,
)
OTHER_SITE = Sentence(
    "Of the Exchange's sites I know trackmania.exchange only: the others have the maps of "
    "other games under the same numbers. {hint}",
    hint=OTHER_HINT,
)
NO_MAP_PAGE = Sentence(
    "That page of {exchange} is none of a map. Paste a link such as "
    "`https://trackmania.exchange/mapshow/12345`, or type `tmx:12345`.",
    exchange=EXCHANGE,
)
NO_SUCH_MAP = Sentence("{exchange} has no map with that number.", exchange=EXCHANGE)
NO_ANSWER = Sentence(
    "{exchange} gives no answer right now. {hint}", exchange=EXCHANGE, hint=OTHER_HINT
)
