"""Lists of maps: a campaign by colour or slot, a month by day."""

from collections.abc import Callable, Sequence

import discord

from bot.face import wording as face_wording
from bot.face.embeds import DESCRIPTION_LIMIT, add_field, build, fitting, picture, timestamp
from bot.maps import wording
from bot.maps.cards import CampaignCard, ListedMap, MonthCard
from bot.maps.links import campaign_page, month_page
from bot.text import score, shown

MAPS_OF_A_COLOUR = 5
SEASON = 25
LONG, SHORT = 60, 26
"""How much of a name is shown: where there is room, and where names are full of signs that take
two characters each."""
AUTHOR_SHARE = 0.5


def campaign_embed(card: CampaignCard) -> discord.Embed:
    """List a campaign's maps; a season's by colour, which is their place in it (quirk 51)."""
    release = card.release
    embed = build(
        title=shown(release.name, str(release.campaign_id)),
        url=campaign_page(release.kind, release.campaign_id),
        heading=wording.RELEASE_KINDS[release.kind],
        description=_campaign_description(card),
    )
    if len(card.maps) == SEASON:
        for colour, start in zip(wording.COLOURS, range(0, SEASON, MAPS_OF_A_COLOUR), strict=True):
            maps = card.maps[start : start + MAPS_OF_A_COLOUR]
            add_field(embed, colour, "\n".join(_line(item, SHORT) for item in maps), inline=False)
    if len(card.maps) == 1 and card.maps[0].track is not None:
        embed.set_image(url=picture(card.maps[0].track.thumbnail_url))
    return embed


def month_embed(card: MonthCard) -> discord.Embed:
    """List the maps of a month, a line a day."""
    title = f"{wording.MONTH_TITLES[card.kind]} · {wording.month_name(card.first)}"
    age = _age(card.as_of)
    lines = _lines(card.days, _day_line, DESCRIPTION_LIMIT - len(age) - 2)
    description = "\n\n".join(part for part in (lines or wording.NO_DAYS[card.kind], age) if part)
    return build(title=title, url=month_page(card.kind, card.first), description=description)


def _campaign_description(card: CampaignCard) -> str:
    release = card.release
    period = wording.period(timestamp(release.starts, "D"), timestamp(release.ends, "f"))
    parts = [period, _age(card.as_of)]
    if len(card.maps) != SEASON:
        parts.insert(1, "\n" + _lines(card.maps, _signed_line, 3000))
    return "\n".join(part for part in parts if part)


def _lines(maps: Sequence[ListedMap], draw: Callable[[ListedMap, int], str], room: int) -> str:
    """Return all maps, their names cut short where they would not all fit otherwise."""
    for length in (LONG, SHORT):
        lines = [draw(item, length) for item in maps]
        if sum(map(len, lines)) + len(lines) <= room:
            break
    return fitting(lines, room)


def _line(item: ListedMap, length: int) -> str:
    track = item.track
    if track is None:
        return f"`{item.number:>2}` {wording.UNKNOWN_TRACK}"
    time = score(track.author_time, track.kind) or face_wording.NO_SCORE
    return f"`{item.number:>2}` **{shown(track.name, track.uid, length)}** · `{time}`"


def _signed_line(item: ListedMap, length: int) -> str:
    author = shown(item.author, "", int(length * AUTHOR_SHARE))
    return f"{_line(item, length)} · {wording.by(author)}" if author else _line(item, length)


def _day_line(item: ListedMap, length: int) -> str:
    on = item.release.on if item.release is not None else None
    weekday = f" {face_wording.WEEKDAYS[on.weekday()]}" if on is not None else ""
    number = f"`{item.number:>2}`"
    return _signed_line(item, length).replace(number, f"{number}{weekday}", 1)


def _age(as_of: float | None) -> str:
    return "" if as_of is None else face_wording.old_data(timestamp(as_of))
