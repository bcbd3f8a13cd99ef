"""Equal requests in flight: one upstream, an answer for everybody."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from support import until

from bot.nadeo import LiveClient
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import NotFound, Unavailable
from tests.nadeo.clients import MakeClient
from tests.nadeo.samples import MAP_UID, campaigns, club_campaign, day, ladder, months, track
from tests.nadeo.stand_in import BASIC, Nadeo

Ask = Callable[[LiveClient], Coroutine[Any, Any, Any]]
BOARD = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}"
REVIEW = "/api/token/map-review/totd"
QUESTIONS: dict[str, tuple[str, Any, Ask]] = {
    "get": ("/x", {}, lambda client: client.get("x", {"a": 1})),
    "head": ("/x", b"", lambda client: client.head("x")),
    "options": ("/x", [], lambda client: client.options("x")),
    "seasonal": ("/api/campaign/official", campaigns(), lambda client: client.get_maps_seasonal()),
    "totd": ("/api/token/campaign/month", months(day(1)), lambda client: client.get_maps_totd()),
    "board": (f"{BOARD}/top", ladder(), lambda client: client.get_map_leaderboard(MAP_UID)),
    "record": (
        f"{BOARD}/club/9",
        {},
        lambda client: client.get_player_club_record(MAP_UID, 9),
    ),
    "campaign": (
        "/api/token/club/9/campaign/28",
        club_campaign(),
        lambda client: client.get_club_campaign(9, 28),
    ),
    "connect": (f"{REVIEW}/connect", {}, lambda client: client.get_map_review_connect("totd")),
    "map": (f"/api/token/map/{MAP_UID}", track(), lambda client: client.get_map(MAP_UID)),
    "zones": ("/zones/", [], lambda client: client.get_zones()),
    "names": ("/api/display-names", {}, lambda client: client.get_display_names(["a"])),
}


async def together(client: LiveClient, ask: Ask, count: int = 30) -> list[Any]:
    return await asyncio.gather(*(ask(client) for _ in range(count)), return_exceptions=True)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_thirty_equal_questions_are_one(
    client: LiveClient, nadeo: Nadeo, question: str
) -> None:
    path, body, ask = QUESTIONS[question]
    nadeo.answer("HEAD" if question == "head" else "GET", path, body=body)
    nadeo.answer("OPTIONS", path, body=body)
    answers = await together(client, ask)
    assert not [answer for answer in answers if isinstance(answer, BaseException)]
    assert answers == [answers[0]] * 30
    assert len(nadeo.calls()) == 1


async def test_a_failure_is_shared(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", 404)
    answers = await together(client, lambda client: client.get("x"))
    assert {type(answer) for answer in answers} == {NotFound}
    nadeo.answer("GET", "y", 503)
    answers = await together(client, lambda client: client.get("y"))
    assert {type(answer) for answer in answers} == {Unavailable}
    assert len(nadeo.calls()) == 1 + 3


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
async def test_writing_is_not_merged(client: LiveClient, nadeo: Nadeo, verb: str) -> None:
    nadeo.answer(verb.upper(), "x", body={})
    await asyncio.gather(*(getattr(client, verb)("x") for _ in range(3)))
    assert len(nadeo.calls()) == 3


async def test_other_questions_are_others(client: LiveClient, nadeo: Nadeo) -> None:
    for method in ("GET", "OPTIONS"):
        nadeo.answer(method, "x", body={})
    await asyncio.gather(
        client.get("x"),
        client.get("x", {"a": 1}),
        client.get("x", {"a": 2}),
        client.get("x", None, {"a": 1}),
        client.get("x", None, {"a": 1}),
        client.options("x"),
    )
    assert len(nadeo.calls()) == 6


async def test_giving_up_does_not_stop_the_others(client: LiveClient, nadeo: Nadeo) -> None:
    release = nadeo.hang("GET", "x")
    tasks = [asyncio.create_task(client.get("x")) for _ in range(5)]
    await nadeo.waits_for(2)
    tasks[0].cancel()  # the one who began it
    tasks[3].cancel()
    await asyncio.wait(tasks[:1])
    release.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    kinds = [type(answer) for answer in answers]
    assert kinds == [asyncio.CancelledError, dict, dict, asyncio.CancelledError, dict]
    assert len(nadeo.calls()) == 1


async def test_a_failure_that_nobody_waits_for_is_quiet(
    client: LiveClient, nadeo: Nadeo, caplog: pytest.LogCaptureFixture
) -> None:
    release = nadeo.hang("POST", BASIC)  # answers without tokens in the end
    task = asyncio.create_task(client.get("x"))
    await nadeo.waits_for(1)
    task.cancel()
    await asyncio.wait([task])
    release.set()
    await until(lambda: not client._flights._flights)
    del task  # its traceback holds the question
    gc.collect()
    assert "never retrieved" not in caplog.text


async def test_a_question_after_the_answer_is_new(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body={})
    await client.get("x")
    await client.get("x")
    assert len(nadeo.calls()) == 2


async def person_asks(ask: Callable[[], Coroutine[Any, Any, Any]], user: int = 7) -> Any:
    current_turn.set(Turn(user))
    return await ask()


@pytest.mark.parametrize("question", ["get", "board", "names", "zones"])
async def test_a_person_moves_a_background_question_forward(
    make_client: MakeClient, nadeo: Nadeo, question: str
) -> None:
    client = make_client(nadeo_requests_per_second=10.0)
    path, body, ask = QUESTIONS[question]
    nadeo.answer("GET", path, body=body)
    for number in range(9):
        nadeo.answer("GET", f"x/{number}", body={})
    await client.log_in()
    tasks = [asyncio.create_task(client.get(f"x/{number}")) for number in range(9)]
    tasks.append(asyncio.create_task(ask(client)))
    await nadeo.waits_for(2)
    before = len(nadeo.seen)
    await person_asks(lambda: ask(client))
    assert len(nadeo.seen) <= before + 4
    await asyncio.gather(*tasks)


async def test_a_person_moves_a_background_login_forward(
    make_client: MakeClient, nadeo: Nadeo
) -> None:
    # the login for names waits in the background when a person needs it too
    client = make_client(nadeo_requests_per_second=10.0)
    nadeo.answer("GET", "api/display-names", body={})
    for number in range(12):
        nadeo.answer("GET", f"x/{number}", body={})
    await client.log_in()
    tasks = [asyncio.create_task(client.get(f"x/{number}")) for number in range(12)]
    tasks.append(asyncio.create_task(client.get_display_names(["background"])))
    await nadeo.waits_for(2)
    before = len(nadeo.seen)
    await person_asks(lambda: client.get_display_names(["person"]))
    assert len(nadeo.seen) <= before + 5
    await asyncio.gather(*tasks)


async def test_nobody_becomes_a_person_by_accident(make_client: MakeClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body={})
    client = make_client()
    await asyncio.gather(client.get("x"), person_asks(lambda: client.get("x")))
    assert current_turn.get() == Turn()


async def test_closing_ends_what_is_under_way(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.hang("GET", "x")
    nadeo.hang("POST", BASIC)
    async with client:
        task = asyncio.create_task(client.get("x"))
        await nadeo.waits_for(1)
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: client.budget.queue_length == 0)
