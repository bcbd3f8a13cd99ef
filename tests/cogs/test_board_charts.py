"""The button Chart below boards: a picture, and the same in words."""

from typing import Any

import pytest
from support import change_answers

from bot.face.widths import PHONE_LINE, taken
from bot.ladders import wording as ladders_wording
from bot.pictures import studio
from bot.pictures.wording import NOT_DRAWN
from bot.players import chart_wording as wording
from tests.cogs.driving import RECORDS, linked, players
from tests.conftest import Answer, Paddock

pytestmark = pytest.mark.filled

SEASON_MAP = {"map": "summer 2026 07"}
STUNT, PLATFORM = {"map": "2020-07-24"}, {"map": "2020-08-07"}
MOST_REQUESTS = 8


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take as long as it needs to start a process."""
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)


async def chart(paddock: Paddock, **options: object) -> Answer:
    board = await paddock.type("leaderboard", **options)
    paddock.upstream()
    return await paddock.click(board, "Chart")


def alts(answer: Answer) -> list[str]:
    return [str(one.description) for one in answer.message.attachments]


def regular(paddock: Paddock) -> str:
    """Return somebody who is among the best few hundred everywhere."""
    return paddock.nadeo.world.accounts.id(90)


@pytest.mark.parametrize("options", [{}, SEASON_MAP, STUNT, PLATFORM])
async def test_a_board_is_charted(paddock: Paddock, options: dict[str, object]) -> None:
    await linked(paddock, regular(paddock))
    await players(paddock, 5)

    answer = await chart(paddock, **options)

    assert len(paddock.upstream()) <= MOST_REQUESTS
    assert answer.embed.image.url == "attachment://chart.png"
    (alt,) = alts(answer)
    lines = answer.text.split("\n")
    assert lines[0].startswith("`     1` `")
    assert lines[5].startswith("`10,000` `")
    assert [line[0] for line in lines[7:11]] == list("🟢🥇🥈🥉")
    assert lines[12].startswith(f"{wording.YOUR_ROW} `")
    assert lines[16] == wording.more_here("2")
    assert all(taken(line.replace("*", "")) <= PHONE_LINE for line in lines)
    assert "10,000" in alt
    assert str(wording.YOU) in alt
    assert str(NOT_DRAWN) not in answer.text


async def test_it_leads_back_to_the_rows(paddock: Paddock) -> None:
    answer = await chart(paddock)
    assert answer.buttons == {"Leaderboard": True}

    board = await paddock.click(answer, "Leaderboard")

    assert board.text.startswith("`")
    assert "Chart" in board.buttons


async def test_what_others_looked_at_is_not_asked_for_again(paddock: Paddock) -> None:
    first = await chart(paddock)
    assert 4 <= len(paddock.upstream()) <= MOST_REQUESTS

    second = await chart(paddock)

    assert paddock.upstream() == []
    assert first.text == second.text


async def test_whoever_is_linked_elsewhere_is_not_shown_here(paddock: Paddock) -> None:
    await linked(paddock, regular(paddock))
    await paddock.bot.store.write("DELETE FROM server_players", [()])

    answer = await chart(paddock)

    assert str(wording.YOUR_ROW) not in answer.text
    assert str(wording.YOU) not in alts(answer)[0]

    board = await paddock.in_private("leaderboard")
    answer = await paddock.click_in_private(board, "Chart")
    assert str(wording.YOUR_ROW) in answer.text


async def test_secret_times_are_explained_and_not_drawn(paddock: Paddock) -> None:
    # quirk 67: the board of a track whose author hides the best times
    answer = await chart(paddock, map="2020-07-14")

    assert "SECRET" not in answer.text.replace(str(ladders_wording.SECRETS_EXPLAINED), "")
    assert answer.text.endswith(str(ladders_wording.SECRETS_EXPLAINED))
    assert answer.text.split("\n")[0].startswith("`")
    assert answer.message.attachments


async def test_a_running_short_hides_the_best_times(paddock: Paddock) -> None:
    # quirk 68
    week = await paddock.type("weekly shorts")
    card = await paddock.choose(week, next(iter(week.menus[0].values())))
    board = await paddock.click(card, "Leaderboard")

    answer = await paddock.click(board, "Chart")

    assert answer.text.endswith(str(ladders_wording.SECRETS_OF_SHORTS))
    assert "-1" not in answer.text


async def test_a_board_of_nothing_but_secrets_has_no_picture(paddock: Paddock) -> None:
    board = await paddock.type("leaderboard", **STUNT)

    def all_secret(whole: Any) -> None:
        for row in whole["tops"][0]["top"]:
            row["score"] = -1

    paddock.clock.move(3600)
    change_answers(paddock.nadeo, "/top", all_secret)
    answer = await paddock.click(board, "Chart")

    assert answer.text == str(ladders_wording.SECRETS_EXPLAINED)
    assert answer.message.attachments == []


async def test_a_board_that_closed_meanwhile_has_no_picture(paddock: Paddock) -> None:
    board = await paddock.type("leaderboard")
    paddock.clock.move(3600)
    paddock.nadeo.failures.script(path="/top$", body={})  # quirk 70

    answer = await paddock.click(board, "Chart")

    assert answer.text == str(wording.SILENT)
    assert answer.message.attachments == []


async def test_what_is_not_drawn_is_told_in_words(
    paddock: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How one that hangs is ended stands in tests/pictures/test_studio.py."""
    monkeypatch.setattr(studio, "PROGRAM", ("-c", "raise SystemExit"))

    answer = await chart(paddock)

    assert answer.message.attachments == []
    assert answer.embed.image.url is None
    assert answer.text.startswith("`     1` `")
    assert answer.text.endswith(str(NOT_DRAWN))
    assert answer.buttons == {"Leaderboard": True}


async def test_records_that_are_not_told_are_missed_in_words(paddock: Paddock) -> None:
    await players(paddock, 3)
    paddock.nadeo.failures.script(path=RECORDS, status=503, times=20)

    answer = await chart(paddock, **SEASON_MAP)

    assert str(wording.RECORDS_MISSING) in answer.text
    assert ladders_wording.LINKED_SIGN not in answer.text
    assert answer.message.attachments


async def test_a_board_that_is_told_in_part_ends_early(paddock: Paddock) -> None:
    board = await paddock.type("leaderboard", **SEASON_MAP)
    paddock.nadeo.failures.script(path="/top$", status=503, times=20)

    answer = await paddock.click(board, "Chart")

    assert str(wording.NOT_TOLD_FURTHER) in answer.text
    assert "`100`" in answer.text
    assert answer.message.attachments
