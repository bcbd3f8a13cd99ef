"""Maps told by their number on Trackmania Exchange: pure functions."""

import re
from dataclasses import dataclass

from yarl import URL

from bot.exchange import wording
from bot.refusal import Refusal

WELL_KNOWN = frozenset({"trackmania.exchange", "www.trackmania.exchange"})
"""What everybody calls the site, whatever address it is asked under."""

_NUMBER = re.compile(r"(?:tmx|mx) ?[:#] ?(?P<number>\d{1,9})", re.ASCII | re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://)?(?P<host>[\w.-]+(?::\d{1,5})?)(?P<page>/\S*)?", re.ASCII)
_PAGE = re.compile(
    r"/(?:mapshow|maps|s/tr|mapgbx|mapthumb|mapimage)/(?P<number>\d{1,9})(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
_FAMILY = re.compile(
    r"(?:[\w-]+\.)*(?:mania\.exchange|trackmania\.exchange|tmnf\.exchange|tmuf\.exchange"
    r"|tm-exchange\.com|tmx\.gg)",
    re.ASCII,
)


@dataclass(frozen=True)
class ExchangeNumber:
    """A map told by its number on the Exchange, to be asked for there."""

    number: int
    is_day: bool = False
    """The map is meant as the Track of a day."""


def exchange_number(text: str, site: URL | None) -> ExchangeNumber | None:
    """Find the number in a link or after `tmx:`, None where a bare text is neither.

    Numbers are those of one site (quirk 159): links to others of its family are refused, and so is
    everything of the Exchange where there is no `site` to ask.
    """
    number = _NUMBER.fullmatch(text)
    address = _ADDRESS.fullmatch(text)
    host = address["host"].casefold() if address else ""
    is_ours = host in WELL_KNOWN or (site is not None and host == site.authority)
    if number is None and not is_ours and not _FAMILY.fullmatch(host):
        return None
    if site is None:
        raise Refusal(wording.EXCHANGE_OFF)
    if number is None and not is_ours:
        raise Refusal(wording.OTHER_SITE)
    if number is None and address is not None:
        number = _PAGE.fullmatch(address["page"] or "")
    if number is None or not int(number["number"]):
        raise Refusal(wording.NO_MAP_PAGE)
    return ExchangeNumber(int(number["number"]))
