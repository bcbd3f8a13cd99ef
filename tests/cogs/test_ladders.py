"""Places, rankings, and the parts of leaderboards that need a catalogue."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import SWIFT, settings_for

from bot.frame import wording as frame_wording
from bot.frame.app import opened
from bot.ladders import wording as ladders_wording
from bot.sandbox.world.ids import Kind
from tests.conftest import Answer, Paddock

pytestmark = pytest.mark.filled


def lines(answer: Answer) -> list[str]:
    return answer.text.split("\n")


# --- /leaderboard --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "title", "board"),
    [
        ("summer 2026 07", "Summer 2026 - 07", "Season leaderboard"),
        ("today", "Misty Viaduct", "Season leaderboard"),
        ("2024-02-29", None, "Season leaderboard"),
    ],
)
async def test_any_map_by_name_or_day(
    paddock: Paddock, typed: str, title: str | None, board: str
) -> None:
    answer = await paddock.type("leaderboard", map=typed)

    assert title in {None, answer.embed.title}
    assert answer.embed.author.name == board


async def test_a_map_without_a_season_has_the_all_time_board(paddock: Paddock) -> None:
    club_map = paddock.nadeo.world.ids.map_uid(Kind.CLUB, 7)
    for options in ({}, {"board": "season"}, {"board": "all-time"}):
        answer = await paddock.type("leaderboard", map=club_map, **options)
        assert answer.embed.author.name == "All-time leaderboard"
        assert "Season board" not in answer.buttons
        is_noted = str(ladders_wording.BOARD_NOTES["no-season"]) in answer.text
        assert is_noted is (options == {"board": "season"})
    placed = await paddock.type("place", time="45.678", map=club_map, board="season")
    assert str(ladders_wording.BOARD_NOTES["no-season"]) in placed.text


async def test_one_board_leads_to_the_other_and_back(paddock: Paddock) -> None:
    season = await paddock.type("leaderboard", map="summer 2026 07", rank=60)
    first = season.embed.to_dict()

    all_time = await paddock.click(season, "All-time board")
    assert all_time.embed.author.name == "All-time leaderboard"
    again = await paddock.click(all_time, "Season board")
    assert again.embed.author.name == "Season leaderboard"
    assert str(again.embed.footer.text).startswith("ranks 1 to 20")
    assert again.embed.to_dict() != first


async def test_jumping_to_a_rank(paddock: Paddock) -> None:
    answer = await paddock.type("leaderboard")
    for rank, shown in (("1001", "ranks 1,001 to 1,020"), ("10000", "ranks 9,981 to 10,000")):
        answer = await paddock.choose(answer, rank)
        assert str(answer.embed.footer.text).startswith(shown)
    # The record was seen a moment ago: deep pages count from it as well.
    assert "gaps to the record" in str(answer.embed.footer.text)
    assert lines(answer)[1].count("+") == 1


async def test_jumps_work_after_a_restart(paddock: Paddock) -> None:
    answer = await paddock.type("leaderboard", map="summer 2026 07")
    ranking = await paddock.type("ranking")
    changed = settings_for(paddock.nadeo, paddock.bot.settings.database)

    async with opened(changed, paddock.clock, SWIFT, fills_catalogue=False) as another:
        await paddock.env.restart_bot(another)
        answer = await paddock.choose(answer, "101")
        assert str(answer.embed.footer.text).startswith("ranks 101 to 120")
        ranking = await paddock.choose(ranking, "101")
        assert ranking.embed.footer.text.startswith("ranks 101 to 120 · ")
        await paddock.env.shutdown()


async def test_running_shorts_are_secret(paddock: Paddock) -> None:
    # quirk 68
    week = await paddock.type("weekly shorts")
    card = await paddock.choose(week, next(iter(week.menus[0].values())))

    board = await paddock.click(card, "Leaderboard")

    assert "`SECRET`" in lines(board)[0]
    assert "`+" not in "".join(lines(board)[:2])
    assert lines(board)[-1].endswith(str(ladders_wording.SECRETS_OF_SHORTS))


async def test_points_and_respawns_have_their_units(paddock: Paddock) -> None:
    # quirk 69
    stunt = await paddock.type("leaderboard", map="2020-07-24", board="all-time")
    platform = await paddock.type("leaderboard", map="2020-08-07", board="all-time")

    assert stunt.embed.author.name == "All-time leaderboard · points"
    assert platform.embed.author.name == "All-time leaderboard · respawns"


# --- /place --------------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["45.678", "0:45.678", "45678ms", "45,678"])
async def test_a_place_however_the_time_is_written(paddock: Paddock, time: str) -> None:
    answer = await paddock.type("place", time=time, map="summer 2026 11")

    assert "**0:45.678** would be rank **" in lines(answer)[0]
    assert sum(line.startswith("`") for line in lines(answer)) in {2, 3}
    assert str(ladders_wording.YOU) in answer.text
    assert not answer.ephemeral


async def test_a_place_leads_to_the_board_around_it(paddock: Paddock) -> None:
    answer = await paddock.type("place", time="45.678", map="summer 2026 11")
    rank = int(answer.text.partition("would be rank **")[2].partition("*")[0].replace(",", ""))
    (label,) = answer.buttons
    assert label == f"Leaderboard at rank {rank:,}"

    board = await paddock.click(answer, label)

    assert board.message.id != answer.message.id
    assert (board.embed.title, board.embed.author.name) == (
        answer.embed.title,
        answer.embed.author.name,
    )
    first = (rank - 1) // 20 * 20 + 1
    assert str(board.embed.footer.text).startswith(f"ranks {first:,} to ")
    assert not board.ephemeral
    # From there one turns on, and to the other board.
    assert board.buttons["All-time board"]


async def test_the_place_of_a_whole_board_is_explained_when_closed(paddock: Paddock) -> None:
    # quirk 74
    old = await paddock.type("place", time="1:05.3", map="2021-03-28")
    assert str(ladders_wording.SEASON_CLOSED_NOTE) in old.text

    refused = await paddock.type("place", time="1:05.3", map="2021-03-28", board="season")
    assert (refused.content, refused.ephemeral) == (str(ladders_wording.BOARD_CLOSED), True)


@pytest.mark.parametrize("time", ["nonsense", "-5", "1:65.0", "", "9" * 40, "@everyone"])
async def test_times_that_are_none(paddock: Paddock, time: str) -> None:
    if not time:
        time = " "
    answer = await paddock.type("place", time=time)

    assert (answer.content, answer.ephemeral) == (str(ladders_wording.UNKNOWN_SCORE), True)
    assert paddock.upstream() == []


async def test_a_time_on_a_map_of_points(paddock: Paddock) -> None:
    answer = await paddock.type("place", time="1:05.3", map="2020-07-24")

    assert (answer.content, answer.ephemeral) == (
        str(ladders_wording.WRONG_UNITS["tm_stunt"]),
        True,
    )


async def test_the_last_good_place_is_shown_when_nadeo_is_down(paddock: Paddock) -> None:
    await paddock.type("place", time="45.678")
    paddock.clock.move(3600)
    paddock.nadeo.failures.mode = "down"

    answer = await paddock.type("place", time="45.678")

    assert "Nadeo does not answer" in answer.text


# --- /ranking ------------------------------------------------------------------------------------


async def test_a_ranking_and_its_pages(paddock: Paddock) -> None:
    answer = await paddock.type("ranking")
    assert (answer.embed.title, answer.embed.author.name) == ("Summer 2026", "Points ranking")
    # quirk 29: points are numbers with separators
    assert "`189,064`" in lines(answer)[0]
    assert answer.embed.footer.text.endswith(str(ladders_wording.RANKING_LAGS))  # quirk 78

    answer = await paddock.click(answer, "Next")
    assert answer.embed.footer.text.startswith("ranks 21 to 40 ")
    answer = await paddock.choose(answer, "5001")
    assert answer.embed.footer.text.startswith("ranks 5,001 to 5,020 ")
    answer = await paddock.click(answer, "First")
    assert answer.embed.footer.text.startswith("ranks 1 to 20 ")


async def test_rankings_of_weeks(paddock: Paddock) -> None:
    for typed in ("Week 88", "Week Grand 59", "59"):
        answer = await paddock.type("ranking", campaign=typed)
        assert answer.embed.title == {"59": "Week 59"}.get(typed, typed)


async def test_a_season_with_two_digits_of_its_year(paddock: Paddock) -> None:
    answer = await paddock.type("ranking", campaign="Summer 26")

    assert answer.embed.title == "Summer 2026"


async def test_below_the_last_rank_there_is_nobody(paddock: Paddock) -> None:
    body = {"groupUid": "g", "tops": [{"top": []}]}
    paddock.nadeo.failures.script(path="/top$", body=body, times=2)

    assert lines(await paddock.type("ranking", rank=5000))[0] == str(
        ladders_wording.NO_RECORDS_THIS_FAR
    )
    assert lines(await paddock.type("ranking"))[0] == str(ladders_wording.NO_POINTS)


async def test_rankings_that_there_are_not(paddock: Paddock) -> None:
    answer = await paddock.type("ranking", campaign="Summer 2019")

    assert answer.ephemeral
    assert "**Summer 2020** to **Summer 2026**" in answer.content


@pytest.mark.parametrize("rank", [0, 10_001, -5])
@pytest.mark.parametrize("command", ["leaderboard", "ranking"])
async def test_ranks_that_there_are_not(paddock: Paddock, command: str, rank: int) -> None:
    # quirk 66
    answer = await paddock.send_raw(command, rank=rank)

    assert (answer.content, answer.ephemeral) == (ladders_wording.rank_out_of_range(10_000), True)


# --- whatever is typed ---------------------------------------------------------------------------


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
        st.text("0123456789:., ms", min_size=1, max_size=12),
    )
)
async def test_any_time_is_answered(paddock: Paddock, typed: str) -> None:
    answer = await paddock.type("place", time=typed)

    assert answer.embeds or (answer.ephemeral and answer.content)
    assert answer.content != str(frame_wording.UNKNOWN_FAULT)
