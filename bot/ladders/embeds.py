"""A page of a leaderboard, and the place that a score would take on it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import discord

from bot.face import wording as face_wording
from bot.face.colours import LADDER
from bot.face.embeds import build, framed, timestamp
from bot.face.widths import PHONE_LINE, SPACE, column, fitted, taken
from bot.ladders import wording
from bot.ladders.cards import (
    RANKED,
    BoardPage,
    BoardRow,
    PlaceCard,
    PointsRow,
    RankingPage,
    Result,
)
from bot.ladders.medals import medal_sign
from bot.languages import kept_for_readers, number
from bot.maps.links import board_page, campaign_page
from bot.maps.releases import Release
from bot.nadeo.models import TrackMap
from bot.people.countries import flag
from bot.text import bare_score, gap, score, shown

PAGES_AT_HAND = 256
"""How many pages are kept as they were drawn: what people look at, many look at."""
LEAST_FOR_PLAYER = 6.0
"""What numbers have to leave of a line for a flag and the beginning of a name, in em."""
LEAST_FOR_NAME = 4.0
"""What a world rank behind a name has to leave of a line for its beginning, in em."""


def board_embed(page: BoardPage) -> discord.Embed:
    """Draw a page of a map's ladder; what is hidden or not told is said below the rows."""
    above = (page.above, *(row.score for row in page.rows))
    starts = above if page.record is None else (page.record,) * len(above)
    numbers = _numbers(page.track, page.rows, starts[: len(page.rows)])
    rows = _with_room(numbers, page.rows)
    return _ladder(
        title=shown(page.track.name, page.track.uid),
        url=board_page(page.track.uid, _its_own(page.release, page.group_uid)),
        heading=_heading(page),
        lines=_lines(numbers, rows) or [_nothing(page)],
        notes=(
            str(wording.BOARD_NOTES.get(page.note, "")),
            why_secret(page.release, page.received_at) if page.has_secrets else "",
            _missing(page.rows),
            _own_rank(page),
            _ranks_told(page, rows),
            _old(page),
        ),
        footer=_ranks(
            page.rows,
            _gaps_explained(page) if _have_gaps(numbers) else "",
            str(wording.LINKED_HERE) if any(row.is_linked for row in page.rows) else "",
        ),
        as_of=_as_of(page),
    )


def place_embed(card: PlaceCard) -> discord.Embed:
    """Draw where a score would stand, between its neighbours where Nadeo tells them."""
    rank = wording.about(number(card.rank)) if card.is_rounded else number(card.rank)
    sentence = wording.would_be(score(card.score, card.track.kind), rank)
    rows = _around(card)
    numbers = _numbers(card.track, rows, (card.score,) * len(rows))
    return _ladder(
        title=shown(card.track.name, card.track.uid),
        url=board_page(card.track.uid, _its_own(card.release, card.group_uid)),
        heading=_heading(card),
        lines=[f"{medal_sign(card.score, card.track)} {sentence}", "", *_lines(numbers, rows)],
        notes=(
            str(wording.SEASON_CLOSED_NOTE) if card.season_closed else "",
            str(wording.BOARD_NOTES.get(card.note, "")),
            _missing((card.ahead, card.behind)),
            _old(card),
        ),
        footer=str(wording.GAPS_TO_WHAT_WAS_TYPED) if _have_gaps(numbers) else "",
        as_of=_as_of(card),
    )


def ranking_embed(page: RankingPage) -> discord.Embed:
    """Draw a page of a campaign's points, which lag behind the ladders by hours."""
    nothing = str(wording.NO_POINTS) if page.first_rank == 1 else str(wording.NO_RECORDS_THIS_FAR)
    return _ladder(
        title=shown(page.release.name, page.release.season_uid),
        url=campaign_page(page.release.kind, page.release.campaign_id),
        heading=str(wording.RANKING_TITLE),
        lines=_points_lines(page.rows) or [nothing],
        notes=(_missing(page.rows), _own_rank(page), _old(page)),
        footer=_ranks(page.rows, str(wording.RANKING_LAGS)),
        as_of=_as_of(page),
    )


def result_lines(result: Result) -> tuple[str, ...]:
    """Draw the rows of a result, none of which breaks on a phone."""
    ranks = column([number(row.position) for row in result.rows])
    scores = column([_result_score(row, result.kind) for row in result.rows])
    numbers = tuple(f"`{rank}` `{score}`" for rank, score in zip(ranks, scores, strict=True))
    return _lines(numbers, result.rows)


def _result_score(row: BoardRow, kind: str) -> str:
    if kind == RANKED:
        return number(row.score)
    return bare_score(row.score, kind) or face_wording.NO_SCORE


def _ladder(  # the parts of one message
    *,
    title: str,
    url: str,
    heading: str,
    lines: Sequence[str],
    notes: Sequence[str],
    footer: str,
    as_of: float | None,
) -> discord.Embed:
    """Return an embed whose rows leave room for the notes below them."""
    return build(
        title=title,
        url=url,
        description=framed(lines, below="\n".join(filter(None, notes))),
        heading=heading,
        footer=footer,
        colour=LADDER,
        as_of=as_of,
    )


def _as_of(drawn: BoardPage | PlaceCard | RankingPage) -> float | None:
    return None if drawn.stale else drawn.received_at


def _old(drawn: BoardPage | PlaceCard | RankingPage) -> str:
    return face_wording.old_data(timestamp(drawn.received_at)) if drawn.stale else ""


def _its_own(release: Release | None, group_uid: str) -> Release | None:
    return release if release is not None and release.season_uid == group_uid else None


def _heading(drawn: BoardPage | PlaceCard) -> str:
    """Return which board it is, and its unit where that is no time."""
    unit = face_wording.UNITS.get(drawn.track.kind, "")
    return " · ".join(filter(None, (str(wording.BOARD_NAMES[drawn.board]), str(unit))))


def _around(card: PlaceCard) -> tuple[BoardRow, ...]:
    """Return the place that was asked for between its neighbours, nothing where none is known."""
    own = BoardRow(card.rank, str(wording.YOU), card.score, "")
    rows = tuple(row for row in (card.ahead, own, card.behind) if row is not None)
    return () if rows == (own,) else rows


@kept_for_readers(PAGES_AT_HAND)
def _numbers(
    track: TrackMap, rows: tuple[BoardRow, ...], starts: tuple[int | None, ...]
) -> tuple[str, ...]:
    """Return rank, medal and score of each row, and its gap to the score it starts from.

    Gaps are left out where they would leave no room for names.
    """
    gaps = [
        gap(row.score, start, track.kind) if start is not None else ""
        for row, start in zip(rows, starts, strict=True)
    ]
    numbers = _in_columns(track, rows, gaps)
    if any(taken(one) > PHONE_LINE - LEAST_FOR_PLAYER for one in numbers):
        return _in_columns(track, rows, [""] * len(rows))
    return numbers


def _in_columns(track: TrackMap, rows: Sequence[BoardRow], gaps: Sequence[str]) -> tuple[str, ...]:
    """Return numbers in fixed width, so that they line up; two code spans would take more room."""
    ranks = column([number(row.position) if row.position else "–" for row in rows])
    scores = column([bare_score(row.score, track.kind) or face_wording.NO_SCORE for row in rows])
    signs = [medal_sign(row.score, track) for row in rows]
    return tuple(
        f"`{rank}` {sign} `{score}{distance and ' '}{distance}`"
        for rank, sign, score, distance in zip(ranks, signs, scores, column(gaps), strict=True)
    )


@kept_for_readers(PAGES_AT_HAND)
def _lines(numbers: tuple[str, ...], rows: tuple[BoardRow | PointsRow, ...]) -> tuple[str, ...]:
    """Return rows: numbers, the player's flag, and as much of the name as a phone shows."""
    starts = [
        " ".join([*filter(None, (one, flag(row.country), _mark(row))), ""])
        for one, row in zip(numbers, rows, strict=True)
    ]
    ends = [_world_rank(row) for row in rows]
    names = (
        fitted(row.name, "?", PHONE_LINE - taken(start) - taken(end))
        for start, end, row in zip(starts, ends, rows, strict=True)
    )
    # A line below a name takes no room, which bold letters would.
    return tuple(
        start + (f"__{name}__" if row.is_own else name) + end
        for start, name, end, row in zip(starts, names, ends, rows, strict=True)
    )


def _with_room(numbers: Sequence[str], rows: tuple[BoardRow, ...]) -> tuple[BoardRow, ...]:
    """Return rows with their world ranks, or without any where one leaves no room for a name."""
    most = PHONE_LINE - SPACE - LEAST_FOR_NAME
    if all(
        taken(one) + taken(_world_rank(row)) <= most
        for one, row in zip(numbers, rows, strict=True)
        if row.world_rank is not None
    ):
        return rows
    return tuple(replace(row, world_rank=None) for row in rows)


def _world_rank(row: BoardRow | PointsRow) -> str:
    """Return what stands behind the name of whoever is ranked among others than the world."""
    rank = row.world_rank if isinstance(row, BoardRow) else None
    return "" if rank is None else f" `#{number(rank)}`"


def _mark(row: BoardRow | PointsRow) -> str:
    return wording.LINKED_SIGN if isinstance(row, BoardRow) and row.is_linked else ""


def _points_lines(rows: tuple[PointsRow, ...]) -> tuple[str, ...]:
    ranks = column([number(row.position) for row in rows])
    points = column([number(row.points) for row in rows])
    numbers = tuple(f"`{rank}` `{count}`" for rank, count in zip(ranks, points, strict=True))
    return _lines(numbers, rows)


def _nothing(page: BoardPage) -> str:
    if page.note == "silent":
        return str(wording.BOARD_SILENT)
    return str(wording.NO_RECORDS) if page.first_rank == 1 else str(wording.NO_RECORDS_THIS_FAR)


def _missing(rows: Iterable[BoardRow | PointsRow | None]) -> str:
    """Say so where ids stand in place of names."""
    lacks_some = any(row is not None and row.lacks_name for row in rows)
    return str(wording.NAMES_MISSING) if lacks_some else ""


def _own_rank(page: BoardPage | RankingPage) -> str:
    return "" if page.own_rank is None else wording.own_rank(number(page.own_rank))


def _ranks_told(page: BoardPage, rows: Iterable[BoardRow]) -> str:
    """Say what stands behind names, and how old it is."""
    has_some = any(row.world_rank is not None for row in rows)
    is_told = has_some and page.ranks_told_at is not None
    return wording.world_ranks(timestamp(page.ranks_told_at or 0)) if is_told else ""


def why_secret(release: Release | None, told_at: float) -> str:
    """Return who hides times: the author, or the game while a Weekly Short runs (quirk 68).

    `told_at` is when Nadeo told that they are secret, in Unix seconds.
    """
    if release is None or release.kind != "weekly-shorts":
        return str(wording.SECRETS_EXPLAINED)
    runs = release.runs_at(told_at)
    return str(wording.SECRETS_OF_SHORTS) if runs else str(wording.SECRETS_EXPLAINED)


def _have_gaps(numbers: Sequence[str]) -> bool:
    return any("+" in one or "-" in one for one in numbers)


def _gaps_explained(page: BoardPage) -> str:
    return str(wording.GAPS_TO_ROW_ABOVE) if page.record is None else str(wording.GAPS_TO_RECORD)


def _ranks(rows: Sequence[BoardRow | PointsRow], *explained: str) -> str:
    """Return which ranks are shown and what their numbers say, "" where there are none."""
    if not rows:
        return ""
    ranks = wording.ranks(rows[0].position, rows[-1].position)
    return " · ".join(filter(None, (ranks, *explained)))
