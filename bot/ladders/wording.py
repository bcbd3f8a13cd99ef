"""Sentences and labels about leaderboards, places and rankings."""

from bot.languages import number
from bot.sentences import Sentence, say

# --- what was typed ------------------------------------------------------------------------------

TIME_HINT = Sentence("Write it as `45.678`, `1:05.3` or `65300ms`.")
UNKNOWN_SCORE = Sentence("I do not understand that time. {hint}", hint=TIME_HINT)
WRONG_UNITS = {
    "tm_stunt": Sentence("That is a Stunt map: type points, such as `1,234`."),
    "tm_platform": Sentence("That is a Platform map: type respawns, such as `12`."),
}
"""What to type instead, by the kind of map; on all others `UNKNOWN_SCORE` tells."""

SCORE_OF_NOTHING = Sentence("Nadeo tells no place for a score of 0. Please type a larger one.")
SCORE_TOO_LARGE = Sentence(
    "Nobody takes that long: the longest I look up is 24 hours, or 1,000,000 points."
)


def rank_out_of_range(last: int) -> str:
    """Say which ranks there are."""
    return say(
        "`rank` goes from 1 to {last}: no board can be read further down.", last=number(last)
    )


# --- what Nadeo does not tell --------------------------------------------------------------------

NO_PLACE = Sentence(
    "Nadeo tells no place on that board right now. Please try again in a few minutes."
)
NAMES_MISSING = Sentence("Names are missing right now.")
BOARD_CLOSED = Sentence(
    "That season is over and its board closed: nobody can take a place there any more. "
    "Leave `board` out, or choose `all-time`."
)

# --- options -------------------------------------------------------------------------------------

BOARD_OPTION = Sentence("the season's board, or the all-time one, which never closes")
RANK_OPTION = Sentence("the rank to look at")
CAMPAIGN_OPTION = Sentence(
    "a season or week, such as Summer 2026 or Week 88; the running season if left out"
)

# --- labels --------------------------------------------------------------------------------------

BOARD_NAMES = {
    "season": Sentence("Season leaderboard"),
    "all-time": Sentence("All-time leaderboard"),
}
NO_RECORDS = Sentence("Nobody has driven here yet.")
NO_RECORDS_THIS_FAR = Sentence("Nobody is ranked this far down.")
SECRET = "SECRET"  # noqa: S105 # no password
SECRETS_OF_SHORTS = Sentence(
    "SECRET: while a Weekly Short runs, the game hides all times that beat the author's."
)
SECRETS_EXPLAINED = Sentence("SECRET: the author hides these times for now.")
GAPS_TO_RECORD = Sentence("gaps to the record")
GAPS_TO_ROW_ABOVE = Sentence("gaps to the row above")
GAPS_TO_WHAT_WAS_TYPED = Sentence("gaps to what you typed")
MEDAL_SIGNS = ("🟢", "🥇", "🥈", "🥉")
NO_MEDAL_SIGN = "▫️"
BOARD_NOTES = {
    "no-season": Sentence("This map has no season board, so this is the all-time board."),
    "season-unknown": Sentence(
        "I am still collecting what came out when: if this map has a season board I know of it in "
        "a minute or two. This is the all-time board."
    ),
}
BOARD_SILENT = Sentence(
    "Nadeo shows nothing of the season's board: it may be closed. "
    "The button below leads to the all-time board."
)
SEASON_CLOSED_NOTE = Sentence("The season's board is closed, so this is the all-time board.")
RANKING_TITLE = Sentence("Points ranking")
RANKING_LAGS = Sentence("counted every few hours")
NO_POINTS = Sentence("Nobody has points here yet.")
YOU = Sentence("you")
ME = Sentence("Me")
LINKED_SIGN = "•"
LINKED_HERE = Sentence("• linked in this server")
JUMP = Sentence("Jump to rank …")
SWITCH_TO = {"season": Sentence("Season board"), "all-time": Sentence("All-time board")}


def ranks(first: int, last: int) -> str:
    """Say which ranks a page shows."""
    return say("ranks {first} to {last}", first=number(first), last=number(last))


def would_be(score: str, rank: str) -> str:
    """Say which rank a score would have."""
    return say("**{score}** would be rank **{rank}**", score=score, rank=rank)


def own_rank(rank: str) -> str:
    """Say where somebody stands who is not where Nadeo said."""
    return say(
        "You are about rank {rank}: Nadeo counted yours a while ago, or rounds it.", rank=rank
    )


def world_ranks(moment: str) -> str:
    """Say what the numbers behind names are, and when they were told."""
    return say("World ranks `#`, told {moment}", moment=moment)


def about(rank: str) -> str:
    """Mark a rank that Nadeo rounds."""
    return say("about {rank}", rank=rank)


def board_at(rank: str) -> str:
    """Name a board that is opened where a rank lies."""
    return say("Leaderboard at rank {rank}", rank=rank)


def jump_to(rank: str) -> str:
    """Name a rank to jump to."""
    return say("Rank {rank}", rank=rank)
