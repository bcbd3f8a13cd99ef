"""Items as the messages that are posted."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.announcer import wording
from bot.announcer.cards import (
    CampaignNews,
    CupReminder,
    Item,
    Message,
    QueueLow,
    QueueMove,
    Subject,
    SubmissionNews,
)
from bot.announcer.embeds.news import (
    campaign_news_embed,
    map_news_embed,
    nameless_map_embed,
    queue_embed,
    reminder_embed,
    submission_embed,
    votes_embed,
)
from bot.maps.cards import EarlierTrack, MapCard
from bot.maps.controls import map_controls, target_controls
from bot.maps.lookup.cards import MapCards
from bot.maps.releases import Target
from bot.maps.rows.authors import earlier_tracks
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.storage.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawing:
    """A message, and whether it says all that such a message should."""

    message: Message
    is_whole: bool = True
    map_name: str = ""
    """As its author wrote it, where one map is shown."""


class Drawer:
    """Draws items, asking for the maps and names that their cards need."""

    def __init__(self, client: LiveClient, map_cards: MapCards, store: Store) -> None:
        self._client = client
        self._map_cards = map_cards
        self._store = store

    async def draw(self, item: Item, *, is_replaced: bool = False) -> Drawing:
        """Draw an item, with its mark; a list may lack names of its maps.

        A replaced one says that another map was there before.
        """
        return await self._drawing(item.subject, item.mark, is_replaced=is_replaced)

    def outline(self, item: Item, *, is_replaced: bool = False) -> Drawing:
        """Draw what can be said of a map without asking for it."""
        if not isinstance(item.subject, Target):
            raise TypeError("only a map has an outline")
        embed = nameless_map_embed(item.subject, item.mark, is_replaced=is_replaced)
        return Drawing(_message(embed, target_controls(item.subject)), is_whole=False)

    async def example(self, subject: Subject) -> Message:
        """Draw a subject as a test, which no search takes for the real one."""
        drawing = await self._drawing(subject, "", is_replaced=False)
        return {**drawing.message, "content": wording.TEST}

    async def _drawing(self, subject: Subject, mark: str, *, is_replaced: bool) -> Drawing:
        if isinstance(subject, Target):
            card = await self._map_cards.card(subject)
            embed = map_news_embed(card, await self._earlier(card), mark, is_replaced=is_replaced)
            return Drawing(_message(embed, map_controls(card)), map_name=card.track.name)
        if isinstance(subject, CampaignNews):
            names = await self._names(subject)
            embed = campaign_news_embed(subject, names, mark, is_replaced=is_replaced)
            return Drawing(_message(embed), names.keys() >= set(subject.map_uids))
        return Drawing(_message(_simple(subject, mark)))

    async def _earlier(self, card: MapCard) -> list[EarlierTrack]:
        """Return the author's earlier tracks, as far as our own notes go."""
        release = card.release
        if release is None or release.on is None:
            return []
        return await earlier_tracks(self._store, card.track.author, release.on)

    async def _names(self, news: CampaignNews) -> Mapping[str, str]:
        """Return the maps' names; a season is announced without them rather than late.

        Asked anew: an answer in which some were missing would be kept for a day.
        """
        try:
            maps = await self._client.asking_anew().get_maps(news.map_uids)
        except NadeoError as error:
            log.warning("announcing %s without the names of its maps: %s", news.feed, error)
            return {}
        return {uid: track.name for uid, track in maps.items()}


def queue_message(news: QueueMove | QueueLow, mark: str) -> Message:
    """Draw a queue's move, or that it is short."""
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
