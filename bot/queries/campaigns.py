"""Seasons and weeks by name. The calendar's numbers play no part: only names are shown."""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from rapidfuzz import fuzz, process

from bot.cards import CampaignKind, Release
from bot.refusal import Refusal
from bot.text import escape, plain
from bot.wording import official

SIMILAR = 80.0
"""How similar what is typed must be to a name, of 100."""

Rule: TypeAlias = Callable[[list[str], list[str]], bool]
"""Whether the words that were typed fit those of a name."""

YEAR = 4
"""The digits of a year."""

_OF_SHORTS = frozenset({"week", "weekly", "short", "shorts"})
_WORD = re.compile(r"[^\W_]+")


def campaign_kind(typed: str | None) -> CampaignKind:
    """Return which list a name belongs to; short numbers alone are those of weeks of shorts."""
    words = _words(typed or "")
    if any(word.startswith("grand") for word in words):
        return "weekly-grand"
    is_number = bool(words) and all(word.isdecimal() and len(word) < YEAR for word in words)
    return "weekly-shorts" if is_number or not _OF_SHORTS.isdisjoint(words) else "seasonal"


def campaign_choice(typed: str | None, releases: Sequence[Release]) -> Release:
    """Return the release meant by name, of several the newest; the newest where nothing is typed.

    A number means the one in the name, never another list's or the calendar's (quirk 52).
    """
    newest_first = releases[::-1]
    if not newest_first:
        raise Refusal(official.NO_CAMPAIGN_LISTED)
    if typed is None or not typed.strip():
        return newest_first[0]
    words = _words(typed)
    found = _first_fitting(words, newest_first) or _nearest(words, newest_first)
    if found is None:
        newest, oldest = (escape(plain(item.name)) for item in (newest_first[0], newest_first[-1]))
        raise Refusal(official.unknown_campaign(newest, oldest))
    return found


def campaign_offers(typed: str, releases: Sequence[Release]) -> list[tuple[str, str]]:
    """Return labels and values of releases that fit what is typed so far, newest first."""
    words = _words(typed)
    fitting = [release for release in releases[::-1] if _is_begun(words, _words(release.name))]
    found = fitting or [release for release in (_nearest(words, releases[::-1]),) if release]
    return [
        (official.campaign_label(plain(release.name), release.starts), release.name)
        for release in found
    ]


def ranking_offers(typed: str, kinds: Sequence[Sequence[Release]]) -> list[tuple[str, str]]:
    """Return labels and values of releases of several kinds: of each the newest, then the rest."""
    offers = [campaign_offers(typed, releases) for releases in kinds]
    return [
        *(kind[0] for kind in offers if kind),
        *(offer for kind in offers for offer in kind[1:]),
    ]


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
    years = [part[2:] for part in name if _is_year(part)]
    return set(words) <= {*name, *years}


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


def _is_year(part: str) -> bool:
    return part.isdecimal() and len(part) == YEAR


def _nearest(words: list[str], releases: Sequence[Release]) -> Release | None:
    """Return the release with the most similar name and the very same numbers."""
    numbers = {word for word in words if word.isdecimal()}
    pool = [release for release in releases if numbers <= set(_words(release.name))]
    names = [" ".join(_words(release.name)) for release in pool]
    best = process.extractOne(" ".join(words), names, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return None if best is None else pool[best[2]]


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:100].casefold())
