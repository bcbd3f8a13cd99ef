"""Sentences of posts about records."""

NEW_RECORD = "New world record"
SAME_PLAYER = "by the same player"
REMOVED = "❌ Nadeo shows this record no more."
ANY_MAP = "An official map"
NO_LEADER = (
    "The first place of the running Track of the Day is hidden or not taken yet, so there is no "
    "card to show."
)


def new_record(score: str) -> str:
    """Say what the record is by now; the score in bold letters."""
    return f"{NEW_RECORD}: **{score}**"


def by(player: str) -> str:
    """Say whose it is; a flag and a link."""
    return f"by {player}"


def before(score: str, distance: str) -> str:
    """Say what it was before, and how much better it is now."""
    return f"before: {score} ({distance})" if distance else f"before: {score}"


def driven(moment: str) -> str:
    """Say when it was driven; a timestamp."""
    return f"driven {moment}" if moment else ""


def first_now(score: str) -> str:
    """Say what the record is since another one is gone."""
    return f"The record is **{score}**"
