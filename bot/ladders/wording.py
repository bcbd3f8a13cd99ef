"""Sentences and labels about leaderboards, places and rankings."""

# --- what was typed ------------------------------------------------------------------------------

TIME_HINT = "Write it as `45.678`, `1:05.3` or `65300ms`."
UNKNOWN_SCORE = f"I do not understand that time. {TIME_HINT}"
WRONG_UNITS = {
    "tm_stunt": "That is a Stunt map: type points, such as `1,234`.",
    "tm_platform": "That is a Platform map: type respawns, such as `12`.",
}
"""What to type instead, by the kind of map; on all others `UNKNOWN_SCORE` tells."""

SCORE_OF_NOTHING = "Nadeo tells no place for a score of 0. Please type a larger one."
SCORE_TOO_LARGE = "Nobody takes that long: the longest I look up is 24 hours, or 1,000,000 points."


def rank_out_of_range(last: int) -> str:
    """Say which ranks there are."""
    return f"`rank` goes from 1 to {last:,}: no board can be read further down."


# --- what Nadeo does not tell --------------------------------------------------------------------

NO_PLACE = "Nadeo tells no place on that board right now. Please try again in a few minutes."
NAMES_MISSING = "Names are missing right now."
BOARD_CLOSED = (
    "That season is over and its board closed: nobody can take a place there any more. "
    "Leave `board` out, or choose `all-time`."
)

# --- options -------------------------------------------------------------------------------------

BOARD_OPTION = "the season's board, or the all-time one, which never closes"
RANK_OPTION = "the rank to look at"
CAMPAIGN_OPTION = "a season or week, such as Summer 2026 or Week 88; the running season if left out"

# --- labels --------------------------------------------------------------------------------------

BOARD_NAMES = {"season": "Season leaderboard", "all-time": "All-time leaderboard"}
NO_RECORDS = "Nobody has driven here yet."
NO_RECORDS_THIS_FAR = "Nobody is ranked this far down."
SECRET = "SECRET"  # noqa: S105 # no password
SECRETS_OF_SHORTS = (
    "SECRET: while a Weekly Short runs, the game hides all times that beat the author's."
)
SECRETS_EXPLAINED = "SECRET: the author hides these times for now."
GAPS_TO_RECORD = "gaps to the record"
GAPS_TO_ROW_ABOVE = "gaps to the row above"
GAPS_TO_WHAT_WAS_TYPED = "gaps to what you typed"
MEDAL_SIGNS = ("🟢", "🥇", "🥈", "🥉")
NO_MEDAL_SIGN = "▫️"
BOARD_NOTES = {
    "no-season": "This map has no season board, so this is the all-time board.",
    "season-unknown": (
        "I am still collecting what came out when: if this map has a season board I know of it in "
        "a minute or two. This is the all-time board."
    ),
}
BOARD_SILENT = (
    "Nadeo shows nothing of the season's board: it may be closed. "
    "The button below leads to the all-time board."
)
SEASON_CLOSED_NOTE = "The season's board is closed, so this is the all-time board."
RANKING_TITLE = "Points ranking"
RANKING_LAGS = "counted every few hours"
NO_POINTS = "Nobody has points here yet."
YOU = "you"
ME = "Me"
LINKED_SIGN = "•"
LINKED_HERE = "• linked in this server"
JUMP = "Jump to rank …"
SWITCH_TO = {"season": "Season board", "all-time": "All-time board"}


def ranks(first: int, last: int) -> str:
    """Say which ranks a page shows."""
    return f"ranks {first:,} to {last:,}"


def would_be(score: str, rank: str) -> str:
    """Say which rank a score would have."""
    return f"**{score}** would be rank **{rank}**"


def own_rank(rank: str) -> str:
    """Say where somebody stands who is not where Nadeo said."""
    return f"You are about rank {rank}: Nadeo counted yours a while ago, or rounds it."


def world_ranks(moment: str) -> str:
    """Say what the numbers behind names are, and when they were told."""
    return f"World ranks `#`, told {moment}"


def about(rank: str) -> str:
    """Mark a rank that Nadeo rounds."""
    return f"about {rank}"


def board_at(rank: str) -> str:
    """Name a board that is opened where a rank lies."""
    return f"Leaderboard at rank {rank}"


def jump_to(rank: str) -> str:
    """Name a rank to jump to."""
    return f"Rank {rank}"
