"""Clubs, what they offer, their ladders."""

from collections.abc import Iterable, Sequence

import discord

from bot.clubs import wording
from bot.clubs.cards import (
    MAPS_OF_A_ROOM,
    ActivityPage,
    ClubBoardPage,
    ClubCampaignCard,
    ClubCard,
    ClubName,
    ClubRecordCard,
    RoomCard,
    RoomsPage,
)
from bot.clubs.links import club_campaign_page, club_page, club_review_page
from bot.face import wording as face_wording
from bot.face.embeds import add_field, build, fitting, link, picture, timestamp
from bot.ladders import wording as ladders_wording
from bot.ladders.embeds import board_embed
from bot.maps.links import board_page
from bot.nadeo.answers import Answer
from bot.nadeo.club_models import Activity, Club
from bot.nadeo.models import ALL_TIME, TrackMap
from bot.text import counted, escape, named, number, score, shown

TEXT_LENGTH = 1500
_NAME_LENGTH = 60
MAP_NAME_LENGTH = 40


def club_embed(card: ClubCard) -> discord.Embed:
    """Return a club's card; pictures only where they are PNG (quirk 38)."""
    club = card.club
    embed = build(
        title=shown(club.name, wording.club_number(club.id)),
        url=club_page(club.id),
        description="\n".join(line for line in (*_words(club), _old(club)) if line),
        footer=wording.club_number(club.id),
    )
    add_field(embed, wording.TAG, shown(club.tag, ""))
    add_field(embed, wording.MEMBERS, _members(card))
    add_field(embed, wording.STATE, wording.CLUB_STATES.get(club.state) or shown(club.state, "?"))
    add_field(embed, wording.FOUNDED, timestamp(club.creation_timestamp, "D"))
    icons = (club.icon_url_png_large, club.icon_url_png_medium, club.icon_url_png_small)
    embed.set_thumbnail(url=_first_picture(icons))
    return embed.set_image(url=_first_picture((club.screen_url_png_large,)))


def _words(club: Club) -> Iterable[str]:
    yield wording.VERIFIED if club.verified else ""
    yield wording.FEATURED if club.featured else ""
    yield shown(club.description, "", TEXT_LENGTH)


def _members(card: ClubCard) -> str:
    if card.members is None:
        return wording.NOT_TOLD
    lines = [f"**{number(card.members)}**"]
    if card.staff is not None:
        staff = card.staff
        lines.append(wording.staff(staff.admins, staff.content_creators, staff.applicants))
    return "\n".join(line for line in lines if line)


def _first_picture(urls: Iterable[str]) -> str | None:
    return next((url for url in map(picture, urls) if url), None)


def _old(answer: Answer) -> str:
    return face_wording.old_data(timestamp(answer.received_at)) if answer.stale else ""


def campaigns_embed(page: ActivityPage) -> discord.Embed:
    """Draw a page of campaigns, or say that there are none."""
    lines = [_campaign_line(entry) for entry in page.entries] or [wording.NO_CAMPAIGNS]
    return _activities_embed(page, wording.CAMPAIGNS, lines)


def _campaign_line(entry: Activity) -> str:
    name = shown(entry.name, str(entry.campaign_id), _NAME_LENGTH)
    parts = [f"**{name}**", counted(entry.items_count, "map"), f"`{entry.campaign_id}`"]
    parts += [] if entry.public else [wording.MEMBERS_ONLY]
    return " · ".join(parts)


def rooms_embed(page: RoomsPage) -> discord.Embed:
    """Draw a field for each room; a page says that nobody joins by looking."""
    nothing = [] if page.rooms else [wording.NO_ROOMS]
    embed = _activities_embed(page.activities, wording.ROOMS, [*nothing, wording.NEVER_JOINS])
    for card in page.rooms:
        name = card.room.name if card.room is not None else ""
        title = shown(card.activity.name or name, wording.ROOMS, _NAME_LENGTH)
        add_field(embed, title, _room(card), inline=False)
    club_id = page.activities.club.club_id
    reviews = (
        link(shown(item.name, "?", _NAME_LENGTH), club_review_page(club_id, item.activity_id))
        for item in page.reviews
    )
    add_field(embed, wording.MAP_REVIEWS, fitting(reviews, 1000), inline=False)
    return embed


def _room(card: RoomCard) -> str:
    if card.room is None:
        return card.problem
    state = card.room.room
    facts = [
        wording.players(state.player_count, state.max_players),
        wording.SCALABLE if state.scalable else "",
        shown(state.region, ""),
        wording.PASSWORD if card.room.password or card.activity.password else "",
        "" if card.activity.public else wording.MEMBERS_ONLY,
    ]
    maps = _room_maps(card.maps) if card.room.nadeo else wording.DEDICATED
    return "\n".join([" · ".join(fact for fact in facts if fact), maps])


def _room_maps(maps: Sequence[tuple[str, TrackMap | None]]) -> str:
    """Return how many maps are played, and the first of them."""
    first = [
        link(_map_name(uid, track, place), board_page(uid, None))
        for place, (uid, track) in enumerate(maps[:MAPS_OF_A_ROOM], start=1)
    ]
    return f"{counted(len(maps), 'map')}: {', '.join(first)}" if maps else wording.NO_ROOM_MAPS


def _map_name(uid: str, track: TrackMap | None, place: int) -> str:
    return shown(track.name, uid, MAP_NAME_LENGTH) if track is not None else f"#{place}"


def _activities_embed(page: ActivityPage, heading: str, lines: Sequence[str]) -> discord.Embed:
    age = face_wording.old_data(timestamp(page.received_at)) if page.stale else ""
    return build(
        title=_club_name(page.club),
        url=club_page(page.club.club_id),
        description=fitting(line for line in (*lines, age) if line),
        heading=heading,
        footer=face_wording.page_of(page.page + 1, page.pages, page.total),
    )


def _club_name(club: ClubName) -> str:
    return shown(club.name, wording.club_number(club.club_id))


def club_campaign_embed(card: ClubCampaignCard) -> discord.Embed:
    """Return a club's campaign with its maps."""
    found = card.campaign
    club = shown(found.club_name, wording.club_number(found.club_id))
    unknown = "" if card.problem else wording.MAP_WITHOUT_NAME
    lines = [_map_line(*entry, unknown) for entry in enumerate(card.maps, start=1)]
    lines = lines or [wording.NO_MAPS]
    embed = build(
        title=shown(found.name, str(found.campaign_id)),
        url=club_campaign_page(found.club_id, found.campaign_id),
        description=fitting(
            line
            for line in (link(club, club_page(found.club_id)), card.problem, *lines, _old(found))
            if line
        ),
        footer=wording.campaign_number(found.campaign_id),
    )
    add_field(embed, wording.MAPS_OF_CAMPAIGN, number(len(card.maps)))
    add_field(
        embed, face_wording.ENDS, timestamp(found.campaign.end_timestamp, "f") or wording.NO_END
    )
    return embed.set_thumbnail(url=_first_picture((found.media_url_png_large,)))


def _map_line(place: int, entry: tuple[str, TrackMap | None], unknown: str) -> str:
    """Return a map; `unknown` is what is said of one without a name."""
    uid, track = entry
    if track is None:
        return " · ".join(part for part in (f"{place}\\. {escape(uid)}", unknown) if part)
    name = link(shown(track.name, uid, MAP_NAME_LENGTH), board_page(uid, None))
    return f"{place}\\. {name} · `{score(track.author_time, track.kind)}`"


def club_board_embed(page: ClubBoardPage) -> discord.Embed:
    """Return a page of a map's ladder among a club's members."""
    embed = board_embed(page.board)
    parts = (
        named(page.club.name, wording.club_number(page.club.club_id)),
        ladders_wording.BOARD_NAMES[page.board.board],
        wording.ranked(page.ranked),
    )
    return embed.set_author(name=" · ".join(parts)[:256], url=club_page(page.club.club_id))


def record_embed(card: ClubRecordCard) -> discord.Embed:
    """Return the account's own record and its rank in a club."""
    track = card.track
    board = "all-time" if card.group_uid == ALL_TIME else "season"
    embed = build(
        title=shown(track.name, track.uid),
        url=board_page(track.uid, None),
        description=f"{ladders_wording.BOARD_NAMES[board]} · {_club_name(card.club)}",
        heading=wording.RECORD_TITLE,
        footer=track.uid,
    )
    if card.record is None:
        add_field(embed, wording.RECORD, wording.NO_RECORD)
        return embed
    add_field(embed, wording.RECORD, f"**{escape(score(card.record.score, track.kind))}**")
    add_field(embed, wording.RANK, f"**{number(card.record.position)}**")
    return embed
