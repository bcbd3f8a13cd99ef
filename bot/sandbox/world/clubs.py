"""Clubs and their members, made of rules like everything else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Literal

from bot.sandbox.world import paris
from bot.sandbox.world.accounts import CROWD, OWN_INDEX, REGULARS, Accounts
from bot.sandbox.world.ids import Ids
from bot.sandbox.world.words import AWKWARD_CLUBS, COLOURS, PLACES, SECOND_WORDS

State = Literal["public", "private-open", "private-closed"]

CLUB_COUNT = 42
FIRST_ID, ID_STEP = 9, 137
FOUNDED = paris.totd_start(0)
STATES: dict[int, State] = {6: "private-open", 9: "private-closed"}
# The account's own roles by club; both spellings of one of them are in use.
OWN_ROLES = {0: "Member", 1: "Creator", 2: "Content_Creator", 3: "Content Creator", 4: "Admin"}
OTHER_ROLES = {0: "Creator", 1: "Admin", 3: "Content_Creator", 4: "Content Creator", 7: "Apply"}
CREATES_CONTENT = {"Creator", "Admin", "Content_Creator", "Content Creator"}
LARGEST = 455
FAMILIAR = 60
OWN_PLACE = 5


@dataclass(frozen=True)
class Member:
    """Somebody in a club."""

    account: str
    role: str
    since: int
    vip: bool = False


@dataclass(frozen=True)
class Club:
    """One club; `number` counts from 0, `id` is what Nadeo calls it."""

    number: int
    id: int
    name: str
    tag: str
    description: str
    state: State
    verified: bool
    created: int
    members: tuple[Member, ...] = field(repr=False)

    @property
    def creator(self) -> str:
        """The account that founded the club."""
        return self.members[0].account

    def member(self, account: str) -> Member | None:
        """Return an account's membership."""
        return next((member for member in self.members if member.account == account), None)

    def role_of(self, account: str) -> str:
        """Return an account's role, empty for strangers."""
        member = self.member(account)
        return member.role if member else ""

    def lets_in(self, account: str) -> bool:
        """Tell whether an account may see what the club offers."""
        return self.state != "private-closed" or bool(self.role_of(account))


class Clubs:
    """All clubs of one world."""

    def __init__(self, ids: Ids, accounts: Accounts) -> None:
        self._ids = ids
        self._accounts = accounts

    @cached_property
    def all(self) -> dict[int, Club]:
        """Every club by its id."""
        clubs = [self._make(number) for number in range(CLUB_COUNT)]
        return {club.id: club for club in clubs}

    def search(self, name: str) -> list[Club]:
        """Return clubs with a text in their name; without one, the verified clubs only."""
        if not name:
            return [club for club in self.all.values() if club.verified]
        wanted = name.casefold()
        return [club for club in self.all.values() if wanted in club.name.casefold()]

    def of_member(self, account: str) -> list[Club]:
        """Return the clubs an account is in."""
        return [club for club in self.all.values() if club.role_of(account)]

    def _make(self, number: int) -> Club:
        random = Random(self._ids.digest("club", number))
        name, tag = _name(number, random)
        created = FOUNDED + random.randrange(1000) * 86_400
        return Club(
            number=number,
            id=FIRST_ID + ID_STEP * number,
            name=name,
            tag=tag,
            description=_description(number, name),
            state=STATES.get(number % 10, "public"),
            verified=number % 3 != 1,
            created=created,
            members=tuple(self._members(number, created, random)),
        )

    def _members(self, number: int, created: int, random: Random) -> Iterator[Member]:
        """Yield the founder first, then everybody else in no order."""
        own_role = OWN_ROLES.get(number, "")
        size = LARGEST if number == 0 else random.randrange(8, 120)
        players = random.sample(range(REGULARS), min(size, FAMILIAR))
        players += random.sample(range(REGULARS, REGULARS + CROWD), size - len(players))
        players = [player for player in players if player != OWN_INDEX]
        if own_role:
            players.insert(0 if own_role == "Creator" else OWN_PLACE, OWN_INDEX)
        for place, player in enumerate(players):
            role = own_role if player == OWN_INDEX else OTHER_ROLES.get(place, "Member")
            since = created + place * 7201
            yield Member(self._accounts.id(player), role, since, vip=place % 9 == 0)


def _name(number: int, random: Random) -> tuple[str, str]:
    if number < len(AWKWARD_CLUBS):
        return AWKWARD_CLUBS[number]
    word = SECOND_WORDS[number % len(SECOND_WORDS)]
    colour = random.choice(COLOURS)
    return f"$s{colour}{word} $fff{random.choice(PLACES)}", f"{colour}{word[:3].upper()}"


def _description(number: int, name: str) -> str:
    links = "$l[https://pitwall.example]Website$l and $l[https://evil.example/@everyone]prizes$l"
    return ("", f"Welcome to {name}$z!\n{links}", "Weekly training, **all** welcome.")[number % 3]
