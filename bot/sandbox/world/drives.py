"""Players who drive: better and better records on what is out, and those that the panel adds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.sandbox.world.accounts import OWN_INDEX, Accounts
from bot.sandbox.world.ids import Ids
from bot.sandbox.world.tracks import Track

DRIVERS = range(OWN_INDEX + 1, OWN_INDEX + 13)
"""The players, by index, who come back to every map."""
DAY = 86_400
MOST_TRIES = 5
CHOICE = 5
"""How many players can be told to drive."""
MOST_MILLISECONDS, MOST_POINTS = 150, 40
"""By how much such a drive is better at most; of respawns there is one less."""


@dataclass(frozen=True)
class Drive:
    """A record that somebody drove; `at` in Unix seconds."""

    account: str
    score: int
    at: int


class Drives:
    """Who drove what and when: always the same, but for those that were added."""

    def __init__(self, ids: Ids, accounts: Accounts) -> None:
        self._ids = ids
        self._drivers = [accounts.id(index) for index in DRIVERS]
        self.choice = [accounts.own, *self._drivers][:CHOICE]
        """The players who drive when they are told to: the bot's own account first."""
        self.added: dict[str, list[Drive]] = {}
        """Records beside the usual ones, by map uid."""

    def best(
        self, track: Track, opened: int, ended: int, now: float, lasting: int = DAY
    ) -> Mapping[str, Drive]:
        """Return the best drive of each player within a period, as far as it has been driven.

        `lasting` is for how many seconds the map runs: its drives are spread over that time.
        """
        best: dict[str, Drive] = {}
        for drive in self._all(track, opened, lasting):
            if not opened <= drive.at <= now or (ended and drive.at >= ended):
                continue
            known = best.get(drive.account)
            if known is None or track.sortable(drive.score) < track.sortable(known.score):
                best[drive.account] = drive
        return best

    def add(self, map_uid: str, drive: Drive) -> None:
        """Let somebody drive a record."""
        self.added.setdefault(map_uid, []).append(drive)

    def better(self, track: Track, account: str, score: int) -> int | None:
        """Return a score that beats another by a little, None where nothing does."""
        chance = self._ids.digest("better", track.uid, account, score)
        if track.is_stunt:
            return score + 1 + chance % MOST_POINTS
        if track.is_platform:
            return score - 1 if score else None
        return max(1, score - 1 - chance % MOST_MILLISECONDS) if score > 1 else None

    def _all(self, track: Track, opened: int, lasting: int) -> Iterable[Drive]:
        for account in self._drivers:
            yield from self._usual(track, account, opened, lasting)
        yield from self.added.get(track.uid, ())

    def _usual(self, track: Track, account: str, opened: int, lasting: int) -> Iterable[Drive]:
        """Give what a driver reaches while a map runs: from bronze on towards the author's."""
        tries = self._ids.digest("tries", track.uid, account) % (MOST_TRIES + 1)
        for number in range(tries):
            chance = self._ids.digest("drive", track.uid, account, number)
            at = opened + 600 + (number * lasting + chance % lasting) // (MOST_TRIES + 1)
            medals = track.medals
            way = (number + 1) * 100 // MOST_TRIES + chance % 7
            score = medals.bronze + (medals.author - medals.bronze) * way // 100
            yield Drive(account, max(0, score), at)
