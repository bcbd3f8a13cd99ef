"""Items as the messages that are posted."""

import logging
from collections.abc import Mapping

import discord

from bot.announcements import (
    CampaignNews,
    CupReminder,
    Item,
    Message,
    QueueLow,
    QueueMove,
    Subject,
    SubmissionNews,
)
from bot.cards import EarlierTrack, MapCard, Target
from bot.controls import map_controls
from bot.embeds.announcements import (
    campaign_news_embed,
    map_news_embed,
    queue_embed,
    reminder_embed,
    submission_embed,
    votes_embed,
)
from bot.lookup import Lookup
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.storage.authors import earlier_tracks
from bot.storage.store import Store
from bot.wording import announcements as wording

log = logging.getLogger(__name__)


class Drawer:
    """Draws items, asking for the maps and names that their cards need."""

    def __init__(self, client: LiveClient, lookup: Lookup, store: Store) -> None:
        self._client = client
        self._lookup = lookup
        self._store = store

    async def draw(self, item: Item) -> Message:
        """Return the message of an item, with its mark."""
        return await self._message(item.subject, item.mark)

    async def example(self, subject: Subject) -> Message:
        """Return the message of a subject as a test, which no search takes for the real one."""
        return {**await self._message(subject, ""), "content": wording.TEST}

    async def _message(self, subject: Subject, mark: str) -> Message:
        if isinstance(subject, Target):
            card = await self._lookup.card(subject)
            embed = map_news_embed(card, await self._earlier(card), mark)
            return _message(embed, map_controls(card))
        if isinstance(subject, CampaignNews):
            return _message(campaign_news_embed(subject, await self._names(subject), mark))
        return _message(_simple(subject, mark))

    async def _earlier(self, card: MapCard) -> list[EarlierTrack]:
        """Return the author's earlier tracks, as far as our own notes go."""
        release = card.release
        if release is None or release.on is None:
            return []
        return await earlier_tracks(self._store, card.track.author, release.on)

    async def _names(self, news: CampaignNews) -> Mapping[str, str]:
        """Return the maps' names; a season is announced without them rather than late."""
        try:
            maps = await self._client.get_maps(news.map_uids)
        except NadeoError as error:
            log.warning("announcing %s without the names of its maps: %s", news.feed, error)
            return {}
        return {uid: track.name for uid, track in maps.items()}


def queue_message(news: QueueMove | QueueLow, mark: str) -> Message:
    """Return the message of a queue's move."""
    return _message(queue_embed(news, mark))


def _simple(subject: Subject, mark: str) -> discord.Embed:
    match subject:
        case CupReminder():
            return reminder_embed(subject, mark)
        case QueueMove() | QueueLow():
            return queue_embed(subject, mark)
        case SubmissionNews():
            return submission_embed(subject, mark)
        case Target() | CampaignNews():
            raise TypeError("these need answers first")
        case _:
            return votes_embed(subject, mark)


def _message(embed: discord.Embed, view: discord.ui.View | None = None) -> Message:
    message: Message = {"embeds": [embed.to_dict()]}
    if view is not None:
        message["components"] = view.to_components()
    return message
