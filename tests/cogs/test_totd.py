"""`/totd`, its dates, its buttons."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from support import SWIFT, settings_for

from bot.frame.app import opened
from bot.maps import wording
from tests.conftest import WITHOUT_WARM_UP, Paddock

MONTH = "/api/token/campaign/month"
NAMES = "/api/display-names"


def heading(day: str) -> str:
    return f"Track of the Day · {day}"


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (None, "22 August"),
        ("today", "22 August"),
        ("Yesterday", "21 August"),
        ("2026-08-22", "22 August"),
        ("2026-8-1", "1 August"),
        ("2020-07-01", "1 July 2020"),
        ("2024-02-29", "29 February 2024"),
        ("2020-10-25", "25 October 2020"),
    ],
)
async def test_shows_the_track_of_a_day(paddock: Paddock, typed: str | None, day: str) -> None:
    answer = await paddock.type("totd", **({} if typed is None else {"date": typed}))

    assert answer.embed.author.name == heading(day)
    assert not answer.ephemeral


async def test_today_answers_as_without_a_date(paddock: Paddock) -> None:
    typed = await paddock.type("totd")

    answer = await paddock.type("today")

    assert answer.embed == typed.embed
    assert answer.buttons == typed.buttons
    assert not answer.ephemeral
    earlier = await paddock.click(answer, "◀")
    assert earlier.embed.author.name == heading("21 August")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("nonsense", str(wording.COLLECTING_TRACKS)),
        ("2026-02-30", str(wording.UNKNOWN_DATE)),
        ("2020-06-30", "The first Track of the Day was on 1 July 2020."),
        (
            "2026-08-23",
            "The track of 23 August 2026 is not out yet: tracks change at 19:00 in Paris.",
        ),
    ],
)
async def test_refuses_what_is_no_day(paddock: Paddock, typed: str, sentence: str) -> None:
    answer = await paddock.type("totd", date=typed)

    assert answer.content == sentence
    assert answer.ephemeral
    assert paddock.upstream() == []


async def test_yesterday_is_the_track_before_the_running_one(paddock: Paddock) -> None:
    # In Paris it is the 23rd already, but its track is not out.
    paddock.clock.set(datetime(2026, 8, 23, 8, tzinfo=UTC))

    assert (await paddock.type("totd")).embed.author.name == heading("22 August")
    answer = await paddock.type("totd", date="yesterday")
    assert answer.embed.author.name == heading("21 August")


async def test_a_track_that_comes_at_another_hour_counts_from_then_on(paddock: Paddock) -> None:
    days = paddock.nadeo.world.days
    switch = datetime(2026, 8, 23, 12, 23, tzinfo=UTC)
    days.early[days.count(paddock.nadeo.world.now())] = int(switch.timestamp())
    await paddock.type("totd")
    paddock.clock.set(switch + timedelta(minutes=5))

    answer = await paddock.type("totd", date="2026-08-23")

    assert answer.embed.author.name == heading("23 August")
    assert answer.buttons == {"◀": True, "▶": False, "Leaderboard": True}
    before = await paddock.click(answer, "◀")
    assert before.buttons["▶"] is True
    again = await paddock.click(before, "▶")
    assert again.embed.author.name == heading("23 August")
    offered = await paddock.suggest("totd", "date", "")
    assert offered[:2] == [
        ("Today · Sun, 23 August 2026", "today"),
        ("Yesterday · Sat, 22 August 2026", "yesterday"),
    ]
    refused = await paddock.type("totd", date="24.08.2026")
    assert refused.content == wording.date_in_future(date(2026, 8, 24))
    assert refused.ephemeral


async def test_a_month_that_begins_at_another_hour_counts_from_then_on(paddock: Paddock) -> None:
    # quirk 48
    paddock.clock.set(datetime(2026, 8, 31, 18, tzinfo=UTC))
    days = paddock.nadeo.world.days
    switch = datetime(2026, 9, 1, 12, 23, tzinfo=UTC)
    days.early[days.count(paddock.nadeo.world.now())] = int(switch.timestamp())
    await paddock.type("totd")
    refused = await paddock.type("calendar", month="2026-09")
    assert refused.content == "There are months from July 2020 to August 2026."
    paddock.clock.set(switch + timedelta(minutes=5))

    for options in ({"month": "2026-09"}, {}):
        answer = await paddock.type("calendar", **options)
        assert answer.embed.title == "September 2026"
        assert answer.buttons["▶"] is False
    assert (await paddock.suggest("calendar", "month", ""))[0][1] == "2026-09"


async def test_works_in_direct_messages(paddock: Paddock) -> None:
    result = await paddock.env.create_user("carol").slash("totd")

    assert result.response is not None
    assert result.response.embeds[0].author.name == heading("22 August")


# --- what it costs -------------------------------------------------------------------------------


@WITHOUT_WARM_UP
async def test_cold_it_takes_three_requests_and_warm_none(paddock: Paddock) -> None:
    await paddock.type("totd")
    asked = paddock.upstream()
    assert [asked[0], asked[1][:15], asked[2]] == [MONTH, "/api/token/map/", NAMES]

    await paddock.type("totd")
    assert paddock.upstream() == []


async def test_after_the_warm_up_it_takes_none(paddock: Paddock) -> None:
    await paddock.type("totd")

    assert paddock.upstream() == []


async def test_a_past_day_takes_three_requests_once(paddock: Paddock) -> None:
    await paddock.type("totd", date="2022-05-05")
    assert len(paddock.upstream()) == 3

    await paddock.type("totd", date="2022-05-05")
    assert paddock.upstream() == []


async def test_the_neighbour_of_a_past_day_takes_map_and_name_at_most(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="2022-05-05")
    paddock.upstream()

    await paddock.click(answer, "▶")

    asked = paddock.upstream()
    assert MONTH not in asked
    assert len(asked) <= 2


# --- buttons -------------------------------------------------------------------------------------


async def test_buttons_turn_the_days_in_place(paddock: Paddock) -> None:
    answer = await paddock.type("totd")
    assert answer.buttons == {"◀": True, "▶": False, "Leaderboard": True}

    before = await paddock.click(answer, "◀")
    assert before.message.id == answer.message.id
    assert before.embed.author.name == heading("21 August")
    assert before.buttons == {"◀": True, "▶": True, "Leaderboard": True}

    again = await paddock.click(before, "▶")
    assert again.embed.author.name == heading("22 August")
    assert again.buttons["▶"] is False


async def test_there_is_nothing_before_the_first_day(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="2020-07-01")

    assert answer.buttons == {"◀": False, "▶": True, "Leaderboard": True}


async def test_the_turn_of_months_is_none_for_the_buttons(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="2026-08-01")

    answer = await paddock.click(answer, "◀")
    assert answer.embed.author.name == heading("31 July")
    answer = await paddock.click(answer, "▶")
    assert answer.embed.author.name == heading("1 August")


async def test_a_card_left_alone_for_a_day_goes_on_to_the_next(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="yesterday")
    paddock.clock.move(86400)

    answer = await paddock.click(answer, "▶")

    assert answer.embed.author.name == heading("22 August")
    assert answer.buttons["▶"] is True


async def test_the_next_day_is_refused_while_nadeo_is_late(paddock: Paddock) -> None:
    answer = await paddock.type("totd")
    paddock.nadeo.world.totd_delay = 600
    paddock.clock.set(datetime(2026, 8, 23, 17, 1, tzinfo=UTC))
    answer = await paddock.type("totd")
    assert answer.embed.author.name == heading("22 August")
    assert answer.buttons["▶"] is True

    refused = await paddock.click(answer, "▶")

    assert refused.content == "Nadeo lists no track for 23 August 2026."
    assert refused.ephemeral
    assert answer.message.embeds[0].author.name == heading("22 August")


async def test_the_board_opens_as_a_message_of_its_own(paddock: Paddock) -> None:
    answer = await paddock.type("totd")

    board = await paddock.click(answer, "Leaderboard")

    assert board.message.id != answer.message.id
    assert board.embed.author.name.startswith("Season leaderboard")
    assert board.embed.title == answer.embed.title
    assert len(paddock.upstream()) == 2


async def test_buttons_work_after_a_restart(paddock: Paddock, tmp_path: Path) -> None:
    answer = await paddock.type("totd")
    settings = settings_for(paddock.nadeo, tmp_path / "pitwall.db")

    async with opened(settings, paddock.clock, SWIFT, fills_catalogue=False) as another:
        await paddock.env.restart_bot(another)
        answer = await paddock.click(answer, "◀")
        assert answer.embed.author.name == heading("21 August")
        board = await paddock.click(answer, "Leaderboard")
        assert (await paddock.click(board, "Next")).embed.footer.text.startswith("ranks 21 to 40")
        await paddock.env.shutdown()


async def test_turning_to_a_day_that_fails_leaves_the_card(paddock: Paddock) -> None:
    answer = await paddock.type("totd")
    paddock.nadeo.failures.mode = "down"

    refused = await paddock.click(answer, "◀")

    assert (
        refused.content
        == "Nadeo's servers do not answer right now. Please try again in a few minutes."
    )
    assert refused.ephemeral
    assert answer.embed.author.name == heading("22 August")


# --- suggestions ---------------------------------------------------------------------------------


async def test_days_are_suggested_without_asking_nadeo(paddock: Paddock) -> None:
    offered = await paddock.suggest("totd", "date", "")

    assert offered[:2] == [
        ("Today · Sat, 22 August 2026", "today"),
        ("Yesterday · Fri, 21 August 2026", "yesterday"),
    ]
    assert len(offered) == 25
    assert paddock.upstream() == []


async def test_suggestions_follow_the_typing(paddock: Paddock) -> None:
    assert await paddock.suggest("totd", "date", "29 feb") == [
        ("Thu, 29 February 2024", "2024-02-29")
    ]
    assert await paddock.suggest("totd", "date", "?") == []


async def test_suggestions_follow_the_clock(paddock: Paddock) -> None:
    paddock.clock.move(86400)

    offered = await paddock.suggest("totd", "date", "tod")

    assert offered == [("Today · Sun, 23 August 2026", "today")]
