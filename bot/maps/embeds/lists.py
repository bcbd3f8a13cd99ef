"""Lists of maps: a campaign by colour or slot, a month by day."""

from collections.abc import Sequence

import discord

from bot.face import colours
from bot.face import wording as face_wording
from bot.face.embeds import FIELD_LIMIT, add_field, build, fitting, framed, link, picture, timestamp
from bot.face.widths import PHONE_LINE, SPACE, column, fitted_plain, taken, width
from bot.maps import discovery_wording, wording
from bot.maps.cards import AnniversaryCard, CampaignCard, ListedMap, MonthCard
from bot.maps.links import board_page, campaign_page, month_page
from bot.maps.numbering import without_number
from bot.nadeo.models import TrackMap
from bot.text import bare_score, plain, shown

MAPS_OF_A_COLOUR = 5
SEASON = 25


def campaign_embed(card: CampaignCard, *, whole: bool = False) -> discord.Embed:
    """List a campaign's maps; a season's by colour, which is their place in it (quirk 51).

    `whole` rows are those of `map_rows`.
    """
    release = card.release
    embed = build(
        title=shown(release.name, str(release.campaign_id)),
        url=campaign_page(release.kind, release.campaign_id),
        heading=str(wording.RELEASE_KINDS[release.kind]),
        description=_campaign_description(card, whole=whole),
        colour=colours.of_campaign(release.kind, release.name),
    )
    if len(card.maps) == SEASON:
        for colour, start in zip(wording.COLOURS, range(0, SEASON, MAPS_OF_A_COLOUR), strict=True):
            part = card.maps[start : start + MAPS_OF_A_COLOUR]
            rows = map_rows(part, signed=False, whole=whole)
            add_field(embed, str(colour), fitting(rows, FIELD_LIMIT), inline=False)
    if len(card.maps) == 1 and card.maps[0].track is not None:
        embed.set_image(url=picture(card.maps[0].track.thumbnail_url))
    return embed


def month_embed(card: MonthCard, *, has_rows: bool = True, note: str = "") -> discord.Embed:
    """List the maps of a month, a row a day; without `has_rows` a picture shows them.

    `note` goes below.
    """
    rows = map_rows(card.days) or [str(wording.NO_DAYS[card.kind])]
    return build(
        title=face_wording.titled(face_wording.month_name(card.first)),
        url=month_page(card.kind, card.first),
        heading=str(wording.MONTH_TITLES[card.kind]),
        description=framed(
            rows if has_rows else (), below="\n".join(filter(None, (_age(card.as_of), note)))
        ),
        colour=colours.MAP,
    )


def anniversary_embed(card: AnniversaryCard) -> discord.Embed:
    """List the tracks of one date, a row a year."""
    return build(
        title=face_wording.day_of_year(card.on),
        heading=str(discovery_wording.ON_THIS_DAY),
        description=framed(map_rows(card.days)),
        colour=colours.MAP,
    )


def map_rows(maps: Sequence[ListedMap], *, signed: bool = True, whole: bool = False) -> list[str]:
    """Return a row for each map, `signed` by its author where a phone has room for both names.

    `whole` ones have a link, and all authors a line of their own where one of them has no room.
    """
    numbers = [f"{item.number:>2}" for item in maps]
    scores = column([_score(item) for item in maps])
    heads = [f"`{number} {score}`" for number, score in zip(numbers, scores, strict=True)]
    have_room = [_has_room_for_author(head, item) for head, item in zip(heads, maps, strict=True)]
    rows: list[str] = []
    for head, item, has_room in zip(heads, maps, have_room, strict=True):
        row = _row(head, item, linked=whole)
        author = plain(item.author) if signed and item.track is not None else ""
        if author and (all(have_room) if whole else has_room):
            row = f"{row} {_by(author)}"
        elif author and whole:
            row = f"{row}\n{_by(author)}"
        rows.append(row)
    return rows


def _row(numbers: str, item: ListedMap, *, linked: bool) -> str:
    page = board_page(item.map_uid, None)
    if item.track is None:
        unknown = str(wording.UNKNOWN_TRACK)
        return f"{numbers} {link(unknown, page) if linked else unknown}"
    name = fitted_plain(_name(item, item.track), _room_behind(numbers), bold=True)
    return f"{numbers} **{link(name, page) if linked else name}**"


def _has_room_for_author(numbers: str, item: ListedMap) -> bool:
    if item.track is None:
        return True
    name = width(_name(item, item.track), bold=True)
    return name + SPACE + width(wording.by(plain(item.author))) <= _room_behind(numbers)


def _room_behind(numbers: str) -> float:
    return PHONE_LINE - taken(numbers) - SPACE


def _name(item: ListedMap, track: TrackMap) -> str:
    return without_number(plain(track.name, track.uid), item.number)


def _by(author: str) -> str:
    return wording.by(fitted_plain(author, PHONE_LINE - width(wording.by(""))))


def _score(item: ListedMap) -> str:
    track = item.track
    if track is None:
        return face_wording.NO_SCORE
    score = bare_score(track.author_time, track.kind)
    unit = str(wording.SHORT_UNITS.get(track.kind, ""))
    return " ".join(filter(None, (score, unit))) if score else face_wording.NO_SCORE


def _campaign_description(card: CampaignCard, *, whole: bool) -> str:
    release = card.release
    period = wording.period(timestamp(release.starts, "d"), timestamp(release.ends, "d"))
    ends = "" if card.is_over else wording.ends(timestamp(release.ends))
    rows = [] if len(card.maps) == SEASON else map_rows(card.maps, whole=whole)
    above = "\n".join(filter(None, (period, ends)))
    return framed(rows, above=above, below=_age(card.as_of))


def _age(as_of: float | None) -> str:
    return "" if as_of is None else face_wording.old_data(timestamp(as_of))
