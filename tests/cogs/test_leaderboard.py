"""`/leaderboard`, its options, its pages."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import simcord

from bot.frame import wording as frame_wording
from bot.ladders import wording as ladders_wording
from bot.maps import wording as maps_wording
from bot.maps.days import FIRST_DATE
from tests.conftest import WITHOUT_WARM_UP, Paddock

MONTH = "/api/token/campaign/month"
NAMES = "/api/display-names"
SWITCH = {"All-time board": True}
"""The button that leads from a season's board to the other one."""
BESIDE = {**SWITCH, "Chart": True}
"""What else there is below a season's board with rows."""
OUT_OF_RANGE = "`rank` goes from 1 to 10,000: no board can be read further down."


def uid_of(paddock: Paddock, on: date) -> str:
    days = paddock.nadeo.world.days
    return days.get((on - FIRST_DATE).days, paddock.nadeo.world.now()).map_uid


def lines(paddock_answer: object) -> list[str]:
    return str(paddock_answer.embed.description).split("\n")  # type: ignore[attr-defined] # Answer


# --- which board ---------------------------------------------------------------------------------


async def test_shows_the_running_track_by_default(paddock: Paddock) -> None:
    card = await paddock.type("totd")
    answer = await paddock.type("leaderboard")

    assert answer.embed.title == card.embed.title
    assert answer.embed.url == card.embed.url
    assert answer.embed.author.name == "Season leaderboard"
    assert str(answer.embed.footer.text).startswith("ranks 1 to 20 · gaps to the record")
    assert lines(answer)[0].startswith("` 1` 🟢 `")
    assert lines(answer)[19].startswith("`20` 🟢 `")
    assert answer.buttons == {**BESIDE, "First": False, "Back": False, "Next": True}
    assert not answer.ephemeral


async def test_shows_the_board_that_never_closes(paddock: Paddock) -> None:
    season = await paddock.type("leaderboard", board="season")
    all_time = await paddock.type("leaderboard", board="all-time")

    assert all_time.embed.author.name == "All-time leaderboard"
    assert all_time.embed.title == season.embed.title
    assert all_time.embed.description != season.embed.description
    assert "/totd/" not in str(all_time.embed.url)


async def test_shows_a_map_by_its_uid_or_link(paddock: Paddock) -> None:
    uid = uid_of(paddock, date(2026, 8, 3))

    by_uid = await paddock.type("leaderboard", map=uid)
    by_link = await paddock.type("leaderboard", map=f"https://trackmania.io/#/leaderboard/{uid}")

    assert by_uid.embed == by_link.embed
    assert by_uid.embed.author.name == "Season leaderboard"
    assert uid in str(by_uid.embed.url)


async def test_a_map_that_is_no_known_track_has_its_all_time_board(paddock: Paddock) -> None:
    answer = await paddock.type("leaderboard", map=uid_of(paddock, date(2021, 5, 5)))

    assert answer.embed.author.name == "All-time leaderboard"


@pytest.mark.parametrize("typed", ["nonsense", "../../x", "https://evil.example/", "x" * 6000])
async def test_refuses_what_is_no_map(paddock: Paddock, typed: str) -> None:
    answer = await paddock.type("leaderboard", map=typed)

    assert (answer.content, answer.ephemeral) == (str(maps_wording.STILL_COLLECTING), True)
    assert paddock.upstream() == []


async def test_an_unknown_map_is_told(paddock: Paddock) -> None:
    # quirk 18
    answer = await paddock.type("leaderboard", map="abcdefghijklmnopqrstuvwxyz0")

    assert (answer.content, answer.ephemeral) == (str(maps_wording.UNKNOWN_MAP), True)


async def test_other_units(paddock: Paddock) -> None:
    # quirk 69
    stunt = FIRST_DATE + timedelta(days=23)
    answer = await paddock.type("leaderboard", map=uid_of(paddock, stunt))

    assert answer.embed.author.name == "All-time leaderboard · points"


async def test_secret_scores(paddock: Paddock) -> None:
    # quirk 67: the page of a track whose author hides the best times
    await paddock.type("totd", date="2020-07-14")
    answer = await paddock.type("leaderboard", map=uid_of(paddock, date(2020, 7, 14)))

    assert lines(answer)[0].startswith("` 1` ▫️ `  SECRET")
    rows = list(pairwise(lines(answer)[:20]))
    assert not any("+" in row for above, row in rows if "SECRET" in above or "SECRET" in row)
    assert lines(answer)[-1].endswith(str(ladders_wording.SECRETS_EXPLAINED))


async def test_a_board_without_rows(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path="/top$", body={})  # quirk 70

    answer = await paddock.type("leaderboard")

    assert lines(answer)[0] == str(ladders_wording.BOARD_SILENT)
    assert answer.buttons == {**SWITCH, "First": False, "Back": False, "Next": False}


# --- which rank ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rank", "shown", "buttons"),
    [
        (1, "ranks 1 to 20", {"First": False, "Back": False, "Next": True}),
        (57, "ranks 41 to 60", {"First": True, "Back": True, "Next": True}),
        (10_000, "ranks 9,981 to 10,000", {"First": True, "Back": True, "Next": False}),
    ],
)
async def test_the_rank_lies_on_the_page(
    paddock: Paddock, rank: int, shown: str, buttons: dict[str, bool]
) -> None:
    answer = await paddock.type("leaderboard", rank=rank)

    assert str(answer.embed.footer.text).startswith(shown)
    assert answer.buttons == BESIDE | buttons


@pytest.mark.parametrize("rank", [0, 10_001, -5, 2**53])
async def test_ranks_that_no_form_allows_are_refused(paddock: Paddock, rank: int) -> None:
    # quirk 66
    answer = await paddock.send_raw("leaderboard", rank=rank)

    assert (answer.content, answer.ephemeral) == (OUT_OF_RANGE, True)
    assert paddock.upstream() == []


async def test_a_board_that_no_form_allows_is_no_crash(paddock: Paddock) -> None:
    answer = await paddock.send_raw("leaderboard", board="../x")

    assert answer.embed.author.name == "All-time leaderboard"


# --- pages ---------------------------------------------------------------------------------------


async def test_pages_turn_in_place(paddock: Paddock) -> None:
    first = await paddock.type("leaderboard")
    first_text = first.embed.description

    second = await paddock.click(first, "Next")
    assert second.message.id == first.message.id
    assert str(second.embed.footer.text).startswith("ranks 21 to 40 · gaps to the record")
    third = await paddock.click(second, "Next")
    assert str(third.embed.footer.text).startswith("ranks 41 to 60")
    back = await paddock.click(third, "Back")
    assert str(back.embed.footer.text).startswith("ranks 21 to 40")
    again = await paddock.click(await paddock.click(back, "Next"), "First")
    assert again.embed.description == first_text
    assert again.buttons == {**BESIDE, "First": False, "Back": False, "Next": True}


async def test_pages_keep_to_their_board(paddock: Paddock) -> None:
    answer = await paddock.type("leaderboard", board="all-time")
    # Another track runs by now: the buttons are about the one that was shown.
    title = answer.embed.title
    paddock.clock.move(2 * 86400)

    answer = await paddock.click(answer, "Next")

    assert (answer.embed.title, answer.embed.author.name) == (title, "All-time leaderboard")


# --- what it costs -------------------------------------------------------------------------------


async def test_a_page_takes_a_board_and_names_and_a_warm_one_nothing(paddock: Paddock) -> None:
    await paddock.type("leaderboard")
    asked = paddock.upstream()
    assert len(asked) == 2
    assert NAMES in asked

    await paddock.type("leaderboard")
    assert paddock.upstream() == []


async def test_the_next_page_takes_names_at_most(paddock: Paddock) -> None:
    answer = await paddock.type("leaderboard")
    paddock.upstream()

    for expected in ([], [NAMES], [], []):
        answer = await paddock.click(answer, "Next")
        assert paddock.upstream() == expected
    await paddock.click(answer, "Next")
    assert len(paddock.upstream()) == 2


@WITHOUT_WARM_UP
async def test_cold_it_takes_the_list_and_the_map_as_well(paddock: Paddock) -> None:
    await paddock.type("leaderboard")

    asked = paddock.upstream()
    assert asked.count(MONTH) == 1
    assert asked.count(NAMES) == 1
    assert len(asked) == 4


async def test_equal_questions_at_once_are_one(paddock: Paddock) -> None:
    # Two people look at the same board, one after the other within its two minutes.
    other = paddock.guild.add_member(paddock.env.create_user("bob"))
    await paddock.type("leaderboard")
    paddock.upstream()

    await other.slash(paddock.channel, "leaderboard")

    assert paddock.upstream() == []


# --- other people's buttons ----------------------------------------------------------------------


@pytest.fixture
def bob(paddock: Paddock) -> simcord.MemberActor:
    return paddock.guild.add_member(paddock.env.create_user("bob"))


async def test_only_who_typed_may_turn_the_pages(
    paddock: Paddock, bob: simcord.MemberActor
) -> None:
    answer = await paddock.type("leaderboard")
    before = answer.embed
    paddock.upstream()

    refused = await paddock.click(answer, "Next", by=bob)

    assert (refused.content, refused.ephemeral) == (str(frame_wording.NOT_YOUR_BUTTON), True)
    assert answer.embed == before
    assert paddock.upstream() == []


async def test_a_board_belongs_to_whoever_opened_it(
    paddock: Paddock, bob: simcord.MemberActor
) -> None:
    card = await paddock.type("totd")
    assert (await paddock.click(card, "Leaderboard", by=bob)).content == str(
        frame_wording.NOT_YOUR_BUTTON
    )

    board = await paddock.click(card, "Leaderboard")

    assert (await paddock.click(board, "Next", by=bob)).content == str(
        frame_wording.NOT_YOUR_BUTTON
    )
    turned = await paddock.click(board, "Next")
    assert str(turned.embed.footer.text).startswith("ranks 21 to 40")
