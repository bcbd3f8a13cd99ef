"""Points rankings of campaigns."""

from bot.ladders.boards import CHUNK, chunk_offset, has_next
from bot.ladders.cards import PAGE_LENGTH, PointsRow, RankingPage, page_start
from bot.maps.releases import Release
from bot.nadeo.client import LiveClient
from bot.people.lookup import People


class Rankings:
    """Knows who has how many points in a campaign."""

    def __init__(self, client: LiveClient, people: People) -> None:
        self._client = client
        self._people = people

    async def page(self, release: Release, rank: int) -> RankingPage:
        """Ask for the hundred rows of which the page is a part: Nadeo gives no more at once."""
        first = page_start(rank)
        offset = chunk_offset(first)
        answer = await self._client.get_campaign_ranking(release.season_uid, CHUNK, offset)
        chunk, start = answer.world, first - 1 - offset
        records, rest = chunk[start : start + PAGE_LENGTH], chunk[start + PAGE_LENGTH :]
        people = await self._people.introduce(records, rest)
        rows = tuple(
            PointsRow(
                record.position,
                one.name,
                record.points,
                one.country,
                one.lacks_name,
                account_id=record.account_id,
            )
            for record, one in zip(records, people, strict=True)
        )
        return RankingPage(
            release=release,
            first_rank=first,
            rows=rows,
            has_next=has_next(first, answer.came),
            received_at=answer.received_at,
            stale=answer.stale,
        )

    async def rank_of(self, season_uid: str, account_id: str, near: int) -> int | None:
        """Return a player's rank if that is among the hundred around one, which a page shows."""
        answer = await self._client.get_campaign_ranking(season_uid, CHUNK, chunk_offset(near))
        ranks = (one.position for one in answer.world if one.account_id == account_id)
        return next(ranks, None)
