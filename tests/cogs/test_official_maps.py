"""Cards and lists of official maps, as people see them."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.face import wording as face_wording
from bot.frame import wording as frame_wording
from bot.maps import wording as maps_wording
from bot.maps.days import PARIS
from bot.nadeo.lifetimes import DAY
from bot.sandbox.world.ids import Kind
from tests.conftest import Answer, Paddock

pytestmark = pytest.mark.filled

NOWHERE = "abcdefghijklmnopqrstuvwxyz0"


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type] # year, …


def heading(answer: Answer) -> str:
    return answer.embed.author.name or ""


# --- /totd ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("today", "22 August"),
        ("yesterday", "21 August"),
        ("2026-08-22", "22 August"),
        ("2020-07-01", "1 July 2020"),
        ("2024-02-29", "29 February 2024"),
        ("misty viaduct 2026-08-22", "22 August"),
        ("Misty  VIADUCT! (22 Aug 2026)", "22 August"),
        ("last monday", "17 August"),
        ("3 days ago", "19 August"),
        ("22.08.2026", "22 August"),
        ("22 august 2026", "22 August"),
        # quirk 49: both clock changes, and the overlap of an hour
        ("2026-03-29", "29 March"),
        ("2025-10-26", "26 October 2025"),
        ("2020-10-24", "24 October 2020"),
        ("2020-10-25", "25 October 2020"),
    ],
)
async def test_days_that_are_meant(paddock: Paddock, typed: str, shown: str) -> None:
    answer = await paddock.type("totd", date=typed)

    assert heading(answer) == f"Track of the Day · {shown}"
    assert not answer.ephemeral


@pytest.mark.parametrize(
    "typed",
    [
        "tomorrow",
        "32.08.2026",
        "2026-13-01",
        "2026-02-30",
        "2025-02-29",
        "2020-06-30",
        "2026-08-23",
        "9999-12-31",
        "0000-00-00",
        "-1",
        "qwertzuiop",
        "@everyone",
        "'; DROP TABLE releases; --",
        "9" * 3000,
    ],
)
async def test_dates_in_every_wrong_form(paddock: Paddock, typed: str) -> None:
    answer = await paddock.type("totd", date=typed)

    assert answer.ephemeral
    assert answer.content
    assert "@everyone" not in answer.content
    assert paddock.upstream() == []


async def test_several_tracks_are_asked_back(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="misty")

    assert answer.ephemeral
    assert answer.content == f"Did you mean one of these?\n{maps_wording.MAP_HINT}"
    (offered,) = answer.menus
    assert len(offered) == 25
    assert all(label.startswith("Misty") for label in offered)


async def test_tracks_of_one_name_are_told_apart_by_their_dates(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="Misty Viaduct")

    assert answer.ephemeral
    assert answer.content == "Did you mean one of these?"
    (listed,) = answer.menus
    dates = [label.partition("TOTD ")[2] for label in listed]
    assert len(dates) == len(set(dates)) > 1
    assert dates[0] == "22 August 2026"
    assert all("Misty Viaduct" in label for label in listed)

    chosen = await paddock.type("totd", date=f"misty viaduct {dates[1]}")
    assert heading(chosen).endswith(dates[1])


async def test_a_month_without_its_day_is_asked_for(paddock: Paddock) -> None:
    answer = await paddock.type("totd", date="2026-07")
    assert answer.ephemeral
    assert answer.content == maps_wording.which_day(date(2026, 7, 1)).replace(
        "`/calendar month:2026-07`", f"{paddock.tap('calendar')} `month:2026-07`"
    )

    offered = await paddock.suggest("totd", "date", "2026-07")
    assert [value for _, value in offered] == [f"2026-07-{day:02}" for day in range(31, 6, -1)]
    assert "TOTD 31 July 2026" in offered[0][0]


async def test_a_uid_is_understood_as_its_day(paddock: Paddock) -> None:
    day = paddock.nadeo.world.days.get(100, paddock.nadeo.world.now())

    answer = await paddock.type("totd", date=day.map_uid)
    assert face_wording.long_date(day.date) in heading(answer)

    never = await paddock.type("totd", date=NOWHERE)
    sentence = str(maps_wording.NEVER_A_TRACK).replace("`/map`", paddock.tap("map"))
    assert (never.content, never.ephemeral) == (sentence, True)


async def test_a_map_not_yet_released_does_not_leak(paddock: Paddock) -> None:
    # quirk 43
    world = paddock.nadeo.world
    later = world.ids.map_uid(Kind.TOTD, world.days.count(world.now()))
    for command, options in (
        ("totd", {"date": "2026-08-23"}),
        ("map", {"query": later}),
        ("leaderboard", {"map": later}),
    ):
        answer = await paddock.type(command, **options)
        assert answer.ephemeral, command
        assert not answer.embeds, command


async def test_on_the_first_of_a_month_before_seven(paddock: Paddock) -> None:
    # quirk 48
    paddock.clock.set(paris(2026, 9, 1, 12))

    assert heading(await paddock.type("totd")).endswith("31 August")
    assert (await paddock.type("calendar")).embed.title == "August 2026"
    refused = await paddock.type("totd", date="2026-09-01")
    assert refused.content == maps_wording.date_in_future(date(2026, 9, 1))


# --- /map ----------------------------------------------------------------------------------------


async def test_a_map_by_name_uid_and_link(paddock: Paddock) -> None:
    uid = paddock.nadeo.world.campaign(Kind.SEASON).maps[0]
    for query in (
        "summer 2026 01",
        "Summer 2026 - 01",
        uid,
        f"https://trackmania.io/#/leaderboard/{uid}",
        f"https://www.trackmania.com/tracks/{uid}",
    ):
        answer = await paddock.type("map", query=query)
        assert (answer.embed.title, heading(answer)) == ("Summer 2026 - 01", "Summer 2026"), query


async def test_a_map_may_be_named_by_its_day(paddock: Paddock) -> None:
    assert heading(await paddock.type("map", query="today")).endswith("22 August")
    assert heading(await paddock.type("map", query="2024-02-29")).endswith("29 February 2024")


async def test_a_uid_that_exists_nowhere(paddock: Paddock) -> None:
    # quirk 18: Nadeo says 500
    answer = await paddock.type("map", query=NOWHERE)

    assert (answer.content, answer.ephemeral) == (str(maps_wording.UNKNOWN_MAP), True)


async def test_a_map_that_never_was_official_has_no_heading(paddock: Paddock) -> None:
    # quirk 61: unknown to all lists is no failure
    club_map = paddock.nadeo.world.ids.map_uid(Kind.CLUB, 7)

    answer = await paddock.type("map", query=club_map)

    assert answer.embed.author.name is None
    assert answer.buttons == {"Leaderboard": True, "uid": True}
    told = await paddock.click(answer, "uid")
    assert (told.content, told.ephemeral) == (f"`{club_map}`", True)


async def test_authors_and_submitters_are_not_mixed_up(paddock: Paddock) -> None:
    # quirk 62: every twelfth generated track was submitted by somebody else
    world = paddock.nadeo.world
    day = world.days.get(12 * 100 + 5, world.now())
    track = world.track(day.map_uid)
    assert track.author != track.submitter

    answer = await paddock.type("totd", date=day.date.isoformat())

    assert track.author in answer.text
    assert track.submitter not in answer.text


async def test_a_royal_map_is_headed_as_such(paddock: Paddock) -> None:
    month = await paddock.type("royal", month="2025-06")
    answer = await paddock.choose(month, month.menus[0]["01 · Brave Lagoon"])

    assert heading(answer) == "Royal · 1 June 2025"
    assert answer.buttons == {"Leaderboard": True}


@pytest.mark.parametrize(
    "typed", ["qwertzuiop", "../../nowhere", "<@99999999>", "9" * 3000, "https://nowhere.invalid"]
)
async def test_what_is_no_map(paddock: Paddock, typed: str) -> None:
    answer = await paddock.type("map", query=typed)

    assert (answer.content, answer.ephemeral) == (str(maps_wording.UNKNOWN_MAP), True)
    assert paddock.upstream() == []


# --- months --------------------------------------------------------------------------------------


async def test_months_and_their_neighbours(paddock: Paddock) -> None:
    answer = await paddock.type("calendar", month="February 2024")
    assert answer.embed.title == "February 2024"
    assert answer.text.split("\n")[28].startswith("`29 ")
    assert answer.buttons == {"◀": True, "▶": True, "Chart": True}

    answer = await paddock.click(answer, "▶")
    assert answer.embed.title == "March 2024"
    card = await paddock.choose(answer, list(answer.menus[1].values())[-1], menu=1)
    assert heading(card) == "Track of the Day · 31 March 2024"
    assert card.message.id != answer.message.id


@pytest.mark.parametrize("typed", ["2020-06", "2026-09", "2026-13", "nonsense", "2026-08-22"])
async def test_months_that_there_are_not(paddock: Paddock, typed: str) -> None:
    answer = await paddock.type("calendar", month=typed)

    assert answer.ephemeral
    assert "2026-08" in answer.content or "July 2020 to August 2026" in answer.content


@pytest.mark.parametrize("typed", ["2021-03", "2025-07"])
async def test_royal_months_that_there_are_not(paddock: Paddock, typed: str) -> None:
    # quirk 56
    answer = await paddock.type("royal", month=typed)

    assert answer.content == "There are months from April 2021 to June 2025."


# --- campaigns -----------------------------------------------------------------------------------


async def test_a_season_by_colour_and_its_maps(paddock: Paddock) -> None:
    answer = await paddock.type("campaign", season="summer 26")
    assert list(answer.fields) == list(map(str, maps_wording.COLOURS))
    # quirk 51: black maps are called after countries
    assert "**Portugal 2026**" in answer.fields["⚫ Black"]

    card = await paddock.choose(answer, answer.menus[0]["21 · Portugal 2026"])
    assert (card.embed.title, heading(card)) == ("Portugal 2026", "Summer 2026")
    board = await paddock.click(card, "Leaderboard")
    assert heading(board) == "Season leaderboard"
    assert "/campaigns/leaderboard/" in str(board.embed.url)


async def test_seasons_lead_to_their_neighbours(paddock: Paddock) -> None:
    answer = await paddock.type("campaign", season="Summer 2020")
    assert answer.buttons == {"◀": False, "▶": True, "Ranking": True}

    answer = await paddock.click(answer, "▶")
    assert answer.embed.title == "Fall 2020"
    ranking = await paddock.click(answer, "Ranking")
    assert (ranking.embed.title, heading(ranking)) == ("Fall 2020", "Points ranking")


async def test_the_two_numberings_of_weeks_are_not_mixed(paddock: Paddock) -> None:
    # quirks 52 and 53
    short = await paddock.type("weekly shorts", week="59")
    grand = await paddock.type("weekly grand", week="59")
    refused = await paddock.type("weekly grand", week="5")

    assert (short.embed.title, grand.embed.title) == ("Week 59", "Week Grand 59")
    assert refused.ephemeral
    assert "Week Grand 59" in refused.content


async def test_shorts_are_numbered_by_their_place(paddock: Paddock) -> None:
    # quirk 55: names begin with the number, behind codes, or do not
    named = (await paddock.type("weekly shorts", week="5")).text.split("\n")
    free = (await paddock.type("weekly shorts", week="4")).text.split("\n")

    assert [line[:4] for line in named[-5:]] == [f"` {number} " for number in range(1, 6)]
    assert [line[:4] for line in free[-5:]] == [f"` {number} " for number in range(1, 6)]
    assert not any(re.search(r"\*\*\d", line) for line in (*named, *free))


async def test_moments_do_not_age_with_the_answer(paddock: Paddock) -> None:
    # quirk 57: what is relative to an answer is not read at all
    first = await paddock.type("totd")
    paddock.clock.move(3 * 3600)

    again = await paddock.type("totd")

    assert "Ends <t:1787504400:R>" in first.text
    assert "Ends <t:1787504400:R>" in again.text


async def test_a_season_board_closes_and_another_opens(paddock: Paddock) -> None:
    # quirk 50: seasons change when Nadeo says so
    await paddock.type("campaign")
    paddock.clock.set(paris(2026, 10, 1, 17, 1))

    answer = await paddock.type("campaign")

    assert answer.embed.title == "Fall 2026"


# --- buttons and menus ---------------------------------------------------------------------------


async def test_controls_belong_to_who_asked(paddock: Paddock) -> None:
    bob = paddock.guild.add_member(paddock.env.create_user("bob"))
    for command in ("calendar", "campaign", "royal"):
        answer = await paddock.type(command)
        refused = await paddock.click(answer, "◀", by=bob)
        assert (refused.content, refused.ephemeral) == (str(frame_wording.NOT_YOUR_BUTTON), True)


async def test_a_button_to_what_is_gone_tells_a_way_forward(paddock: Paddock) -> None:
    answer = await paddock.type("campaign", season="Fall 2020")
    await paddock.bot.store.write("DELETE FROM releases WHERE name = ?", [("Summer 2020",)])
    # The list is brought up to date, from the newest on.
    paddock.clock.move(DAY)

    refused = await paddock.click(answer, "◀")

    assert (refused.content, refused.ephemeral) == (str(face_wording.OUTDATED_BUTTON), True)


# --- whatever is typed ---------------------------------------------------------------------------


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
async def test_any_text_is_answered(paddock: Paddock, typed: str) -> None:
    for command, option in (("totd", "date"), ("map", "query"), ("calendar", "month")):
        answer = await paddock.type(command, **{option: typed})
        assert answer.embeds or (answer.ephemeral and answer.content)
        assert answer.content != str(frame_wording.UNKNOWN_FAULT)
