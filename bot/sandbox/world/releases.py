"""Official campaigns: what each kind is called, when it runs, which maps it brings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.sandbox.world import paris
from bot.sandbox.world.ids import Ids, Kind
from bot.sandbox.world.tracks import season_map_name
from bot.sandbox.world.words import SHORT_STYLES

# A map's number is its campaign's number times this, plus its position.
SLOTS = 32
HOUR = 3600


@dataclass(frozen=True)
class Campaign:
    """One release; `week` and `year` are -1 where they do not apply."""

    kind: Kind
    number: int
    id: int
    group: str
    name: str
    start: int
    end: int
    maps: tuple[str, ...]
    edited: int
    year: int = -1
    week: int = -1
    ranking_sent: int | None = None
    has_media: bool = True


@dataclass(frozen=True)
class Rhythm:
    """How one kind of release is numbered, timed and named."""

    kind: Kind
    maps: int
    first_id: int
    step: int
    starts: Callable[[int], int]
    name: Callable[[int], str]
    map_name: Callable[[int, int], str]
    calendar: Callable[[int], tuple[int, int]]


class Series:
    """All releases of one kind: real ones first where they were loaded, generated ones after."""

    def __init__(self, ids: Ids, rhythm: Rhythm, known: Sequence[Campaign] = ()) -> None:
        self.rhythm = rhythm
        self._ids = ids
        self._known = known
        self._by_group = {campaign.group: campaign for campaign in known}

    def count(self, now: float) -> int:
        """Return how many have begun."""
        return paris.count_started(self._start, now)

    def newest(self, now: float) -> Campaign | None:
        """Return the one that began last."""
        count = self.count(now)
        return self.get(count - 1) if count else None

    def page(self, now: float, length: int, offset: int) -> list[Campaign]:
        """Return some of those that have begun, newest first."""
        last = self.count(now) - 1 - offset
        return [self.get(number) for number in range(last, max(-1, last - length), -1)]

    def get(self, number: int) -> Campaign:
        """Return a release by its number, from 0."""
        if number < len(self._known):
            return self._known[number]
        rhythm = self.rhythm
        start = rhythm.starts(number)
        year, week = rhythm.calendar(number)
        end = rhythm.starts(number + 1)
        return Campaign(
            kind=rhythm.kind,
            number=number,
            id=rhythm.first_id + rhythm.step * number,
            group=self._group(number),
            name=rhythm.name(number),
            start=start,
            end=end,
            maps=tuple(self._map_uid(number, position) for position in range(rhythm.maps)),
            edited=start - 54 * HOUR,
            year=year,
            week=week,
            ranking_sent=None if rhythm.kind == Kind.GRAND else end + 32 * HOUR,
            has_media=shows_media(rhythm.kind, start),
        )

    def by_group(self, group: str, now: float) -> Campaign | None:
        """Return the begun release whose leaderboards have this group uid."""
        if group in self._by_group:
            found = self._by_group[group]
            return found if found.start <= now else None
        thing = self._ids.club_group_names(group) or self._ids.uuid_names(group)
        if thing is None or thing.kind != self.rhythm.kind or thing.number >= self.count(now):
            return None
        return self.get(thing.number)

    def _start(self, number: int) -> int:
        if number < len(self._known):
            return self._known[number].start
        return self.rhythm.starts(number)

    def _group(self, number: int) -> str:
        if self.rhythm.kind == Kind.CUP:
            return self._ids.club_group(Kind.CUP, number)
        return self._ids.uuid(self.rhythm.kind, number)

    def _map_uid(self, number: int, position: int) -> str:
        return self._ids.map_uid(self.rhythm.kind, number * SLOTS + position)


def shows_media(kind: Kind, start: int) -> bool:
    """Tell whether a release carries media keys: weekly ones do since grands came."""
    return kind != Kind.SEASON and start >= paris.grand_start(0) - 14 * 24 * HOUR


def _season_name(number: int) -> str:
    year, quarter = paris.season_quarter(number)
    return f"{paris.SEASONS[quarter]} {year}"


def _season_map(number: int, position: int) -> str:
    year, quarter = paris.season_quarter(number)
    modern = paris.season_start(number) >= paris.season_start(22)
    return season_map_name(f"{paris.SEASONS[quarter]} {year}", position, year, modern)


def _short_map(number: int, position: int) -> str:
    if number % 7 == 3:  # noqa: PLR2004 - one week in seven does not follow the usual names
        return ""
    return f"{position + 1} - $o$f00{SHORT_STYLES[position]} $z{number + 1}"


def _short_calendar(number: int) -> tuple[int, int]:
    return paris.week_of_next_monday(paris.short_start(number))[0], number + 1


def _cup_name(number: int) -> str:
    day = paris.paris_date(paris.cup_start(number))
    return f"{day:%A, %B} {day.day}, {day.year}"


SEASONAL = Rhythm(
    kind=Kind.SEASON,
    maps=25,
    first_id=130,
    step=5700,
    starts=paris.season_start,
    name=_season_name,
    map_name=_season_map,
    calendar=lambda _: (-1, -1),
)
SHORTS = Rhythm(
    kind=Kind.SHORT,
    maps=5,
    first_id=83_682,
    step=790,
    starts=paris.short_start,
    name=lambda number: f"Week {number + 1}",
    map_name=_short_map,
    calendar=_short_calendar,
)
GRANDS = Rhythm(
    kind=Kind.GRAND,
    maps=1,
    first_id=122_935,
    step=1031,
    starts=paris.grand_start,
    name=lambda number: f"Week Grand {number + 59}",
    map_name=lambda number, _: f"G - $cfcGrand $gTour {number + 1}",
    calendar=lambda number: paris.week_of_next_monday(paris.grand_start(number)),
)
CUPS = Rhythm(
    kind=Kind.CUP,
    maps=1,
    first_id=118_001,
    step=877,
    starts=paris.cup_start,
    name=_cup_name,
    map_name=lambda number, _: f"COTW {number + 1}",
    calendar=lambda number: paris.week_of_next_monday(paris.cup_start(number)),
)
