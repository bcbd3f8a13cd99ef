"""The maps that the bot's own account has in review, as they are when a world begins."""

from collections.abc import Callable

from bot.sandbox.world.ids import Ids, Kind
from bot.sandbox.world.review import Submission

DAY = 86_400
NAMES = (
    "$s$0CFSoaring $FFF|  $6F6Terrace",
    "B08",
    "4 - $f80Sunset$g_Sprint",
    "$l[https://evil.example]||Review|| me$l",
    "$N $Z$S$F39\ue1f2$N $S",
    "Long Way Round",
    "1 - $o$0f0Wide $zOpen",
)
FIRST_SHORT = 6


def submitted_name(number: int) -> str:
    """Return the name of a submitted map; later ones are numbered."""
    return NAMES[number] if number < len(NAMES) else f"Submission {number + 1}"


def own_submissions(ids: Ids, now: int) -> dict[str, list[Submission]]:
    """Return the submissions of both kinds: with and without votes, labels, nomination."""

    def submission(number: int, days: int, *stars: int) -> Submission:
        first = now - days * DAY
        uid = ids.map_uid(Kind.SUBMITTED, number)
        return Submission(uid, first, first + DAY // 2 * (number % 3), list(stars) or [0] * 5)

    return {"totd": _totd(submission), "weekly-shorts": _shorts(submission)}


def _totd(submission: Callable[..., Submission]) -> list[Submission]:
    nominated = submission(0, 41, 0, 1, 3, 9, 22)
    nominated.nominated = nominated.messaging = True
    nominated.labels = ("Reviewed by Nadeo",)
    nominated.styles = ("Tech", "Scenery")
    liked = submission(1, 30, 1, 2, 0, 7, 17)
    liked.styles = ("Puzzle",)
    fresh = submission(2, 1)
    hard = submission(3, 12, 9, 4, 2, 1, 0)
    hard.labels = ("Reviewed by Nadeo", "Hard AT", "Too Long")
    hard.nadeo_note = 2
    return [nominated, liked, fresh, hard, submission(4, 8, 0, 0, 0, 0, 1), submission(5, 90)]


def _shorts(submission: Callable[..., Submission]) -> list[Submission]:
    short = submission(FIRST_SHORT, 5, 0, 2, 2, 3, 3)
    short.labels = ("No Clones",)
    short.styles = ("Wide",)
    return [short]
