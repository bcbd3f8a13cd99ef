"""Sentences and labels of two players side by side; names in them are escaped already."""

from bot.languages import number
from bot.sentences import Sentence, say, say_counted
from bot.text import time_gap

WITH_SELF = Sentence("That is you: there is nothing to compare.")
CAMPAIGN_OR_MAP = Sentence("Please choose either a `campaign` or a `map`, not both.")
CAMPAIGN_OPTION = Sentence(
    "a season or week, such as Summer 2026 or Week 88; the running season if left out"
)

TRACK = Sentence("Track of the Day")
SEASON = Sentence("Running season")
GAP = Sentence("Gap")
ALL_TIME = Sentence("all-time records")

AHEAD, BEHIND, LEVEL, ALONE = "🟦", "🟥", "⬜", "▪️"
"""In the colours in which the game itself shows gaps."""
MARKS = {1: AHEAD, -1: BEHIND, 0: LEVEL}
NO_ROWS = Sentence("Neither of you has a record here yet.")


def against(own: str, other: str) -> str:
    """Say who is compared with whom."""
    return say("{own} against {other}", own=own, other=other)


def leading(own: str, other: str, counts: tuple[int, int, int]) -> str:
    """Say who leads on how many maps: one's own, the other's, and those where both are level."""
    ahead, behind, level = counts
    if not any(counts):
        return ""
    if ahead == behind == 0:
        return say(
            "**{own}** and **{other}** are level on {level}.",
            own=own,
            other=other,
            level=maps(level),
        )
    if ahead == behind:
        sentence = say(
            "**{own}** and **{other}** lead on {ahead} each",
            own=own,
            other=other,
            ahead=maps(ahead),
        )
    else:
        leader, second = (own, other) if ahead > behind else (other, own)
        least = min(ahead, behind)
        sentence = say(
            "**{leader}** leads on {most}, **{second}** on {least}",
            leader=leader,
            most=maps(max(ahead, behind)),
            second=second,
            least=number(least) if least else say("none"),
        )
    return (
        say("{sentence}; level on {level}.", sentence=sentence, level=number(level))
        if level
        else f"{sentence}."
    )


def sums(own: str, other: str, difference: str, count: int) -> str:
    """Say what the times over the maps that both have add up to."""
    told = say("Sum of {count}: {own} to {other}", count=maps(count), own=own, other=other)
    return f"{told} ({difference})." if difference else f"{told}."


def alone(name: str, count: int) -> str:
    """Say on how many maps only one has a record."""
    return (
        say("Only **{name}** has a record on {count}.", name=name, count=maps(count))
        if count
        else ""
    )


def undriven(count: int) -> str:
    """Say on how many maps neither has a record."""
    return say("Neither has a record on {count}.", count=maps(count)) if count else ""


def missing(count: int) -> str:
    """Say how many maps Nadeo told nothing of."""
    return (
        say("⚠️ {count} missing: Nadeo did not tell them in time.", count=maps(count))
        if count
        else ""
    )


def maps(count: int) -> str:
    """Return a number of maps."""
    return say_counted("{count} map", "{count} maps", count)


def explained(own: str) -> str:
    """Say whose times are shown, and what the colours mean."""
    return say(
        "times of {own} · {ahead} ahead {behind} behind", own=own, ahead=AHEAD, behind=BEHIND
    )


def ahead_by(name: str, difference: int, kind: str) -> str:
    """Say who is better by how much; the difference is never negative."""
    if kind == "tm_stunt":
        return say(
            "**{name}** has {difference} more.",
            name=name,
            difference=say_counted("{count} point", "{count} points", difference),
        )
    if kind == "tm_platform":
        return say(
            "**{name}** needs {difference} less.",
            name=name,
            difference=say_counted("{count} respawn", "{count} respawns", difference),
        )
    return say("**{name}** is faster by **{gap}**.", name=name, gap=time_gap(difference)[1:])


BOTH_LEVEL = Sentence("Both have the very same result.")
NEITHER = Sentence("Neither has a record on this map yet.")
INCOMPARABLE = Sentence("SECRET times cannot be compared.")


def only(name: str) -> str:
    """Say who alone has a record on a map."""
    return say("Only **{name}** has a record on this map.", name=name)
