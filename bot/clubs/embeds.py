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
from bot.face.colours import ACCOUNT, CLUB
from bot.face.embeds import add_field, build, fitting, framed, link, picture, timestamp
from bot.face.widths import PHONE_LINE, column, fitted, packed, taken
from bot.ladders import wording as ladders_wording
from bot.ladders.embeds import board_embed
from bot.languages import number
from bot.maps import wording as maps_wording
from bot.maps.cards import ListedMap
from bot.maps.embeds.lists import map_rows
from bot.maps.links import board_page
from bot.nadeo.answers import Answer
from bot.nadeo.club_models import Activity, Club
from bot.nadeo.models import ALL_TIME, TrackMap
from bot.sentences import say_counted
from bot.text import escape, named, score, shown

TEXT_LENGTH = 1500
_HEADING_LENGTH = 40
_REGION_LENGTH = 20


def club_embed(card: ClubCard) -> discord.Embed:
    """Return a club's card; pictures only where they are PNG (quirk 38)."""
    club = card.club
    embed = build(
        title=shown(club.name, wording.club_number(club.id)),
        url=club_page(club.id),
        description="\n".join(line for line in (*_words(club), _old(club)) if line),
        colour=CLUB,
        as_of=_as_of(club),
    )
    add_field(embed, str(wording.TAG), shown(club.tag, ""))
    add_field(embed, str(wording.MEMBERS), _members(card))
    state = wording.CLUB_STATES.get(club.state) or shown(club.state, "?")
    add_field(embed, str(wording.STATE), str(state))
    add_field(embed, str(wording.FOUNDED), timestamp(club.creation_timestamp))
    icons = (club.icon_url_png_large, club.icon_url_png_medium, club.icon_url_png_small)
    embed.set_thumbnail(url=_first_picture(icons))
    return embed.set_image(url=_first_picture((club.screen_url_png_large,)))


def _words(club: Club) -> Iterable[str]:
    yield str(wording.VERIFIED) if club.verified else ""
    yield str(wording.FEATURED) if club.featured else ""
    yield shown(club.description, "", TEXT_LENGTH)


def _members(card: ClubCard) -> str:
    if card.members is None:
        return str(wording.NOT_TOLD)
    lines = [f"**{number(card.members)}**"]
    if card.staff is not None:
        staff = card.staff
        lines.append(wording.staff(staff.admins, staff.content_creators, staff.applicants))
    return "\n".join(line for line in lines if line)


def _first_picture(urls: Iterable[str]) -> str | None:
    return next((url for url in map(picture, urls) if url), None)


def _as_of(answer: Answer) -> float | None:
    return None if answer.stale else answer.received_at


def _old(answer: Answer) -> str:
    return face_wording.old_data(timestamp(answer.received_at)) if answer.stale else ""


def campaigns_embed(page: ActivityPage) -> discord.Embed:
    """Draw a page of campaigns, or say that there are none."""
    counts = column(
        [say_counted("{count} map", "{count} maps", entry.items_count) for entry in page.entries]
    )
    lines = [
        _campaign_line(f"`{count}` ", entry)
        for count, entry in zip(counts, page.entries, strict=True)
    ]
    has_closed = any(not entry.public for entry in page.entries)
    legend = ("", str(wording.MEMBERS_ONLY)) if has_closed else ()
    return _activities_embed(
        page, str(wording.CAMPAIGNS), [*lines, *legend] or [str(wording.NO_CAMPAIGNS)]
    )


def _campaign_line(before: str, entry: Activity) -> str:
    lock = "" if entry.public else f" {wording.LOCK}"
    room = PHONE_LINE - taken(before) - taken(lock)
    name = fitted(entry.name, wording.campaign_number(entry.campaign_id), room, bold=True)
    return f"{before}**{name}**{lock}"


def rooms_embed(page: RoomsPage) -> discord.Embed:
    """Draw a field for each room; a page says that nobody joins by looking."""
    nothing = [] if page.rooms else [str(wording.NO_ROOMS)]
    embed = _activities_embed(
        page.activities, str(wording.ROOMS), [*nothing, str(wording.NEVER_JOINS)]
    )
    for card in page.rooms:
        name = card.room.name if card.room is not None else ""
        title = fitted(card.activity.name or name, str(wording.ROOMS), PHONE_LINE, bold=True)
        add_field(embed, title, _room(card), inline=False)
    club_id = page.activities.club.club_id
    reviews = (
        link(fitted(item.name, "?", PHONE_LINE), club_review_page(club_id, item.activity_id))
        for item in page.reviews
    )
    add_field(embed, str(wording.MAP_REVIEWS), fitting(reviews, 1000), inline=False)
    return embed


def _room(card: RoomCard) -> str:
    if card.room is None:
        return card.problem
    state = card.room.room
    facts = [
        wording.players(state.player_count, state.max_players),
        str(wording.SCALABLE) if state.scalable else "",
        shown(state.region, "", _REGION_LENGTH),
        str(wording.PASSWORD) if card.room.password or card.activity.password else "",
        "" if card.activity.public else str(wording.MEMBERS_ONLY),
    ]
    maps = _room_maps(card.maps) if card.room.nadeo else [str(wording.DEDICATED)]
    return "\n".join([*packed(filter(None, facts)), *maps])


def _room_maps(maps: Sequence[tuple[str, TrackMap | None]]) -> list[str]:
    """Return how many maps are played, and the first of them, a line each."""
    if not maps:
        return [str(wording.NO_ROOM_MAPS)]
    count = say_counted("{count} map", "{count} maps", len(maps))
    known = [(uid, track) for uid, track in maps[:MAPS_OF_A_ROOM] if track is not None]
    first = [
        link(fitted(track.name, uid, PHONE_LINE), board_page(uid, None)) for uid, track in known
    ]
    return [wording.of_which(count) if len(maps) > len(first) else count, *first]


def _activities_embed(page: ActivityPage, heading: str, lines: Sequence[str]) -> discord.Embed:
    age = face_wording.old_data(timestamp(page.received_at)) if page.stale else ""
    return build(
        title=_club_name(page.club),
        url=club_page(page.club.club_id),
        description=fitting([*lines, age] if age else lines),
        heading=heading,
        footer=face_wording.page_of(page.page + 1, page.pages, page.total),
        colour=CLUB,
        as_of=None if page.stale else page.received_at,
    )


def _club_name(club: ClubName) -> str:
    return shown(club.name, wording.club_number(club.club_id))


def club_campaign_embed(card: ClubCampaignCard) -> discord.Embed:
    """Return a club's campaign with its maps; a thumbnail would take room from their rows."""
    found = card.campaign
    ends = timestamp(found.campaign.end_timestamp)
    maps = [ListedMap(uid, place, track) for place, (uid, track) in enumerate(card.maps, start=1)]
    told = [item for item in maps if item.track is not None or not card.problem]
    head = "\n".join(filter(None, (maps_wording.ends(ends), card.problem, _old(found))))
    rows = map_rows(told) if card.maps else [str(wording.NO_MAPS)]
    embed = build(
        title=shown(found.name, wording.campaign_number(found.campaign_id)),
        url=club_campaign_page(found.club_id, found.campaign_id),
        description=framed(rows, above=head),
        footer=say_counted("{count} map", "{count} maps", len(card.maps)),
        colour=CLUB,
        as_of=_as_of(found),
    )
    return embed.set_author(
        name=named(found.club_name, wording.club_number(found.club_id), _HEADING_LENGTH),
        url=club_page(found.club_id),
        icon_url=_first_picture((found.media_url_png_large,)),
    )


def club_board_embed(page: ClubBoardPage) -> discord.Embed:
    """Return a page of a map's ladder among a club's members."""
    embed = board_embed(page.board)
    ranked = f" · {wording.ranked(page.ranked)}"
    name = fitted(
        page.club.name, wording.club_number(page.club.club_id), PHONE_LINE - taken(ranked)
    )
    embed.description = f"{link(name, club_page(page.club.club_id))}{ranked}\n{embed.description}"
    embed.colour = discord.Colour(CLUB)
    return embed


def record_embed(card: ClubRecordCard) -> discord.Embed:
    """Return the account's own record and its rank in a club."""
    track = card.track
    board = "all-time" if card.group_uid == ALL_TIME else "season"
    embed = build(
        title=shown(track.name, track.uid),
        url=board_page(track.uid, None),
        description=f"{_club_name(card.club)}\n{ladders_wording.BOARD_NAMES[board]}",
        heading=str(wording.RECORD_TITLE),
        colour=ACCOUNT,
        as_of=card.record.received_at if card.record is not None else None,
    )
    if card.record is None:
        add_field(embed, str(wording.RECORD), str(wording.NO_RECORD))
        return embed
    add_field(embed, str(wording.RECORD), f"**{escape(score(card.record.score, track.kind))}**")
    add_field(embed, str(wording.RANK), f"**{number(card.record.position)}**")
    return embed
