"""Pages of ladders: fetched a hundred rows at a time, shown twenty at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from cachetools import LRUCache

from bot.clock import Clock, holds
from bot.ladders.cards import PAGE_LENGTH, BoardPage, BoardRow, page_start
from bot.ladders.ranks import KnownRanks
from bot.maps.lookup.maps import Maps
from bot.maps.releases import Target
from bot.nadeo.answers import Answer
from bot.nadeo.client import LiveClient
from bot.nadeo.lifetimes import LADDER
from bot.nadeo.models import ALL_TIME, SECRET, Leaderboard, Record, TrackMap
from bot.nadeo.paths import DEEPEST_RANK
from bot.people.lookup import People

CHUNK = 100
"""The most rows one request gives (quirk 65)."""

RECORDS_REMEMBERED = 1000
PAGES_REMEMBERED = 200


@dataclass(frozen=True)
class Excerpt:
    """Up to a hundred rows of a map's ladder."""

    target: Target
    track: TrackMap
    group_uid: str
    records: Sequence[Record]
    came: int
    """How many rows Nadeo gave, sound or not."""
    answer: Answer
    """Where they come from."""


_PageKey: TypeAlias = tuple[Target, str, int, int | None, float, bool]
"""A map, its board's group, the first rank, the record; when Nadeo told it, and if that is old."""


class Boards:
    """Knows the ladders of maps."""

    def __init__(self, client: LiveClient, maps: Maps, people: People, clock: Clock) -> None:
        self._client = client
        self._maps = maps
        self._people = people
        # Deep pages tell the gap to the record without asking for it, if somebody saw it lately.
        self._records: LRUCache[tuple[str, str], tuple[int, float]] = LRUCache(RECORDS_REMEMBERED)
        # The running track's first page is what most people ask for, minute after minute.
        self._pages: LRUCache[_PageKey, BoardPage] = LRUCache(PAGES_REMEMBERED)
        self._clock = clock
        self.ranks = KnownRanks(clock)

    async def kind_of(self, map_uid: str) -> str:
        """Tell what a map is played for, which never changes."""
        return (await self._maps.get(map_uid, any_age=True)).kind

    async def page(self, target: Target, group_uid: str, rank: int = 1) -> BoardPage:
        """Ask for the hundred rows of which the page is a part: Nadeo gives no more at once."""
        track = await self._maps.get(target.map_uid, any_age=True)
        answer = await self.look(target.map_uid, group_uid, rank)
        known = self.record((track.uid, group_uid), LADDER)
        record = known[0] if known is not None else None
        excerpt = Excerpt(target, track, group_uid, answer.world, answer.came, answer)
        page = await self._remembered(excerpt, rank, record)
        # An empty object instead of an empty list: Nadeo gives nothing of that group (quirk 70).
        is_silent = group_uid != ALL_TIME and not answer.group_uid and not answer.world
        return replace(page, note="silent") if is_silent else page

    async def look(self, map_uid: str, group_uid: str, rank: int = 1) -> Leaderboard:
        """Ask for the hundred rows among which a rank is, and note what they tell of who stands."""
        offset = chunk_offset(rank)
        answer = await self._client.get_map_leaderboard(
            map_uid, group_uid, length=CHUNK, offset=offset
        )
        if answer.world and answer.world[0].position == 1:
            self._records[map_uid, group_uid] = answer.world[0].score, answer.received_at
        self.ranks.note(map_uid, group_uid, answer.world, answer.received_at)
        return answer

    async def rank_of(self, map_uid: str, group_uid: str, account_id: str, near: int) -> int | None:
        """Return a player's rank if that is among the hundred around one, which a page shows."""
        answer = await self.look(map_uid, group_uid, near)
        ranks = (one.position for one in answer.world if one.account_id == account_id)
        return next(ranks, None)

    def record(self, key: tuple[str, str], within: float) -> tuple[int, float] | None:
        """Return the best score on the board of a map and group, and when it was told.

        None where nobody saw it within so many seconds.
        """
        known = self._records.get(key)
        now = self._clock.timestamp()
        return known if known is not None and holds(known[1], now, known[1] + within) else None

    async def page_of(self, excerpt: Excerpt, rank: int, record: int | None = None) -> BoardPage:
        """Return the page on which a rank lies, of the hundred rows that hold it.

        `record` is the best score of all, where it is known.
        """
        first = page_start(rank)
        start = first - 1 - chunk_offset(rank)
        chunk, answer = excerpt.records, excerpt.answer
        records, rest = chunk[start : start + PAGE_LENGTH], chunk[start + PAGE_LENGTH :]
        rows = await self.rows(records, soon=rest)
        if chunk and chunk[0].position == 1:
            record = chunk[0].score
        return BoardPage(
            track=excerpt.track,
            group_uid=excerpt.group_uid,
            first_rank=first,
            rows=rows,
            record=None if record == SECRET else record,
            has_next=has_next(first, excerpt.came),
            received_at=answer.received_at,
            stale=answer.stale,
            release=excerpt.target.release,
            above=chunk[start - 1].score if 0 < start <= len(chunk) else None,
        )

    async def _remembered(self, excerpt: Excerpt, rank: int, record: int | None) -> BoardPage:
        """Return a page, put together once while its answer holds unless names were missing."""
        answer, shown = excerpt.answer, (excerpt.target, excerpt.group_uid, page_start(rank))
        key = (*shown, record, answer.received_at, answer.stale)
        page = self._pages.get(key)
        if page is None:
            page = await self.page_of(excerpt, rank, record)
            if not any(row.lacks_name for row in page.rows):
                self._pages[key] = page
        return page

    async def are_named(self, excerpt: Excerpt, rank: int) -> bool:
        """Tell whether the names on a page need not be asked for."""
        start = page_start(rank) - 1 - chunk_offset(rank)
        shown = excerpt.records[start : start + PAGE_LENGTH]
        return await self._people.are_named(record.account_id for record in shown)

    async def rows(
        self, records: Sequence[Record], soon: Sequence[Record] = ()
    ) -> tuple[BoardRow, ...]:
        """Put names and countries to records; the number is Nadeo's own (quirk 76)."""
        people = await self._people.introduce(records, soon)
        return tuple(
            BoardRow(
                record.position,
                one.name,
                record.score,
                one.country,
                one.lacks_name,
                account_id=record.account_id,
            )
            for record, one in zip(records, people, strict=True)
        )


def chunk_offset(rank: int) -> int:
    """Return where the hundred rows begin in which a rank lies."""
    return (page_start(rank) - 1) // CHUNK * CHUNK


def has_next(first_rank: int, in_chunk: int) -> bool:
    """Tell whether a further page may hold rows, without asking for it.

    `in_chunk` is how many rows Nadeo gave of the hundred, sound or not.
    """
    after = first_rank - 1 - chunk_offset(first_rank) + PAGE_LENGTH
    is_readable = first_rank + PAGE_LENGTH <= DEEPEST_RANK
    return is_readable and (in_chunk > after or in_chunk == CHUNK)
