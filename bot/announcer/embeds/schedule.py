"""What comes next, and how the feeds do."""

from collections.abc import Sequence
from math import inf

import discord

from bot.announcer import schedule_wording, wording
from bot.announcer.cards import FeedReport, NadeoReport, Upcoming
from bot.face.colours import ABOUT_THE_BOT, SCHEDULE
from bot.face.embeds import FIELD_LIMIT, add_field, build, fitting, timestamp
from bot.face.widths import packed
from bot.supervisor import LoopReport

WITHIN_DAYS = 6 * 86400.0
"""So far ahead, in seconds, nobody takes one day for another."""


def next_embed(upcoming: Sequence[Upcoming], now: float) -> discord.Embed:
    """Show countdowns, the soonest first; what has no known moment comes last."""
    lines = [_next(one, now) for one in sorted(upcoming, key=_moment)]
    return build(
        title=str(schedule_wording.NEXT_TITLE),
        description=fitting(lines),
        footer=str(schedule_wording.NEXT_FOOTER),
        colour=SCHEDULE,
    )


def _moment(one: Upcoming) -> float:
    return inf if one.moment is None else one.moment


def _next(one: Upcoming, now: float) -> str:
    """Return a line with the name and one with the moment; within days its time of day will do."""
    lines = [f"**{wording.FEED_TITLES[one.feed]}**"]
    if one.moment is None:
        lines.append(
            schedule_wording.untold(one.problem)
            if one.problem
            else str(schedule_wording.NOT_ANNOUNCED)
        )
        return "\n".join(lines)
    style = "t" if one.moment - now < WITHIN_DAYS else "d"
    lines.append(f"{timestamp(one.moment)} · {timestamp(one.moment, style)}")
    return "\n".join([*lines, schedule_wording.as_usual(one.problem)] if one.problem else lines)


def status_embed(
    nadeo: NadeoReport, feeds: Sequence[FeedReport], loops: Sequence[LoopReport] = ()
) -> discord.Embed:
    """Show Nadeo's state, every feed's last success and next look, and the loops where told."""
    embed = build(title=str(schedule_wording.STATUS_TITLE), colour=ABOUT_THE_BOT)
    add_field(embed, str(schedule_wording.NADEO_TITLE), _nadeo(nadeo), inline=False)
    lines = [f"**{wording.FEED_TITLES[line.feed]}**\n{_feed(line)}" for line in feeds]
    embed.description = fitting(lines, 3800)
    if loops:
        add_field(embed, str(schedule_wording.LOOPS_TITLE), _loops(loops), inline=False)
    return embed


def _nadeo(nadeo: NadeoReport) -> str:
    has_answered = nadeo.answered_at is not None
    known = schedule_wording.NADEO_ANSWERS if has_answered else schedule_wording.NADEO_UNKNOWN
    parts = [nadeo.problem or str(known)]
    if nadeo.answered_at is not None:
        parts.append(schedule_wording.last_answer(timestamp(nadeo.answered_at)))
    if nadeo.queue_length:
        parts.append(schedule_wording.in_queue(nadeo.queue_length))
    if nadeo.held_for >= 1:
        parts.append(schedule_wording.held(nadeo.held_for))
    return "\n".join(packed(parts))


def _loops(loops: Sequence[LoopReport]) -> str:
    """Return which had to begin again, the latest first."""
    troubled = [loop for loop in loops if loop.restarts]
    lines = [
        schedule_wording.restarted(loop.name, loop.restarts, loop.fault, timestamp(loop.failed_at))
        for loop in sorted(troubled, key=lambda loop: loop.failed_at, reverse=True)
    ]
    return fitting([schedule_wording.all_loops_run(len(loops)), *lines], FIELD_LIMIT)


def _feed(line: FeedReport) -> str:
    parts: list[str] = []
    if not line.subscriptions:
        parts.append(str(schedule_wording.NOBODY_SUBSCRIBES))
    elif line.looked_at is None:
        parts.append(str(schedule_wording.NOT_LOOKED_YET))
    if line.failure:
        parts.append(schedule_wording.failing(line.failure))
    if line.looked_at is not None:
        parts.append(schedule_wording.looked(timestamp(line.looked_at)))
    if line.next_look is not None:
        parts.append(schedule_wording.looks_next(timestamp(line.next_look)))
    return "\n".join(packed(parts))
