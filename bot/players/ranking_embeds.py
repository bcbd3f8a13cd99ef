"""The card of a server's players over a whole season."""

from collections.abc import Sequence

import discord

from bot.face import wording as face_wording
from bot.face.colours import LADDER
from bot.face.embeds import build, framed, timestamp
from bot.face.widths import PHONE_LINE, SPACE, column, fitted, taken
from bot.languages import number
from bot.maps.links import campaign_page
from bot.nadeo.models import SECRET
from bot.pictures.cards import MedalTable, Tally
from bot.players import ranking_wording as wording
from bot.players.chart_wording import MEDALS
from bot.players.ranking_cards import SeasonResult, ServerRankingPage, ServerRankingRow
from bot.players.wording import of_linked
from bot.text import plain, race_time, shown

LEAST_FOR_PLAYER = 5.0
"""What numbers have to leave of a line for the beginning of a name, in em."""
_THOUSANDTHS = len(".000")


def server_ranking_scene(page: ServerRankingPage) -> MedalTable | None:
    """Return the medals of those on a page as they are drawn, None where nobody drove."""
    if not page.rows:
        return None
    tallies = tuple(
        Tally(
            plain(row.name, "?"),
            row.result.medals,
            max(0, row.result.finished - sum(row.result.medals)),
            row.is_own,
        )
        for row in page.rows
    )
    told = [
        wording.alt_of(row.position, one.name, one.medals)
        for row, one in zip(page.rows, tallies, strict=True)
    ]
    first, second, third, fourth = map(str, MEDALS)
    legend = (first, second, third, fourth)
    alt = " ".join([wording.alt(plain(page.release.name, "?")), *told])
    return MedalTable(alt, tallies, legend, len(page.release.map_uids))


def server_ranking_embed(page: ServerRankingPage, *, note: str = "") -> discord.Embed:
    """Draw medals, maps and sums of times as a table; the own row is underlined.

    `note` goes below.
    """
    counts = of_linked(page.driven, page.linked)
    nobody = [str(wording.NOBODY_DROVE)]
    lines = [str(wording.LEGEND), *_table(page.rows)] if page.rows else nobody
    return build(
        title=shown(page.release.name, page.release.season_uid),
        url=campaign_page(page.release.kind, page.release.campaign_id),
        description=framed(lines, below="\n".join([*_notes(page), *filter(None, [note])])),
        heading=str(wording.HEADING_ALL_TIME) if page.is_all_time else str(wording.HEADING),
        footer=" · ".join([counts, str(wording.SUMS_DECIDE)] if len(page.rows) > 1 else [counts]),
        colour=LADDER,
        as_of=None if page.stale else page.received_at,
    )


def _notes(page: ServerRankingPage) -> list[str]:
    has_secrets = any(row.result.secrets for row in page.rows)
    is_short = page.release.kind == "weekly-shorts"
    is_old = page.stale and page.received_at is not None
    notes = (
        wording.unread(page.unread) if page.unread else "",
        (str(wording.HIDDEN_IN_SHORTS) if is_short else str(wording.HIDDEN)) if has_secrets else "",
        str(wording.NOT_IN_TIME) if any(row.result.counted for row in page.rows) else "",
        face_wording.old_data(timestamp(page.received_at or 0)) if is_old else "",
    )
    return [note for note in notes if note]


def _table(rows: Sequence[ServerRankingRow]) -> list[str]:
    """Return the head and the rows, none of which breaks on a phone."""
    sums = [_sum(row.result) for row in rows]
    numbers = _columns(rows, sums)
    if taken(numbers[0]) + SPACE + LEAST_FOR_PLAYER > PHONE_LINE:
        short = [one[:-_THOUSANDTHS] if "." in one else one for one in sums]
        numbers = _columns(rows, short)
    room = PHONE_LINE - taken(numbers[0]) - SPACE
    names = [fitted(row.name, "?", room) for row in rows]
    marked = [f"__{name}__" if row.is_own else name for row, name in zip(rows, names, strict=True)]
    return [f"{one} {name}" for one, name in zip(numbers, (wording.PLAYER, *marked), strict=True)]


def _columns(rows: Sequence[ServerRankingRow], sums: Sequence[str]) -> list[str]:
    """Return the numbers of the head and of each row in one code span, so that they line up."""
    cells = [(row.position, *row.result.medals, row.result.finished) for row in rows]
    table = [
        *(
            column([str(head), *map(number, one)])
            for head, one in zip(wording.COLUMNS, zip(*cells, strict=True), strict=True)
        ),
        column([str(wording.TIME), *sums]),
    ]
    return [f"`{' '.join(line)}`" for line in zip(*table, strict=True)]


def _sum(result: SeasonResult) -> str:
    """Return the sum of times, which says nothing while one of them is hidden."""
    if result.secrets:
        return race_time(SECRET)
    return race_time(result.total) if result.timed else ""
