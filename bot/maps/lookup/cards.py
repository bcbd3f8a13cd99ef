"""Cards of single maps."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from bot.clock import Clock
from bot.exchange.lookup import Exchange
from bot.maps.cards import ListedMap, MapCard, Standing
from bot.maps.days import paris_date
from bot.maps.lookup.lists import listed
from bot.maps.lookup.maps import Maps, hinting
from bot.maps.releases import Release, Target
from bot.nadeo.models import TrackMap
from bot.people.lookup import People


class KnownStandings(Protocol):
    """Tells how boards stand without asking; they are of a later room."""

    def of(self, target: Target, track: TrackMap) -> Standing | None:
        """Return what is known of a map's board, None where that is nothing."""
        ...


class MapCards:
    """Puts a map and its author's name together."""

    def __init__(
        self,
        maps: Maps,
        people: People,
        exchange: Exchange,
        standings: KnownStandings,
        clock: Clock,
    ) -> None:
        self._maps = maps
        self._people = people
        self._exchange = exchange
        self._standings = standings
        self._clock = clock

    async def with_standing(self, target: Target) -> MapCard:
        """Make a map's card for somebody who looks at it now, with what is known of its board."""
        card = await self.card(target)
        return replace(card, standing=self._standings.of(target, card.track))

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
        year = paris_date(self._clock.now()).year
        style = await self._exchange.style_of(track.uid, _came_out(track, target))
        return MapCard(track, names[track.author], release, as_of, is_over, year, style=style)

    async def listed(
        self, release: Release, tracks: Mapping[str, TrackMap]
    ) -> tuple[ListedMap, ...]:
        """List a release's maps with their authors, of which those in `tracks` are known."""
        authors = {track.author for track in tracks.values()}
        names = await self._people.names(sorted(authors))
        return tuple(
            listed(uid, number, release, tracks, names)
            for number, uid in enumerate(release.map_uids, 1)
        )


def _came_out(track: TrackMap, target: Target) -> float:
    """Return when a map came out, in Unix seconds: as a release, or before that by itself."""
    starts = target.release.starts if target.release is not None else 0
    return max(starts, track.upload_timestamp)
