"""Any Live route, by the raw verbs."""

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import EmptyAnswer, InvalidArgument, NotFound, UnexpectedAnswer
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import Nadeo

VERBS = ["get", "options", "post", "put", "patch", "delete"]


@pytest.mark.parametrize("verb", VERBS)
async def test_sends_parameters_and_body_and_returns_decoded_json(
    client: LiveClient, nadeo: Nadeo, verb: str
) -> None:
    nadeo.answer(verb.upper(), "/api/token/x", body={"known": [1, None], "new": "later"})
    method = getattr(client, verb)
    answer = await method("api/token/x", {"a": 1, "flag": True, "ids": ["p", "q"]}, {"b": "ü"})
    assert answer == {"known": [1, None], "new": "later"}
    (seen,) = nadeo.calls()
    assert (seen.host, seen.method) == ("live", verb.upper())
    assert seen.query == [("a", "1"), ("flag", "true"), ("ids", "p"), ("ids", "q")]
    assert seen.json == {"b": "ü"}


@pytest.mark.parametrize("verb", VERBS)
async def test_nothing_is_sent_that_was_not_given(
    client: LiveClient, nadeo: Nadeo, verb: str
) -> None:
    nadeo.answer(verb.upper(), "x", body=[1])
    assert await getattr(client, verb)("x") == [1]
    assert (nadeo.calls()[0].path, nadeo.calls()[0].body) == ("/x", b"")


@pytest.mark.parametrize("body", [{}, [], 0, False])
async def test_a_body_that_is_empty_is_still_a_body(
    client: LiveClient, nadeo: Nadeo, body: object
) -> None:
    nadeo.answer("POST", "x", body={})
    await client.post("x", None, body)
    assert nadeo.calls()[0].json == body


async def test_head_never_has_a_body(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 42: the library's own would raise
    nadeo.answer("HEAD", "api/x", body={"never": "sent"})
    assert await client.head("api/x", {"a": 1}) is None
    assert nadeo.calls()[0].query == [("a", "1")]


async def test_head_of_what_does_not_exist(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("HEAD", "api/x", 404, ["club:error-notFound"])
    with raises(NotFound):
        await client.head("api/x")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("status", "body"), [(204, b""), (200, b""), (200, b" \n"), (201, b"")])
async def test_an_empty_body_is_none(
    client: LiveClient, nadeo: Nadeo, verb: str, status: int, body: bytes
) -> None:
    # quirks 21, 22, 42
    nadeo.answer(verb.upper(), "x", status, body)
    assert await getattr(client, verb)("x") is None


@pytest.mark.parametrize("body", [{}, [], 5, "null"])
async def test_any_json_is_a_good_answer(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    # quirks 20, 23
    nadeo.answer("GET", "x", body=body)
    assert await client.get("x") == (None if body == "null" else body)


async def test_numbers_that_nadeo_sends_as_text_stay_text(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 29; quirk 35: Core's "none" is a number like any other here
    nadeo.answer("GET", "x", body={"sp": "12024", "score": 4294967295})
    assert await client.get("x") == {"sp": "12024", "score": 4294967295}


async def test_the_same_parameter_is_sent_once(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body={})
    await client.get("x?length=5&keep=1&length=6", {"length": 9})
    assert sorted(nadeo.calls()[0].query) == [("keep", "1"), ("length", "9")]


async def test_a_query_of_the_endpoint_alone_is_kept(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body={})
    await client.get("x?scores[a]=1&id=1&id=2&name=a%26b+c")
    expected = [("scores[a]", "1"), ("id", "1"), ("id", "2"), ("name", "a&b c")]
    assert nadeo.calls()[0].query == expected


@pytest.mark.parametrize("value", [None, {"a": 1}, [None], [[1]], b"x", object()])
async def test_a_parameter_that_cannot_be_sent(
    client: LiveClient, nadeo: Nadeo, value: object
) -> None:
    with raises(InvalidArgument, match="parameter p"):
        await client.get("x", {"p": value})  # type: ignore[dict-item]
    assert not nadeo.seen


async def test_each_caller_has_an_answer_of_its_own(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body={"list": []})
    first = await client.get("x")
    first["list"].append(1)
    assert await client.get("x") == {"list": []}
    assert len(nadeo.calls()) == 2  # nothing is kept


async def test_text_where_json_was_due(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", "x", body="Surprise")
    with raises(UnexpectedAnswer, match="Surprise"):
        await client.get("x")


async def test_a_named_function_cannot_return_nothing(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 21
    nadeo.answer("GET", "api/campaign/official", body=b"")
    with raises(EmptyAnswer):
        await client.get_maps_seasonal()
