"""Sentences and labels about Trackmania Exchange."""

DIFFICULTIES = ("Beginner", "Intermediate", "Advanced", "Expert", "Lunatic", "Impossible")
"""By the number that the Exchange has for each."""
EXCHANGE = "Trackmania Exchange"
OTHER_HINT = "Type a few letters of the map's name and choose it from the list, or paste its uid."
EXCHANGE_OFF = f"Whoever runs this bot has switched {EXCHANGE} off. {OTHER_HINT}"
NO_STYLES = (
    f"Whoever runs this bot has switched {EXCHANGE} off, which is where styles come from. "
    "Leave `style` out."
)
OTHER_SITE = (
    "Of the Exchange's sites I know trackmania.exchange only: the others have the maps of other "
    f"games under the same numbers. {OTHER_HINT}"
)
NO_MAP_PAGE = (
    f"That page of {EXCHANGE} is none of a map. Paste a link such as "
    "`https://trackmania.exchange/mapshow/12345`, or type `tmx:12345`."
)
NO_SUCH_MAP = f"{EXCHANGE} has no map with that number."
NO_ANSWER = f"{EXCHANGE} gives no answer right now. {OTHER_HINT}"
