"""Cards put together from lists, map info, names and age."""

from datetime import date

import pytest

from bot.ladders.cards import BoardPage
from bot.maps import wording
from bot.maps.cards import MapCard
from bot.maps.releases import Target
from bot.maps.typed.days import DayChoice
from bot.nadeo.errors import Unavailable
from bot.nadeo.models import ALL_TIME
from bot.refusal import Refusal
from tests.bench import Bench, MakeBench

NAMES = "/api/display-names"
MONTH = "/api/token/campaign/month"


@pytest.mark.parametrize(
    ("choice", "on"),
    [
        ("today", date(2026, 8, 22)),
        ("yesterday", date(2026, 8, 21)),
        (date(2021, 3, 28), date(2021, 3, 28)),
    ],
)
async def test_a_cold_card_takes_three_requests_and_a_warm_one_none(
    bench: Bench, choice: DayChoice, on: date
) -> None:
    card = await bench.lookup.map_cards.card(await bench.lookup.typed_maps.track(choice))

    asked = bench.asked()
    assert [asked[0], asked[-1]] == [MONTH, NAMES]
    assert len(asked) == 3
    assert card.release is not None
    assert card.release.on == on

    assert await bench.lookup.map_cards.card(await bench.lookup.typed_maps.track(choice)) == card
    assert bench.asked() == []


async def test_what_was_shown_a_moment_ago_is_not_read_from_the_file(bench: Bench) -> None:
    async def show() -> tuple[MapCard, BoardPage]:
        target = await bench.lookup.typed_maps.track("today")
        return await bench.lookup.map_cards.card(target), await bench.lookup.ladders.board(
            target, None, 1
        )

    await bench.lookup.warm_up()
    shown = await show()
    statements: list[str] = []
    await bench.store._reading.set_trace_callback(statements.append)

    assert await show() == shown
    assert statements == []


async def test_a_card_says_what_nadeo_says(bench: Bench) -> None:
    card = await bench.lookup.map_cards.card(await bench.lookup.typed_maps.track("today"))

    day = bench.world.days.newest(bench.world.now())
    assert day is not None
    track = bench.world.track(day.map_uid)
    assert track is not None
    assert card.release is not None
    assert (card.track.uid, card.track.name) == (track.uid, track.name)
    assert card.track.author_time == track.medals.author
    assert card.author == (bench.world.accounts.name(track.author) or track.author[:8])
    assert (card.release.kind, card.release.season_uid) == ("totd", day.group)
    assert (card.release.starts, card.release.ends) == (day.start, day.end)
    assert card.release.campaign_id == day.campaign_id
    assert card.as_of is None


async def test_a_card_tells_whether_its_day_is_over(bench: Bench) -> None:
    running, over = (
        await bench.lookup.typed_maps.track("today"),
        await bench.lookup.typed_maps.track("yesterday"),
    )

    assert not (await bench.lookup.map_cards.card(running)).is_over
    assert (await bench.lookup.map_cards.card(over)).is_over


async def test_the_warm_up_leaves_nothing_to_ask_for(bench: Bench) -> None:
    await bench.lookup.warm_up()
    assert "/zones/" in bench.asked()

    await bench.lookup.map_cards.card(await bench.lookup.typed_maps.track("today"))
    assert bench.asked() == []


async def test_a_map_is_known_as_the_track_that_it_was(bench: Bench) -> None:
    today = await bench.lookup.typed_maps.track("today")

    assert await bench.lookup.typed_maps.find(today.map_uid) == today
    assert await bench.lookup.typed_maps.find("never-a-track") == Target("never-a-track")


async def test_a_button_finds_its_board_and_its_release(bench: Bench) -> None:
    today = await bench.lookup.typed_maps.track("today")

    page = await bench.lookup.ladders.board_of_group(today.map_uid, ALL_TIME, 21)

    assert (page.release, page.group_uid, page.first_rank) == (today.release, ALL_TIME, 21)


async def test_an_old_list_and_old_map_info_give_a_card_with_the_older_age(
    bench: Bench, make_bench: MakeBench
) -> None:
    target = await bench.lookup.typed_maps.track("today")
    listed_at = bench.clock.timestamp()
    bench.clock.move(3600)
    await bench.lookup.map_cards.card(target)
    bench.clock.move(2 * 86400)
    bench.nadeo.failures.mode = "down"

    card = await bench.lookup.map_cards.card(await bench.lookup.typed_maps.track("today"))
    assert card.as_of == listed_at

    # A restart changes nothing: the file remembers what Nadeo said last.
    again = await make_bench()
    assert (
        await again.lookup.map_cards.card(await again.lookup.typed_maps.track("today"))
    ).as_of == listed_at
    assert (await again.lookup.map_cards.card(target)).as_of == listed_at + 3600


async def test_without_anything_known_the_failure_is_told(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.typed_maps.track("today")


async def test_a_uid_that_exists_nowhere_is_refused_with_a_hint(bench: Bench) -> None:
    # quirk 18: Nadeo says 500
    unknown = Target("abcdefghijklmnopqrstuvwxyz0")

    for ask in (bench.lookup.map_cards.card(unknown), bench.lookup.ladders.board(unknown, None, 1)):
        with pytest.raises(Refusal) as refused:
            await ask
        assert refused.value.sentence == str(wording.UNKNOWN_MAP)
