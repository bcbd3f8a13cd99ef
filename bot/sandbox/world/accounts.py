"""The players: a few hundred regulars who top every ladder, and the crowd behind them."""

from collections.abc import Mapping

from bot.sandbox.world.ids import Ids, Kind
from bot.sandbox.world.words import AWKWARD_PLAYERS, FIRST_WORDS, SECOND_WORDS
from bot.sandbox.world.zones import Zone, Zones

# Both are prime, so that a ladder can be a permutation of them and need not be stored.
REGULARS = 257
CROWD = 65_521
POPULATION = REGULARS + CROWD
OWN_INDEX = 1000
OWN_NAME = "SandboxDriver"
SERVER_ACCOUNT_NUMBER = POPULATION
# Official maps belong to these two; nobody resolves their names.
NADEO = ("d2372a08-a8a1-46cb-97fb-23a161d85ad0", "aa02b90e-0652-4a1c-b705-4677e2983003")


class Accounts:
    """Everybody who plays, by index; the known ones come first."""

    def __init__(self, ids: Ids, zones: Zones, known: Mapping[str, str] | None = None) -> None:
        self._ids = ids
        self._zones = zones
        self._known = [account for account in known or {} if account not in NADEO][:OWN_INDEX]
        self._known_names = dict(known or {})
        self._known_index = {account: index for index, account in enumerate(self._known)}
        self.own = self.id(OWN_INDEX)
        self.server = ids.uuid(Kind.ACCOUNT, SERVER_ACCOUNT_NUMBER)

    def id(self, index: int) -> str:
        """Return the account id of a player."""
        if index < len(self._known):
            return self._known[index]
        return self._ids.uuid(Kind.ACCOUNT, index)

    def index(self, account: str) -> int | None:
        """Return which player has this account id."""
        if account in self._known_index:
            return self._known_index[account]
        thing = self._ids.uuid_names(account)
        if thing is None or thing.kind != Kind.ACCOUNT or thing.number >= POPULATION:
            return None
        return thing.number

    def name(self, account: str) -> str | None:
        """Return the display name; some accounts have none."""
        if account in self._known_names:
            return self._known_names[account]
        index = self.index(account)
        return None if index is None else self._generated_name(index)

    def find(self, name: str) -> str | None:
        """Return the account of a display name, whatever its case."""
        wanted = name.casefold()
        for account, known in self._known_names.items():
            if known.casefold() == wanted:
                return account
        for index in (*range(len(AWKWARD_PLAYERS)), OWN_INDEX, _number_at_end(name)):
            account = self.id(index)
            if (self.name(account) or "").casefold() == wanted:
                return account
        return None

    def zone(self, account: str) -> Zone:
        """Return where a player comes from; one in a hundred lives on World itself."""
        if account == self.own:
            return self._zones.deepest
        chance = self._ids.digest("home", account)
        if account == self.server or chance % 101 == 0:
            return self._zones.world
        return self._zones.homes[chance % len(self._zones.homes)]

    def _generated_name(self, index: int) -> str | None:
        if index == OWN_INDEX:
            return OWN_NAME
        if index < len(AWKWARD_PLAYERS):
            return AWKWARD_PLAYERS[index]
        if index % 29 == 0:
            return None
        first = FIRST_WORDS[index % len(FIRST_WORDS)]
        second = SECOND_WORDS[index // len(FIRST_WORDS) % len(SECOND_WORDS)]
        separator = ("", "_", ".", "-")[index % 4]
        return f"{first}{second}{separator}{index}"


def _number_at_end(name: str) -> int:
    digits = name[len(name.rstrip("0123456789")) :]
    return int(digits) % POPULATION if digits.isascii() and digits else 0
