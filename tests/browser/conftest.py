"""Fixtures: a running sandbox, and a browser in front of its page."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from browser.tab import Tab
from browser.tryouts import add_tryouts
from playwright.async_api import Browser, ConsoleMessage, Request, async_playwright, expect
from support import SNAPSHOT, until

from bot.sandbox.launch import Sandbox, sandbox

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = Path(__file__).parents[2] / "docs"
REFUSED = "the server responded with a status of 400"
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"
EVENTS = "/_sandbox/events"

PATIENCE = 30_000
"""Milliseconds; Playwright's own 5 s for what is expected are few on a busy machine."""
expect.set_options(timeout=PATIENCE)

OpenTab = Callable[..., Awaitable[Tab]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian and Ubuntu: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


async def connected(here: Sandbox) -> None:
    """Wait for the gateway; discord.py's own word for it comes two seconds later."""
    await until(lambda: here.bot.shards)


@pytest_asyncio.fixture(loop_scope="session")
async def here() -> AsyncIterator[Sandbox]:
    """Give a sandbox whose bot has a few commands more, to try what no real one does yet."""
    async with sandbox(start=SNAPSHOT) as here:
        await connected(here)
        add_tryouts(here.bot)
        await here.bot.tree.sync()
        yield here


@pytest.fixture
def refusals() -> set[str]:
    """Give a set for the addresses that a test lets the sandbox refuse."""
    return set()


def is_expected(message: ConsoleMessage, refusals: set[str]) -> bool:
    """Tell whether a test brought about what a browser writes: a refusal, a cut connection."""
    path = urlsplit(message.location["url"]).path
    return (REFUSED in message.text and path in refusals) or (
        CUT in message.text and path == EVENTS
    )


@pytest_asyncio.fixture(loop_scope="session")
async def open_tab(browser: Browser, here: Sandbox, refusals: set[str]) -> AsyncIterator[OpenTab]:
    """Give a way to open tabs; none may have loaded anything from elsewhere or complained."""
    tabs: list[Tab] = []
    complaints: list[str] = []
    elsewhere: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not is_expected(message, refusals):
            complaints.append(f"{message.text} {message.location['url']}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(here.address):
            elsewhere.append(request.url)

    async def open_tab(width: int = 1200, height: int = 800, **options: object) -> Tab:
        context = await browser.new_context(
            viewport={"width": width, "height": height}, locale="en-GB", **options
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", on_request)
        await page.goto(here.address)
        tab = Tab(page)
        tabs.append(tab)
        await tab.ready()
        return tab

    yield open_tab
    for tab in tabs:
        await tab.page.context.close()
    assert complaints == []
    assert elsewhere == []


@pytest_asyncio.fixture(loop_scope="session")
async def tab(open_tab: OpenTab) -> Tab:
    return await open_tab()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Give the folder for pictures: the README's own only where that was asked for."""
    return PICTURES if os.environ.get("PITWALL_PICTURES") else tmp_path
