"""A board as a curve: what is drawn, and the same in words."""

from collections.abc import Sequence
from itertools import pairwise

import discord

from bot.face import wording as face_wording
from bot.face.colours import LADDER
from bot.face.embeds import build, framed, timestamp
from bot.face.widths import PHONE_LINE, column, fitted, taken
from bot.ladders import wording as ladders_wording
from bot.ladders.curve_cards import BoardCurve
from bot.ladders.embeds import why_secret
from bot.ladders.medals import medals_of
from bot.maps.links import board_page
from bot.nadeo.models import ALL_TIME
from bot.nadeo.paths import DEEPEST_RANK
from bot.pictures.cards import Level, RankCurve, Spot
from bot.players import chart_wording as wording
from bot.players.chart_cards import BoardChart, ChartedRecord
from bot.text import bare_score, number, score, shown

TOLD_HERE = 3
"""How many of a server's records are told in words."""
MOST_SPOTS = 40
"""How many of a server's records are drawn."""


def board_scene(chart: BoardChart) -> RankCurve | None:
    """Return a board as it is drawn, None where it has nothing to draw."""
    curve = chart.curve
    if not curve.points:
        return None
    levels = tuple(
        Level(wording.medal(str(name), bare_score(limit, curve.track.kind)), limit, medal)
        for medal, (name, limit) in enumerate(
            zip(wording.MEDALS, medals_of(curve.track), strict=True)
        )
        if bare_score(limit, curve.track.kind)
    )
    spots = [
        Spot(one.rank, one.score, str(wording.YOU) if one.is_own else "", one.is_own)
        for one in chart.records
        if one.rank is not None
    ]
    own = [spot for spot in spots if spot.is_own]
    here = [spot for spot in spots if not spot.is_own]
    return RankCurve(
        alt=_alt(chart),
        kind=curve.track.kind,
        points=curve.points,
        levels=levels,
        spots=(*here[:MOST_SPOTS], *own),
        across=str(wording.RANK),
    )


def board_chart_embed(chart: BoardChart, *, note: str = "") -> discord.Embed:
    """Say in words what the picture shows, so that it does without; `note` goes below."""
    curve = chart.curve
    is_all_time = curve.group_uid == ALL_TIME
    heading = wording.HEADINGS["all-time" if is_all_time else "season"]
    unit = face_wording.UNITS.get(curve.track.kind, "")
    return build(
        title=shown(curve.track.name, curve.track.uid),
        url=board_page(curve.track.uid, None if is_all_time else curve.release),
        heading=" · ".join(filter(None, (str(heading), str(unit)))),
        description=framed(
            _parts(chart) or [_nothing(curve)], below="\n".join(_notes(chart, note))
        ),
        footer=_footer(chart) if curve.points else "",
        colour=LADDER,
        as_of=None if curve.stale else curve.received_at,
    )


def _parts(chart: BoardChart) -> list[str]:
    """Return what is told in words: ranks, medals, known players, with blank lines between them."""
    if not chart.curve.points:
        return []
    parts = [_ranks(chart.curve), _medals(chart.curve), _records(chart)]
    return "\n\n".join("\n".join(part) for part in parts if part).split("\n")


def _ranks(curve: BoardCurve) -> list[str]:
    told = _told(curve)
    ranks = column([number(rank) for rank, _ in told])
    scores = column([bare_score(value, curve.track.kind) for _, value in told])
    return [f"`{rank}` `{value}`" for rank, value in zip(ranks, scores, strict=True)]


def _told(curve: BoardCurve) -> list[tuple[int, int]]:
    """Return ranks and scores that are told in words: the first, and those before gaps."""
    ends = [one for one, after in pairwise(curve.points) if after[0] - one[0] > 1]
    return sorted({curve.points[0], *ends, curve.points[-1]})


def _medals(curve: BoardCurve) -> list[str]:
    kind = curve.track.kind
    limits = [limit for limit in medals_of(curve.track) if bare_score(limit, kind)]
    scores = column([bare_score(limit, kind) for limit in limits])
    return [
        f"{sign} `{value}` {_where(curve, limit)}"
        for sign, value, limit in zip(ladders_wording.MEDAL_SIGNS, scores, limits, strict=False)
    ]


def _where(curve: BoardCurve, limit: int) -> str:
    """Say how far down a medal reaches."""
    rank, last = curve.last_with(limit), curve.points[-1][0]
    if rank == 0:
        return str(wording.HIDDEN) if curve.has_secrets else str(wording.NOBODY_YET)
    if rank is not None:
        return wording.down_to(number(rank))
    return (
        str(wording.EVERYBODY)
        if curve.is_whole and last < DEEPEST_RANK
        else wording.past(number(last))
    )


def _records(chart: BoardChart) -> list[str]:
    kind = chart.curve.track.kind
    own = [one for one in chart.records if one.is_own]
    here = [one for one in chart.records if not one.is_own]
    shown_here = [one for one in here if one.name][:TOLD_HERE]
    lines = [f"{wording.YOUR_ROW} {_record(one, kind)}" for one in own]
    lines += [_named(one, kind) for one in shown_here]
    more = len(here) - len(shown_here)
    return [*lines, *([wording.more_here(number(more))] if more else [])]


def _named(one: ChartedRecord, kind: str) -> str:
    end = _record(one, kind)
    start = f"{ladders_wording.LINKED_SIGN} "
    return f"{start}{fitted(one.name, '?', PHONE_LINE - taken(f'{start} {end}'))} {end}"


def _record(one: ChartedRecord, kind: str) -> str:
    told = f"`{bare_score(one.score, kind)}`"
    where = wording.FURTHER_DOWN if one.rank is None else number(one.rank)
    return f"{told} `#{where}`"


def _nothing(curve: BoardCurve) -> str:
    if curve.note == "silent":
        return str(wording.SILENT)
    return "" if curve.has_secrets else str(ladders_wording.NO_RECORDS)


def _notes(chart: BoardChart, note: str) -> Sequence[str]:
    curve = chart.curve
    notes = (
        why_secret(curve.release, curve.received_at) if curve.has_secrets else "",
        "" if curve.is_whole else str(wording.NOT_TOLD_FURTHER),
        str(wording.RECORDS_MISSING) if chart.lacks_records else "",
        face_wording.old_data(timestamp(curve.received_at)) if curve.stale else "",
        note,
    )
    return [one for one in notes if one]


def _footer(chart: BoardChart) -> str:
    has_others = any(not one.is_own for one in chart.records)
    return " · ".join([str(wording.ESTIMATED), *([str(wording.HERE)] if has_others else [])])


def _alt(chart: BoardChart) -> str:
    curve, kind = chart.curve, chart.curve.track.kind
    ends = (curve.points[0], curve.points[-1])
    (first, last) = (wording.at_rank(score(value, kind), number(rank)) for rank, value in ends)
    medals = [
        wording.alt_of(str(name), score(limit, kind), _where(curve, limit))
        for name, limit in zip(wording.MEDALS, medals_of(curve.track), strict=True)
        if score(limit, kind)
    ]
    own = [
        wording.alt_of(
            str(wording.YOU), score(one.score, kind), wording.about_rank(number(one.rank))
        )
        for one in chart.records
        if one.is_own and one.rank is not None
    ]
    start = wording.alt(first, last)
    return " ".join([start, *medals, *own])
