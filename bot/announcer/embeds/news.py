"""Cards of what is announced; each carries its item's mark, so that it is found again."""

from collections.abc import Mapping, Sequence

import discord

from bot.announcer import wording
from bot.announcer.cards import (
    CampaignNews,
    CupReminder,
    QueueLow,
    QueueMove,
    SubmissionNews,
    VoteSummary,
)
from bot.face.embeds import FIELD_LIMIT, add_field, build, fitting, link, timestamp
from bot.face.wording import ENDS, long_date
from bot.maps.cards import EarlierTrack, MapCard
from bot.maps.days import FIRST_DATE
from bot.maps.embeds.maps import map_embed, map_heading, map_links
from bot.maps.links import board_page, campaign_page
from bot.maps.releases import Release, Target
from bot.maps.wording import LINKS
from bot.nadeo.models import REVIEW_SECONDS_A_MAP
from bot.review.links import review_page
from bot.text import duration, shown

MOST_EARLIER = 5
TOTD_PAGE = "https://www.trackmania.com/track-of-the-day"


def map_news_embed(
    card: MapCard, earlier: Sequence[EarlierTrack], mark: str, *, is_replaced: bool = False
) -> discord.Embed:
    """Show a new map; a Track of the Day has its number and its author's history."""
    embed = map_embed(card)
    release = card.release
    if is_replaced:
        embed.description = f"{embed.description}\n{wording.MAP_REPLACED}"
    if release is not None and release.on is not None:
        embed.set_author(name=_numbered(release))
        lines = [_earlier(track) for track in earlier[:MOST_EARLIER]]
        if len(earlier) > MOST_EARLIER:
            lines.append(wording.and_more(len(earlier) - MOST_EARLIER))
        add_field(embed, wording.EARLIER_TRACKS, fitting(lines, FIELD_LIMIT), inline=False)
    return embed.set_footer(text=" · ".join(filter(None, (card.track.uid, mark))))


def nameless_map_embed(target: Target, mark: str, *, is_replaced: bool = False) -> discord.Embed:
    """Show a new map while Nadeo tells nothing of it but its uid."""
    release = target.release
    lines = [wording.MAP_UNTOLD, *([wording.MAP_REPLACED] if is_replaced else [])]
    embed = build(
        title=wording.NEW_MAP,
        url=board_page(target.map_uid, release),
        description="\n".join(lines),
        heading=_numbered(release),
        footer=" · ".join(filter(None, (target.map_uid, mark))),
    )
    if release is not None:
        add_field(embed, ENDS, timestamp(release.ends, "f"))
    add_field(embed, LINKS, map_links(target.map_uid, release), inline=False)
    return embed


def campaign_news_embed(
    news: CampaignNews, names: Mapping[str, str], mark: str, *, is_replaced: bool = False
) -> discord.Embed:
    """Show a season or a week: one card however many maps it has."""
    lines = [wording.LIST_REPLACED] if is_replaced else []
    lines += [
        f"`{number:>2}` {shown(names[uid], uid)}"
        for number, uid in enumerate(news.map_uids, 1)
        if uid in names
    ]
    embed = build(
        title=shown(news.name, wording.FEED_TITLES[news.feed]),
        url=campaign_page(news.feed, news.campaign_id),
        description=fitting(lines),
        heading=f"{wording.NEW} · {wording.FEED_TITLES[news.feed]}",
        footer=mark,
    )
    add_field(embed, wording.MAPS_RELEASED, str(len(news.map_uids)))
    add_field(embed, ENDS, timestamp(news.ends, "f"))
    return embed


def reminder_embed(cup: CupReminder, mark: str) -> discord.Embed:
    """Say that a cup begins soon."""
    times = timestamp(cup.starts, "f"), timestamp(cup.starts)
    return build(
        title=wording.FEED_TITLES[cup.feed],
        url=TOTD_PAGE,
        description=wording.cup_begins(*times),
        footer=mark,
    )


def queue_embed(news: QueueMove | QueueLow, mark: str) -> discord.Embed:
    """Say what became of the review queue, and the waiting time now."""
    if isinstance(news, QueueMove):
        bands = wording.QUEUE_BANDS[news.before], wording.QUEUE_BANDS[news.after]
        description = wording.queue_moved(*bands, timestamp(news.moved_at, "t"))
    else:
        description = wording.queue_low(news.minutes)
    title = wording.REVIEW_TITLES[news.review_type]
    embed = build(title=title, description=description, footer=mark)
    now = news.now
    wait = wording.waiting(now.seconds // REVIEW_SECONDS_A_MAP, duration(now.seconds))
    add_field(embed, wording.WAITING_TIME_TITLE, f"{wait} · {timestamp(now.measured_at)}")
    return embed


def submission_embed(news: SubmissionNews, mark: str) -> discord.Embed:
    """Say that a map was submitted or nominated."""
    heading = wording.SUBMITTED if news.kind == "submitted" else wording.NOMINATED_NEWS
    return build(
        title=shown(news.name, news.map_uid),
        url=review_page(news.review_type, news.map_uid),
        description=wording.REVIEW_TITLES[news.review_type],
        heading=heading,
        footer=mark,
    )


def votes_embed(news: VoteSummary, mark: str) -> discord.Embed:
    """Say what all submissions gained."""
    lines = [
        f"**{shown(one.name, '?')}**: "
        f"{wording.votes_gained(one.gained, one.votes, f'{one.average:.2f}')}"
        for one in news.changes
    ]
    return build(title=wording.NEW_VOTES, description=fitting(lines), footer=mark)


def _numbered(release: Release | None) -> str:
    """Return what a map was published as; a Track of the Day has its number."""
    heading = map_heading(release)
    if release is None or release.kind != "totd" or release.on is None:
        return heading
    return f"{heading} · {wording.track_number((release.on - FIRST_DATE).days + 1)}"


def _earlier(track: EarlierTrack) -> str:
    name = link(shown(track.name, track.map_uid), board_page(track.map_uid, None))
    return f"{name} · {long_date(track.on)}"
