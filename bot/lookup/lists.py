"""Lists of official maps: a season, a week, a month."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.cards import CampaignCard, CampaignKind, DayKind, ListedMap, MonthCard, Release, Releases
from bot.catalogue import Catalogue
from bot.clock import Clock
from bot.days import (
    FIRST_DATE,
    FIRST_ROYAL_MONTH,
    LAST_ROYAL_MONTH,
    month_of,
)
from bot.lookup.maps import Maps
from bot.lookup.people import People
from bot.nadeo.models import TrackMap
from bot.queries import campaign_choice, month_choice
from bot.refusal import Refusal


class Lists:
    """Puts the maps of campaigns and months together with their authors."""

    def __init__(self, catalogue: Catalogue, maps: Maps, people: People, clock: Clock) -> None:
        self._catalogue = catalogue
        self._maps = maps
        self._people = people
        self._clock = clock

    async def check(self, kind: CampaignKind, typed: str | None) -> None:
        """Refuse at once what is no campaign, where that is known without asking Nadeo."""
        if await self._catalogue.campaigns.is_held(kind):
            campaign_choice(typed, await self._catalogue.campaigns.known(kind))

    async def campaign(self, kind: CampaignKind, typed: str | None) -> CampaignCard:
        """Return the campaign that was meant by name, the newest where nothing is typed."""
        known = await self._catalogue.campaigns.all(kind)
        return await self._campaign(known, campaign_choice(typed, known.items))

    async def campaign_by_id(self, kind: CampaignKind, campaign_id: int) -> CampaignCard | None:
        """Return a campaign that a button named, None where there is none."""
        known = await self._catalogue.campaigns.all(kind)
        found = [release for release in known.items if release.campaign_id == campaign_id]
        return await self._campaign(known, found[0]) if found else None

    async def meant_month(self, kind: DayKind, typed: str | None) -> date | None:
        """Return the month meant, None for the newest; refuse what is none or out of reach."""
        if typed is None or not typed.strip():
            return None
        try:
            return month_choice(typed, *self.months(kind))
        except Refusal:
            # Whether a month later than those we know has begun is for Nadeo to say.
            if kind == "royal" or await self._catalogue.months.look_up() is None:
                raise
            return month_choice(typed, *self.months(kind))

    async def month(self, kind: DayKind, wanted: date | None = None) -> MonthCard:
        """Return a month of Tracks of the Day or of Royal maps, the newest where none is wanted."""
        months = self._catalogue.months
        if wanted is None and kind == "totd":
            # Which month is the newest is for Nadeo to say; it is asked for that month anyway.
            await months.recent()
        first = wanted or self.months(kind)[1]
        found = await (months.month(first) if kind == "totd" else months.royal_month(first))
        oldest, newest = self.months(kind)
        is_over = kind == "royal" or first < newest
        tracks = await self._maps.several(
            [uid for release in found.items for uid in release.map_uids], any_age=is_over
        )
        authors = await self._authors(tracks, any_age=is_over)
        days = tuple(
            _listed(release.map_uids[0], release.on.day, release, tracks, authors)
            for release in found.items
            if release.on is not None
        )
        return MonthCard(kind, first, days, oldest, newest, _age(found, tracks.values()))

    def months(self, kind: DayKind) -> tuple[date, date]:
        """Return the first and the last month there is."""
        if kind == "royal":
            return FIRST_ROYAL_MONTH, LAST_ROYAL_MONTH
        return month_of(FIRST_DATE), month_of(self._catalogue.months.newest_date())

    async def _campaign(self, known: Releases, release: Release) -> CampaignCard:
        is_over = not release.runs_at(self._clock.now().timestamp())
        tracks = await self._maps.several(release.map_uids, any_age=is_over)
        authors = await self._authors(tracks, any_age=is_over)
        position = known.items.index(release)
        return CampaignCard(
            release=release,
            maps=tuple(
                _listed(uid, number, release, tracks, authors)
                for number, uid in enumerate(release.map_uids, 1)
            ),
            earlier=known.items[position - 1] if position > 0 else None,
            later=known.items[position + 1] if position + 1 < len(known.items) else None,
            as_of=_age(known, tracks.values()),
        )

    async def _authors(self, tracks: Mapping[str, TrackMap], *, any_age: bool) -> dict[str, str]:
        accounts = {track.author for track in tracks.values()}
        return await self._people.names(sorted(accounts), any_age=any_age)


def _listed(
    map_uid: str,
    number: int,
    release: Release,
    tracks: Mapping[str, TrackMap],
    authors: Mapping[str, str],
) -> ListedMap:
    track = tracks.get(map_uid)
    author = authors[track.author] if track is not None else ""
    return ListedMap(map_uid, number, track, author, release)


def _age(known: Releases, tracks: Iterable[TrackMap]) -> float | None:
    """Return how old the oldest part is that could not be fetched anew."""
    ages = [track.received_at for track in tracks if track.stale]
    ages += [known.as_of] if known.as_of is not None else []
    return min(ages, default=None)
