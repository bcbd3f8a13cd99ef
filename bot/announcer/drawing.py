"""Items as the messages that are posted."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import discord

from bot.announcer import wording
from bot.announcer.cards import (
    CampaignNews,
    CupReminder,
    Drawing,
    Item,
    LadderNews,
    Message,
    QueueCard,
    QueueClosed,
    QueueLow,
    Subject,
    SubmissionNews,
    VoteSummary,
    WorldRecord,
)
from bot.announcer.embeds.news import (
    campaign_news_embed,
    map_news_embed,
    nameless_map_embed,
    release_of,
    reminder_embed,
    submission_embed,
    votes_embed,
)
from bot.announcer.embeds.queue import closed_embed, low_embed, queue_embed
from bot.announcer.embeds.records import Names, ladder_news_embed, world_record_embed
from bot.announcer.feeds.review import DAY
from bot.announcer.titles import title_of
from bot.announcer.translations import TITLE, in_each_language
from bot.languages import ENGLISH, written
from bot.maps.cards import EarlierTrack, ListedMap, MapCard
from bot.maps.controls import day_board_controls, list_controls, map_controls, target_controls
from bot.maps.days import scheduled_date
from bot.maps.lookup.cards import MapCards
from bot.maps.releases import Target
from bot.maps.rows.authors import earlier_tracks
from bot.maps.rows.releases import read_track_on
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.people.lookup import People
from bot.review.cards import Sample
from bot.review.controls import join_controls
from bot.review.rows import read_samples
from bot.storage.store import Store

log = logging.getLogger(__name__)


class Drawer:
    """Draws items, asking for the maps and names that their cards need."""

    def __init__(
        self, client: LiveClient, map_cards: MapCards, people: People, store: Store
    ) -> None:
        self._client = client
        self._map_cards = map_cards
        self._people = people
        self._store = store

    async def draw(self, item: Item, *, is_replaced: bool = False) -> Drawing:
        """Draw an item, with its mark; a list may lack names of its maps.

        A replaced one says that another map was there before.
        """
        sketch = await self._sketch(item.subject, item.mark, is_replaced=is_replaced)
        return _drawing(item, sketch)

    def outline(self, item: Item, *, is_replaced: bool = False) -> Drawing:
        """Draw what can be said of a map without asking for it."""
        subject, mark = item.subject, item.mark
        match subject:
            case WorldRecord():
                embed, target = (
                    partial(world_record_embed, subject, None, {}, mark),
                    _target(subject),
                )
            case LadderNews():
                embed, target = (
                    partial(ladder_news_embed, subject, None, {}, mark),
                    _target(subject),
                )
            case Target():
                embed = partial(nameless_map_embed, subject, mark, is_replaced=is_replaced)
                target = subject
            case _:
                raise TypeError("only a map has an outline")
        controls = partial(target_controls, target)
        return _drawing(item, _Sketch(embed, controls, is_whole=target is not subject))

    async def example(self, subject: Subject) -> Message:
        """Draw a subject as a test, which no search takes for the real one.

        It is in the language that is written in, and in no other.
        """
        sketch = await self._sketch(subject, "", is_replaced=False)
        return {**sketch.drawn(), "content": str(wording.TEST)}

    async def _sketch(self, subject: Subject, mark: str, *, is_replaced: bool) -> "_Sketch":
        """Ask for all that a card shows, whatever the language."""
        if isinstance(subject, Target):
            card = await self._map_cards.card(subject)
            earlier = await self._earlier(card)
            embed = partial(map_news_embed, card, earlier, mark, is_replaced=is_replaced)
            return _Sketch(embed, partial(map_controls, card), map_name=card.track.name)
        if isinstance(subject, CampaignNews):
            maps = await self._listed(subject)
            embed = partial(campaign_news_embed, subject, maps, mark, is_replaced=is_replaced)
            is_whole = all(item.track is not None for item in maps)
            return _Sketch(embed, partial(list_controls, maps), is_whole=is_whole)
        if isinstance(subject, (WorldRecord, LadderNews)):
            return await self._news_of_players(subject, mark)
        if isinstance(subject, CupReminder):
            on = scheduled_date(datetime.fromtimestamp(subject.starts, UTC))
            track = await read_track_on(self._store, on)
            embed = partial(reminder_embed, subject, track, mark)
            return _Sketch(embed, partial(day_board_controls, on))
        return await self._news_of_a_moment(subject, mark)

    async def _news_of_players(self, subject: WorldRecord | LadderNews, mark: str) -> "_Sketch":
        card = await self._map_cards.card(_target(subject))
        if isinstance(subject, WorldRecord):
            names = await self._names(subject)
            embed = partial(world_record_embed, subject, card.track, names, mark)
        else:
            names = await self._linked(subject)
            embed = partial(ladder_news_embed, subject, card.track, names, mark)
        return _Sketch(embed, partial(map_controls, card), map_name=card.track.name)

    async def _news_of_a_moment(self, subject: Subject, mark: str) -> "_Sketch":
        if isinstance(subject, QueueCard):
            now = subject.now.measured_at
            measured = await read_samples(self._store, subject.review_type, now - DAY, now)
            embed = partial(queue_embed, subject, measured, mark)
            return _Sketch(embed, partial(join_controls, subject.review_type))
        if isinstance(subject, QueueLow):
            controls = partial(join_controls, subject.review_type)
            return _Sketch(partial(low_embed, subject, mark), controls)
        return _Sketch(partial(_simple, subject, mark))

    async def _names(self, record: WorldRecord) -> Names:
        """Return the names and countries of all whom a record's card names."""
        wanted = (record.holder, record.fallen, record.first_now)
        holders = [holder for holder in wanted if holder is not None]
        people = await self._people.introduce(holders)
        return {
            holder.account_id: (one.name, one.country)
            for holder, one in zip(holders, people, strict=True)
        }

    async def _linked(self, news: LadderNews) -> Names:
        """Return the names of all whom the card of a server's ladder names."""
        names = await self._people.names(sorted(news.account_ids))
        return {account_id: (name, "") for account_id, name in names.items()}

    async def _earlier(self, card: MapCard) -> list[EarlierTrack]:
        """Return the author's earlier tracks, as far as our own notes go."""
        release = card.release
        if release is None or release.on is None:
            return []
        return await earlier_tracks(self._store, card.track.author, release.on)

    async def _listed(self, news: CampaignNews) -> Sequence[ListedMap]:
        """Return the maps as far as Nadeo tells them; they are announced without rather than late.

        Asked anew: an answer in which some were missing would be kept for a day.
        """
        try:
            tracks = await self._client.asking_anew().get_maps(news.map_uids)
        except NadeoError as error:
            log.warning("announcing %s without the names of its maps: %s", news.feed, error)
            tracks = {}
        return await self._map_cards.listed(release_of(news), tracks)


@dataclass(frozen=True)
class _Sketch:
    """A card of which all is known that it shows, but not the language."""

    embed: Callable[[], discord.Embed]
    controls: Callable[[], discord.ui.View | None] = lambda: None
    is_whole: bool = True
    map_name: str = ""

    def drawn(self) -> Message:
        """Draw it in the language that is written in."""
        return _message(self.embed(), self.controls())


def _drawing(item: Item, sketch: _Sketch) -> Drawing:
    """Draw a card in each language, together with its title."""

    def draw() -> Message:
        title = title_of(item.feed, item.subject, sketch.map_name)
        is_english = written() == ENGLISH
        return sketch.drawn() if is_english else {**sketch.drawn(), TITLE: title}

    return Drawing(in_each_language(draw), sketch.is_whole, sketch.map_name)


def queue_message(card: QueueCard, measured: Sequence[Sample], mark: str) -> Message:
    """Draw where a queue stands; `measured` are the samples of the last day, oldest first."""
    return _message(queue_embed(card, measured, mark), join_controls(card.review_type))


def closed_message(closed: QueueClosed, mark: str) -> Message:
    """Draw what a card was that another one has followed; nothing is left to do there."""
    return {**_message(closed_embed(closed, mark)), "components": []}


def _simple(subject: Subject, mark: str) -> discord.Embed:
    match subject:
        case SubmissionNews():
            return submission_embed(subject, mark)
        case VoteSummary():
            return votes_embed(subject, mark)
        case _:
            raise TypeError("these need answers first")


def _target(news: WorldRecord | LadderNews) -> Target:
    return Target(news.map_uid, news.release)


def _message(embed: discord.Embed, view: discord.ui.View | None = None) -> Message:
    message: Message = {"embeds": [embed.to_dict()]}
    if view is not None:
        message["components"] = view.to_components()
    return message
