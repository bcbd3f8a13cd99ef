"""Finding official maps by a few letters: by their words first, then by similar ones."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import get_args

from rapidfuzz import fuzz, process

from bot.face.limits import MOST_CHOICES
from bot.face.suggestions import LABEL_SEPARATOR
from bot.maps.catalogue.words import in_english, release_words
from bot.maps.folding import LONGEST_QUERY, folded, is_same, other_spellings, readings, tokens
from bot.maps.releases import CampaignKind, DayKind, OfficialMap
from bot.maps.rows.catalogue import (
    Words,
    keep_words,
    read_changed,
    read_date_begun,
    read_entries,
    read_matches,
    read_newest,
    read_words,
)
from bot.maps.typed.dates import date_beginnings
from bot.maps.typed.offers import map_label
from bot.storage.store import Store

ALL_KINDS: tuple[str, ...] = (*get_args(DayKind), *get_args(CampaignKind))
"""As many as Discord shows."""

FEW = 5
"""With fewer matches than this, similar names are offered too."""

SHORTEST_GUESS = 4
"""Anything shorter is similar to everything."""

_SIMILAR = 70.0
"""How similar two names must be, of 100, for one to be offered for the other."""


class Finder:
    """Searches the catalogue; it never asks Nadeo."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words: list[tuple[str, Words]] | None = None

    async def index(self) -> None:
        """Make the words of all maps whose name, or whose author's, is new."""
        changed = await read_changed(self._store)
        if changed:
            words = [(_words(entry, found), found) for entry, found in changed]
            await self._store.keep("words", partial(keep_words, self._store, words))
            self._words = None

    async def search(
        self, typed: str, kinds: Collection[str] = ALL_KINDS, limit: int = MOST_CHOICES
    ) -> list[OfficialMap]:
        """Find maps that fit, best first and each once; the newest where nothing is typed."""
        if not typed.strip():
            return _unique(await read_newest(self._store, kinds, limit * 2))[:limit]
        if beginnings := date_beginnings(typed):
            return _unique(await self._begun(beginnings, kinds, limit))[:limit]
        words = tokens(typed)
        found = await self._with_whole_numbers(words, kinds, limit * 2)
        if len(_unique(found)) < limit:
            found += await self._matches(typed, kinds, limit * 2)
        if len(found) < FEW:
            found += await self._similar(words, kinds)
        return _unique(found)[:limit]

    async def understand(self, typed: str, kinds: Collection[str] = ALL_KINDS) -> list[OfficialMap]:
        """Find the one map that was surely meant, or all that may have been, or none.

        Those whose name, or the label under which they are offered, was typed as a whole come
        before those that only hold the words. Several maps may have one name.
        """
        typed = typed.strip()[:LONGEST_QUERY]
        words = tokens(typed)
        found = _unique(
            await self._with_whole_numbers(words, kinds, MOST_CHOICES * 2)
            or await self._matches(typed, kinds, MOST_CHOICES * 2)
        )
        offered = await self._labelled(typed, found, kinds)
        exact = [official for official in found if is_same(official.name, typed)]
        return offered or exact or found or _unique(await self._similar(words, kinds))

    async def _labelled(
        self, typed: str, found: Sequence[OfficialMap], kinds: Collection[str]
    ) -> list[OfficialMap]:
        """Return the maps that are offered under this very label."""
        _, _, rest = typed.partition(LABEL_SEPARATOR)
        label = folded(typed)
        offered = [one for one in found if folded(map_label(one)) == label]
        if offered or not rest:
            return offered
        # A name that nobody sees is offered as its uid, which is none of the map's words.
        nameless = _unique(await self._matches(rest, kinds, MOST_CHOICES * 2))
        return [one for one in nameless if folded(map_label(one)) == label]

    async def _begun(
        self, beginnings: Iterable[str], kinds: Collection[str], limit: int
    ) -> list[OfficialMap]:
        """Return the maps of days whose ISO date begins with one of these."""
        return [
            found
            for beginning in beginnings
            for found in await read_date_begun(self._store, beginning.split("-"), kinds, limit)
        ]

    async def _matches(self, typed: str, kinds: Collection[str], limit: int) -> list[OfficialMap]:
        """Return what holds the words in the first of their readings that finds anything."""
        for words in (*readings(typed), in_english(typed)):
            found = await read_matches(self._store, words, kinds, limit) if any(words) else []
            if found:
                return found
        return []

    async def _with_whole_numbers(
        self, words: Sequence[str], kinds: Collection[str], limit: int
    ) -> list[OfficialMap]:
        """Return the matches that have the very numbers typed, none where none was."""
        if not any(word.isdecimal() for word in words):
            return []
        return await read_matches(self._store, words, kinds, limit, whole_numbers=True)

    async def _similar(self, words: Sequence[str], kinds: Collection[str]) -> list[OfficialMap]:
        """Return maps whose name or author's name is nearly the phrase, or begins nearly so."""
        phrase = " ".join(words)
        if len(phrase) < SHORTEST_GUESS or not any(char.isalpha() for char in phrase):
            return []
        if self._words is None:
            self._words = await read_words(self._store)
        pool = [known for kind, known in self._words if kind in kinds]
        ids = [pool[index].entry_id for index in _nearest(phrase, pool)]
        entries = await read_entries(self._store, ids)
        return [entries[entry] for entry in ids if entry in entries]


def _nearest(phrase: str, pool: Sequence[Words]) -> list[int]:
    """Return which of the words are nearest to a phrase, nearest first."""
    names = [known.name for known in pool]
    begins = [name[: len(phrase) + 1] for name in names]
    authors = [known.author for known in pool]
    best: dict[int, float] = {}
    for choices in (names, begins, authors):
        for _, score, index in process.extract(
            phrase, choices, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=MOST_CHOICES
        ):
            best[index] = max(score, best.get(index, 0.0))
    return sorted(best, key=lambda index: -best[index])[:MOST_CHOICES]


def _unique(found: Iterable[OfficialMap]) -> list[OfficialMap]:
    """Return each map once, where it came first."""
    first: dict[str, OfficialMap] = {}
    for official in found:
        first.setdefault(official.map_uid, official)
    return list(first.values())


def _words(entry_id: int, found: OfficialMap) -> Words:
    return Words(
        entry_id,
        name=folded(found.name),
        author=folded(found.author),
        release=release_words(found.release, found.position),
        spellings=other_spellings(found.name),
    )
