"""Maps as people type them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from bot.exchange.lookup import Exchange
from bot.exchange.typed import ExchangeNumber
from bot.face.suggestions import GUESSES_SHOWN
from bot.maps import wording
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.catalogue.finder import ALL_KINDS
from bot.maps.lookup.tracks import Tracks
from bot.maps.releases import OfficialMap, Target
from bot.maps.typed.days import DayChoice, ask_which_day
from bot.maps.typed.maps import MapChoice, TypedName, TypedUid, map_choice
from bot.maps.typed.offers import day_track, map_label
from bot.refusal import DayQuestion, Question, Refusal
from bot.text import escape

MapWish: TypeAlias = Target | DayChoice | ExchangeNumber
"""What is meant as a map: found already, or to be asked for."""


class TypedMaps:
    """Understands what is meant as a map, and finds it.

    Whatever is typed is understood before the answer is deferred, without a question that takes
    long, so that only its author reads a refusal; after that it is found.
    """

    def __init__(self, catalogue: Catalogue, tracks: Tracks, exchange: Exchange) -> None:
        self._catalogue = catalogue
        self._tracks = tracks
        self._exchange = exchange

    def newest_date(self) -> date:
        """Date in Paris of the track that runs, as far as the clock tells."""
        return self._tracks.newest_date()

    async def understood(self, typed: str | None) -> MapWish:
        """Find what was meant as a map; refuse what is not understood, or is still to come."""
        choice = await self._choice(typed)
        if isinstance(choice, TypedUid):
            return await self.find(choice.uid)
        if not isinstance(choice, TypedName):
            return choice
        found = _only(await self._catalogue.finder.understand(choice.words))
        if found is None:
            is_filled = await self._catalogue.is_filled()
            raise Refusal(wording.UNKNOWN_MAP if is_filled else wording.STILL_COLLECTING)
        return found

    async def understood_day(self, typed: str | None) -> MapWish:
        """Find what was meant as a day, by its date or by its track."""
        choice = await self._choice(typed)
        if isinstance(choice, ExchangeNumber):
            return replace(choice, is_day=True)
        if isinstance(choice, TypedUid):
            return await self._day_of(choice.uid)
        if not isinstance(choice, TypedName):
            return choice
        found = _only(await self._catalogue.finder.understand(choice.words, {"totd"}))
        if found is None:
            is_filled = await self._catalogue.is_filled()
            raise Refusal(wording.UNKNOWN_DATE if is_filled else wording.COLLECTING_TRACKS)
        return found

    async def _choice(self, typed: str | None) -> MapChoice:
        newest = self._tracks.newest_date()
        try:
            choice = map_choice(typed, newest, self._exchange.site)
        except DayQuestion as question:
            names = await self._track_names(question)
            raise ask_which_day(question.month, newest, names) from None
        if isinstance(choice, date):
            await self._tracks.refuse_to_come(choice)
        if isinstance(choice, TypedName) and await self._catalogue.release_of(choice.words):
            # Made by hand, it does not look like a uid (quirk 101).
            return TypedUid(choice.words)
        return choice

    async def _track_names(self, question: DayQuestion) -> dict[date, str]:
        """Find the names of a month's tracks that are in the catalogue, by their dates."""
        month = f"{question.month:%Y-%m}"
        found = await self._catalogue.finder.search(month, {"totd"}, len(question.choices))
        return {one.release.on: day_track(one) for one in found if one.release.on is not None}

    async def found(self, wanted: MapWish) -> Target:
        """Find the map that was understood; for days this may ask Nadeo, for numbers the Exchange.

        Where the Exchange has to be asked this waits for it, but for some seconds only.
        """
        if isinstance(wanted, ExchangeNumber):
            map_uid = await self._exchange.uid_numbered(wanted.number)
            return await (self._day_of(map_uid) if wanted.is_day else self.find(map_uid))
        return wanted if isinstance(wanted, Target) else await self.track(wanted)

    async def _day_of(self, map_uid: str) -> Target:
        """Find the day whose track a map was; refuse one that never was any."""
        release = await self._catalogue.release_of(map_uid, {"totd"})
        if release is None:
            has_lists = await self._catalogue.has_lists()
            raise Refusal(wording.NEVER_A_TRACK if has_lists else wording.COLLECTING_DAYS)
        return Target(map_uid, release)

    async def track(self, choice: DayChoice) -> Target:
        """Find the Track of a day."""
        if isinstance(choice, date):
            return await self._tracks.on(choice)
        return await (self._tracks.running() if choice == "today" else self._tracks.previous())

    async def find(self, map_uid: str) -> Target:
        """Find a map by uid, as what it came out last if we know of that.

        One that is listed for a day to come is refused as if nobody knew it.
        """
        release = await self._catalogue.release_of(map_uid)
        if release is None and await self._catalogue.to_come.holds(map_uid):
            raise Refusal(wording.UNKNOWN_MAP)
        return Target(map_uid, release)

    async def search(self, typed: str, kinds: Collection[str] = ALL_KINDS) -> Sequence[OfficialMap]:
        """Find maps that fit some letters of a name, best first; of some kinds of release."""
        return await self._catalogue.finder.search(typed, kinds)


def _only(found: Sequence[OfficialMap]) -> Target | None:
    """Return the one that was found, None where none was; ask back where there are several."""
    if len(found) > 1:
        names = [escape(map_label(item)) for item in found[:GUESSES_SHOWN]]
        choices = [(map_label(item), item.map_uid) for item in found]
        raise Question(wording.several_maps(names, len(found) - len(names)), "map", choices)
    return Target(found[0].map_uid, found[0].release) if found else None
