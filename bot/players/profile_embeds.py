"""A player's card, drawn."""

from collections.abc import Sequence

import discord

from bot.face import wording as face_wording
from bot.face.colours import LADDER
from bot.face.embeds import add_field, build, link, timestamp
from bot.ladders.medals import medal_sign
from bot.languages import number
from bot.maps import wording as maps_wording
from bot.maps.links import board_page, player_page
from bot.nadeo.models import ALL_TIME
from bot.people.countries import country_name, flag
from bot.players import profile_wording as wording
from bot.players import wording as players_wording
from bot.players.profile_cards import (
    Profile,
    SeasonPoints,
    TrackRecord,
    TrophyRoom,
    ZonePlace,
)
from bot.text import escape, score, shown

LONGEST_NAME = 60
LONGEST_TAG = 20


def profile_embed(card: Profile) -> discord.Embed:
    """Draw what is known of a player; mentions in an embed ping nobody."""
    account, facts = card.account, card.facts
    mention = f"<@{card.user_id}>" if card.user_id is not None else ""
    received_at = facts.received_at
    is_old = facts.is_stale and received_at is not None
    notes = [
        _origin(card),
        wording.says_to_be(mention) if mention else "",
        wording.left_out(facts.missing),
        face_wording.old_data(timestamp(received_at or 0)) if is_old else "",
    ]
    embed = build(
        title=shown(account.name, account.account_id, LONGEST_NAME),
        url=player_page(account.account_id),
        description="\n".join(filter(None, notes)),
        colour=LADDER,
        as_of=None if is_old else received_at,
    )
    if facts.trophies is not None:
        add_field(embed, str(wording.TROPHIES), _trophies(facts.trophies))
    if facts.season is not None:
        season = facts.season
        nameless = str(maps_wording.RELEASE_KINDS[season.release.kind])
        add_field(embed, shown(season.release.name, nameless), _season(season))
    if facts.record is not None:
        add_field(embed, str(wording.TRACK), _record(facts.record))
    add_field(embed, str(wording.FIRST_DAY), timestamp(facts.first_day, "D"))
    return embed


def _origin(card: Profile) -> str:
    """Return the club tag, then the country with its flag, as far as they are known."""
    facts = card.facts
    tag = shown(facts.tag, "", LONGEST_TAG)
    country = facts.trophies.country if facts.trophies is not None else ""
    place = " ".join(filter(None, (flag(country), shown(country_name(country), ""))))
    return " · ".join(filter(None, (f"**\\[{tag}\\]**" if tag else "", place)))


def _trophies(trophies: TrophyRoom) -> str:
    if not trophies.points:
        return str(wording.NO_TROPHIES)
    lines = [wording.points(trophies.points), wording.echelon(trophies.echelon)]
    return _lines([*lines, *_places(trophies.places)])


def _season(season: SeasonPoints) -> str:
    if not season.points:
        return str(wording.NO_POINTS)
    return _lines([wording.points(season.points), *_places(season.places)])


def _places(places: Sequence[ZonePlace]) -> list[str]:
    return [
        wording.place(
            str(wording.WORLD) if not depth else shown(country_name(one.zone), "?"),
            players_wording.about(number(one.position))
            if one.is_rounded
            else f"**{number(one.position)}**",
        )
        for depth, one in enumerate(places)
    ]


def _record(record: TrackRecord) -> str:
    """Return map, medal, result and when it was driven."""
    track, result = record.track, record.result
    release = None if record.group_uid == ALL_TIME else record.release
    name = link(shown(track.name, track.uid), board_page(track.uid, release))
    if result is None:
        return _lines([name, str(wording.NO_RECORD)])
    told = f"{medal_sign(result.score, track)} **{escape(score(result.score, track.kind))}**"
    return _lines([name, told, timestamp(result.driven_at)])


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(filter(None, lines))
