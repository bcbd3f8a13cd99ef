"""Which of the world's maps are on the Exchange, under which number and with which tags."""

from dataclasses import dataclass
from random import Random

from bot.sandbox.world.ids import KINDS, Kind, Thing
from bot.sandbox.world.world import World

FIRST_NUMBER = 1000
KINDS_APART = 16
"""Maps of the same number and another kind are so many numbers apart at most."""
TAGS = {
    1: "Race",
    2: "FullSpeed",
    3: "Tech",
    4: "RPG",
    5: "LOL",
    6: "Press Forward",
    7: "SpeedTech",
    8: "MultiLap",
    9: "Offroad",
    10: "Trial",
    14: "Ice",
    15: "Dirt",
    18: "Platform",
    20: "Bumper",
    23: "Kacky",
    24: "Endurance",
    31: "Obstacle",
    32: "Transitional",
    33: "Grass",
    35: "Engine Off",
    39: "Plastic",
    47: "Puzzle",
    51: "Wood",
}
COLOURS = {9: "705100", 14: "05767d", 15: "5e2d09", 20: "aa0000", 33: "06a805", 35: "f2384e"}
DIFFICULTIES = 6
COUNTS = (0, 1, 1, 2, 2, 3)
"""How many tags a map may have: some uploaders choose none."""


@dataclass(frozen=True)
class Shelved:
    """A map as the Exchange has it."""

    number: int
    map_uid: str
    online_id: str
    name: str
    tags: tuple[int, ...]
    difficulty: int


class Shelf:
    """Knows the maps of a world by uid and by number; one in eleven was never uploaded.

    What a newcomer sees first was, with two tags.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def by_uid(self, map_uid: str) -> Shelved | None:
        """Return a map that is out and was uploaded."""
        track, thing = self._world.track(map_uid), self._world.library.thing(map_uid)
        if track is None or thing is None:
            return None
        is_first = thing == self._world.library.opening
        if self._digest(thing) % 11 == 0 and not is_first:
            return None
        random = Random(self._digest(thing))
        return Shelved(
            number=FIRST_NUMBER + thing.number * KINDS_APART + thing.kind,
            map_uid=map_uid,
            online_id=track.map_id,
            name=track.name,
            tags=tuple(random.sample(sorted(TAGS), 2 if is_first else random.choice(COUNTS))),
            difficulty=random.randrange(DIFFICULTIES),
        )

    def by_number(self, number: int) -> Shelved | None:
        """Return the map that has this number here."""
        rest, kind = divmod(number - FIRST_NUMBER, KINDS_APART)
        if rest < 0 or kind not in KINDS:
            return None
        return self.by_uid(self._world.library.uid_of(Thing(Kind(kind), rest)))

    def _digest(self, thing: Thing) -> int:
        return self._world.ids.digest("exchange", thing.kind, thing.number)
