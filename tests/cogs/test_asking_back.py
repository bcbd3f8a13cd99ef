"""What may mean several things becomes a menu: one tap runs the same command again."""

import json

import pytest

from bot.clubs.rows import ClubName, keep_clubs
from bot.face import wording
from tests.conftest import Answer, Paddock

pytestmark = pytest.mark.filled


def values(answer: Answer) -> dict[str, str]:
    (menu,) = answer.menus
    return menu


async def two_pits(paddock: Paddock) -> None:
    clubs = [ClubName(9, "Pit Stop"), ClubName(28001, "Pit Stop"), ClubName(7, "Pit Stop Too")]
    await keep_clubs(paddock.bot.store, clubs, paddock.clock.timestamp())


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("map", {"query": "Misty"}),
        ("totd", {"date": "Misty"}),
        ("leaderboard", {"map": "Misty", "board": "all-time", "rank": 21}),
        ("place", {"time": "45.678", "map": "Misty", "board": "all-time"}),
        ("club leaderboard", {"club": "9", "map": "Misty"}),
    ],
)
async def test_one_tap_shows_the_map_that_was_meant(
    paddock: Paddock, command: str, options: dict[str, object]
) -> None:
    asked = await paddock.type(command, **options)
    assert asked.ephemeral
    assert asked.content.startswith("Did you mean one of these?")
    label, uid = list(values(asked).items())[1]

    shown = await paddock.choose(asked, uid)

    option = next(name for name, value in options.items() if value == "Misty")
    typed = await paddock.type(command, **(options | {option: uid}))
    assert shown.embed == typed.embed
    assert shown.embed.title in label
    assert not shown.ephemeral


async def test_a_date_that_may_be_two(paddock: Paddock) -> None:
    asked = await paddock.type("totd", date="03/04/2026")
    assert values(asked) == {"4 March 2026": "2026-03-04", "3 April 2026": "2026-04-03"}

    shown = await paddock.choose(asked, "2026-04-03")

    assert "3 April" in shown.embed.author.name


async def test_a_date_where_a_map_is_wanted(paddock: Paddock) -> None:
    asked = await paddock.type("leaderboard", map="03/04/2026")

    shown = await paddock.choose(asked, "2026-03-04")

    assert shown.embed.author.name == "Season leaderboard"


async def test_clubs_of_one_name(paddock: Paddock) -> None:
    await two_pits(paddock)
    asked = await paddock.type("club campaigns", club="pit stop")
    assert set(values(asked).values()) == {"9", "28001"}

    assert (await paddock.choose(asked, "9")).embed.author.name == "Campaigns"


async def test_a_map_and_then_a_club(paddock: Paddock) -> None:
    await two_pits(paddock)
    first = await paddock.type("club leaderboard", club="pit stop", map="Misty", rank=21)
    uid = next(iter(values(first).values()))
    if uid in {"9", "28001"}:
        second = await paddock.choose(first, "9")
        uid = next(iter(values(second).values()))
        shown = await paddock.choose(second, uid)
    else:
        second = await paddock.choose(first, uid)
        assert set(values(second).values()) == {"9", "28001"}
        shown = await paddock.choose(second, "9")

    assert "[Pit Stop](" in shown.text


async def test_campaigns_of_a_club(paddock: Paddock) -> None:
    asked = await paddock.type("club campaign", club="9", campaign="e")
    assert asked.content.startswith("Several campaigns of that club fit:")
    label, number = next(iter(values(asked).items()))

    shown = await paddock.choose(asked, number)

    assert label.startswith(shown.embed.title)


async def test_what_is_too_long_to_carry_is_asked_back_in_words(paddock: Paddock) -> None:
    asked = await paddock.type("club leaderboard", club="pit " * 40, map="Misty")

    assert asked.menus == []
    assert asked.ephemeral


async def test_a_menu_holds_no_more_than_discord_shows(paddock: Paddock) -> None:
    asked = await paddock.type("map", query="a")

    assert len(values(asked)) == 25


@pytest.mark.parametrize(
    "custom_id",
    [
        "again:map:query:{",
        "again:map:query:{}x",
        "again:no such:query:{}",
        "again:map:other:{}",
        'again:map:query:{"rank":1}',
        'again:leaderboard:map:{"rank":"1"}',
        'again:place:map:{"board":"season"}',
        'again:leaderboard:map:{"rank":[1]}',
        "again:club:map:{}",
    ],
)
async def test_a_menu_that_no_command_fits(paddock: Paddock, custom_id: str) -> None:
    asked = await paddock.type("map", query="Misty")
    message = paddock.env.backend.messages[asked.message.channel_id][asked.message.id]
    text = json.dumps(message.components)
    message.components = json.loads(
        text.replace(json.dumps(asked.menu_id(0))[1:-1], json.dumps(custom_id)[1:-1])
    )

    answer = await paddock.choose(asked, next(iter(values(asked).values())))

    assert answer.content == str(wording.OUTDATED_BUTTON)


async def test_a_year_offers_its_seasons(paddock: Paddock) -> None:
    asked = await paddock.type("campaign", season="2025")
    assert set(values(asked)) == {"Winter 2025", "Spring 2025", "Summer 2025", "Fall 2025"}

    assert (await paddock.choose(asked, "Spring 2025")).embed.title == "Spring 2025"


def days_of(asked: Answer) -> dict[str, str]:
    return {value: label for menu in asked.menus for label, value in menu.items()}


@pytest.mark.parametrize(
    ("command", "options", "option"),
    [
        ("totd", {"date": "2026-07"}, "date"),
        ("leaderboard", {"map": "July 2026", "rank": 21}, "map"),
    ],
)
async def test_a_month_offers_all_of_its_days(
    paddock: Paddock, command: str, options: dict[str, object], option: str
) -> None:
    asked = await paddock.type(command, **options)
    assert asked.ephemeral
    assert [len(menu) for menu in asked.menus] == [16, 15]
    assert list(days_of(asked)) == [f"2026-07-{day:02}" for day in range(1, 32)]

    for number, day in enumerate(("2026-07-16", "2026-07-31")):
        shown = await paddock.choose(asked, day, number)
        typed = await paddock.type(command, **(options | {option: day}))
        assert shown.embed == typed.embed


async def test_days_are_offered_with_the_names_of_their_tracks(paddock: Paddock) -> None:
    asked = await paddock.type("totd", date="2026-07")
    card = await paddock.choose(asked, "2026-07-20", 1)

    label = days_of(asked)["2026-07-20"]
    assert label == f"Mon, 20 July 2026 · {card.embed.title}"


async def test_days_to_come_and_days_before_the_first_are_not_offered(paddock: Paddock) -> None:
    running = days_of(await paddock.type("totd", date="2026-08"))
    assert list(running) == [f"2026-08-{day:02}" for day in range(1, 23)]

    (menu,) = (await paddock.type("totd", date="2026-08")).menus
    assert len(menu) == 22


async def test_days_are_offered_where_no_track_is_known(paddock: Paddock) -> None:
    await paddock.bot.store.write("DELETE FROM search", [()])

    asked = await paddock.type("totd", date="2026-07")

    assert days_of(asked)["2026-07-20"] == "Mon, 20 July 2026"
