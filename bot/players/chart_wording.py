"""Sentences and labels of charts of boards."""

HEADINGS = {"season": "Season chart", "all-time": "All-time chart"}
RANK = "rank"
YOU = "you"
YOUR_ROW = "**You**"
NOBODY_YET = "nobody yet"
HIDDEN = "secret for now"
EVERYBODY = "everybody"
FURTHER_DOWN = "…"
SILENT = "Nadeo shows nothing of this board any more: it may be closed."
NOT_TOLD_FURTHER = "Nadeo did not tell the rest of the board, so the curve ends early."
RECORDS_MISSING = "Nadeo does not tell the records of this server's players right now."
ESTIMATED = "ranks are estimated"
HERE = "• linked here"
MEDALS = ("Author", "Gold", "Silver", "Bronze")


def about_rank(rank: str) -> str:
    """Say about where a score stands."""
    return f"about rank {rank}"


def down_to(rank: str) -> str:
    """Say how far down a medal reaches."""
    return f"to about rank {rank}"


def past(rank: str) -> str:
    """Say that a medal reaches further down than is told."""
    return f"past rank {rank}"


def medal(name: str, score: str) -> str:
    """Name a medal's line."""
    return f"{name} {score}"


def at_rank(score: str, rank: str) -> str:
    """Say what a rank has."""
    return f"{score} at rank {rank}"


def alt(first: str, last: str) -> str:
    """Say what a curve shows, by both its ends."""
    return f"A curve of scores against ranks: from {first} to {last}."


def alt_of(name: str, score: str, where: str) -> str:
    """Say where a medal or a player stands on the curve."""
    return f"{name}: {score}, {where}."


def more_here(count: str) -> str:
    """Say how many more of the server have a record."""
    return f"and {count} more of this server"
