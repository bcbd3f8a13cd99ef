"""A page of a leaderboard, and the place that a score would take on it."""

from collections.abc import Iterable, Sequence

import discord

from bot.face import wording as face_wording
from bot.face.embeds import DESCRIPTION_LIMIT, build, fitting, timestamp
from bot.ladders import wording
from bot.ladders.cards import BoardNote, BoardPage, BoardRow, PlaceCard, PointsRow, RankingPage
from bot.ladders.medals import medal_sign
from bot.maps.links import board_page, campaign_page
from bot.maps.releases import Release
from bot.text import gap, number, score, shown

_NAME_LENGTH = 32


def board_embed(page: BoardPage) -> discord.Embed:
    """Draw a page of a map's ladder; what is hidden or not told is said below the rows."""
    above = (page.above, *(row.score for row in page.rows))
    rows = zip(page.rows, above, strict=False)
    lines = [_board_line(page, row, before) for row, before in rows] or [_nothing(page)]
    lines += _note(page.note)
    return _ladder(
        title=shown(page.track.name, page.track.uid),
        url=board_page(page.track.uid, _its_own(page.release, page.group_uid)),
        heading=wording.BOARD_NAMES[page.board],
        lines=lines,
        age=_board_age(page) + _missing(page.rows),
        footer=_board_footer(page),
    )


def place_embed(card: PlaceCard) -> discord.Embed:
    """Draw where a score would stand, between its neighbours where Nadeo tells them."""
    kind = card.track.kind
    rank = wording.about(number(card.rank)) if card.is_rounded else number(card.rank)
    sentence = wording.would_be(score(card.score, kind), rank)
    lines = [f"{medal_sign(card.score, card.track)} {sentence}", ""]
    if card.ahead is not None:
        lines.append(_neighbour(card, card.ahead))
    lines.append(f"`{number(card.rank)}` {wording.YOU} `{score(card.score, kind)}`")
    if card.behind is not None:
        lines.append(_neighbour(card, card.behind))
    if card.season_closed:
        lines += ["", wording.SEASON_CLOSED_NOTE]
    lines += _note(card.note)
    return _ladder(
        title=shown(card.track.name, card.track.uid),
        url=board_page(card.track.uid, _its_own(card.release, card.group_uid)),
        heading=wording.BOARD_NAMES[card.board],
        lines=lines,
        age=_age(card.received_at, stale=card.stale) + _missing((card.ahead, card.behind)),
        footer=card.track.uid,
    )


def ranking_embed(page: RankingPage) -> discord.Embed:
    """Draw a page of a campaign's points, which lag behind the ladders by hours."""
    nothing = wording.NO_POINTS if page.first_rank == 1 else wording.NO_RECORDS_THIS_FAR
    lines = [_points_line(row, page.rows) for row in page.rows] or [nothing]
    parts = [wording.ranks(page.rows[0].position, page.rows[-1].position)] if page.rows else []
    age = f"{_age(page.received_at, stale=page.stale)} {wording.RANKING_LAGS}"
    return _ladder(
        title=shown(page.release.name, page.release.season_uid),
        url=campaign_page(page.release.kind, page.release.campaign_id),
        heading=wording.RANKING_TITLE,
        lines=lines,
        age=age + _missing(page.rows),
        footer=" · ".join(parts),
    )


def _ladder(  # the parts of one message
    *, title: str, url: str, heading: str, lines: Sequence[str], age: str, footer: str
) -> discord.Embed:
    """Return an embed whose rows leave room for the age of the data."""
    rows = fitting(lines, DESCRIPTION_LIMIT - len(age) - 2)
    return build(
        title=title, url=url, description=f"{rows}\n\n{age}", heading=heading, footer=footer
    )


def _its_own(release: Release | None, group_uid: str) -> Release | None:
    return release if release is not None and release.season_uid == group_uid else None


def _board_line(page: BoardPage, row: BoardRow, before: int | None) -> str:
    """Return one line; numbers stand in fixed width, so that columns line up."""
    kind = page.track.kind
    parts = [_rank(row.position, page.rows[-1].position), medal_sign(row.score, page.track)]
    parts += [f"`{_score(row.score, kind)}`", f"**{shown(row.name, '?', _NAME_LENGTH)}**"]
    gaps = [gap(row.score, page.gaps_to.score, kind) if page.gaps_to else ""]
    gaps += [gap(row.score, before, kind) if before is not None else ""]
    if gaps[0]:
        parts.append(f"`{gaps[0]}`" if gaps[1] in {"", gaps[0]} else f"`{gaps[0]}` `{gaps[1]}`")
    return " ".join(parts) + _country(row.country)


def _neighbour(card: PlaceCard, row: BoardRow) -> str:
    kind = card.track.kind
    parts = [f"`{number(row.position)}`", medal_sign(row.score, card.track)]
    parts += [f"`{_score(row.score, kind)}`", f"**{shown(row.name, '?', _NAME_LENGTH)}**"]
    distance = gap(row.score, card.score, kind)
    parts += [f"`{distance}`"] if distance else []
    return " ".join(parts) + _country(row.country)


def _points_line(row: PointsRow, rows: Sequence[PointsRow]) -> str:
    points = f"{number(row.points):>{len(number(rows[0].points))}}"
    name = shown(row.name, "?", _NAME_LENGTH)
    return f"{_rank(row.position, rows[-1].position)} `{points}` **{name}**{_country(row.country)}"


def _rank(position: int, last: int) -> str:
    return f"`{number(position):>{len(number(last))}}`"


def _score(value: int, kind: str) -> str:
    return score(value, kind) or face_wording.NO_SCORE


def _country(country: str) -> str:
    name = shown(country, "", _NAME_LENGTH)
    return f" · {name}" if name else ""


def _note(note: BoardNote) -> list[str]:
    return ["", wording.BOARD_NOTES[note]] if note in wording.BOARD_NOTES else []


def _nothing(page: BoardPage) -> str:
    if page.note == "silent":
        return wording.BOARD_SILENT
    return wording.NO_RECORDS if page.first_rank == 1 else wording.NO_RECORDS_THIS_FAR


def _age(received_at: float, *, stale: bool) -> str:
    moment = timestamp(received_at)
    return face_wording.old_data(moment) if stale else face_wording.as_of(moment)


def _missing(rows: Iterable[BoardRow | PointsRow | None]) -> str:
    """Return a line of its own where ids stand in place of names."""
    lacks_some = any(row is not None and row.lacks_name for row in rows)
    return f"\n{wording.NAMES_MISSING}" if lacks_some else ""


def _board_age(page: BoardPage) -> str:
    line = _age(page.received_at, stale=page.stale)
    return f"{line} {_why_secret(page)}" if page.has_secrets else line


def _why_secret(page: BoardPage) -> str:
    """Return who hides times: the author, or the game while a Weekly Short runs (quirk 68)."""
    release = page.release
    if release is None or release.kind != "weekly-shorts":
        return wording.SECRETS_EXPLAINED
    runs = release.runs_at(page.received_at)
    return wording.SECRETS_OF_SHORTS if runs else wording.SECRETS_EXPLAINED


def _board_footer(page: BoardPage) -> str:
    parts = [wording.ranks(page.rows[0].position, page.rows[-1].position)] if page.rows else []
    if page.gaps_to is not None:
        position = page.gaps_to.position
        gaps = wording.GAPS_TO_RECORD if position == 1 else wording.gaps_to_rank(position)
        parts.append(f"{gaps}, {wording.GAPS_EXPLAINED}")
    return " · ".join([*parts, page.track.uid])
