"""The map card."""

from datetime import UTC, datetime

import discord

from bot.face import wording as face_wording
from bot.face.embeds import add_field, build, link, picture, timestamp
from bot.maps import wording
from bot.maps.cards import MapCard
from bot.maps.days import paris_date
from bot.maps.links import board_page, map_page, player_page
from bot.maps.releases import Release
from bot.nadeo.models import TrackMap
from bot.text import escape, named, score, shown


def map_embed(card: MapCard) -> discord.Embed:
    """Card of a map."""
    track = card.track
    embed = build(
        title=shown(track.name, track.uid),
        url=board_page(track.uid, card.release),
        description=_description(card),
        heading=map_heading(card.release),
        footer=track.uid,
    )
    add_field(embed, wording.MEDALS, _medals(track))
    add_field(embed, wording.TYPE, _type(track))
    add_field(embed, wording.UPLOADED, timestamp(track.upload_timestamp, "D"))
    add_field(embed, *_end(card))
    add_field(embed, wording.LINKS, map_links(track.uid, card.release), inline=False)
    return embed.set_image(url=picture(track.thumbnail_url))


def _description(card: MapCard) -> str:
    author = link(shown(card.author, card.track.author), player_page(card.track.author))
    lines = [wording.by(author)]
    if card.as_of is not None:
        lines.append(face_wording.old_data(timestamp(card.as_of)))
    return "\n".join(lines)


def map_heading(release: Release | None) -> str:
    """Say what a map was published as."""
    if release is None:
        return ""
    kind = wording.RELEASE_KINDS[release.kind]
    if release.kind == "cup-of-the-week":
        # Its name is but a date, written the American way.
        day = paris_date(datetime.fromtimestamp(release.starts, UTC))
        return f"{kind} · {face_wording.weekday_date(day)}"
    if release.on is None:
        return named(release.name, "")
    kind = wording.TRACK_OF_THE_DAY if release.kind == "totd" else kind
    return f"{kind} · {face_wording.weekday_date(release.on)}"


def _medals(track: TrackMap) -> str:
    times = (track.author_time, track.gold_time, track.silver_time, track.bronze_time)
    return "\n".join(
        f"{medal} **{escape(score(time, track.kind) or face_wording.NO_SCORE)}**"
        for medal, time in zip(wording.MEDAL_NAMES, times, strict=True)
    )


def _type(track: TrackMap) -> str:
    """Name the type where it is not a race, which nearly all are."""
    if track.kind in {"", "tm_race"}:
        return ""
    return wording.MAP_KINDS.get(track.kind) or shown(track.kind.removeprefix("tm_"), "?")


def _end(card: MapCard) -> tuple[str, str]:
    label = face_wording.ENDED if card.is_over else face_wording.ENDS
    return label, "" if card.release is None else timestamp(card.release.ends, "f")


def map_links(map_uid: str, release: Release | None) -> str:
    """Link the pages of a map."""
    return " · ".join(
        (
            link("trackmania.io", board_page(map_uid, release)),
            link("trackmania.com", map_page(map_uid)),
        )
    )
