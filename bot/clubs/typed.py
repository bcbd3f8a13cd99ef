"""Clubs and their campaigns as people name them: pure functions."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from bot.clubs import wording
from bot.clubs.cards import ClubName
from bot.face.limits import MOST_CHOICES
from bot.face.suggestions import LABEL_SEPARATOR, Offer
from bot.maps.typed.wrapping import unwrapped
from bot.nadeo.club_models import Activity
from bot.refusal import Refusal
from bot.text import named, plain

ClubChoice: TypeAlias = int | str
"""A club's number or its name."""
CampaignChoice: TypeAlias = int | str
"""A campaign's number or its name."""

_LONGEST_NAME = 80

_NUMBER = re.compile(r"0*([1-9]\d{0,9})", re.ASCII)
_LABELLED = re.compile(r"(?:club )?([1-9]\d{0,9})", re.ASCII | re.IGNORECASE)
_ONLY_DIGITS = re.compile(r"\d+", re.ASCII)
_CLUB_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:trackmania\.io/#|trackmania\.com)/clubs/(\d{1,10})(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
_CAMPAIGN_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?trackmania\.io/#/campaigns/\d{1,10}/(\d{1,10})/?",
    re.ASCII | re.IGNORECASE,
)


def club_choice(typed: str) -> ClubChoice:
    """Return the club meant; refuse what can be none."""
    return _choice(typed, _CLUB_LINK, str(wording.UNKNOWN_CLUB))


def club_campaign_choice(typed: str) -> CampaignChoice:
    """Return the club's campaign meant; refuse what can be none."""
    return _choice(typed, _CAMPAIGN_LINK, str(wording.UNKNOWN_CAMPAIGN))


def club_so_far(typed: object) -> ClubChoice | None:
    """Return the club meant in a command that is still being typed, None where there is none."""
    try:
        return club_choice(str(typed)) if typed else None
    except Refusal:
        return None


def club_offers(found: Iterable[ClubName]) -> list[Offer]:
    """Offer each club once, by its label; the number is what is sent."""
    clubs = {club.club_id: club for club in found}
    offers = [(club_label(club), str(club_id)) for club_id, club in clubs.items()]
    return offers[:MOST_CHOICES]


def club_label(club: ClubName) -> str:
    """Return a club with its number, as Discord shows it where it knows no markdown."""
    return _label(club.name, club.club_id, wording.club_number(club.club_id))


def club_campaign_offers(found: Iterable[Activity]) -> list[Offer]:
    """Offer campaigns by their labels; the number is what is sent."""
    return [(club_campaign_label(item), str(item.campaign_id)) for item in found]


def club_campaign_label(campaign: Activity) -> str:
    """Write a campaign's name with its number: names repeat within a club."""
    number = campaign.campaign_id
    return _label(campaign.name, number, wording.campaign_number(number))


def labelled_number(typed: str) -> int | None:
    """Return the number at the end of what may be a label; a name may end so as well."""
    _, _, number = typed.rpartition(LABEL_SEPARATOR.strip())
    found = _LABELLED.fullmatch(number.strip())
    return None if found is None else int(found[1])


def _label(name: str, number: int, nameless: str) -> str:
    """Return what Discord shows as it is, without markdown."""
    shown = named(name, "", _LONGEST_NAME)
    return f"{shown}{LABEL_SEPARATOR}{number}" if shown else nameless


def _choice(typed: str, link: re.Pattern[str], complaint: str) -> int | str:
    text = unwrapped(typed)
    linked = link.fullmatch(text)
    number = _NUMBER.fullmatch(linked[1] if linked is not None else text)
    if number is not None:
        return int(number[1])
    if linked is not None or _ONLY_DIGITS.fullmatch(text) or not plain(text):
        raise Refusal(complaint)
    return text
