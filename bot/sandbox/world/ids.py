"""Ids of the generated world: each hides what it names, so that none has to be stored."""

import hashlib
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from random import Random
from uuid import UUID

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LARGEST_NUMBER = 1 << 40
MAP_IDS = 1 << 39
UUID_BITS = 122
LONG_UID_BITS = 162
SHORT_UID_BITS = 156
CLUB_GROUP_BITS = 210


class Kind(IntEnum):
    """What a map was made for, or what else an id may name."""

    SEASON = 1
    SHORT = 2
    GRAND = 3
    CUP = 4
    TOTD = 5
    ROYAL = 6
    CLUB = 7
    SUBMITTED = 8
    ACCOUNT = 9
    ZONE = 10


KINDS = frozenset(Kind)


@dataclass(frozen=True)
class Thing:
    """A kind and a number: what one id stands for."""

    kind: Kind
    number: int


class Scramble:
    """Hides a thing in so many bits by an odd multiplication, which can be undone."""

    def __init__(self, bits: int, key: str) -> None:
        self.bits = bits
        self._modulus = 1 << bits
        self._factor = Random(f"{key}/{bits}").getrandbits(bits) | 1
        self._inverse = pow(self._factor, -1, self._modulus)

    def hide(self, thing: Thing) -> int:
        """Return the scrambled number of a thing."""
        return (thing.number * 16 + thing.kind) * self._factor % self._modulus

    def reveal(self, scrambled: int) -> Thing | None:
        """Return what was hidden, or None when the number was not made here."""
        number, kind = divmod(scrambled * self._inverse % self._modulus, 16)
        if number >= LARGEST_NUMBER or kind not in KINDS:
            return None
        return Thing(Kind(kind), number)


class Ids:
    """Makes and reads the ids of one world; another seed gives other ids."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._uuids = Scramble(UUID_BITS, f"{seed}/uuid")
        self._groups = Scramble(CLUB_GROUP_BITS, f"{seed}/group")
        self._uids = {
            27: Scramble(LONG_UID_BITS, f"{seed}/uid"),
            26: Scramble(SHORT_UID_BITS, f"{seed}/uid"),
        }

    def uuid(self, kind: Kind, number: int) -> str:
        """Return an id of the usual form, which `uuid_names` reads again."""
        return _uuid_text(self._uuids.hide(Thing(kind, number)))

    def uuid_names(self, text: str) -> Thing | None:
        """Return what a UUID of this world stands for."""
        bits = _uuid_bits(text)
        return None if bits is None else self._uuids.reveal(bits)

    def map_id(self, kind: Kind, number: int) -> str:
        """Return Core's id of a map, which is no id of anything else."""
        return self.uuid(kind, number + MAP_IDS)

    def map_id_names(self, map_id: str) -> Thing | None:
        """Return what a map was made for, by Core's id of it."""
        thing = self.uuid_names(map_id)
        return (
            Thing(thing.kind, thing.number - MAP_IDS) if thing and thing.number >= MAP_IDS else None
        )

    def map_uid(self, kind: Kind, number: int) -> str:
        """Return a map uid: 27 characters, one in nine has 26."""
        length = 26 if number % 9 == 4 else 27  # noqa: PLR2004 - any rest of nine would do
        return _base64_text(self._uids[length].hide(Thing(kind, number)), length)

    def map_uid_names(self, uid: str) -> Thing | None:
        """Return what a map uid of this world stands for."""
        scramble, bits = self._uids.get(len(uid)), _base64_bits(uid)
        return scramble.reveal(bits) if scramble and bits is not None else None

    def club_group(self, kind: Kind, number: int) -> str:
        """Return a group uid of the form that club campaigns and weekly cups have."""
        return "NLS-" + _base64_text(self._groups.hide(Thing(kind, number)), 35)

    def club_group_names(self, group: str) -> Thing | None:
        """Return what such a group uid stands for."""
        bits = _base64_bits(group.removeprefix("NLS-"))
        return self._groups.reveal(bits) if group.startswith("NLS-") and bits is not None else None

    def digest(self, *parts: object) -> int:
        """Return a number below 2**64 that depends on the seed and these parts only."""
        text = "/".join(str(part) for part in (self._seed, *parts))
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())

    def loose_uuid(self, *parts: object) -> str:
        """Return a UUID nobody needs to read again."""
        high, low = self.digest(*parts, "high"), self.digest(*parts, "low")
        return _uuid_text((high << 58 ^ low) % (1 << UUID_BITS))


@lru_cache(maxsize=16_384)
def _uuid_text(bits: int) -> str:
    """Spread 122 bits around the version and variant that a random UUID carries."""
    low, middle, high = bits & (1 << 62) - 1, bits >> 62 & 0xFFF, bits >> 74
    return str(UUID(int=high << 80 | 0x4 << 76 | middle << 64 | 0b10 << 62 | low))


@lru_cache(maxsize=16_384)
def _uuid_bits(text: str) -> int | None:
    try:
        number = UUID(text).int
    except ValueError:
        return None
    return number >> 80 << 74 | (number >> 64 & 0xFFF) << 62 | number & (1 << 62) - 1


@lru_cache(maxsize=16_384)
def _base64_text(bits: int, length: int) -> str:
    return "".join(BASE64[bits >> 6 * place & 63] for place in reversed(range(length)))


def _base64_bits(text: str) -> int | None:
    bits = 0
    for character in text:
        place = BASE64.find(character)
        if place < 0:
            return None
        bits = bits << 6 | place
    return bits
