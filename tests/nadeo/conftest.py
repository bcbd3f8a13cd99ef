"""A scripted Nadeo, clients that speak to it, and a watch over what they say."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import hypothesis
import pytest

from bot import __version__
from bot.nadeo import LiveClient
from bot.nadeo.retries import Patience
from tests.nadeo import leaks
from tests.nadeo.clients import CONTACT, SWIFT, MakeClient, settings
from tests.nadeo.clocks import Moment, Seconds
from tests.nadeo.stand_in import CLIENT_SECRET, LOGIN, PASSWORD, Nadeo, basic

# This machine may be busy: how long one example takes proves nothing.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture
def nadeo() -> Nadeo:
    return Nadeo()


@pytest.fixture
async def hosts(nadeo: Nadeo) -> AsyncIterator[dict[str, str]]:
    async with nadeo.running() as addresses:
        yield addresses


@pytest.fixture
def seconds() -> Seconds:
    """Give the clock that the life of tokens is measured with."""
    return Seconds()


@pytest.fixture
def moment() -> Moment:
    """Give the clock that the life of answers is measured with."""
    return Moment()


@pytest.fixture
async def make_client(
    hosts: dict[str, str], seconds: Seconds, moment: Moment
) -> AsyncIterator[MakeClient]:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        )
        made: list[LiveClient] = []

        def make(patience: Patience = SWIFT, **changes: Any) -> LiveClient:
            client = LiveClient(
                session,
                settings(hosts, **changes),
                clock=moment,
                patience=patience,
                monotonic=seconds,
            )
            made.append(client)
            return client

        yield make
        for client in made:
            await client.__aexit__(None, None, None)


@pytest.fixture
def client(make_client: MakeClient) -> LiveClient:
    return make_client()


@pytest.fixture
def dedicated(make_client: MakeClient) -> LiveClient:
    """Give a client whose account is a dedicated server."""
    return make_client(nadeo_account="dedicated")


@pytest.fixture(autouse=True)
def no_secret_is_spoken(
    nadeo: Nadeo, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Read every log record and every expected error of the test for passwords and tokens."""
    leaks.RAISED.clear()
    caplog.set_level(logging.DEBUG)
    yield
    records = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
    spoken = "\n".join(leaks.texts(leaks.RAISED, records))
    pair = basic(LOGIN, PASSWORD).removeprefix("Basic ")
    # What is quoted is cut: the beginning of each part of a token is looked for.
    parts = {part[:20] for token in nadeo.tokens.everything for part in token.split(".")}
    for secret in [PASSWORD, CLIENT_SECRET, pair, *parts]:
        assert secret not in spoken, f"{request.node.name} spoke a secret"


@pytest.fixture(autouse=True)
def everybody_is_told_who_asks(nadeo: Nadeo) -> Iterator[None]:
    yield
    # quirk 13: on every request, logins and OAuth included
    for seen in nadeo.seen:
        assert seen.headers["User-Agent"] == f"Pitwall/{__version__} ({CONTACT})"
    # quirk 104: a stranger's host hears nothing
    assert not [seen for seen in nadeo.seen if seen.host == "elsewhere"]


@pytest.fixture
def token_routes(nadeo: Nadeo) -> None:
    """Let the routes answer that tests of tokens call."""
    for number in range(30):
        nadeo.answer("GET", f"x/{number}", body={"number": number})
    nadeo.answer("GET", "x", body={})
    nadeo.answer("GET", "zones/", body=[])
    nadeo.answer("GET", "api/display-names", body={})
