"""The state of a Trackmania world: what Nadeo would know, and what a test may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock, WorldClock
from bot.sandbox.world import releases
from bot.sandbox.world.accounts import Accounts
from bot.sandbox.world.activities import Activities
from bot.sandbox.world.clubs import Clubs
from bot.sandbox.world.cups import REMINDER_SECONDS
from bot.sandbox.world.days import Day, Days
from bot.sandbox.world.drives import DAY, Drive, Drives
from bot.sandbox.world.ids import Ids, Kind
from bot.sandbox.world.ladders import PERSONAL_BEST, Ladder, Ranking
from bot.sandbox.world.library import Library
from bot.sandbox.world.loading import NOTHING, Known, read_known
from bot.sandbox.world.releases import Campaign, Series
from bot.sandbox.world.review import Queue, ReviewServers, Submission
from bot.sandbox.world.submissions import own_submissions
from bot.sandbox.world.tracks import Track
from bot.sandbox.world.zones import Zones, generated_zones

MEDIA_URL = "https://core.trackmania.nadeo.live"
OFFICIAL = {
    Kind.SEASON: releases.SEASONAL,
    Kind.SHORT: releases.SHORTS,
    Kind.GRAND: releases.GRANDS,
    Kind.CUP: releases.CUPS,
}
VISIBLE_ON_SECRET_MAP = 7


@dataclass(frozen=True)
class Group:
    """What a group uid stands for; `maps` None means every map, `end` 0 means never."""

    uid: str
    start: int
    end: int
    maps: tuple[str, ...] | None

    def is_open(self, now: float) -> bool:
        """Whether new records still count."""
        return not self.end or now < self.end

    def holds(self, map_uid: str) -> bool:
        """Whether a map belongs to the group."""
        return self.maps is None or map_uid in self.maps


class World:
    """One Trackmania world; the same seed and moment always give the same one.

    The map that runs at that moment is a plain one, for it is what a newcomer sees first.

    What may be changed: `next_unknown` hides when the next map comes, `totd_delay` is how many
    seconds late Nadeo publishes, `month_waits` keeps the old month in front until its successor's
    first map is out, `queue` holds the maps ahead of both review queues, `submissions` the own
    account's, `review_servers.fixed` what joining says, `empty_positions` how many of the next
    questions for positions get the empty list, `drives.added` what players drove beside the usual,
    `media_url` where pictures lie.
    """

    def __init__(self, clock: Clock, seed: int = 1, known: Known = NOTHING) -> None:
        self.clock = clock
        self.ids = Ids(seed)
        self.media_url = MEDIA_URL
        self.next_unknown = False
        self.month_waits = False
        self.empty_positions = 0
        self.days = Days(self.ids, known.days)
        self.series: Mapping[Kind, Series] = {
            kind: Series(self.ids, rhythm, known.campaigns.get(kind, ()))
            for kind, rhythm in OFFICIAL.items()
        }
        self.queue = Queue(self.ids, clock)
        self.review_servers = ReviewServers(self.ids, clock)
        self.zones: Zones = known.zones or generated_zones(self.ids)
        self.accounts = Accounts(self.ids, self.zones, known.names)
        opening = self.days.count(self.now()) - 1
        self.library = Library(self.ids, self.accounts, self.days, self.series, known, opening)
        self.drives = Drives(self.ids, self.accounts)
        self.clubs = Clubs(self.ids, self.accounts)
        self.activities = Activities(self.ids, self.clubs)
        self.submissions: dict[str, list[Submission]] = own_submissions(self.ids, int(self.now()))

    @classmethod
    def load(cls, folder: Path, clock: Clock, seed: int = 1) -> "World":
        """Return a world of real maps, names and zones, continued by generated ones."""
        return cls(clock, seed, read_known(folder))

    def now(self) -> float:
        """Return this world's moment in Unix seconds."""
        return self.clock.timestamp()

    @property
    def totd_delay(self) -> float:
        """How many seconds after 19:00 the day's map comes out."""
        return self.days.delay

    @totd_delay.setter
    def totd_delay(self, seconds: float) -> None:
        self.days.delay = seconds

    def reset(self) -> None:
        """Take back everything that was changed, but for the clock."""
        self.next_unknown = self.month_waits = False
        self.empty_positions = 0
        self.totd_delay = 0
        self.days.early.clear()
        self.queue.clear()
        self.review_servers.fixed.clear()
        self.review_servers.wait_timer = 0
        self.drives.added.clear()
        self.submissions = own_submissions(self.ids, int(self.now()))

    @property
    def next_reminder_at(self) -> float | None:
        """When bots remind of the cup that begins with the next map, None once that is past."""
        now = self.now()
        moment = self.days.start(self.days.count(now)) - REMINDER_SECONDS
        return moment if now < moment else None

    def next_stop(self) -> None:
        """Go to the next map on a clock that can be moved, with a stop at the reminder before."""
        reminder = self.next_reminder_at
        if reminder is not None and isinstance(self.clock, WorldClock):
            self._forward(self.clock, reminder)
        else:
            self.next_totd()

    def next_totd(self) -> Day:
        """Bring the next Track of the Day out now: by moving the clock, or by an early start."""
        now = self.now()
        number = self.days.count(now)
        if isinstance(self.clock, WorldClock):
            self._forward(self.clock, self.days.start(number) + self.totd_delay)
        else:
            self.days.early[number] = int(now - self.totd_delay)
        return self.days.get(number, self.now())

    def _forward(self, clock: WorldClock, moment: float) -> None:
        """Go to just after a moment."""
        clock.forward(timedelta(seconds=moment - self.now(), milliseconds=1))

    def campaign(self, kind: Kind) -> Campaign | None:
        """Return the newest release of a kind."""
        return self.series[kind].newest(self.now())

    def track(self, map_uid: str) -> Track | None:
        """Return a map that is out."""
        return self.library.track(map_uid, self.now())

    def group(self, uid: str) -> Group | None:
        """Return what a group uid stands for, or None for one that nobody knows (yet)."""
        if uid == PERSONAL_BEST:
            return Group(uid, 0, 0, None)
        now = self.now()
        if day := self.library.day_of_group(uid, now):
            return Group(uid, day.start, day.end, (day.map_uid,))
        if activity := self.activities.campaign_of_group(uid):
            return Group(uid, activity.created, activity.end, activity.maps)
        for series in self.series.values():
            if found := series.by_group(uid, now):
                return Group(uid, found.start, found.end, found.maps)
        return None

    def ladder(self, group: Group, map_uid: str) -> Ladder | None:
        """Return the leaderboard of a map in a group, or None for a map that is not in it."""
        track = self.track(map_uid) if group.holds(map_uid) else None
        if track is None:
            return None
        now = self.now()
        release = self.library.release_of(map_uid, now)
        opened = group.start or self._came_out(track, release, now)
        lasting = release.end - release.start if release else DAY
        drives = self.drives.best(track, opened, group.end, now, lasting).values()
        ladder = Ladder(self.accounts, group.uid, track, opened, now, drives)
        if release and release.kind == Kind.SHORT and now < release.end:
            ladder.threshold = track.medals.author
        elif track.secret:
            ladder.threshold = ladder.true_score(VISIBLE_ON_SECRET_MAP)
        return ladder

    def _came_out(self, track: Track, release: Campaign | None, now: float) -> int:
        day = self.library.day_of(track.uid, now)
        return release.start if release else day.start if day else track.uploaded

    def drive(self, account: str, *, past_all: bool = False) -> Drive | None:
        """Let a player drive a record on the Track of the Day: better than their own, or than all.

        Return None where nobody can be better, or no map is out. It counts on both of the map's
        boards.
        """
        now = self.now()
        day = self.days.newest(now)
        track = self.track(day.map_uid) if day else None
        if day is None or track is None:
            return None
        groups = filter(None, map(self.group, (day.group, PERSONAL_BEST)))
        boards = filter(None, (self.ladder(group, track.uid) for group in groups))
        known = [one.true_score(1) if past_all else one.true_best(account) for one in boards]
        # Whoever has none yet begins between silver and gold.
        beaten = [score for score in known if score is not None] or [track.medals.silver]
        score = self.drives.better(track, account, min(beaten, key=track.sortable))
        if score is None:
            return None
        drive = Drive(account, score, int(now))
        self.drives.add(track.uid, drive)
        return drive

    def ranking(self, group: Group) -> Ranking | None:
        """Return a campaign's points ranking; the all-time board has none."""
        return None if group.maps is None else Ranking(self.accounts, group.uid)
