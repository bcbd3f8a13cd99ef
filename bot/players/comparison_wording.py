"""Sentences and labels of two players side by side; names in them are escaped already."""

from bot.text import counted, time_gap

WITH_SELF = "That is you: there is nothing to compare."
CAMPAIGN_OR_MAP = "Please choose either a `campaign` or a `map`, not both."
CAMPAIGN_OPTION = "a season or week, such as Summer 2026 or Week 88; the running season if left out"

TRACK = "Track of the Day"
SEASON = "Running season"
GAP = "Gap"
ALL_TIME = "all-time records"

AHEAD, BEHIND, LEVEL, ALONE = "🟦", "🟥", "⬜", "▪️"
"""In the colours in which the game itself shows gaps."""
MARKS = {1: AHEAD, -1: BEHIND, 0: LEVEL}
NO_ROWS = "Neither of you has a record here yet."


def against(own: str, other: str) -> str:
    """Say who is compared with whom."""
    return f"{own} against {other}"


def leading(own: str, other: str, counts: tuple[int, int, int]) -> str:
    """Say who leads on how many maps: one's own, the other's, and those where both are level."""
    ahead, behind, level = counts
    if not any(counts):
        return ""
    if ahead == behind == 0:
        return f"**{own}** and **{other}** are level on {maps(level)}."
    if ahead == behind:
        sentence = f"**{own}** and **{other}** lead on {maps(ahead)} each"
    else:
        leader, second = (own, other) if ahead > behind else (other, own)
        least = min(ahead, behind)
        sentence = (
            f"**{leader}** leads on {maps(max(ahead, behind))}, "
            f"**{second}** on {f'{least:,}' if least else 'none'}"
        )
    return f"{sentence}; level on {level:,}." if level else f"{sentence}."


def sums(own: str, other: str, difference: str, count: int) -> str:
    """Say what the times over the maps that both have add up to."""
    told = f"Sum of {maps(count)}: {own} to {other}"
    return f"{told} ({difference})." if difference else f"{told}."


def alone(name: str, count: int) -> str:
    """Say on how many maps only one has a record."""
    return f"Only **{name}** has a record on {maps(count)}." if count else ""


def undriven(count: int) -> str:
    """Say on how many maps neither has a record."""
    return f"Neither has a record on {maps(count)}." if count else ""


def missing(count: int) -> str:
    """Say how many maps Nadeo told nothing of."""
    return f"⚠️ {maps(count)} missing: Nadeo did not tell them in time." if count else ""


def maps(count: int) -> str:
    """Return a number of maps."""
    return counted(count, "map")


def explained(own: str) -> str:
    """Say whose times are shown, and what the colours mean."""
    return f"times of {own} · {AHEAD} ahead {BEHIND} behind"


def ahead_by(name: str, difference: int, kind: str) -> str:
    """Say who is better by how much; the difference is never negative."""
    if kind == "tm_stunt":
        return f"**{name}** has {counted(difference, 'point')} more."
    if kind == "tm_platform":
        return f"**{name}** needs {counted(difference, 'respawn')} less."
    return f"**{name}** is faster by **{time_gap(difference)[1:]}**."


BOTH_LEVEL = "Both have the very same result."
NEITHER = "Neither has a record on this map yet."
INCOMPARABLE = "SECRET times cannot be compared."


def only(name: str) -> str:
    """Say who alone has a record on a map."""
    return f"Only **{name}** has a record on this map."
