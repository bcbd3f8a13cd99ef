"""The announcer's looks around a switch: soon after it, whatever happened before."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from postbox import Postbox
from support import ManualClock
from watch import CHANNEL, Watch, watching

from bot.announcer.cards import Subscription
from bot.announcer.rows.feeds import read_feeds
from bot.announcer.rows.subscriptions import subscribe
from bot.sandbox.nadeo.server import NadeoServer

AT_ONCE = 5.0
"""Whoever waits for a switch has looked by then, in seconds after it."""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 8, 22, 16, tzinfo=UTC))


@pytest.fixture
async def watch(
    nadeo: NadeoServer, clock: ManualClock, postbox: Postbox, tmp_path: Path
) -> AsyncIterator[Watch]:
    async with watching(nadeo, clock, postbox, tmp_path / "looks.db") as watch:
        now = clock.timestamp()
        for feed in ("totd", "submissions"):
            await subscribe(watch.store, Subscription(0, 7, CHANNEL, feed, since=now))
        yield watch


@pytest.mark.parametrize(
    ("late", "longest"), [(0, AT_ONCE), (8, 10), (40, 40), (300, 60), (2400, 60), (3500, 60)]
)
async def test_a_new_map_is_posted_soon_however_late_nadeo_is(
    watch: Watch, late: float, longest: float
) -> None:
    watch.nadeo.world.totd_delay = late

    await watch.until(late + 70)

    (posted,) = watch.posted()
    assert 0 <= posted - late <= longest


@pytest.mark.parametrize("back", [-90.0, -1.0, 1.0, 30.0])
async def test_an_outage_around_the_switch_costs_little(watch: Watch, back: float) -> None:
    await watch.until(-3000)
    watch.nadeo.failures.mode = "down"
    await watch.until(back)
    watch.nadeo.failures.mode = "fine"

    await watch.until(200)

    (posted,) = watch.posted()
    assert posted <= max(back, 0) + (AT_ONCE if back < 0 else 40)


async def test_a_map_that_nadeo_does_not_serve_yet_is_asked_for_again_soon(watch: Watch) -> None:
    """Quirk 18: right after the switch its list may know more than the rest of it."""
    await watch.until(-10)
    watch.nadeo.failures.script(path="/api/token/map/", status=404, times=2)

    await watch.until(60)

    (posted,) = watch.posted()
    assert posted <= AT_ONCE + 5 + 10


async def test_a_failure_is_remembered_until_it_is_over(watch: Watch) -> None:
    await watch.until(-100)
    watch.nadeo.failures.mode = "down"
    await watch.until(30)
    assert (await read_feeds(watch.store))["totd"].failure == "Unavailable"
    watch.nadeo.failures.mode = "fine"

    await watch.until(100)

    assert (await read_feeds(watch.store))["totd"].failure == ""


async def test_submissions_are_looked_at_and_their_news_posted(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.announcer.watching")
    await watch.until(-3000, "submissions")
    assert watch.posted() == []
    entries = watch.nadeo.world.submissions["totd"]
    chosen = next(entry for entry in entries if not entry.nominated)
    chosen.nominated = True
    await watch.until(-1000, "submissions")

    (message,) = watch.postbox.messages(CHANNEL)
    assert message.embeds[0]["author"]["name"] == "Nominated"
    assert "announcing submissions in 1 channel" in caplog.messages


async def test_a_long_failure_has_a_line_and_so_has_its_end(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever runs this mends it; servers are told nothing of it."""
    await watch.until(-3500)
    watch.nadeo.failures.mode = "down"

    await watch.until(12_000)
    watch.nadeo.failures.mode = "fine"
    await watch.until(13_000)

    lines = [one.getMessage() for one in caplog.records if "watching" in one.name]
    first, long, again = [line for line in lines if " totd" in f" {line}"]
    assert first.startswith("nothing new of totd: ")
    assert long.startswith("nothing new of totd for over an hour: ")
    assert again.startswith("totd brings news again, after 4.")
    assert not await watch.store.rows("SELECT * FROM notices")


async def test_a_short_failure_has_one_line(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    watch.nadeo.failures.mode = "down"
    await watch.until(-3500)
    watch.nadeo.failures.mode = "fine"
    await watch.until(100)

    assert len([one for one in caplog.records if "watching" in one.name]) <= 1
