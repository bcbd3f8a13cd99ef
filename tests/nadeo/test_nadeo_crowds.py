"""Equal requests that come one after another within a moment: one upstream (issue 2, Show)."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import Forbidden, InvalidArgument, NotFound, Unavailable
from tests.nadeo.clocks import Moment
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID, track
from tests.nadeo.stand_in import Nadeo

Ask = Callable[[LiveClient], Coroutine[Any, Any, Any]]
MAP = f"/api/token/map/{MAP_UID}"
RECORD = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/club/9"
CONNECT = "/api/token/map-review/totd/connect"
CROWDS: dict[str, tuple[str, str, Ask]] = {
    "get": ("GET", "/x", lambda client: client.get("x", {"a": 1})),
    "head": ("HEAD", "/x", lambda client: client.head("x")),
    "options": ("OPTIONS", "/x", lambda client: client.options("x")),
    "zones": ("GET", "/zones/", lambda client: client.get_zones()),
    "names": ("GET", "/api/display-names", lambda client: client.get_display_names(["a"])),
    "accounts": (
        "GET",
        "/api/display-names/account-ids",
        lambda client: client.get_account_ids(["a"]),
    ),
}


async def crowd(client: LiveClient, ask: Ask, count: int = 30) -> list[Any]:
    """Let one after another ask, each a command of its own."""
    answers: list[Any] = []
    for _ in range(count):
        answers += await asyncio.gather(asyncio.create_task(ask(client)), return_exceptions=True)
    return answers


@pytest.mark.parametrize("question", CROWDS)
async def test_a_crowd_asks_once(
    client: LiveClient, nadeo: Nadeo, moment: Moment, question: str
) -> None:
    verb, path, ask = CROWDS[question]
    nadeo.answer(verb, path, body=[] if verb == "GET" else b"")
    answers = await crowd(client, ask)
    assert answers == [answers[0]] * 30
    assert len(nadeo.calls(path)) == 1
    for step in (2, -3600):  # a clock that is set back must not keep an answer for an hour
        before = len(nadeo.calls(path))
        moment.forward(step)
        await crowd(client, ask)
        assert len(nadeo.calls(path)) == before + 1


async def test_each_has_an_answer_of_its_own(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body={"list": []})
    first, second = await crowd(client, lambda client: client.get("x"), 2)
    first["list"].append(1)
    assert second == {"list": []}


async def test_whoever_asks_again_wants_to_know_anew(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body=1, times=1)
    nadeo.answer("GET", "x", body=2, times=1)
    assert [await client.get("x"), await client.get("x")] == [1, 2]
    nadeo.answer("GET", MAP, 404, times=1)
    nadeo.answer("GET", MAP, body=track())
    with raises(NotFound):
        await client.get_map(MAP_UID)
    assert (await client.get_map(MAP_UID)).uid == MAP_UID


async def test_after_a_change_everybody_asks_anew(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body=1, times=1)
    nadeo.answer("GET", "x", body=2)
    nadeo.answer("POST", "x", body={})
    before = await crowd(client, lambda client: client.get("x"), 2)
    await client.post("x")
    assert before + await crowd(client, lambda client: client.get("x"), 2) == [1, 1, 2, 2]


async def test_what_nobody_knows_is_asked_for_once(
    client: LiveClient, nadeo: Nadeo, moment: Moment
) -> None:
    # quirk 18
    nadeo.answer("GET", MAP, 500, {"error": "NotFoundHttpException", "traceId": "1"})
    nadeo.answer("GET", "x", 404)
    for path, ask in (
        (MAP, lambda client: client.get_map(MAP_UID)),
        ("x", lambda client: client.get("x")),
    ):
        answers = await crowd(client, ask)
        assert {type(answer) for answer in answers} == {NotFound}
        assert len({(str(answer), answer.status, answer.reason) for answer in answers}) == 1
        assert len(nadeo.calls(path)) == 1
    moment.forward(2)
    nadeo.answer("GET", MAP, body=track())
    assert (await client.get_map(MAP_UID)).uid == MAP_UID


@pytest.mark.parametrize(("status", "kind"), [(403, Forbidden), (501, Unavailable)])
async def test_other_failures_are_not_passed_on(
    client: LiveClient, nadeo: Nadeo, status: int, kind: type[Exception]
) -> None:
    nadeo.answer("GET", "x", status)
    answers = await crowd(client, lambda client: client.get("x"), 3)
    assert {type(answer) for answer in answers} == {kind}
    nadeo.answer("GET", "x", body={})
    assert await client.get("x") == {}


async def test_a_second_read_is_a_read(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 71: the first one may be wrong; quirk 87: whoever asks how to join wants the link of now
    nadeo.answer("GET", RECORD, body={})
    await crowd(client, lambda client: client.get_player_club_record(MAP_UID, 9), 2)
    assert len(nadeo.calls(RECORD)) == 2
    nadeo.answer("GET", CONNECT, body={})
    await crowd(client, lambda client: client.get_map_review_connect("totd"), 2)
    assert len(nadeo.calls(CONNECT)) == 2


async def test_a_large_answer_is_not_kept(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body=["x" * 2**20])
    await crowd(client, lambda client: client.get("x"), 2)
    assert len(nadeo.calls()) == 2


@pytest.mark.parametrize("body", [{1, 2}, object(), {"a": float("nan")}, b"bytes", {(1, 2): 3}])
async def test_a_body_that_is_no_json(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    for verb in (client.post, client.get):
        with raises(InvalidArgument, match="the body is no JSON"):
            await verb("x", None, body)
    assert not nadeo.seen
