"""Lists of official maps: a season, a week, a month."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.clock import Clock
from bot.maps import discovery_wording
from bot.maps.cards import AnniversaryCard, CampaignCard, ListedMap, MonthCard
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.days import FIRST_DATE, FIRST_ROYAL_MONTH, LAST_ROYAL_MONTH, month_of, paris_date
from bot.maps.lookup.maps import Maps
from bot.maps.releases import CampaignKind, DayKind, Release, Releases
from bot.maps.typed.campaigns import CampaignWish, campaign_choice
from bot.maps.typed.days import month_choice, month_meant
from bot.nadeo.models import TrackMap
from bot.people.lookup import People
from bot.refusal import Refusal


class Lists:
    """Puts the maps of campaigns and months together with their authors."""

    def __init__(self, catalogue: Catalogue, maps: Maps, people: People, clock: Clock) -> None:
        self._catalogue = catalogue
        self._maps = maps
        self._people = people
        self._clock = clock

    async def known(self, kind: CampaignKind) -> Sequence[Release]:
        """Campaigns that an autocomplete offers, without asking Nadeo."""
        return await self._catalogue.campaigns.known(kind)

    async def ranked(self) -> list[Sequence[Release]]:
        """Campaigns of all kinds that have a ranking, as far as they are known."""
        kinds: tuple[CampaignKind, ...] = ("seasonal", "weekly-shorts", "weekly-grand")
        return [await self.known(kind) for kind in kinds]

    async def understood(self, kind: CampaignKind, typed: str | None) -> Release | CampaignWish:
        """Find the campaign meant, or the wish where the list must be asked for first.

        Refuse at once what is no campaign, where that is known.
        """
        if await self._catalogue.campaigns.is_held(kind):
            return campaign_choice(typed, await self._catalogue.campaigns.known(kind))
        return CampaignWish(kind, typed)

    async def found(self, wanted: Release | CampaignWish) -> Release:
        """Find the campaign that was understood; for a wish this may ask Nadeo."""
        if isinstance(wanted, Release):
            return wanted
        known = await self._catalogue.campaigns.all(wanted.kind)
        return campaign_choice(wanted.typed, known.items)

    async def campaign(self, kind: CampaignKind, wanted: Release | CampaignWish) -> CampaignCard:
        """Card of the campaign that was understood."""
        known = await self._catalogue.campaigns.all(kind)
        if isinstance(wanted, CampaignWish):
            wanted = campaign_choice(wanted.typed, known.items)
        # The list may have been brought up to date since it was understood.
        same = (release for release in known.items if release.key == wanted.key)
        return await self._campaign(known, next(same, known.items[-1]))

    async def campaign_by_id(self, kind: CampaignKind, campaign_id: int) -> CampaignCard | None:
        """Card of a campaign that a button named, None where there is none."""
        known = await self._catalogue.campaigns.all(kind)
        found = [release for release in known.items if release.campaign_id == campaign_id]
        return await self._campaign(known, found[0]) if found else None

    async def understood_month(self, kind: DayKind, typed: str | None) -> date | None:
        """Find the month meant, None for the newest; refuse what is none or out of reach."""
        if typed is None or not typed.strip():
            return None
        oldest, newest = self.months(kind)
        meant = month_meant(typed, newest)
        if kind == "totd" and meant is not None and meant > newest:
            # Whether a month later than those we know has begun is for Nadeo to say.
            await self._catalogue.months.look_up()
            newest = self.months(kind)[1]
        return month_choice(typed, oldest, newest)

    async def month(self, kind: DayKind, wanted: date | None = None) -> MonthCard:
        """List a month of Tracks of the Day or of Royal maps, the newest where none is wanted."""
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
            listed(release.map_uids[0], release.on.day, release, tracks, authors)
            for release in found.items
            if release.on is not None
        )
        return MonthCard(kind, first, days, oldest, newest, _age(found, tracks.values()))

    async def on_this_day(self) -> AnniversaryCard:
        """List the Tracks that this date in Paris had in earlier years, as far as they are known.

        Refuse where there are none.
        """
        on = paris_date(self._clock.now())
        found = await self._catalogue.tracks_before(on)
        if not found:
            is_known = await self._catalogue.has_lists()
            raise Refusal(
                discovery_wording.no_earlier_track(on)
                if is_known
                else discovery_wording.NOTHING_YET
            )
        tracks = await self._maps.several([one.map_uids[0] for one in found], any_age=True)
        authors = await self._authors(tracks, any_age=True)
        days = tuple(
            listed(one.map_uids[0], one.on.year, one, tracks, authors)
            for one in found
            if one.on is not None
        )
        return AnniversaryCard(on, days)

    def months(self, kind: DayKind) -> tuple[date, date]:
        """First and last month there is."""
        if kind == "royal":
            return FIRST_ROYAL_MONTH, LAST_ROYAL_MONTH
        return month_of(FIRST_DATE), month_of(self._catalogue.months.newest_date())

    async def _campaign(self, known: Releases, release: Release) -> CampaignCard:
        is_over = not release.runs_at(self._clock.timestamp())
        tracks = await self._maps.several(release.map_uids, any_age=is_over)
        authors = await self._authors(tracks, any_age=is_over)
        position = known.items.index(release)
        return CampaignCard(
            release=release,
            maps=tuple(
                listed(uid, number, release, tracks, authors)
                for number, uid in enumerate(release.map_uids, 1)
            ),
            earlier=known.items[position - 1] if position > 0 else None,
            later=known.items[position + 1] if position + 1 < len(known.items) else None,
            as_of=_age(known, tracks.values()),
            is_over=is_over,
        )

    async def _authors(self, tracks: Mapping[str, TrackMap], *, any_age: bool) -> dict[str, str]:
        accounts = {track.author for track in tracks.values()}
        return await self._people.names(sorted(accounts), any_age=any_age)


def listed(
    map_uid: str,
    number: int,
    release: Release,
    tracks: Mapping[str, TrackMap],
    authors: Mapping[str, str],
) -> ListedMap:
    """Return a row of a list, with what is known of its map."""
    track = tracks.get(map_uid)
    author = authors[track.author] if track is not None else ""
    return ListedMap(map_uid, number, track, author, release)


def _age(known: Releases, tracks: Iterable[TrackMap]) -> float | None:
    """Return how old the oldest part is that could not be fetched anew."""
    ages = [track.received_at for track in tracks if track.stale]
    ages += [known.as_of] if known.as_of is not None else []
    return min(ages, default=None)
