"""Pictures of maps are fetched from where they lie and from nowhere else, over real sockets."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from aiohttp.web import Application
from pictures.shelf import Shelf
from support import ManualClock, until
from unhurried import waited
from yarl import URL

from bot.pictures.thumbnails import (
    AT_ONCE,
    KEPT,
    LARGEST,
    MOST_A_MINUTE,
    PATIENCE,
    Thumbnails,
)

CONTACT = "tests / tests@pitwall.example"


@pytest.fixture
async def shelf() -> Shelf:
    return Shelf()


async def served(shelf: Shelf) -> TestServer:
    application = Application()
    application.router.add_get("/{path:.*}", shelf.answer)
    server = TestServer(application, host="127.0.0.1")
    await server.start_server()
    return server


@pytest.fixture
async def site(shelf: Shelf) -> AsyncIterator[URL]:
    server = await served(shelf)
    yield server.make_url("/")
    shelf.open.set()
    await server.close()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


@pytest.fixture
def fetched(session: aiohttp.ClientSession, site: URL, clock: ManualClock) -> Thumbnails:
    return Thumbnails(session, CONTACT, clock, [site])


def many(shelf: Shelf, site: URL, count: int) -> list[str]:
    """Put pictures on the shelf and return their addresses."""
    shelf.files.update((f"/{number}.jpg", b"%d" % number) for number in range(count))
    return [str(site / f"{number}.jpg") for number in range(count)]


async def test_a_month_comes_a_few_at_a_time_and_says_who_asks(
    fetched: Thumbnails, shelf: Shelf, site: URL
) -> None:
    addresses = many(shelf, site, 31)
    shelf.slow = set(shelf.files)

    asking = asyncio.create_task(fetched.of([*addresses, *addresses]))
    await until(lambda: shelf.at_once == AT_ONCE)
    assert len(shelf.asked) == AT_ONCE
    shelf.open.set()

    assert await asking == {one: b"%d" % number for number, one in enumerate(addresses)}
    assert shelf.most == AT_ONCE
    assert len(shelf.asked) == len(addresses)
    for headers in shelf.headers:
        assert headers["User-Agent"].startswith("Pitwall/")
        assert CONTACT in headers["User-Agent"]
        assert headers["Accept-Encoding"] == "identity"
        assert "Authorization" not in headers


async def test_no_crowd_asks_for_more_than_so_many_a_minute(
    fetched: Thumbnails, shelf: Shelf, site: URL, clock: ManualClock
) -> None:
    addresses = many(shelf, site, MOST_A_MINUTE + 5)

    assert len(await fetched.of(addresses)) == len(shelf.asked) == MOST_A_MINUTE
    clock.move(59)
    assert len(await fetched.of(addresses)) == MOST_A_MINUTE
    clock.move(2)

    assert len(await fetched.of(addresses)) == len(addresses)
    assert len(shelf.asked) == len(addresses)


async def test_what_others_had_fetched_is_not_asked_for_again(
    fetched: Thumbnails, shelf: Shelf, site: URL
) -> None:
    addresses = many(shelf, site, 4)
    shelf.slow = set(shelf.files)

    both = asyncio.gather(fetched.of(addresses), fetched.of(addresses))
    # Six at once in all, whoever wants them: the second finds two that are not asked for yet.
    await until(lambda: shelf.at_once == AT_ONCE)
    shelf.open.set()

    first, second = await both
    assert first == second
    assert len(first) == len(addresses)
    assert len(shelf.asked) == AT_ONCE
    assert await fetched.of(addresses) == first
    assert len(shelf.asked) == AT_ONCE


async def test_what_does_not_come_in_time_is_left_out(
    fetched: Thumbnails, shelf: Shelf, site: URL, caplog: pytest.LogCaptureFixture
) -> None:
    addresses = many(shelf, site, 3)
    shelf.slow = {"/1.jpg"}
    began = waited()

    assert await fetched.of(addresses) == {addresses[0]: b"0", addresses[2]: b"2"}

    assert PATIENCE - 0.1 <= waited() - began < PATIENCE + 5
    assert caplog.messages == ["1 of 3 pictures of maps did not come: not there within 5 s"]
    await until(lambda: shelf.at_once == 0)


async def test_whoever_gives_up_leaves_nothing_behind(
    fetched: Thumbnails, shelf: Shelf, site: URL
) -> None:
    addresses = many(shelf, site, 9)
    shelf.slow = set(shelf.files)
    asking = asyncio.create_task(fetched.of(addresses))
    await until(lambda: shelf.at_once == AT_ONCE)

    asking.cancel()
    await asyncio.wait({asking})

    await until(lambda: shelf.at_once == 0)
    assert len(shelf.asked) == AT_ONCE


async def test_a_redirect_to_a_known_host_is_followed(
    fetched: Thumbnails, shelf: Shelf, site: URL
) -> None:
    shelf.files["/there.jpg"] = b"there"
    shelf.moved = {"/a": "/there.jpg", "/b": str(site / "a"), "/c": "/b", "/loop": "/loop"}

    found = await fetched.of(str(site / one) for one in ("a", "b", "c", "loop"))

    assert found == {str(site / "a"): b"there", str(site / "b"): b"there"}


async def test_other_hosts_are_never_asked(
    fetched: Thumbnails, shelf: Shelf, site: URL, caplog: pytest.LogCaptureFixture
) -> None:
    other = Shelf(files={"/x": b"x"})
    server = await served(other)
    elsewhere = str(server.make_url("/x"))
    shelf.moved = {"/away": elsewhere, "/file": "file:///etc/passwd", "/bad": "http://[", "/": "//"}
    addresses = [
        elsewhere,
        *(str(site / one) for one in ("away", "file", "bad", "")),
        str(site.with_user("somebody").with_password("secret") / "x"),
        f"https://127.0.0.1:{site.port}/x",
        f"http://localhost:{site.port}/x",
        "http://core.trackmania.nadeo.live/x",
        "https://core.trackmania.nadeo.live.example/x",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "/x",
        "",
        "http://[",
    ]

    assert await fetched.of(addresses) == {}

    assert other.asked == []
    assert set(shelf.asked) <= {"/away", "/file", "/bad", "/"}
    (line,) = caplog.messages
    assert line.startswith(f"{len(addresses)} of {len(addresses)} pictures of maps did not come")
    await server.close()


async def test_large_empty_and_missing_ones_are_left_out(
    fetched: Thumbnails, shelf: Shelf, site: URL
) -> None:
    shelf.files = {"/large": b"x" * (LARGEST + 1), "/full": b"x" * LARGEST, "/empty": b""}

    found = await fetched.of(str(site / one) for one in ("large", "full", "empty", "missing"))

    assert set(found) == {str(site / "full")}


async def test_a_host_that_is_down_costs_nothing_but_its_pictures(
    session: aiohttp.ClientSession, shelf: Shelf, site: URL, clock: ManualClock
) -> None:
    gone = await served(Shelf())
    address = gone.make_url("/x")
    await gone.close()
    shelf.files["/here"] = b"here"
    fetched = Thumbnails(session, CONTACT, clock, [site, address])

    assert await fetched.of([str(address), str(site / "here")]) == {str(site / "here"): b"here"}


async def test_no_more_is_kept_than_there_is_room_for(
    fetched: Thumbnails, shelf: Shelf, site: URL
) -> None:
    count = KEPT // LARGEST + 1
    shelf.files = {f"/{number}": b"x" * LARGEST for number in range(count)}
    for number in range(count):
        await fetched.of([str(site / str(number))])
    assert len(shelf.asked) == count

    await fetched.of([str(site / str(count - 1))])
    assert len(shelf.asked) == count
    await fetched.of([str(site / "0")])
    assert len(shelf.asked) == count + 1


async def test_nothing_wanted_is_nothing_asked(fetched: Thumbnails) -> None:
    assert await fetched.of([]) == {}
