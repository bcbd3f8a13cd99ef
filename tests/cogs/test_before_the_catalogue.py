"""Commands before the catalogue is full: they ask Nadeo, and say what they cannot know yet."""

import pytest
from conftest import Paddock

from bot.wording import official


async def test_lists_are_asked_of_nadeo(paddock: Paddock) -> None:
    assert (await paddock.type("campaign")).embed.title == "Summer 2026"
    calendar = await paddock.type("calendar", month="2021-03")
    assert calendar.embed.title == "Tracks of the Day · March 2021"
    assert (await paddock.type("royal")).embed.title == "Royal maps · June 2025"
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
        assert (answer.content, answer.ephemeral) == (official.STILL_COLLECTING, True)


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
