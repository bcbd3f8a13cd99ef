"""Cards of single maps."""

from bot.clock import Clock
from bot.maps.cards import MapCard
from bot.maps.lookup.maps import Maps, hinting
from bot.maps.releases import Target
from bot.people.lookup import People


class MapCards:
    """Puts a map and its author's name together."""

    def __init__(self, maps: Maps, people: People, clock: Clock) -> None:
        self._maps = maps
        self._people = people
        self._clock = clock

    async def card(self, target: Target) -> MapCard:
        """Make a map's card; the Royal archive never changes any more."""
        release = target.release
        is_archived = release is not None and release.kind == "royal"
        with hinting():
            track = await self._maps.get(target.map_uid, any_age=is_archived)
        names = await self._people.names([track.author], any_age=is_archived)
        ages = [target.as_of, track.received_at if track.stale else None]
        as_of = min((age for age in ages if age is not None), default=None)
        is_over = release is not None and not release.runs_at(self._clock.timestamp())
        return MapCard(track, names[track.author], release, as_of, is_over)
