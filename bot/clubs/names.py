"""Clubs by name: those already seen first, then Nadeo's own search."""

from collections.abc import Iterable, Sequence
from functools import partial

from cachetools import LRUCache

from bot.clock import Clock, holds
from bot.clubs import wording
from bot.clubs.cards import ClubName
from bot.clubs.keystrokes import Keystrokes
from bot.clubs.rows import find_clubs, fold_clubs, keep_clubs, keep_search, read_club, was_searched
from bot.clubs.typed import ClubChoice, club_label, club_so_far, labelled_number
from bot.face.limits import MOST_CHOICES
from bot.face.suggestions import GUESSES_SHOWN
from bot.maps.folding import folded, is_same, tokens
from bot.nadeo.cache import NO_ANSWER
from bot.nadeo.client import LiveClient
from bot.nadeo.club_models import Club
from bot.nadeo.lifetimes import CLUB, DAY
from bot.refusal import Question, Refusal
from bot.storage.store import Store
from bot.text import escape, plain

CLUB_SEARCH_PATIENCE = 2.0
"""How long suggestions wait for Nadeo where nothing seen fits, in seconds."""
LONGEST_SEARCH = 60
FOUND_AT_HAND = 1000
"""How many clubs are kept as a search found them, which is all that a card shows of them."""


class ClubNames:
    """Knows clubs by name and by number."""

    def __init__(
        self, client: LiveClient, store: Store, clock: Clock, keystrokes: Keystrokes
    ) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._keystrokes = keystrokes
        self._found: LRUCache[int, Club] = LRUCache(FOUND_AT_HAND)
        self._beside: LRUCache[int, ClubName] = LRUCache(FOUND_AT_HAND)
        """Those whose names the file did not take."""

    async def known(self, club_id: int) -> ClubName:
        """Return a club as it is called, as far as it was seen."""
        return await self._seen(club_id) or ClubName(club_id, "")

    async def asked(self, club_id: int) -> ClubName:
        """Return a club as it is called, if need be from Nadeo; raise for an unknown one."""
        seen = await self._seen(club_id)
        if seen is None:
            club = await self.club(club_id)
            seen = ClubName(club.id, club.name)
        return seen

    async def club(self, club_id: int) -> Club:
        """Return a club as a search found it lately, else from Nadeo, else as it was found."""
        found = self._found.get(club_id)
        if found is not None and holds(
            found.received_at, self._clock.timestamp(), found.received_at + CLUB
        ):
            return found
        try:
            club = await self._client.clubs.get(club_id)
        except NO_ANSWER:
            if found is None:
                raise
            return found.model_copy(update={"stale": True})
        await self._keep([ClubName(club.id, club.name)])
        return club

    async def index(self) -> None:
        """Make the words by which clubs are found where they are missing."""
        await self._store.keep("the words of clubs", partial(fold_clubs, self._store))

    async def found(self, choice: ClubChoice) -> int:
        """Return the number of the club that was understood, by its label or its name.

        Refuse a name that none or several have.
        """
        number = await self._numbered(choice)
        return await self._named(str(choice)) if number is None else number

    async def found_seen(self, choice: ClubChoice) -> int | None:
        """Return the number of the club meant, as far as it is known without asking."""
        number = await self._numbered(choice)
        if number is not None or isinstance(choice, int):
            return number
        found = await self._called(choice)
        return found[0].club_id if len(found) == 1 else None

    async def _numbered(self, choice: ClubChoice) -> int | None:
        """Return the number itself, or that in the label of a club that is called so."""
        if isinstance(choice, int):
            return choice
        number = labelled_number(choice)
        if number is None:
            return None
        known = await self.known(number)
        is_its_label = is_same(club_label(known), choice)
        # What a nameless one is offered as may be the name of another.
        return number if is_its_label and (known.name or not await self._called(choice)) else None

    async def _named(self, name: str) -> int:
        """Return the number of the only club that a name can mean, if need be from Nadeo."""
        # Nadeo may search in names with their codes, and codes often stand between words.
        longest_word = max(plain(name).split(), key=len)
        found = await self._called(name)
        for words in dict.fromkeys((name, longest_word)):
            if not found and not await self._was_searched(words):
                await self._search(words)
            found = found or await self._called(name)
            found = found or await self._find(name)
        # A label whose club could not be kept still tells its number.
        number = None if found else labelled_number(name)
        return _only(found).club_id if number is None else number

    async def suggestions(self, typed: str, user_id: int) -> list[ClubName]:
        """Find clubs by what is typed so far; Nadeo is asked for a new word only, and briefly."""
        found = await self._fitting(typed)
        # A single letter finds too many: not worth a request where anything fits.
        is_enough = len(plain(typed)) == 1 and bool(found)
        if is_enough or await self._was_searched(typed):
            return found
        patience = 0 if found else CLUB_SEARCH_PATIENCE
        await self._keystrokes.ask(user_id, partial(self._search, typed), patience)
        return found or await self._fitting(typed)

    async def _fitting(self, typed: str) -> list[ClubName]:
        """Return seen clubs that fit; a number always stands for itself."""
        found = await self._find(typed)
        number = club_so_far(typed)
        return [await self.known(number), *found] if isinstance(number, int) else found

    async def _called(self, name: str) -> list[ClubName]:
        """Return the clubs that are called exactly so."""
        found = await self._find(name)
        return [club for club in found if is_same(club.name, name)]

    async def _seen(self, club_id: int) -> ClubName | None:
        return self._beside.get(club_id) or await read_club(self._store, club_id)

    async def _find(self, typed: str) -> list[ClubName]:
        """Return seen clubs with all these words in their names."""
        found = await find_clubs(self._store, typed, MOST_CHOICES)
        known, words = {club.club_id for club in found}, tokens(typed)
        others = (club for club in self._beside.values() if club.club_id not in known)
        found += [club for club in others if all(word in folded(club.name) for word in words)]
        return found[:MOST_CHOICES]

    async def _was_searched(self, typed: str) -> bool:
        return await was_searched(
            self._store, typed, self._clock.timestamp() - DAY, self._clock.timestamp()
        )

    async def _search(self, typed: str) -> None:
        answer = await self._client.clubs.search(plain(typed)[:LONGEST_SEARCH])
        await self._keep(ClubName(club.id, club.name) for club in answer.club_list)
        age = {"received_at": answer.received_at, "stale": answer.stale}
        self._found.update({club.id: club.model_copy(update=age) for club in answer.club_list})
        if not answer.stale:
            search = partial(keep_search, self._store, typed, self._clock.timestamp(), DAY)
            await self._store.keep("searches", search)

    async def _keep(self, named: Iterable[ClubName]) -> None:
        clubs = {club.club_id: club for club in named}
        write = partial(keep_clubs, self._store, clubs.values(), self._clock.timestamp())
        if not await self._store.keep("clubs", write):
            self._beside.update(clubs)


def _only(found: Sequence[ClubName]) -> ClubName:
    """Return the one club found; ask back where there are several."""
    if not found:
        raise Refusal(wording.UNKNOWN_CLUB)
    if len(found) > 1:
        names = [escape(club_label(club)) for club in found[:GUESSES_SHOWN]]
        choices = [(club_label(club), str(club.club_id)) for club in found]
        raise Question(wording.several_clubs(names, len(found) - len(names)), "club", choices)
    return found[0]
