"""How the board of something that is over went while it ran, as a picture and in words."""

import discord

from bot.announcer import course_wording as wording
from bot.announcer.course_cards import Course
from bot.face import colours
from bot.face.embeds import build, framed, timestamp
from bot.languages import number
from bot.nadeo.models import SECRET
from bot.pictures.cards import BoardCourse
from bot.text import bare_score, escape, gap

HOUR = 3600.0
MOST_ROWS = 12
"""So many records are told in words, the latest ones."""


def course_scene(course: Course) -> BoardCourse | None:
    """Return a course as it is drawn, None where nothing of it was told."""
    bests = tuple((_hours(course, at), best) for at, best in _bests(course))
    players = tuple((_hours(course, at), count) for at, count in _counts(course))
    if not bests and not players:
        return None
    return BoardCourse(
        alt=_alt(course),
        kind=course.kind,
        bests=bests,
        players=players,
        hours=max(_hours(course, course.ended), 1.0),
        best=str(wording.RECORD),
        players_name=str(wording.PLAYERS),
        after=wording.AFTER_AXIS,
    )


def course_embed(course: Course, *, note: str = "") -> discord.Embed:
    """Say in words what the picture shows, so that it does without; `note` goes below."""
    rows: list[str] = []
    before: int | None = None
    for at, best in _bests(course):
        if best != before:
            won = "" if before is None else gap(best, before, course.kind)
            told = f"{timestamp(at, 't')} **{bare_score(best, course.kind)}** {won}"
            rows.append(told.rstrip())
        before = best
    lines = rows[-MOST_ROWS:] or [str(wording.NOBODY)]
    return build(
        title=escape(course.title),
        heading=str(wording.TITLE),
        description=framed(lines, below="\n".join(filter(None, (_players(course), note)))),
        colour=colours.MAP,
    )


def _bests(course: Course) -> list[tuple[float, int]]:
    """Return when which score was the best; a secret one is told to nobody."""
    told = [(one.taken_at, one.record) for one in course.samples]
    return [(at, best) for at, best in told if best is not None and best != SECRET]


def _counts(course: Course) -> list[tuple[float, int]]:
    counted = [(one.taken_at, one.players) for one in course.samples]
    return [(at, count) for at, count in counted if count is not None]


def _hours(course: Course, moment: float) -> float:
    return (moment - course.starts) / HOUR


def _players(course: Course) -> str:
    counts = _counts(course)
    return wording.players(f"**{number(counts[-1][1])}**") if counts else ""


def _alt(course: Course) -> str:
    scores = [bare_score(best, course.kind) for _, best in _bests(course)]
    counts = _counts(course)
    return " ".join(
        [
            *([wording.alt_of_record(scores[0], scores[-1])] if scores else []),
            *([wording.players(number(counts[-1][1]))] if counts else []),
        ]
    )
