"""Clubs found by name while somebody types."""

import asyncio
import gc
import logging

import pytest
from support import until

from bot.clubs import names as clubs_names
from bot.clubs.cards import ClubName
from bot.clubs.keystrokes import Keystrokes
from bot.clubs.names import CLUB_SEARCH_PATIENCE
from bot.clubs.rows import keep_clubs
from bot.clubs.typed import (
    club_campaign_choice,
    club_campaign_offers,
    club_choice,
    club_offers,
)
from bot.maps.folding import folded
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.club_models import Activity
from tests.bench import Bench, MakeBench

CLUB = "/api/token/club"
ALICE, BOB = 1, 2


async def names(bench: Bench, typed: str, user: int = ALICE) -> list[int]:
    found = await bench.lookup.clubs.names.suggestions(typed, user)
    return [club.club_id for club in found]


@pytest.fixture(autouse=True)
async def _closed(bench: Bench) -> object:
    yield
    await bench.lookup.close()


async def test_waits_for_the_search_where_nothing_seen_fits(bench: Bench) -> None:
    assert await names(bench, "fox") == [3845]
    assert bench.asked() == [CLUB]


async def test_what_was_seen_comes_first_and_at_once(bench: Bench) -> None:
    await names(bench, "fox")
    bench.clock.move(2)
    script = bench.nadeo.failures.script(path="club$", delay=30.0, times=5)
    assert await names(bench, "fo") == [3845]
    await until(lambda: script.times < 5)


async def test_a_question_that_is_slow_is_not_waited_for_any_longer(bench: Bench) -> None:
    assert CLUB_SEARCH_PATIENCE == 2
    keystrokes = Keystrokes(bench.client.budget, bench.clock)
    asked, ended = asyncio.Event(), asyncio.Event()

    async def ask() -> None:
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    await keystrokes.ask(ALICE, ask, 0.05)
    assert asked.is_set()
    assert not ended.is_set()
    await keystrokes.close()
    assert ended.is_set()


async def test_a_search_holds_for_a_day_and_over_restarts(
    bench: Bench, make_bench: MakeBench
) -> None:
    await names(bench, "fox")
    bench.asked()
    bench.clock.move(86_000)
    again = await make_bench()
    assert await names(again, "FOX", BOB) == [3845]
    assert again.asked() == []
    bench.clock.move(1000)
    assert await names(again, "fox", BOB) == [3845]
    await until(lambda: CLUB in again.asked())
    await again.lookup.close()


async def test_nothing_typed_offers_verified_clubs(bench: Bench) -> None:
    # Quirk 88.
    found = await names(bench, "")
    verified = {club.id for club in bench.world.clubs.all.values() if club.verified}
    assert len(found) == 25
    assert set(found) <= verified


async def test_a_single_letter_is_searched_for_where_nothing_seen_fits(bench: Bench) -> None:
    assert 3845 in await names(bench, "x")
    assert bench.asked() == [CLUB]
    bench.clock.move(2)
    # It finds too many to be worth a request where anything fits.
    assert 3845 in await names(bench, "f")
    assert await names(bench, "7") != []
    assert bench.asked() == []


async def test_one_search_a_second_for_each_user(bench: Bench) -> None:
    await names(bench, "fox")
    assert bench.asked() == [CLUB]
    waiting = asyncio.create_task(names(bench, "drifter"))
    await until(lambda: bool(bench.clock._sleepers))
    assert bench.asked() == []
    assert await names(bench, "panda", BOB) != []
    assert bench.asked() == [CLUB]

    bench.clock.move(1)
    assert await waiting != []
    assert bench.asked() == [CLUB]


async def test_of_what_is_typed_within_a_second_the_last_is_searched_for(bench: Bench) -> None:
    await names(bench, "fox")
    bench.asked()
    typing = [asyncio.create_task(names(bench, text)) for text in ("dr", "dri", "drif")]
    await until(lambda: len(bench.clock._sleepers) == 3)
    bench.clock.move(1)
    await asyncio.gather(*typing)
    searches = [request.query["name"] for request in bench.nadeo.requests]
    assert searches == [["drif"]]


async def test_nothing_is_searched_for_while_others_wait(bench: Bench) -> None:
    bench.client.budget.hold(60.0)
    assert await names(bench, "fox") == []
    assert bench.asked() == []


async def in_turn(bench: Bench, user: int | None) -> None:
    """Wait for a turn as a person, or as work in the background does."""
    current_turn.set(Turn(user))
    await bench.client.budget.turn()


async def queue(bench: Bench, user: int | None, number: int) -> list[asyncio.Task[None]]:
    """Let so many requests wait."""
    waiting = [asyncio.create_task(in_turn(bench, user)) for _ in range(number)]
    await until(lambda: bench.client.budget.queue_length >= number - 2)
    return waiting


async def end(waiting: list[asyncio.Task[None]]) -> None:
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_work_in_the_background_holds_no_suggestions_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clubs_names, "CLUB_SEARCH_PATIENCE", 60.0)
    await names(bench, "walrus", BOB)  # so that the login is behind us
    bench.client.budget._interval = 1.0
    filling = await queue(bench, None, 60)
    current_turn.set(Turn(ALICE))

    assert await names(bench, "fox") == [3845]

    assert bench.client.budget.queue_length > 0
    await end(filling)


async def test_people_who_wait_hold_suggestions_back(bench: Bench) -> None:
    bench.client.budget._interval = 1.0
    crowd = await queue(bench, BOB, 10)
    bench.asked()

    assert await names(bench, "fox") == []

    assert bench.asked() == []
    await end(crowd)


async def test_any_fault_of_a_question_is_one_line_and_no_stray_traceback(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.client._connection._transport._session.close()

    assert await names(bench, "fox") == []
    gc.collect()

    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert record.getMessage() == "a question for suggestions failed: RuntimeError"


async def test_a_nadeo_that_fails_offers_what_was_seen(bench: Bench) -> None:
    await names(bench, "fox")
    bench.nadeo.failures.mode = "down"
    bench.clock.move(2)
    assert await names(bench, "fox h") == [3845]
    bench.clock.move(2)
    assert await names(bench, "walrus") == []


async def test_codes_and_case_do_not_matter(bench: Bench) -> None:
    await names(bench, "pit")
    for typed in ("PIT STOP", "$f00pit $zstop", "stop pit"):
        bench.clock.move(2)
        assert await names(bench, typed) == [9]


async def test_names_that_begin_so_come_first(bench: Bench) -> None:
    await names(bench, "")
    found = await bench.lookup.clubs.names.suggestions("s", ALICE)
    labels = [club.name for club in found]
    assert labels
    begins = [label for label in labels if folded(label).startswith("s")]
    assert "||secret|| society" in begins
    assert labels[: len(begins)] == begins


async def test_accents_and_look_alike_letters_do_not_matter(bench: Bench) -> None:
    clubs = [
        ClubName(501, "$f00Émeraude Λ"),
        ClubName(502, "T\u0435am R\u0430cing"),
        ClubName(503, "[+]"),
    ]
    await keep_clubs(bench.store, clubs, bench.clock.timestamp())
    find = bench.lookup.clubs.names

    for typed, number in (
        ("emeraude a", 501),
        ("ÉMERAUDE", 501),
        ("team racing", 502),
        ("teamracing", 502),
        ("[+]", 503),
    ):
        assert await find.found(typed) == number, typed
        assert [club.club_id for club in await find.suggestions(typed, ALICE)] == [number], typed
        bench.clock.move(2)


async def test_labels_are_understood_and_names_that_look_like_one(bench: Bench) -> None:
    clubs = [ClubName(501, "Rally"), ClubName(502, "Rally · 501"), ClubName(503, "Club 501")]
    await keep_clubs(bench.store, clubs, bench.clock.timestamp())
    find = bench.lookup.clubs.names

    assert await find.found("Rally · 501") == 501
    assert await find.found("rally · 501 · 502") == 502
    assert await find.found("Club 501") == 503
    assert await find.found("Club 777") == 777
    assert bench.asked() == []
    assert await find.found("Never Kept · 504") == 504


async def test_clubs_that_were_looked_at_are_seen(bench: Bench) -> None:
    await bench.lookup.clubs.card(9)
    assert await names(bench, "pit s") == [9]


async def test_campaigns_of_a_club(bench: Bench) -> None:
    clubs = bench.lookup.clubs
    found = await clubs.fitting_campaigns(9, "", ALICE)
    assert [item.name for item in found][:2] == [
        "$s$0cfIcy $fffSummer",
        "Three for [free](https://evil.example)",
    ]
    assert bench.asked() == [f"{CLUB}/9/activity"]
    for typed, count in (("icy", 1), ("SUMMER icy", 1), ("2800", 4)):
        assert len(await clubs.fitting_campaigns(9, typed, ALICE)) == count
    assert bench.asked() == []


async def test_folders_are_opened_while_nothing_seen_fits(bench: Bench) -> None:
    clubs = bench.lookup.clubs
    await clubs.fitting_campaigns(9, "", ALICE)
    bench.clock.move(2)
    bench.asked()
    for typed, count in (("nothing", 0), ("winter", 1), ("nothing at all", 0)):
        assert len(await clubs.fitting_campaigns(9, typed, ALICE)) == count
    assert bench.asked() == [f"{CLUB}/9/activity"]


async def test_campaigns_of_a_club_by_its_name(bench: Bench) -> None:
    clubs = bench.lookup.clubs
    assert await clubs.fitting_campaigns("pit stop", "", ALICE) == []
    await clubs.card(9)
    assert len(await clubs.fitting_campaigns("pit stop", "", ALICE)) == 4


async def test_campaigns_while_nadeo_is_down(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"
    assert await bench.lookup.clubs.fitting_campaigns(9, "", ALICE) == []


async def test_whoever_types_is_not_kept_waiting_by_a_clock_that_was_set_back(bench: Bench) -> None:
    names = bench.lookup.clubs.names
    bench.clock.move(400 * 86400)
    await names.suggestions("quux", 1)
    bench.clock.move(-400 * 86400)

    await names.suggestions("quuz", 1)

    assert bench.asked() == ["/api/token/club"] * 2


async def test_every_label_of_a_club_is_understood_as_its_number(bench: Bench) -> None:
    find = bench.lookup.clubs.names
    for typed in ("", "s"):
        for label, number in club_offers(await find.suggestions(typed, ALICE)):
            assert await find.found(club_choice(label)) == int(number), label
            assert await find.found_seen(club_choice(f" {label.upper()} ")) == int(number), label
        bench.clock.move(2)


async def test_every_label_of_a_campaign_is_understood_as_its_number(bench: Bench) -> None:
    offered = club_campaign_offers(await bench.lookup.clubs.fitting_campaigns(9, "", ALICE))
    assert offered
    for label, number in offered:
        wanted = club_campaign_choice(label)
        assert await bench.lookup.clubs._campaign_called(9, str(wanted)) == int(number), label
    again = club_campaign_choice(f"Never Kept · {offered[0][1]}")
    assert await bench.lookup.clubs._campaign_called(9, str(again)) == int(offered[0][1])


def test_what_has_no_name_is_offered_by_its_kind_and_number() -> None:
    nameless = Activity(activity_id=1, name="$o$i", activity_type="campaign", campaign_id=7)

    assert club_campaign_offers([nameless]) == [("Campaign 7", "7")]
    assert club_offers([ClubName(9, "$o")]) == [("Club 9", "9")]
