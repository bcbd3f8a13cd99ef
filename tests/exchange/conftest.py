"""Fixtures: what asks the stand-in of the Exchange, fast, and keeps what it tells in a file."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from support import ManualClock
from yarl import URL

from bot.exchange.client import ExchangeClient
from bot.exchange.lookup import Exchange
from bot.sandbox.exchange.server import ExchangeServer
from bot.storage.store import Store

CONTACT = "tests / tests@pitwall.example"


@pytest.fixture
async def client(exchange: ExchangeServer) -> AsyncIterator[ExchangeClient]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield ExchangeClient(session, URL(exchange.url), CONTACT, rate=10_000)


@pytest.fixture
async def store(database: Path) -> AsyncIterator[Store]:
    async with Store.opened(database) as store:
        yield store


@pytest.fixture
def styles(client: ExchangeClient, store: Store, clock: ManualClock) -> Exchange:
    return Exchange(client, store, clock)
