"""Every answer of the real service's samples, read by the method it belongs to."""

import json
from typing import Any

import pytest

from bot.nadeo import LiveClient
from tests.against_samples.folder import EXAMPLES
from tests.nadeo.answers import answers, check_answer, check_failure
from tests.nadeo.conftest import (  # noqa: F401 # fixtures
    client,
    hosts,
    make_client,
    moment,
    nadeo,
    no_secret_is_spoken,
    seconds,
)
from tests.nadeo.stand_in import Nadeo

FAILURES = json.loads((EXAMPLES / "errors" / "index.json").read_text("utf-8"))["errors"]


@pytest.mark.parametrize("name", answers(EXAMPLES))
async def test_an_answer(client: LiveClient, nadeo: Nadeo, name: str) -> None:
    await check_answer(client, nadeo, name, json.loads((EXAMPLES / name).read_text("utf-8")))


@pytest.mark.parametrize("failure", FAILURES, ids=lambda one: one["file"])
async def test_a_failure(client: LiveClient, nadeo: Nadeo, failure: dict[str, Any]) -> None:
    body = (EXAMPLES / "errors" / failure["file"]).read_bytes()
    await check_failure(client, nadeo, failure["status"], body)
