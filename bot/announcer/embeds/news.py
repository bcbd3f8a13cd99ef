"""Cards of what is announced; each carries its item's mark, so that it is found again."""

from collections.abc import Mapping, Sequence

import discord
from yarl import URL

from bot.announcer import wording
from bot.announcer.cards import (
    CampaignNews,
    CupReminder,
    Feed,
    SubmissionNews,
    VoteSummary,
)
from bot.face import colours
from bot.face.embeds import FIELD_LIMIT, TITLE_LIMIT, add_field, build, fitting, link, timestamp
from bot.face.widths import PHONE_LINE, fitted, width
from bot.face.wording import short_date
from bot.maps import wording as maps_wording
from bot.maps.cards import CampaignCard, EarlierTrack, ListedMap, MapCard
from bot.maps.days import FIRST_DATE
from bot.maps.embeds.lists import campaign_embed
from bot.maps.embeds.maps import map_embed, map_heading
from bot.maps.links import TRACKMANIA_COM, board_page, campaign_page
from bot.maps.releases import Release, ReleaseKind, Target
from bot.review.links import review_page
from bot.text import cut, shown

MOST_EARLIER = 5
MARK_NAME = "pitwall"
TOTD_PAGE = f"{TRACKMANIA_COM}/track-of-the-day"
KINDS: Mapping[Feed, ReleaseKind] = {
    "campaign": "seasonal",
    "weekly-shorts": "weekly-shorts",
    "weekly-grand": "weekly-grand",
    "cup-of-the-week": "cup-of-the-week",
}
"""What the feeds of several maps release."""
SUBMISSIONS_PAGE = f"{TRACKMANIA_COM}/player/tracks"


def map_news_embed(
    card: MapCard, earlier: Sequence[EarlierTrack], mark: str, *, is_replaced: bool = False
) -> discord.Embed:
    """Show a new map; a Track of the Day has its number and its author's history."""
    embed = map_embed(card)
    release = card.release
    embed.url = marked(board_page(card.track.uid, release), mark)
    if is_replaced:
        embed.description = f"{embed.description}\n{wording.MAP_REPLACED}"
    if release is not None and release.on is not None:
        lines = [_earlier(track, release.on.year) for track in earlier[:MOST_EARLIER]]
        if len(earlier) > MOST_EARLIER:
            lines.append(wording.and_more(len(earlier) - MOST_EARLIER))
        add_field(embed, str(wording.EARLIER_TRACKS), fitting(lines, FIELD_LIMIT), inline=False)
    if number := _number(release):
        return embed.set_footer(text=number)
    return embed.remove_footer()


def nameless_map_embed(target: Target, mark: str, *, is_replaced: bool = False) -> discord.Embed:
    """Show a new map while Nadeo tells nothing of it but its uid."""
    release = target.release
    ends = timestamp(release.ends) if release is not None else ""
    lines = [
        str(wording.MAP_UNTOLD),
        str(wording.MAP_REPLACED) if is_replaced else "",
        maps_wording.ends(ends),
    ]
    return build(
        title=str(wording.NEW_MAP),
        url=marked(board_page(target.map_uid, release), mark),
        description="\n".join(filter(None, lines)),
        heading=map_heading(release, _year(release)),
        footer=_number(release),
        colour=colours.MAP,
    )


def campaign_news_embed(
    news: CampaignNews, maps: Sequence[ListedMap], mark: str, *, is_replaced: bool = False
) -> discord.Embed:
    """Show a season or a week: one card however many maps it has; those that are known as rows."""
    is_named = any(item.track is not None for item in maps)
    card = CampaignCard(release_of(news), tuple(maps) if is_named else ())
    embed = campaign_embed(card, whole=True)
    embed.title = cut(shown(news.name, str(wording.FEED_TITLES[news.feed])), TITLE_LIMIT)
    embed.url = marked(campaign_page(news.feed, news.campaign_id), mark)
    embed.set_author(name=f"{wording.NEW} · {wording.FEED_TITLES[news.feed]}")
    if is_replaced:
        embed.description = fitting([str(wording.LIST_REPLACED), embed.description or ""])
    if not is_named:
        add_field(embed, str(wording.MAPS_RELEASED), str(len(news.map_uids)))
    return embed


def release_of(news: CampaignNews) -> Release:
    """Return a season or a week as what was released."""
    return Release(
        kind=KINDS[news.feed],
        season_uid=news.season_uid,
        campaign_id=news.campaign_id,
        starts=news.starts,
        ends=news.ends,
        name=news.name,
        map_uids=news.map_uids,
    )


def reminder_embed(cup: CupReminder, track: EarlierTrack | None, mark: str) -> discord.Embed:
    """Say that a cup begins soon, and on which track where that is known by then."""
    times = timestamp(cup.starts, "t"), timestamp(cup.starts)
    name = wording.ANY_TRACK
    if track is not None:
        room = PHONE_LINE - width(wording.cup_track(""))
        label = fitted(track.name, track.map_uid, room)
        name = link(label, board_page(track.map_uid, None))
    return build(
        title=str(wording.FEED_TITLES[cup.feed]),
        url=marked(TOTD_PAGE, mark),
        description=f"{wording.cup_begins(*times)}\n{wording.cup_track(str(name))}",
        colour=colours.SCHEDULE,
    )


def submission_embed(news: SubmissionNews, mark: str) -> discord.Embed:
    """Say that a map was submitted or nominated."""
    heading = wording.SUBMITTED if news.kind == "submitted" else wording.NOMINATED_NEWS
    return build(
        title=shown(news.name, news.map_uid),
        url=marked(review_page(news.review_type, news.map_uid), mark),
        description=str(wording.REVIEW_TITLES[news.review_type]),
        heading=str(heading),
        colour=colours.REVIEW,
    )


def votes_embed(news: VoteSummary, mark: str) -> discord.Embed:
    """Say what all submissions gained."""
    lines = [
        f"**{shown(one.name, '?')}**: "
        f"{wording.votes_gained(one.gained, one.votes, f'{one.average:.2f}')}"
        for one in news.changes
    ]
    return build(
        title=str(wording.NEW_VOTES),
        url=marked(SUBMISSIONS_PAGE, mark),
        description=fitting(lines),
        colour=colours.REVIEW,
    )


def marked(page: str, mark: str) -> str:
    """Return a page's address with an item's mark in it: where nobody reads it, and no page cares.

    By it the card is found again in a channel's history.
    """
    return str(URL(page).update_query({MARK_NAME: mark})) if mark else page


def _number(release: Release | None) -> str:
    """Return which Track of the Day it is, counted from the first; "" for all others."""
    if release is None or release.kind != "totd" or release.on is None:
        return ""
    return wording.track_number((release.on - FIRST_DATE).days + 1)


def _year(release: Release | None) -> int | None:
    """Return the year in which a new map is read: that of its release."""
    return release.on.year if release is not None and release.on is not None else None


def _earlier(track: EarlierTrack, year: int) -> str:
    name = link(shown(track.name, track.map_uid), board_page(track.map_uid, None))
    return f"{name} · {short_date(track.on, year)}"
