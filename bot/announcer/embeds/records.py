"""Cards of records."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import discord

from bot.announcer import record_wording as wording
from bot.announcer.cards import RecordHolder, WorldRecord
from bot.announcer.embeds.news import marked
from bot.face import colours
from bot.face.embeds import build, link, timestamp
from bot.face.widths import EMOJI, PHONE_LINE, SPACE, fitted, taken, width
from bot.maps.days import paris_date
from bot.maps.embeds.maps import map_heading
from bot.maps.links import board_page, player_page
from bot.nadeo.models import TrackMap
from bot.people.flags import flag
from bot.text import gap, score, shown

Names: TypeAlias = Mapping[str, tuple[str, str]]
"""The name and the country of each player, by account id."""

OF_SEVERAL = frozenset({"seasonal", "weekly-shorts"})
"""Releases of several maps, whose cards have a colour of their own."""


def world_record_embed(
    record: WorldRecord, track: TrackMap | None, names: Names, mark: str
) -> discord.Embed:
    """Say who took which first place from whom, struck through once that is gone.

    None for a map of which nothing but its uid is known.
    """
    lines = _told(record, names)
    if record.is_removed:
        lines = [wording.REMOVED, *(f"~~{line}~~" for line in lines), *_now(record, names)]
    release = record.release
    year = paris_date(datetime.fromtimestamp(release.starts, UTC)).year
    # Without a thumbnail, which would take room from the rows on a phone.
    return build(
        title=wording.ANY_MAP if track is None else shown(track.name, track.uid),
        url=marked(board_page(record.map_uid, release), mark),
        description="\n".join(lines),
        heading=map_heading(release, year),
        colour=_colour(record),
    )


def _told(record: WorldRecord, names: Names) -> Sequence[str]:
    holder, fallen, kind = record.holder, record.fallen, record.kind
    lines = [
        wording.new_record(score(holder.score, kind)),
        wording.by(_player(holder, names)),
        wording.driven(timestamp(holder.at or 0.0)),
    ]
    if fallen is not None:
        distance = gap(holder.score, fallen.score, kind)
        is_same = holder.account_id == fallen.account_id
        lines += [
            _before(score(fallen.score, kind), distance),
            wording.SAME_PLAYER if is_same else wording.by(_player(fallen, names)),
        ]
    return list(filter(None, lines))


def _now(record: WorldRecord, names: Names) -> Sequence[str]:
    first = record.first_now
    if first is None:
        return []
    return [wording.first_now(score(first.score, record.kind)), wording.by(_player(first, names))]


def _player(holder: RecordHolder, names: Names) -> str:
    """Return a flag and a name, which links to the player, as far as a phone's line holds them."""
    name, country = names.get(holder.account_id, ("", ""))
    sign = flag(country)
    room = PHONE_LINE - width(wording.by("")) - (EMOJI + SPACE if sign else 0.0)
    label = fitted(name, holder.account_id.partition("-")[0], room)
    return " ".join(filter(None, (sign, link(label, player_page(holder.account_id)))))


def _colour(record: WorldRecord) -> int:
    """Return the colour that the card of its release has."""
    release = record.release
    if release.kind in OF_SEVERAL:
        return colours.of_campaign(release.kind, release.name)
    return colours.MAP


def _before(told: str, distance: str) -> str:
    """Say what it was before, and how much better it is now where a phone has room for that."""
    whole = wording.before(told, distance)
    return whole if taken(whole) <= PHONE_LINE else wording.before(told, "")
