"""Maps as Nadeo describes them, and how a generated one comes to its values."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from bot.sandbox.world import paris, words
from bot.sandbox.world.accounts import NADEO, REGULARS, Accounts
from bot.sandbox.world.ids import Ids, Kind

RACE = "TrackMania\\TM_Race"
STUNT = "TrackMania\\TM_Stunt"
PLATFORM = "Trackmania\\TM_Platform"
ROYAL = "TrackMania\\TM_Royal"
DAY = 86_400
AUTHOR_TIMES = 16_000, 70_000
GRAND_AUTHOR_TIMES = 540_000, 680_000
PLAIN_AUTHOR_TIMES = 47_000, 47_500
"""Of the map that a newcomer sees first: the times in the README's examples have places on it."""


@dataclass(frozen=True)
class Medals:
    """The four scores to reach: milliseconds, points on stunt, respawns on platform maps."""

    author: int
    gold: int
    silver: int
    bronze: int


@dataclass(frozen=True)
class Track:
    """One map."""

    uid: str
    map_id: str
    name: str
    author: str
    submitter: str
    medals: Medals
    uploaded: int
    type: str = RACE
    laps: int = 0
    file_size: int | None = None
    secret: bool = False
    has_clones: bool = False

    @cached_property
    def is_stunt(self) -> bool:
        """Whether more points are better."""
        return self.type.casefold().endswith("tm_stunt")

    @cached_property
    def is_platform(self) -> bool:
        """Whether fewer respawns are better."""
        return self.type.casefold().endswith("tm_platform")

    def sortable(self, score: int) -> int:
        """Return a number that is smaller for better scores."""
        return -score if self.is_stunt else score


class TrackMaker:
    """Makes the map that belongs to a kind and a number, always the same one.

    The map of the day `opening` is what a newcomer sees first: nothing is special about it.
    """

    def __init__(self, ids: Ids, accounts: Accounts, opening: int = -1) -> None:
        self._ids = ids
        self._accounts = accounts
        self._opening = opening

    def make(self, kind: Kind, number: int, name: str, published: int) -> Track:
        """Return the map; an empty name lets the maker choose one."""
        random = Random(self._ids.digest("track", kind, number))
        is_plain = kind == Kind.TOTD and number == self._opening
        map_type = RACE if is_plain else _type_of(kind, number)
        author, submitter = self._people(kind, number, random)
        return Track(
            uid=self._ids.map_uid(kind, number),
            map_id=self._ids.map_id(kind, number),
            name=name or _invented_name(number, random, is_plain=is_plain),
            author=author,
            submitter=submitter,
            medals=_medals(map_type, kind, random, is_plain=is_plain),
            uploaded=published - random.randrange(2 * DAY, 30 * DAY),
            type=map_type,
            laps=10 if kind == Kind.GRAND else 0,
            file_size=random.choice([None, random.randrange(90_000, 7_000_000)]),
            secret=_is_secret(kind, number) and not is_plain,
            has_clones=kind == Kind.GRAND and self._ids.digest("clones", number) % 2 == 1,
        )

    def _people(self, kind: Kind, number: int, random: Random) -> tuple[str, str]:
        if kind == Kind.SEASON:
            return NADEO[0], NADEO[0]
        author, own = self._accounts.id(random.randrange(REGULARS)), self._accounts.own
        if kind in (Kind.TOTD, Kind.ROYAL) and number % 12 == 5:  # noqa: PLR2004 - one in twelve
            return author, self._accounts.id(random.randrange(REGULARS))
        return (own, own) if kind == Kind.SUBMITTED else (author, author)


def season_map_name(season: str, position: int, year: int, winter_2026: bool) -> str:
    """Return the name of an official map; the black ones are called after countries by now."""
    if position < 20 or not winter_2026:  # noqa: PLR2004 - twenty maps come before the black ones
        return f"{season} - {position + 1:02}"
    start = paris.SEASONS.index(season.split(maxsplit=1)[0]) * 5 + position - 20
    return f"{words.BLACK_MAP_COUNTRIES[start]} {year}"


def _type_of(kind: Kind, number: int) -> str:
    if kind == Kind.ROYAL:
        return ROYAL
    rest = number % 50 if kind == Kind.TOTD else -1
    return {23: STUNT, 37: PLATFORM}.get(rest, RACE)


def _is_secret(kind: Kind, number: int) -> bool:
    return kind == Kind.TOTD and number % 40 == 13  # noqa: PLR2004 - one in forty


def _invented_name(number: int, random: Random, *, is_plain: bool) -> str:
    if number % 4 == 1 and not is_plain:
        return words.AWKWARD_MAPS[number // 4 % len(words.AWKWARD_MAPS)]
    parts = [random.choice(words.FIRST_WORDS), random.choice(words.PLACES)]
    if random.random() < 0.5:  # noqa: PLR2004 - every second map is coloured
        style = random.choice(["$s", "$o", "$i$s", ""])
        parts = [random.choice(words.COLOURS) + part for part in parts]
        return style + " ".join(parts)
    return " ".join(parts)


def _medals(map_type: str, kind: Kind, random: Random, *, is_plain: bool) -> Medals:
    if map_type == STUNT:
        return Medals(1800, 1500, 1200, 800)
    if map_type == PLATFORM:
        return Medals(0, 3, 10, 30)
    times = GRAND_AUTHOR_TIMES if kind == Kind.GRAND else AUTHOR_TIMES
    author = random.randrange(*(PLAIN_AUTHOR_TIMES if is_plain else times))
    gold, silver, bronze = (-(-author * factor // 100_000) * 1000 for factor in (106, 120, 150))
    return Medals(author, gold, silver, bronze)
