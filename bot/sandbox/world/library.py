"""Every map that is out, found by its uid."""

from collections.abc import Mapping

from bot.sandbox.world import paris
from bot.sandbox.world.accounts import Accounts
from bot.sandbox.world.days import Day, Days, royal_count, royal_day
from bot.sandbox.world.ids import Ids, Kind, Thing
from bot.sandbox.world.loading import Known
from bot.sandbox.world.releases import SLOTS, Campaign, Series
from bot.sandbox.world.submissions import submitted_name
from bot.sandbox.world.tracks import Track, TrackMaker

CLUB_MAPS_SINCE = paris.totd_start(400)


class Library:
    """Looks maps up; one whose day or week has not come yet is unknown.

    `opening` is the number of the day on which the world began, -1 where there was none.
    """

    def __init__(
        self,
        ids: Ids,
        accounts: Accounts,
        days: Days,
        series: Mapping[Kind, Series],
        known: Known,
        opening: int = -1,
    ) -> None:
        self.opening = Thing(Kind.TOTD, opening)
        """What a newcomer sees first."""
        self._ids = ids
        self._maker = TrackMaker(ids, accounts, opening)
        self._days = days
        self._series = series
        self._known = known
        self._made: dict[str, Track] = {}
        self._known_uids = {thing: uid for uid, thing in known.things.items()}
        self._uids_by_map_id = {one.map_id: uid for uid, one in known.tracks.items()}

    def track(self, map_uid: str, now: float) -> Track | None:
        """Return a map that is out at this moment."""
        thing = self.thing(map_uid)
        if thing is None or not self._is_out(thing, map_uid, now):
            return None
        if map_uid in self._known.tracks:
            return self._known.tracks[map_uid]
        if map_uid not in self._made:
            self._made[map_uid] = self._make(thing)
        return self._made[map_uid]

    def by_map_id(self, map_id: str, now: float) -> Track | None:
        """Return a map by Core's id in small letters, if it is out."""
        uid, thing = self._uids_by_map_id.get(map_id), self._ids.map_id_names(map_id)
        if uid is None and thing is not None:
            uid = self.uid_of(thing)
        track = None if uid is None else self.track(uid, now)
        # A generated id may stand for a day whose real map is known, which has another.
        return track if track is not None and track.map_id == map_id else None

    def thing(self, map_uid: str) -> Thing | None:
        """Return what a map was made for."""
        return self._known.things.get(map_uid) or self._ids.map_uid_names(map_uid)

    def uid_of(self, thing: Thing) -> str:
        """Return the uid of the map that was made for this, whether or not it is out."""
        return self._known_uids.get(thing) or self._ids.map_uid(thing.kind, thing.number)

    def release_of(self, map_uid: str, now: float) -> Campaign | None:
        """Return the official campaign a map came with."""
        thing = self.thing(map_uid)
        if thing is None or thing.kind not in self._series:
            return None
        series, number = self._series[thing.kind], thing.number // SLOTS
        if number >= series.count(now):
            return None
        campaign = series.get(number)
        return campaign if map_uid in campaign.maps else None

    def day_of(self, map_uid: str, now: float) -> Day | None:
        """Return the day a map was Track of the Day."""
        thing = self.thing(map_uid)
        if thing is None or thing.kind != Kind.TOTD:
            return None
        day = self._days.get(thing.number, now)
        return day if day.map_uid == map_uid else None

    def day_of_group(self, group: str, now: float) -> Day | None:
        """Return the day, of the present or the Royal series, whose season has this uid."""
        if day := self._days.by_group(group, now):
            return day
        thing = self._ids.uuid_names(group)
        if thing and thing.kind == Kind.ROYAL and thing.number < royal_count(now):
            return royal_day(self._ids, thing.number)
        return None

    def _is_out(self, thing: Thing, map_uid: str, now: float) -> bool:
        if thing.kind in self._series:
            return self.release_of(map_uid, now) is not None
        if thing.kind == Kind.TOTD:
            return self.day_of(map_uid, now) is not None
        if thing.kind == Kind.ROYAL:
            return thing.number < royal_count(now)
        return thing.kind in (Kind.CLUB, Kind.SUBMITTED)

    def _make(self, thing: Thing) -> Track:
        kind, number = thing.kind, thing.number
        if kind in self._series:
            rhythm, campaign = self._series[kind].rhythm, number // SLOTS
            name = rhythm.map_name(campaign, number % SLOTS)
            return self._maker.make(kind, number, name, rhythm.starts(campaign))
        name = submitted_name(number) if kind == Kind.SUBMITTED else ""
        return self._maker.make(kind, number, name, _published(thing))


def _published(thing: Thing) -> int:
    if thing.kind == Kind.TOTD:
        return paris.totd_start(thing.number)
    if thing.kind == Kind.ROYAL:
        return paris.royal_start(thing.number)
    return CLUB_MAPS_SINCE
