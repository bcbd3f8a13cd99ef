"""Where the feeds' answers come from: Nadeo, asked past the cache where they must be new."""

from collections.abc import Awaitable, Callable
from random import Random

from bot.announcer.cards import REMINDER_FEEDS, Feed
from bot.announcer.feeds.releases import campaign_release, month_release
from bot.announcer.feeds.reminders import reminder
from bot.announcer.feeds.submissions import SubmissionLists, remembered_submissions, submission_news
from bot.announcer.feeds.timing import Decision
from bot.announcer.records import RecordBoards
from bot.announcer.server_records import ServerRecords
from bot.clock import Clock
from bot.nadeo.client import LiveClient
from bot.nadeo.models import CampaignList, SubmittedMap
from bot.review.cards import REVIEW_TYPES, ReviewType
from bot.review.submissions import all_submissions

LISTED = 2
"""The newest campaign and, around a switch, the one beside it."""


class Sources:
    """Asks what a feed needs to decide, and lets it decide.

    Who only wants to know what runs need not ask anew, past the cache.
    """

    def __init__(
        self,
        client: LiveClient,
        clock: Clock,
        records: RecordBoards,
        server_records: ServerRecords,
        *,
        asks_anew: bool = True,
    ) -> None:
        self.recovery = client.recovery
        self.records = records
        self.server_records = server_records
        self._client = client
        self._asked = client.asking_anew() if asks_anew else client
        self._clock = clock
        self._random = Random()  # noqa: S311 # keeps bots apart, guards nothing
        self._lists: dict[Feed, Callable[[int], Awaitable[CampaignList]]] = {
            "campaign": self._asked.get_maps_seasonal,
            "weekly-shorts": self._asked.get_maps_weekly_short,
            "weekly-grand": self._asked.get_maps_weekly_grand,
            "cup-of-the-week": self._asked.get_maps_cup_of_the_week,
        }

    async def look(
        self, feed: Feed, memory: str = "", expected: float | None = None
    ) -> tuple[Decision, str]:
        """Look at what runs, and say what the feed wants to remember.

        `expected` is the switch that the last decision waited for.
        """
        if feed in REMINDER_FEEDS:
            return reminder(feed, self._clock.timestamp()), ""
        if feed == "submissions":
            return await self._submissions(memory)
        if feed == "world-records":
            return await self.records.look(memory)
        if feed == "server-records":
            return await self.server_records.look(memory)
        if feed == "totd":
            months = await self._asked.get_maps_totd(length=2)
            return month_release(
                months, self._clock.timestamp(), self._random.random(), expected
            ), ""
        campaigns = await self._lists[feed](LISTED)
        spread = self._random.random()
        return campaign_release(feed, campaigns, self._clock.timestamp(), spread, expected), ""

    async def submitted(self, kind: ReviewType) -> list[SubmittedMap]:
        """Return the account's submissions of a kind as they are known."""
        found, _ = await all_submissions(self._client, kind)
        return found

    async def _submissions(self, memory: str) -> tuple[Decision, str]:
        lists: SubmissionLists = {
            kind: (await all_submissions(self._asked, kind))[0] for kind in REVIEW_TYPES
        }
        known, decision = submission_news(
            remembered_submissions(memory), lists, self._clock.timestamp()
        )
        return decision, known.model_dump_json()
