"""The map card."""

from collections.abc import Sequence
from datetime import UTC, datetime

import discord

from bot.exchange import wording as exchange_wording
from bot.exchange.cards import Style
from bot.face import wording as face_wording
from bot.face.colours import MAP
from bot.face.embeds import add_field, build, link, picture, timestamp
from bot.face.widths import PHONE_LINE, cut_to, width
from bot.languages import number
from bot.maps import wording
from bot.maps.cards import MapCard, Standing
from bot.maps.days import paris_date
from bot.maps.links import board_page, player_page
from bot.maps.releases import Release
from bot.nadeo.models import TrackMap
from bot.text import bare_score, escape, isolated, named, shown


def map_embed(card: MapCard) -> discord.Embed:
    """Card of a map."""
    track, standing = card.track, card.standing
    embed = build(
        title=shown(track.name, track.uid),
        url=board_page(track.uid, card.release),
        description=_description(card),
        heading=map_heading(card.release, card.year),
        footer=_footer(standing),
        colour=MAP,
        as_of=standing.as_of if standing is not None else None,
    )
    unit = str(face_wording.UNITS.get(track.kind, ""))
    add_field(embed, " · ".join(filter(None, (str(wording.MEDALS), unit))), _medals(track))
    if standing is not None and standing.record is not None:
        record = bare_score(standing.record, track.kind)
        add_field(embed, str(wording.RECORD), f"**{record}**" if record else "")
    if standing is not None and standing.players is not None:
        add_field(embed, str(wording.PLAYERS), f"**{number(standing.players)}**")
    return embed.set_image(url=picture(track.thumbnail_url))


def _description(card: MapCard) -> str:
    track, release = card.track, card.release
    author = link(shown(card.author, track.author), player_page(track.author))
    ends = timestamp(release.ends) if release is not None else ""
    lines = [
        wording.by(author),
        _type(track),
        wording.uploaded(timestamp(track.upload_timestamp)),
        wording.ended(ends) if card.is_over else wording.ends(ends),
        face_wording.old_data(timestamp(card.as_of)) if card.as_of is not None else "",
    ]
    return styled("\n".join(filter(None, lines)), card.style)


def styled(description: str, style: Style | None) -> str:
    """Put a map's style below its author, in place of an older one; as it is without a style."""
    if style is None:
        return description
    author, *rest = description.split("\n")
    if rest and f"]({style.page})" in rest[0]:
        rest = rest[1:]
    return "\n".join((author, style_line(style), *rest))


def style_line(style: Style) -> str:
    """Name a map's style on one line of a phone, as a link to its page on the Exchange."""
    is_told = 0 <= style.difficulty < len(exchange_wording.DIFFICULTIES)
    difficulty = str(exchange_wording.DIFFICULTIES[style.difficulty]) if is_told else ""
    behind = f" · {difficulty}" if difficulty else ""
    tags = _fitting_tags(style.tags, PHONE_LINE - width(behind))
    return f"{link(tags or str(exchange_wording.EXCHANGE), style.page)}{behind}"


def _fitting_tags(tags: Sequence[str], room: float) -> str:
    """Return as many tags as have room, escaped; of the first at least its beginning."""
    kept: list[str] = []
    for tag in tags:
        if kept and width(", ".join([*kept, tag])) > room:
            break
        kept.append(tag)
    return ", ".join(isolated(escape(cut_to(tag, room))) for tag in kept)


def map_heading(release: Release | None, year: int | None = None) -> str:
    """Say what a map was published as; a date in the `year` in which it is read does without."""
    if release is None:
        return ""
    kind = wording.RELEASE_KINDS[release.kind]
    if release.kind == "cup-of-the-week":
        # Its name is but a date, written the American way.
        day = paris_date(datetime.fromtimestamp(release.starts, UTC))
        return f"{kind} · {face_wording.short_date(day, year)}"
    if release.on is None:
        return named(release.name, "")
    kind = wording.TRACK_OF_THE_DAY if release.kind == "totd" else kind
    return f"{kind} · {face_wording.short_date(release.on, year)}"


def _medals(track: TrackMap) -> str:
    """Return a line for each medal, without the unit: a field on a desktop is narrow."""
    times = (track.author_time, track.gold_time, track.silver_time, track.bronze_time)
    return "\n".join(
        f"{medal} **{bare_score(time, track.kind) or face_wording.NO_SCORE}**"
        for medal, time in zip(wording.MEDAL_NAMES, times, strict=True)
    )


def _footer(standing: Standing | None) -> str:
    """Say what is as old as the moment behind it."""
    if standing is None:
        return ""
    told = [
        str(wording.RECORD) if standing.record is not None else "",
        str(wording.PLAYERS) if standing.players is not None else "",
    ]
    return " · ".join(filter(None, told))


def _type(track: TrackMap) -> str:
    """Name the type where it is not a race, which nearly all are."""
    if track.kind in {"", "tm_race"}:
        return ""
    return str(wording.MAP_KINDS.get(track.kind) or shown(track.kind.removeprefix("tm_"), "?"))
