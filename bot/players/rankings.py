"""How a server's linked players did among each other over a whole season or week."""

import asyncio
from collections.abc import Sequence

from bot.face import wording as face_wording
from bot.maps.catalogue.catalogue import Catalogue
from bot.maps.lookup.lists import Lists
from bot.maps.releases import Release
from bot.maps.typed.campaigns import CampaignWish
from bot.people.lookup import People
from bot.players import wording
from bot.players.cards import PAGE_LENGTH, season_of
from bot.players.linking import Links
from bot.players.ranking_cards import SeasonResult, ServerRankingPage, ServerRankingRow
from bot.players.seasons import SeasonResults, Seasons
from bot.refusal import Refusal

PATIENCE = 32.0
"""How long the records of a season are waited for, in seconds; looking for names comes after."""


class ServerRankings:
    """Puts linked players in order by medals, maps and sums of times."""

    def __init__(
        self, links: Links, seasons: Seasons, lists: Lists, catalogue: Catalogue, people: People
    ) -> None:
        self._links = links
        self._seasons = seasons
        self._lists = lists
        self._catalogue = catalogue
        self._people = people

    async def page(
        self, guild_id: int, user_id: int, wanted: Release | CampaignWish, page: int | None
    ) -> ServerRankingPage:
        """Put a server's linked players in order over a season; no page is that of whoever asks.

        Refuses a server in which nobody is linked.
        """
        ends = asyncio.get_running_loop().time() + PATIENCE
        accounts = await self._links.accounts(guild_id)
        if not accounts:
            raise Refusal(wording.NOBODY_LINKED)
        release = await self._lists.found(wanted)
        read = await self._seasons.results(release, guild_id, accounts.keys(), ends)
        own = next((account for account, user in accounts.items() if user == user_id), "")
        return await self._drawn(release, read, own, page)

    async def page_of_group(
        self, guild_id: int, user_id: int, season_uid: str, page: int
    ) -> ServerRankingPage:
        """Turn to a page of the ranking that a button named; refuse one that is listed no more."""
        release = await self._catalogue.release_of_group(season_uid)
        if release is None:
            raise Refusal(face_wording.OUTDATED_BUTTON)
        return await self.page(guild_id, user_id, release, page)

    async def _drawn(
        self, release: Release, read: SeasonResults, own: str, page: int | None
    ) -> ServerRankingPage:
        ordered = in_order([one for one in read.results.values() if one.finished])
        pages = max(1, -(-len(ordered) // PAGE_LENGTH))
        page = max(0, min(_page_of(own, ordered) if page is None else page, pages - 1))
        here = ordered[page * PAGE_LENGTH :][:PAGE_LENGTH]
        names = await self._people.names(
            [one.account_id for one in here], [one.account_id for one in ordered]
        )
        orders = [one.order for one in ordered]
        rows = tuple(
            ServerRankingRow(
                orders.index(one.order) + 1, names[one.account_id], one, one.account_id == own
            )
            for one in here
        )
        return ServerRankingPage(
            release=release,
            is_all_time=not season_of(release),
            rows=rows,
            page=page,
            pages=pages,
            linked=len(read.results),
            driven=len(ordered),
            unread=len(read.unread),
            received_at=min(read.ages, default=None),
            stale=read.stale,
        )


def in_order(results: Sequence[SeasonResult]) -> list[SeasonResult]:
    """Put results in order, the best first; of equal ones by account, so that none ever moves."""
    return sorted(results, key=lambda one: (one.order, one.account_id))


def _page_of(own: str, ordered: Sequence[SeasonResult]) -> int:
    places = [one.account_id for one in ordered]
    return places.index(own) // PAGE_LENGTH if own in places else 0
