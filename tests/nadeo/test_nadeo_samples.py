"""A sample of every answer of Nadeo's, read by the method it belongs to."""

from typing import Any

import pytest
from support import SAMPLES, example, example_bytes

from bot.nadeo import LiveClient
from bot.nadeo.errors import EmptyAnswer
from tests.nadeo.answers import answers, check_answer, check_failure
from tests.nadeo.clocks import Seconds
from tests.nadeo.leaks import raises
from tests.nadeo.stand_in import BASIC, OAUTH, REFRESH, Nadeo


@pytest.mark.parametrize("name", answers(SAMPLES))
async def test_an_answer(client: LiveClient, nadeo: Nadeo, name: str) -> None:
    await check_answer(client, nadeo, name, example(name))


@pytest.mark.parametrize("name", ["auth_token_service.json", "auth_token_dedicated.json"])
async def test_tokens_whose_time_is_not_ours(
    client: LiveClient, nadeo: Nadeo, seconds: Seconds, name: str
) -> None:
    pair = example(name)
    renewed = example("auth_token_refreshed.json")
    nadeo.tokens.everything += [*pair.values(), *renewed.values()]
    for token in (pair["accessToken"], renewed["accessToken"]):
        nadeo.tokens.access[token] = "NadeoLiveServices"
    nadeo.answer("POST", BASIC, body=pair)
    nadeo.answer("POST", REFRESH, body=renewed)
    nadeo.answer("GET", "x", body={})
    await client.get("x")
    seconds.forward(1799)
    await client.get("x")
    seconds.forward(1)
    await client.get("x")
    assert nadeo.story() == ["login", "call", "call", "refresh", "call"]


async def test_the_oauth_token(client: LiveClient, nadeo: Nadeo) -> None:
    body = example("oauth_token.json")
    nadeo.tokens.everything.append(body["access_token"])
    nadeo.tokens.access[body["access_token"]] = "OAuth"
    nadeo.answer("POST", OAUTH, body=body)
    nadeo.answer("GET", "/api/display-names", body={})
    assert await client.get_display_names(["a"]) == {}


@pytest.mark.parametrize("failure", example("errors/index.json"), ids=lambda one: one["file"])
async def test_a_failure(client: LiveClient, nadeo: Nadeo, failure: dict[str, Any]) -> None:
    body = example_bytes(f"errors/{failure['file']}")
    await check_failure(client, nadeo, failure["status"], body)


async def test_a_campaign_that_answers_nothing(client: LiveClient, nadeo: Nadeo) -> None:
    body = example_bytes("errors/empty_body.txt")
    nadeo.answer("GET", "/api/token/club/9/campaign/28", 200, body)
    with raises(EmptyAnswer):
        await client.get_club_campaign(9, 28)
