"""Cards of records."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import discord

from bot.announcer import record_wording as wording
from bot.announcer.cards import LadderNews, PersonalBest, RecordHolder, WorldRecord
from bot.announcer.embeds.news import marked
from bot.announcer.wording import and_more
from bot.face import colours
from bot.face.embeds import DESCRIPTION_LIMIT, build, link, timestamp
from bot.face.widths import (
    EMOJI,
    PHONE_LINE,
    SPACE,
    cut_to,
    fitted,
    fitted_plain,
    packed,
    taken,
    width,
)
from bot.ladders.medals import best_medal
from bot.ladders.wording import MEDAL_SIGNS
from bot.maps.days import paris_date
from bot.maps.embeds.maps import map_heading
from bot.maps.links import board_page, player_page
from bot.maps.releases import Release
from bot.nadeo.models import TrackMap
from bot.people.countries import flag
from bot.players.wording import MEDALS
from bot.text import gap, plain, score, shown

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
        lines = [str(wording.REMOVED), *(f"~~{line}~~" for line in lines), *_now(record, names)]
    return _card(record.map_uid, record.release, track, "\n".join(lines), mark)


def ladder_news_embed(
    news: LadderNews, track: TrackMap | None, names: Names, mark: str
) -> discord.Embed:
    """Say what linked players of a server improved, and whom they overtook there.

    None for a map of which nothing but its uid is known. What does not fit is counted.
    """
    total = len(news.bests) + news.more
    parts = [wording.new_bests(total)]
    room = DESCRIPTION_LIMIT - len(parts[0]) - len(_left_out(total))
    told = 0
    for best in news.bests:
        part = "\n".join(_improved(best, news.kind, track, names))
        room -= len(part) + len(_BETWEEN)
        if room < 0:
            break
        parts.append(part)
        told += 1
    if told < total:
        parts.append(and_more(total - told))
    return _card(news.map_uid, news.release, track, _BETWEEN.join(parts), mark)


_BETWEEN = "\n\n"


def _left_out(number: int) -> str:
    return f"{_BETWEEN}{and_more(number)}"


def _improved(best: PersonalBest, kind: str, track: TrackMap | None, names: Names) -> Sequence[str]:
    told = score(best.score, kind)
    room = PHONE_LINE - width(wording.best_of("", "").replace("*", "")) - width(told, bold=True)
    before = best.score_before
    distance = str(wording.FIRST_TIME) if before is None else gap(best.score, before, kind)
    medal = "" if track is None else _medal(best, track)
    ranks = [
        "" if best.rank is None else wording.rank_here(best.rank),
        ""
        if best.world_rank is None
        else wording.world_rank(best.world_rank, is_rounded=best.is_rounded),
    ]
    return [
        wording.best_of(_linked(best.account_id, names, room), told),
        *packed(filter(None, (distance, medal))),
        *packed(filter(None, ranks)),
        *_overtaken(best, names),
    ]


def _medal(best: PersonalBest, track: TrackMap) -> str:
    """Name the medal that was not reached before, "" where there is none."""
    now = best_medal(best.score, track)
    then = None if best.score_before is None else best_medal(best.score_before, track)
    if now is None or now == then:
        return ""
    return wording.medal_reached(MEDAL_SIGNS[now], str(MEDALS[now]))


def _overtaken(best: PersonalBest, names: Names) -> Sequence[str]:
    """Name those who were overtaken as far as whole names have room, at least the first of them."""
    looks = [_look(account, names) for account in best.overtaken]
    for count in range(len(looks), 0, -1):
        more = best.others_overtaken + len(looks) - count
        room = PHONE_LINE - width(wording.overtook([""] * count, more))
        if count == 1 or sum(map(width, looks[:count])) <= room:
            players = [_linked(account, names, room) for account in best.overtaken[:count]]
            return [wording.overtook(players, more)]
    return []


def _look(account_id: str, names: Names) -> str:
    """Return how somebody is called, by the first block of the id where nobody knows."""
    name, _ = names.get(account_id, ("", ""))
    return plain(name, account_id.partition("-")[0])


def _linked(account_id: str, names: Names, room: float) -> str:
    """Return a name, which links to the player, as far as there is room for at least a sign."""
    look = _look(account_id, names)
    if width(cut_to(look, room)) > room:
        look = account_id.partition("-")[0]
    return link(fitted_plain(look, room), player_page(account_id))


def _card(
    map_uid: str, release: Release | None, track: TrackMap | None, description: str, mark: str
) -> discord.Embed:
    """Draw a map's card without a thumbnail, which would take room from the rows on a phone."""
    starts = 0 if release is None else release.starts
    return build(
        title=str(wording.ANY_MAP) if track is None else shown(track.name, track.uid),
        url=marked(board_page(map_uid, release), mark),
        description=description,
        heading=map_heading(release, paris_date(datetime.fromtimestamp(starts, UTC)).year),
        colour=_colour(release),
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
            str(wording.SAME_PLAYER) if is_same else wording.by(_player(fallen, names)),
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


def _colour(release: Release | None) -> int:
    """Return the colour that the card of a release has."""
    if release is not None and release.kind in OF_SEVERAL:
        return colours.of_campaign(release.kind, release.name)
    return colours.MAP


def _before(told: str, distance: str) -> str:
    """Say what it was before, and how much better it is now where a phone has room for that."""
    whole = wording.before(told, distance)
    return whole if taken(whole) <= PHONE_LINE else wording.before(told, "")
