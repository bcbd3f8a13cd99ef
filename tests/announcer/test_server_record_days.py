"""Days of records while processes end, answers of Discord are lost, and people leave ladders.

What the readings noticed says what is to be told, and where: nothing is missed, doubled or false.
"""

import json
import random
import re
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path

import pytest
from fate import new_seed
from postbox import Trouble
from watch import Watch

from bot.nadeo.models import ALL_TIME
from bot.players.cards import Link, MapResult
from bot.players.noticing import Reading
from bot.players.record_rows import Round, keep_round
from bot.players.rows import keep_link, take_off
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.ids import Kind
from tests.announcer.ladder_news import FEED, HERE, THERE, told
from tests.announcer.passing import CountingPostbox, subscribed, swift
from tests.announcer.records import running
from tests.players.laps import PassingClock, accounts_of

pytestmark = pytest.mark.filled

DAY = 86_400.0
LONGEST_WAY = DAY / 2
"""By then everything was posted, in seconds."""
PLAYERS = 12
SLOWEST, STEP = 60_000, 137
BEST_RANK_TOLD = 100
CHANNELS = {1: HERE, 2: HERE, 3: THERE}
"""Whose ladder a channel tells of; the second has a threshold."""
WITH_THRESHOLD = 2
TROUBLES: tuple[Trouble, ...] = ("before", "after", "crash before", "crash after")
TOLD = re.compile(
    r"^\[[^]]*\]\([^)]*/player/([0-9a-f-]{36})\): \*\*(\d+):(\d\d)\.(\d{3})\*\*", re.MULTILINE
)


def rank_of(score: int) -> int:
    """Return the place in the world that a time has."""
    return (score - 20_000) // 100


@dataclass(frozen=True)
class Best:
    """What is to be told: a player, and the time in milliseconds, each driven but once."""

    account: str
    score: int
    noted_at: float
    guilds: frozenset[int]
    """On whose ladders the player stood then."""


class Days:
    """Readings, looks and posts follow each other as a seed has them."""

    def __init__(self, nadeo: NadeoServer, clock: PassingClock, file: Path, seed: int) -> None:
        self.fate = random.Random(seed)  # noqa: S311 # repeatable, not secret
        self.nadeo, self.clock, self.file = nadeo, clock, file
        self.postbox = CountingPostbox(clock)
        self.accounts = accounts_of(nadeo.world, PLAYERS)
        self.maps = [uid for _, uid in running(nadeo.world, Kind.SEASON)[:3]]
        self.bests: dict[str, dict[str, MapResult]] = {uid: {} for uid in self.maps}
        self.ladders = {HERE: set(range(8)), THERE: set(range(4, PLAYERS))}
        self.off: dict[tuple[int, str], list[list[float]]] = {}
        """From when until when somebody was off which server's ladder."""
        self.noted: list[Best] = []
        self.fresh = iter(range(10_000_000))
        self.restarts = self.leavings = 0
        nadeo.failures.spoil = self._rank

    def _rank(self, _method: str, address: str, body: bytes) -> bytes:
        found = re.search(r"scores(?:\[|%5B)[^=]*=(\d+)", address)
        if "leaderboard/group/map" not in address or found is None:
            return body
        answer = json.loads(body)
        answer[0]["zones"][0]["ranking"]["position"] = rank_of(int(found[1]))
        return json.dumps(answer).encode()

    async def run(self, days: float) -> None:
        async with self._process() as watch:
            for channel, guild in CHANNELS.items():
                threshold = BEST_RANK_TOLD if channel == WITH_THRESHOLD else None
                await subscribed(watch, FEED, channel, guild_id=guild, threshold=threshold)
            for guild, players in self.ladders.items():
                for player in players:
                    await self._join(watch, guild, player)
            for uid in self.maps:
                await self._read(watch, uid)
        end = self.clock.timestamp() + days * DAY
        while self.clock.timestamp() < end:
            self.restarts += 1
            async with self._process() as watch:
                await self._live(watch, min(end, self.clock.timestamp() + 4 * 3600))
            self.clock.pass_by(self.fate.choice((1.0, 60.0, 3600.0)))
        self.postbox.trouble.clear()
        async with self._process() as watch:
            for _ in range(5):
                await told(watch)
                self.clock.pass_by(1800)

    @asynccontextmanager
    async def _process(self) -> AsyncGenerator[Watch]:
        self.postbox.died = False
        async with swift(self.nadeo, self.clock, self.postbox, self.file) as watch:
            yield watch

    async def _live(self, watch: Watch, until: float) -> None:
        while self.clock.timestamp() < until and not self.postbox.died:
            self.clock.pass_by(self.fate.uniform(20, 600))
            uid = self.fate.choice(self.maps)
            for player in self.fate.sample(range(PLAYERS), self.fate.choice((0, 1, 1, 3))):
                self._drive(uid, self.accounts[player])
            await self._read(watch, uid)
            if self.fate.random() < 0.02:
                return
            if self.fate.random() < 0.05:
                await self._move(watch)
            if self.fate.random() < 0.1:
                channel = self.fate.choice(list(CHANNELS))
                self.postbox.trouble[channel].append(self.fate.choice(TROUBLES))
            if self.fate.random() < 0.05:
                # Owed, but not posted by this process.
                await watch.announcer.watching.look(FEED)
                if self.fate.random() < 0.5:
                    await self._move(watch)
                return
            if self.fate.random() < 0.7:
                await told(watch)

    def _drive(self, uid: str, account: str) -> None:
        """Let somebody drive a time that nobody ever drives again."""
        score = SLOWEST - next(self.fresh) * 7 + self.fate.randrange(7)
        score = max(20_200, score) if self.fate.random() < 0.9 else SLOWEST + next(self.fresh)
        self.bests[uid][account] = MapResult(account, score, int(self.clock.timestamp()))

    async def _read(self, watch: Watch, uid: str) -> None:
        """Store a reading as the watch does, and learn what it noticed."""
        now = self.clock.timestamp()
        results = {account: self.bests[uid].get(account) for account in self.accounts}
        before = await newest(watch)
        reading = Reading(now, 0, "tm_race")
        await keep_round(watch.store, Round(uid, ALL_TIME, 900, reading, results), now)
        sql = "SELECT account_id, score FROM improvements WHERE id > ?"
        for row in await watch.store.rows(sql, (before,)):
            player = self.accounts.index(row["account_id"])
            guilds = frozenset(guild for guild in self.ladders if player in self.ladders[guild])
            self.noted.append(Best(row["account_id"], row["score"], now, guilds))

    async def _join(self, watch: Watch, guild: int, player: int) -> None:
        link = Link(1000 + player, self.accounts[player])
        assert await keep_link(watch.store, link, guild, self.clock.timestamp())
        self.ladders[guild].add(player)
        for absence in self.off.get((guild, self.accounts[player]), [])[-1:]:
            absence[1] = self.clock.timestamp()

    async def _move(self, watch: Watch) -> None:
        """Let somebody leave a ladder, or come back to it.

        What an attempt was made to post is not posted without whoever leaves: that would be a miss.
        """
        claimed = await watch.store.rows("SELECT 1 FROM deliveries WHERE state = 'claimed'")
        guild, player = self.fate.choice(list(self.ladders)), self.fate.randrange(PLAYERS)
        if player not in self.ladders[guild]:
            await self._join(watch, guild, player)
        elif not claimed and len(self.ladders[guild]) > 4:
            assert await take_off(watch.store, guild, 1000 + player)
            self.ladders[guild].remove(player)
            self.leavings += 1
            place = guild, self.accounts[player]
            self.off.setdefault(place, []).append([self.clock.timestamp(), inf])

    def judge(self) -> Counter[str]:
        """Count what was right and what was wrong, in all channels."""
        verdicts: Counter[str] = Counter()
        known = {(one.account, one.score): one for one in self.noted}
        assert len(known) == len(self.noted)
        for channel, guild in CHANNELS.items():
            posted: Counter[tuple[str, int]] = Counter()
            for message in self.postbox.messages(channel):
                at = message.created_at.timestamp()
                for account, minutes, seconds, rest in TOLD.findall(
                    message.embeds[0]["description"]
                ):
                    score = int(minutes) * 60_000 + int(seconds) * 1000 + int(rest)
                    posted[account, score] += 1
                    one = known.get((account, score))
                    verdicts["false"] += one is None or self._was_off(guild, one, at)
            for key, one in known.items():
                is_wanted = channel != WITH_THRESHOLD or rank_of(one.score) < BEST_RANK_TOLD
                verdicts["false"] += bool(posted[key]) and not is_wanted
                verdicts["doubled"] += max(0, posted[key] - 1)
                if is_wanted and guild in one.guilds and not self._leaves_after(guild, one):
                    verdicts["told" if posted[key] else "missed"] += 1
        return verdicts

    def _was_off(self, guild: int, one: Best, at: float) -> bool:
        absences = self.off.get((guild, one.account), [])
        return any(since < at < until for since, until in absences)

    def _leaves_after(self, guild: int, one: Best) -> bool:
        """Tell whether somebody leaves while what they did may still be on its way."""
        absences = self.off.get((guild, one.account), [])
        return any(0 <= since - one.noted_at < LONGEST_WAY for since, _ in absences)


async def newest(watch: Watch) -> int:
    (row,) = await watch.store.rows("SELECT coalesce(max(id), 0) AS id FROM improvements")
    return int(row["id"])


async def prove(nadeo: NadeoServer, clock: PassingClock, file: Path, days: float) -> Counter[str]:
    seed = new_seed()
    print(f"seed {seed}")
    simulation = Days(nadeo, clock, file, seed)
    await simulation.run(days)
    verdicts = simulation.judge()
    print(
        f"{days} days, {len(simulation.noted)} improvements, {simulation.restarts} restarts, "
        f"{simulation.leavings} leavings: {dict(verdicts)}"
    )
    assert (verdicts["missed"], verdicts["doubled"], verdicts["false"]) == (0, 0, 0), seed
    return verdicts


@pytest.fixture
def clock() -> PassingClock:
    return PassingClock()


async def test_hours_of_records(nadeo: NadeoServer, clock: PassingClock, database: Path) -> None:
    assert (await prove(nadeo, clock, database, 0.3))["told"] > 20


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_days_of_records(nadeo: NadeoServer, clock: PassingClock, database: Path) -> None:
    assert (await prove(nadeo, clock, database, 8))["told"] > 500
