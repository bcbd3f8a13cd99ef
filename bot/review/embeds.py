"""Waiting times, ways to join, submissions and their votes."""

from collections.abc import Sequence

import discord

from bot.face import wording as face_wording
from bot.face.colours import ACCOUNT, REVIEW
from bot.face.embeds import FIELD_LIMIT, add_field, build, fitting, link, timestamp
from bot.nadeo.models import REVIEW_SECONDS_A_MAP, SubmittedMap, Votes
from bot.pictures.cards import Measured, Timeline
from bot.review import wording
from bot.review.cards import History, Join, ReviewType, Sample, SubmissionsPage, Wait
from bot.review.links import review_page
from bot.sentences import say_counted
from bot.text import duration, shown

BAR_LENGTH = 12
STARS = 5
LINE_OF_TIME = 24
LONGEST_PAUSE = 600.0
"""Seconds between two samples: after a longer pause a line has a gap."""
BLOCKS = "▁▂▃▄▅▆▇█"
NOT_MEASURED = "·"
_NAME_LENGTH = 60
WORD_LENGTH = 40
MOST_WORDS = 10


def wait_embed(waits: Sequence[Wait]) -> discord.Embed:
    """Draw the waiting times side by side, or why one is not told."""
    embed = build(
        title=str(wording.WAIT_TITLE), description=str(wording.WAIT_EXPLAINED), colour=REVIEW
    )
    for wait in waits:
        add_field(embed, str(wording.NAMES[wait.review_type]), _wait(wait))
    return embed


def _wait(wait: Wait) -> str:
    if wait.sample is None:
        return wait.problem
    moment = timestamp(wait.sample.measured_at)
    age = face_wording.old_data(moment) if wait.stale else wording.measured(moment)
    return f"{_waiting_time(wait.sample.seconds)}\n{age}"


def _waiting_time(seconds: int) -> str:
    """Return the time and the maps ahead, which are three minutes each (quirk 84)."""
    maps = say_counted("{count} map", "{count} maps", seconds // REVIEW_SECONDS_A_MAP)
    return f"**{duration(seconds)}** · {wording.ahead(maps)}"


def join_embed(joins: Sequence[Join]) -> discord.Embed:
    """Return how to join, with the link as something to copy."""
    has_link = any(join.state in {"linked", "ready"} for join in joins)
    footer = wording.HOW_TO_JOIN if has_link else ""
    moments = [join.connection.received_at for join in joins if join.connection is not None]
    as_of = min(moments, default=None)
    embed = build(title=str(wording.JOIN_TITLE), footer=str(footer), colour=REVIEW, as_of=as_of)
    for join in joins:
        add_field(embed, str(wording.NAMES[join.review_type]), _joining(join), inline=False)
    return embed


def _joining(join: Join) -> str:
    connection = join.connection
    if connection is None:
        return join.problem
    sentences = {
        "no-map": str(wording.NO_MAP),
        "starting": str(wording.STARTING),
        "linked": str(wording.LINKED),
        "ready": str(wording.READY_TITLE),
    }
    lines = [sentences[join.state]]
    if join.state in {"linked", "ready"}:
        lines.append(f"```\n{connection.join_link.replace('`', '')}\n```")
    return "\n".join(lines)


def submissions_embed(page: SubmissionsPage) -> discord.Embed:
    """Return some of the account's submissions with what others think of them."""
    problems = [wording.of_type(kind, problem) for kind, problem in page.problems]
    age = face_wording.old_data(timestamp(page.received_at)) if page.stale else ""
    nothing = "" if page.entries or problems else str(wording.NO_SUBMISSIONS)
    lines = [wording.totals(page.totals), *problems, nothing, age]
    embed = build(
        title=str(wording.SUBMISSIONS_TITLE),
        description="\n".join(line for line in lines if line),
        footer=face_wording.page_of(
            page.page + 1, page.pages, sum(count for _, count in page.totals)
        ),
        colour=ACCOUNT,
        as_of=None if page.stale else page.received_at,
    )
    for review_type, entry in page.entries:
        add_field(embed, _name(entry), _submission(review_type, entry), inline=False)
    return embed


def _name(entry: SubmittedMap) -> str:
    name = entry.map.name if entry.map is not None else ""
    return shown(name, entry.map_uid, _NAME_LENGTH)


def _submission(review_type: ReviewType, entry: SubmittedMap) -> str:
    first, latest = entry.creation_timestamp, entry.latest_submission_timestamp
    again = timestamp(latest, "d") if latest != first else ""
    lines = [
        *_votes(entry),
        str(wording.NOMINATED) if entry.nominated else "",
        wording.nadeo_note(entry.nadeo_note) if entry.nadeo_note else "",
        str(wording.NAMES[review_type]),
        wording.submitted(timestamp(first, "d"), again),
        link(str(wording.REVIEW_PAGE), review_page(review_type, entry.map_uid)),
        _words(str(wording.STYLES), entry.map_styles),
        _words(str(wording.LABELS), entry.labels),
    ]
    return fitting((line for line in lines if line), FIELD_LIMIT)


def _votes(entry: SubmittedMap) -> list[str]:
    """Return the average, which means something only where somebody voted, and the bars."""
    votes = entry.note_info
    if votes is None or votes.count_total <= 0:
        count = entry.feedback_count
        return [
            wording.bare_votes(say_counted("{count} vote", "{count} votes", count))
            if count > 0
            else str(wording.NO_VOTES)
        ]
    # Half a star counts as one: `round` would make two of 2.5.
    full = int(min(STARS, max(0.0, votes.average)) + 0.5)
    stars = "★" * full + "☆" * (STARS - full)
    total = say_counted("{count} vote", "{count} votes", votes.count_total)
    head = f"{stars} **{votes.average:.2f}** {wording.votes(total)}"
    return [head, f"```\n{_bars(votes)}\n```"]


def _bars(votes: Votes) -> str:
    counts = (
        votes.count_star5,
        votes.count_star4,
        votes.count_star3,
        votes.count_star2,
        votes.count_star1,
    )
    most = max(*counts, 1)
    return "\n".join(
        f"{STARS - place}★ {'█' * round(max(0, count) / most * BAR_LENGTH):<{BAR_LENGTH}} {count}"
        for place, count in enumerate(counts)
    )


def _words(title: str, words: Sequence[str]) -> str:
    listed = ", ".join(shown(word, "?", WORD_LENGTH) for word in words[:MOST_WORDS])
    return face_wording.labelled(title, listed) if listed else ""


def history_scene(histories: Sequence[History], hours: int) -> Timeline | None:
    """Return how the waiting time went as it is drawn, None where nothing was measured."""
    told = [history for history in histories if history.samples]
    if not told:
        return None
    alt = [str(wording.HISTORY_ALT), *(_history_alt(history) for history in told)]
    lines = tuple(Measured(str(wording.NAMES[one.review_type]), _stretches(one)) for one in told)
    return Timeline(" ".join(alt), lines, float(hours), str(wording.NOW_AXIS), wording.AGO_AXIS)


def _stretches(history: History) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return hours before the end with waiting times in seconds, parted where some are missing."""
    return tuple(
        tuple(((history.until - one.measured_at) / 3600, float(one.seconds)) for one in stretch)
        for stretch in history.stretches(LONGEST_PAUSE)
    )


def _history_alt(history: History) -> str:
    waits = (history.samples[-1].seconds, history.shortest.seconds, history.longest.seconds)
    return wording.history_alt(str(wording.NAMES[history.review_type]), *map(duration, waits))


def history_embed(histories: Sequence[History], hours: int, *, note: str = "") -> discord.Embed:
    """Draw how the waiting time went, as a line of blocks with its scale; `note` goes above."""
    embed = build(
        title=str(wording.HISTORY_TITLE),
        description="\n".join(filter(None, (wording.over(hours), note))),
        footer=str(wording.WHAT_IS_KEPT),
        colour=REVIEW,
    )
    for history in histories:
        add_field(embed, str(wording.NAMES[history.review_type]), _history(history), inline=False)
    return embed


def _history(history: History) -> str:
    if not history.samples:
        return str(wording.NO_SAMPLES)
    lines = [
        line_of_time(history),
        _moment(str(wording.NOW_TITLE), history.samples[-1]),
        f"{wording.AVERAGE} **{duration(history.average)}**",
        *extremes(history),
    ]
    return fitting(lines)


def extremes(history: History) -> tuple[str, str]:
    """Return when the wait was shortest and when longest; needs samples."""
    return _moment(str(wording.SHORTEST), history.shortest), _moment(
        str(wording.LONGEST), history.longest
    )


def _moment(word: str, sample: Sample) -> str:
    return f"{word} **{duration(sample.seconds)}** {timestamp(sample.measured_at)}"


def line_of_time(history: History) -> str:
    """Draw the mean waits as blocks, from the shortest to the longest wait, with that scale.

    Needs samples; where nothing was measured there is a gap.
    """
    lowest, highest = history.shortest.seconds, history.longest.seconds
    last = len(BLOCKS) - 1
    blocks = "".join(
        NOT_MEASURED if slot is None else BLOCKS[_share(slot, lowest, highest, last)]
        for slot in history.slots(LINE_OF_TIME)
    )
    ends = [(BLOCKS[0], lowest), *([(BLOCKS[-1], highest)] if highest > lowest else [])]
    scale = " · ".join(f"{block} {duration(seconds)}" for block, seconds in ends)
    return f"`{blocks}`\n{scale}"


def _share(value: float, lowest: int, highest: int, parts: int) -> int:
    """Return how many of so many parts of a range a value takes."""
    return round((value - lowest) / (highest - lowest) * parts) if highest > lowest else 0
