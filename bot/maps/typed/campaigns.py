"""Seasons and weeks by name. The calendar's numbers play no part: only names are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rapidfuzz import fuzz, process

from bot.face.suggestions import LABEL_SEPARATOR, Offer
from bot.maps import wording
from bot.maps.folding import tokens
from bot.maps.releases import CampaignKind, Release
from bot.maps.typed.dates import is_spoken_date
from bot.maps.typed.relative import BEFORE, CURRENT_WORDS
from bot.refusal import Question, Refusal
from bot.text import named, shown

_SIMILAR = 80.0
"""How similar what is typed must be to a name, of 100."""

Rule: TypeAlias = Callable[[list[str], list[str]], bool]
"""Whether the words that were typed fit those of a name."""

NAMES_AT_HAND = 1024
"""More than all releases have: each is looked at with every key that is pressed."""
YEAR = 4
"""The digits of a year."""

_OF_SHORTS = frozenset({"week", "weekly", "short", "shorts"})
_OF_ANY = frozenset({"the", "season", "campaign", "week", "weekly", "short", "shorts", "grand"})


@dataclass(frozen=True)
class CampaignWish:
    """A release that is named, to be found in the list of its kind."""

    kind: CampaignKind
    typed: str | None


def campaign_kind(typed: str | None) -> CampaignKind:
    """Tell which list a name belongs to; short numbers alone are those of weeks of shorts."""
    words = _words(typed or "")
    if any(word.startswith("grand") for word in words):
        return "weekly-grand"
    is_number = bool(words) and all(word.isdecimal() and len(word) < YEAR for word in words)
    return "weekly-shorts" if is_number or not _OF_SHORTS.isdisjoint(words) else "seasonal"


def campaign_choice(typed: str | None, releases: Sequence[Release]) -> Release:
    """Find the release meant by name, of several the newest; the newest for no text.

    A number means the one in the name, never another list's or the calendar's (quirk 52). A year
    alone means none of its seasons more than another: ask back.
    """
    newest_first = releases[::-1]
    if not newest_first:
        raise Refusal(wording.NO_CAMPAIGN_LISTED)
    if typed is None or not typed.strip():
        return newest_first[0]
    words = _words(_named(typed))
    _ask_back_for_a_year(words, newest_first)
    found = (
        _counted_back(words, newest_first)
        or _first_fitting(words, newest_first)
        or _nearest(words, newest_first)
    )
    if found is None:
        newest, oldest = (shown(item.name, "?") for item in (newest_first[0], newest_first[-1]))
        raise Refusal(wording.unknown_campaign(newest, oldest))
    return found


def campaign_offers(typed: str, releases: Sequence[Release]) -> list[Offer]:
    """Labels and values of releases that fit what is typed so far, newest first."""
    words, newest_first = _words(typed), releases[::-1]
    fitting = [release for release in newest_first if _is_begun(words, _words(release.name))]
    meant = _counted_back(words, newest_first) or _nearest(words, newest_first)
    found = fitting or [release for release in (meant,) if release]
    return [
        (wording.campaign_label(named(release.name, "?"), release.starts), release.name)
        for release in found
    ]


def ranking_offers(typed: str, kinds: Sequence[Sequence[Release]]) -> list[Offer]:
    """Labels and values of releases of several kinds: of each the newest, then the rest."""
    offers = [campaign_offers(typed, releases) for releases in kinds]
    return [
        *(kind[0] for kind in offers if kind),
        *(offer for kind in offers for offer in kind[1:]),
    ]


def _named(typed: str) -> str:
    """Return the name in the label under which a release is offered, what is no label as it is."""
    name, separator, day = typed.strip().rpartition(LABEL_SEPARATOR)
    return name if separator and is_spoken_date(day) else typed


def _counted_back(words: list[str], newest_first: Sequence[Release]) -> Release | None:
    """Return the running release or the one before it where they are called so."""
    told = [word for word in words if word not in _OF_ANY]
    if len(told) != 1 or told[0] not in CURRENT_WORDS | BEFORE:
        return None
    return newest_first[:2][-1] if told[0] in BEFORE else newest_first[0]


def _ask_back_for_a_year(words: list[str], newest_first: Sequence[Release]) -> None:
    """Refuse what names nothing but a year that several have in their names."""
    if len(words) != 1:
        return
    names = [release.name for release in newest_first]
    whole = [name for name in names if words[0] in _words(name)]
    short = [name for name in names if words[0] in _short_years(_words(name))]
    found = whole if _is_year(words[0]) else [] if whole else short
    if len(found) > 1:
        choices = [(named(name, "?"), name) for name in found]
        sentence = wording.which_campaign([shown(name, "?") for name in found])
        raise Question(sentence, "campaign", choices)


def _first_fitting(words: list[str], releases: Sequence[Release]) -> Release | None:
    """Return the release that fits best: by its whole name, its words, its year, its letters."""
    rules: tuple[Rule, ...] = (_is_name, _is_part, _is_part_with_short_year, _begins)
    return next(
        (
            release
            for fits in rules
            for release in releases
            if words and fits(words, _words(release.name))
        ),
        None,
    )


def _is_name(words: list[str], name: list[str]) -> bool:
    return words == name


def _is_part(words: list[str], name: list[str]) -> bool:
    return set(words) <= set(name)


def _is_part_with_short_year(words: list[str], name: list[str]) -> bool:
    return set(words) <= {*name, *_short_years(name)}


def _begins(words: list[str], name: list[str]) -> bool:
    """Tell whether each word begins one of the name's; a number must be whole, but for a year."""
    return all(
        any(
            part.startswith(word)
            for part in name
            if word == part or not word.isdecimal() or _is_year(part)
        )
        for word in words
    )


def _is_begun(words: list[str], name: list[str]) -> bool:
    """Tell whether a name may become of what is typed so far."""
    return all(any(part.startswith(word) for part in name) for word in words)


def _short_years(name: list[str]) -> list[str]:
    return [part[2:] for part in name if _is_year(part)]


def _is_year(part: str) -> bool:
    return part.isdecimal() and len(part) == YEAR


def _nearest(words: list[str], releases: Sequence[Release]) -> Release | None:
    """Return the release with the most similar name and the very same numbers."""
    numbers = {word for word in words if word.isdecimal()}
    pool = [release for release in releases if numbers <= set(_words(release.name))]
    names = [" ".join(_words(release.name)) for release in pool]
    best = process.extractOne(" ".join(words), names, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return None if best is None else pool[best[2]]


def _words(text: str) -> list[str]:
    return list(_folded(text))


@lru_cache(maxsize=NAMES_AT_HAND)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(tokens(text))
