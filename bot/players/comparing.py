"""Two players side by side: one request a map, which tells of both."""

from collections.abc import Sequence

from bot.face import wording as face_wording
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.lookup.lists import Lists
from bot.maps.lookup.maps import Maps, hinting
from bot.maps.lookup.running import Running
from bot.maps.lookup.typed_maps import MapWish, TypedMaps
from bot.maps.releases import Release, Target
from bot.maps.typed.campaigns import CampaignWish
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME, TrackMap
from bot.nadeo.side_by_side import A_FEW, side_by_side
from bot.players import comparison_wording as wording
from bot.players.cards import season_of
from bot.players.comparison_cards import ComparedMap, Comparison, MapComparison, Pair
from bot.players.linking import Links
from bot.players.records import MapResults, PlayerRecords
from bot.players.typed import PlayerChoice
from bot.refusal import Refusal

PATIENCE = 33.0
"""How long all maps of a campaign may take, in seconds: 25 of them at one request a second fit."""
MOST_FAILURES = 3
"""After so many Nadeo is left alone, and what has come is shown."""


class Comparisons:
    """Compares whoever asks with another player."""

    def __init__(
        self,
        links: Links,
        records: PlayerRecords,
        maps: Maps,
        typed_maps: TypedMaps,
        lists: Lists,
        catalogue: Catalogue,
        running: Running,
    ) -> None:
        self._links = links
        self._records = records
        self._maps = maps
        self._typed_maps = typed_maps
        self._lists = lists
        self._catalogue = catalogue
        self._running = running

    async def pair(self, user_id: int, guild_id: int | None, wanted: PlayerChoice) -> Pair:
        """Find who is compared with whom; refuse whoever is not linked, or is meant themselves."""
        own = await self._links.meant(user_id, guild_id, None)
        other = await self._links.meant(user_id, guild_id, wanted)
        if own.account_id == other.account_id:
            raise Refusal(wording.WITH_SELF)
        return Pair(own, other)

    async def of(
        self, pair: Pair, wanted: Release | CampaignWish | MapWish
    ) -> Comparison | MapComparison:
        """Compare two players over the campaign or on the map that was understood."""
        if isinstance(wanted, Release | CampaignWish):
            return await self.over(pair, wanted)
        return await self.on_map(pair, await self._typed_maps.found(wanted))

    async def over(self, pair: Pair, wanted: Release | CampaignWish) -> Comparison:
        """Compare two players over a campaign; raise where nothing of any map is told."""
        release = await self._lists.found(wanted)
        known = await self._maps.several(release.map_uids, any_age=True)
        group_uid = season_of(release) or ALL_TIME
        tracks = [known[uid] for uid in release.map_uids if uid in known]
        told = await self._results(pair, tracks, group_uid)
        maps = tuple(
            _compared(pair, number, known[uid], told[uid])
            for number, uid in enumerate(release.map_uids, start=1)
            if uid in told
        )
        return Comparison(
            pair=pair,
            release=release,
            group_uid=group_uid,
            maps=maps,
            missing=len(release.map_uids) - len(maps),
            received_at=min((found.received_at for found in told.values()), default=0.0),
            stale=any(found.stale for found in told.values()),
        )

    async def over_group(self, pair: Pair, season_uid: str) -> Comparison:
        """Compare two players over the campaign that a button named; refuse one listed no more."""
        release = await self._catalogue.release_of_group(season_uid)
        if release is None:
            raise Refusal(face_wording.OUTDATED_BUTTON)
        return await self.over(pair, release)

    async def on_map(self, pair: Pair, target: Target) -> MapComparison:
        """Compare two players on one map, in its season where it has one."""
        with hinting():
            track = await self._maps.get(target.map_uid, any_age=True)
        group_uid = season_of(target.release) or ALL_TIME
        found = await self._records.on_map(track, group_uid, _accounts(pair))
        return MapComparison(
            pair=pair,
            compared=_compared(pair, 1, track, found),
            group_uid=group_uid,
            release=target.release,
            received_at=found.received_at,
            stale=found.stale,
        )

    async def on_running(self, pair: Pair, over: str) -> Comparison | MapComparison:
        """Compare two players over what runs: `season`, or `today` for the track."""
        if over == "today":
            return await self.on_map(pair, await self._running.track())
        return await self.over(pair, await self._running.season())

    async def _results(
        self, pair: Pair, tracks: Sequence[TrackMap], group_uid: str
    ) -> dict[str, MapResults]:
        """Ask map by map, a few at once; what failed or came too late is missing.

        By the maps' uids.
        """
        failures: list[NadeoError] = []

        async def ask(track: TrackMap) -> MapResults:
            if len(failures) >= MOST_FAILURES:
                raise TimeoutError
            try:
                return await self._records.on_map(track, group_uid, _accounts(pair))
            except NadeoError as error:
                failures.append(error)
                raise

        answers = await side_by_side(tracks, ask, PATIENCE, A_FEW)
        told = {
            track.uid: answer
            for track, answer in zip(tracks, answers, strict=True)
            if isinstance(answer, MapResults)
        }
        late = [answer for answer in answers if isinstance(answer, TimeoutError)]
        if not told and (failures or late):
            raise [*failures, *late][0]
        return told


def _accounts(pair: Pair) -> list[str]:
    return [pair.own.account_id, pair.other.account_id]


def _compared(pair: Pair, number: int, track: TrackMap, found: MapResults) -> ComparedMap:
    scores = {result.account_id: result.score for result in found.results}
    own, other = (scores.get(account_id) for account_id in _accounts(pair))
    return ComparedMap(number, track, own, other)
