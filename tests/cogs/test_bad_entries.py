"""One entry that cannot be read hides none of the others."""

from typing import Any

import pytest
from support import change_answers

from tests.conftest import WITHOUT_WARM_UP, Paddock


def without_a_start(months: Any) -> None:
    """Let the last day of each month begin nobody knows when."""
    for month in months["monthList"]:
        month["days"][-1]["startTimestamp"] = None


@WITHOUT_WARM_UP
async def test_a_day_without_a_start_hides_no_other(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    change_answers(paddock.nadeo, "/month", without_a_start)

    assert "22 August" in (await paddock.type("totd")).embed.author.name
    assert (await paddock.type("calendar")).embed.title == "August 2026"
    assert "31." not in (await paddock.type("calendar", month="2021-03")).text

    noted = [line for line in caplog.records if "left out" in line.getMessage()]
    assert len(noted) == 1


@pytest.mark.parametrize("rank", [1, 81])
async def test_a_row_without_a_score_ends_no_board(paddock: Paddock, rank: int) -> None:
    # quirk 76: the numbers are Nadeo's own
    def hide(board: Any) -> None:
        board["tops"][0]["top"][5]["score"] = None

    assert (await paddock.type("leaderboard", rank=rank)).buttons["Next"]
    change_answers(paddock.nadeo, "/top", hide)
    paddock.clock.move(600)

    answer = await paddock.type("leaderboard", rank=rank)

    assert answer.buttons["Next"]
    assert answer.embeds
