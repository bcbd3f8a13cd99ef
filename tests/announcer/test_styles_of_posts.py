"""The style of a map in what was posted before it was known."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from postbox import Postbox
from support import ManualClock
from watch import CHANNEL, Watch, watching

from bot.announcer.cards import Feed, Subscription
from bot.announcer.rows.subscriptions import subscribe
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.exchange.shelf import FIRST_NUMBER, TAGS
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.ids import Kind

SATURDAY = datetime(2026, 8, 22, 15, 30, tzinfo=UTC)  # 17:30 in Paris
TAGGED = [{"TagId": 3, "Name": "Tech"}, {"TagId": 15, "Name": "*Dirt*"}]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 8, 22, 15, tzinfo=UTC))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "styles.db"


@pytest.fixture
async def watch(
    nadeo: NadeoServer,
    clock: ManualClock,
    postbox: Postbox,
    file: Path,
    exchange: ExchangeServer,
) -> AsyncIterator[Watch]:
    async with watching(nadeo, clock, postbox, file, exchange) as watch:
        yield watch


async def subscribed(watch: Watch, feed: Feed = "totd") -> None:
    now = watch.clock.timestamp()
    await subscribe(watch.store, Subscription(0, 7, CHANNEL, feed, since=now))


def tell(exchange: ExchangeServer, uid: str, tags: list[dict[str, object]]) -> None:
    told = {"MapId": FIRST_NUMBER, "MapUid": uid, "Tags": tags, "Difficulty": 2}
    exchange.failures.script(body={"Results": [told]})


async def styled(watch: Watch) -> None:
    """Let what runs beside the commands do what it does when the Exchange has told something."""
    await watch.lookup.styles.collect()
    await watch.announcer.styling.restyle()
    await watch.announcer.edits.flush()


async def test_a_post_waits_for_no_style_and_shows_it_once_it_is_known(
    watch: Watch, exchange: ExchangeServer
) -> None:
    await subscribed(watch)
    await watch.until(120)
    (post,) = watch.messages()
    before = dict(post.embeds[0])
    assert "mapshow" not in watch.card()
    assert not exchange.requests
    days = watch.nadeo.world.days
    uid = days.newest(watch.clock.timestamp()).map_uid
    tell(exchange, uid, TAGGED)
    watch.nadeo.requests.clear()

    await styled(watch)

    (embed,) = watch.messages()[0].embeds
    author, *rest = before["description"].split("\n")
    line = f"[Tech, \\*Dirt\\*]({exchange.url}/mapshow/{FIRST_NUMBER}) · Advanced"
    assert embed["description"].split("\n") == [author, line, *rest]
    assert {**embed, "description": ""} == {**before, "description": ""}
    assert not watch.nadeo.requests
    (request,) = exchange.requests
    assert uid in request.query["uid"][0].split(",")
    await styled(watch)
    assert len(watch.messages()) == 1


async def test_what_a_new_program_finds_is_what_the_old_one_left(
    nadeo: NadeoServer,
    clock: ManualClock,
    postbox: Postbox,
    file: Path,
    exchange: ExchangeServer,
) -> None:
    async with watching(nadeo, clock, postbox, file, exchange) as first:
        await subscribed(first)
        await first.until(120)
        uid = nadeo.world.days.newest(clock.timestamp()).map_uid
    async with watching(nadeo, clock, postbox, file, exchange) as second:
        # At its start it asks for what the posts lack.
        await second.announcer.styling.restyle()
        tell(exchange, uid, TAGGED)
        await second.lookup.styles.collect()
    async with watching(nadeo, clock, postbox, file, exchange) as third:
        await third.announcer.styling.restyle()
        await third.announcer.edits.flush()

        assert "mapshow" in third.card()
        assert len(exchange.requests) == 1


async def test_a_style_that_is_told_later_takes_the_place_of_none(
    watch: Watch, exchange: ExchangeServer
) -> None:
    await subscribed(watch, "cup-of-the-week")
    await watch.until(300, "cup-of-the-week", SATURDAY)
    (wanted,) = watch.lookup.exchange.wanted()
    tell(exchange, wanted.map_uid, [])
    await styled(watch)
    assert f"[Trackmania Exchange]({exchange.url}/mapshow" in watch.card()

    watch.clock.move(86_400)
    await watch.announcer.styling.restyle()
    tell(exchange, wanted.map_uid, [{"TagId": 3, "Name": TAGS[3]}])
    await styled(watch)

    assert f"[Tech]({exchange.url}/mapshow" in watch.card()
    assert watch.card().count("mapshow") == 1


async def test_a_style_that_is_known_already_is_posted_at_once(
    watch: Watch, exchange: ExchangeServer
) -> None:
    await subscribed(watch)
    await watch.until(-10)
    world = watch.nadeo.world
    uid = world.ids.map_uid(Kind.TOTD, world.days.count(world.now()))
    await watch.lookup.exchange.style_of(uid)
    tell(exchange, uid, TAGGED)
    await watch.lookup.styles.collect()

    await watch.until(120)

    assert watch.card().count("mapshow") == 1
    assert watch.messages()[0].edited_at is None
