"""Commands before the catalogue is full: they ask Nadeo, and say what they cannot know yet."""

import pytest

from bot.ladders import wording as ladders_wording
from bot.maps import wording as maps_wording
from bot.sandbox.world.ids import Kind
from tests.conftest import Paddock


async def test_lists_are_asked_of_nadeo(paddock: Paddock) -> None:
    assert (await paddock.type("campaign")).embed.title == "Summer 2026"
    calendar = await paddock.type("calendar", month="2021-03")
    assert calendar.embed.title == "March 2021"
    assert (await paddock.type("royal")).embed.title == "June 2025"
    assert (await paddock.type("weekly grand")).embed.title == "Week Grand 88"


async def test_what_was_fetched_is_known_at_once(paddock: Paddock) -> None:
    season = await paddock.type("campaign")
    uid = season.menus[0]["21 · Portugal 2026"]

    board = await paddock.type("leaderboard", map=uid)

    assert board.embed.author.name == "Season leaderboard"


async def test_names_are_refused_with_a_hint(paddock: Paddock) -> None:
    for command in ("map", "leaderboard"):
        option = {"query" if command == "map" else "map": "misty viaduct"}
        answer = await paddock.type(command, **option)
        assert (answer.content, answer.ephemeral) == (str(maps_wording.STILL_COLLECTING), True)


async def test_what_is_not_known_yet_is_no_track_that_never_was(paddock: Paddock) -> None:
    world = paddock.nadeo.world
    uid = world.days.get(100, world.now()).map_uid

    for typed, sentence in (
        (uid, str(maps_wording.COLLECTING_DAYS)),
        ("misty viaduct", str(maps_wording.COLLECTING_TRACKS)),
    ):
        answer = await paddock.type("totd", date=typed)
        assert (answer.content, answer.ephemeral) == (sentence, True)


@pytest.mark.parametrize("options", [{}, {"board": "season"}])
async def test_a_board_whose_season_is_not_known_yet_says_so(
    paddock: Paddock, options: dict[str, object]
) -> None:
    uid = paddock.nadeo.world.campaign(Kind.SEASON).maps[3]
    for command in ({}, {"time": "45.678"}):
        name = "place" if command else "leaderboard"
        answer = await paddock.type(name, map=uid, **command, **options)
        assert answer.embed.author.name == "All-time leaderboard"
        assert str(ladders_wording.BOARD_NOTES["season-unknown"]) in answer.text


async def test_suggestions_offer_what_is_certain(paddock: Paddock) -> None:
    assert (await paddock.suggest("totd", "date", "2024-02-29"))[0][1] == "2024-02-29"
    assert [value for _, value in await paddock.suggest("map", "query", "")] == [
        "today",
        "yesterday",
    ]
    assert len(await paddock.suggest("calendar", "month", "")) == 25
    assert await paddock.suggest("campaign", "season", "") == []
    assert paddock.upstream() == []


async def test_a_filled_catalogue_knows_them(paddock: Paddock) -> None:
    await paddock.type("campaign")
    await paddock.bot.catalogue.finder.index()

    offered = await paddock.suggest("map", "query", "portugal")

    assert [label for label, _ in offered] == ["Portugal 2026 · Nadeo · Summer 2026"]


async def test_a_fault_in_a_suggestion_goes_to_the_desk(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    await paddock.bot.store.write("DROP TABLE search", [()])

    assert await paddock.suggest("map", "query", "x") == []

    assert "/map failed" in caplog.text
