"""What is said to those who look for themselves on a board or in a ranking."""

from bot.languages import number
from bot.nadeo.paths import DEEPEST_RANK
from bot.sentences import Sentence, say

NOT_LINKED_ANY_MORE = Sentence(
    "You are not linked with a Trackmania account any more. `/link` does it."
)
NO_RECORD_HERE = Sentence("You have no record on this board yet.")
SECRET_RECORD = Sentence(
    "Your score is secret for now, so Nadeo tells no place for it."
)  # no password
BOARD_CLOSED = Sentence(
    "That season is over, and Nadeo tells no places on its board any more. "
    "The all-time board has the button, too."
)
NO_SUCH_SEASON = Sentence("Nadeo tells no single player's record of that period.")
NO_PLACE_FOR_THE_BEST = Sentence(
    "You needed no respawn, which is the best there is: too many did for you to be among the first "
    "hundred, and Nadeo tells no place for it."
)
NO_POINTS = Sentence("You have no points in this ranking yet; it is counted every few hours.")


def too_far_down(rank: str) -> str:
    """Say that no page shows somebody."""
    return say(
        "You are about rank {rank}: no board can be read below rank {deepest_rank}.",
        rank=rank,
        deepest_rank=number(DEEPEST_RANK),
    )
