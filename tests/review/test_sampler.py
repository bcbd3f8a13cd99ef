import asyncio
import logging
import math
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from support import ManualClock, settings_for, until

from bot.nadeo import LiveClient
from bot.nadeo.retries import Patience
from bot.review.cards import ReviewType, Sample
from bot.review.rows import keep_sample, read_samples
from bot.review.sampler import SAMPLES_KEPT_FOR, Sampler
from bot.sandbox.nadeo.server import NadeoServer
from bot.storage import keeping
from bot.storage.store import Store
from bot.supervisor import Supervisor


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.opened(tmp_path / "pitwall.db") as store:
        yield store


@pytest.fixture
async def client(
    nadeo: NadeoServer, tmp_path: Path, clock: ManualClock
) -> AsyncIterator[LiveClient]:
    patience = Patience(first_pause=0.01, with_old_at_hand=0.5)
    settings = settings_for(nadeo, tmp_path / "unused.db")
    async with (
        aiohttp.ClientSession() as session,
        LiveClient(session, settings, clock=clock, patience=patience) as client,
    ):
        yield client


@pytest.fixture
def sampler(client: LiveClient, store: Store, clock: ManualClock) -> Sampler:
    return Sampler(client, store, clock)


@pytest.fixture
async def running(sampler: Sampler, clock: ManualClock) -> AsyncIterator[None]:
    supervisor = Supervisor(clock)
    supervisor.start("sampler", sampler.run)
    yield
    await supervisor.close()


def asked(nadeo: NadeoServer) -> int:
    return sum("waiting-time" in request.path for request in nadeo.requests)


async def sleeping(clock: ManualClock) -> None:
    await until(lambda: bool(clock._sleepers))


async def test_keeps_what_it_measures(
    sampler: Sampler, store: Store, nadeo: NadeoServer, clock: ManualClock
) -> None:
    nadeo.world.queue["totd"] = 3
    nadeo.world.queue["weekly-shorts"] = 0

    assert await sampler.measure()

    now = clock.timestamp()
    assert await read_samples(store, "totd", 0, math.inf) == [Sample(now, 540)]
    assert await read_samples(store, "weekly-shorts", 0, math.inf) == [Sample(now, 0)]


async def test_tells_its_listeners_of_both_types(sampler: Sampler, nadeo: NadeoServer) -> None:
    heard: list[tuple[ReviewType, int]] = []

    async def listen(review_type: ReviewType, sample: Sample) -> None:
        heard.append((review_type, sample.seconds))

    nadeo.world.queue["totd"] = 1
    nadeo.world.queue["weekly-shorts"] = 2
    sampler.add_listener(listen)
    await sampler.measure()

    assert heard == [("totd", 180), ("weekly-shorts", 360)]


async def test_forgets_after_thirty_days(
    sampler: Sampler, store: Store, clock: ManualClock
) -> None:
    now = clock.timestamp()
    await keep_sample(store, "totd", now - SAMPLES_KEPT_FOR - 1, 180)
    await keep_sample(store, "totd", now - SAMPLES_KEPT_FOR + 1, 360)

    await sampler.measure()

    samples = await read_samples(store, "totd", 0, math.inf)
    assert [sample.measured_at for sample in samples] == [now - SAMPLES_KEPT_FOR + 1, now]


async def test_reads_from_a_moment_on_oldest_first(store: Store) -> None:
    for moment in (300.0, 100.0, 200.0):
        await keep_sample(store, "totd", moment, int(moment))
    await keep_sample(store, "weekly-shorts", 250.0, 1)

    samples = await read_samples(store, "totd", 200.0, math.inf)

    assert samples == [Sample(200.0, 200), Sample(300.0, 300)]


@pytest.mark.usefixtures("running")
async def test_measures_once_a_minute_by_the_clock(
    store: Store, nadeo: NadeoServer, clock: ManualClock
) -> None:
    await sleeping(clock)
    assert asked(nadeo) == 0
    for minute in range(3):
        clock.move(60)
        await sleeping(clock)
        assert asked(nadeo) == 2 * (minute + 1)
    clock.move(59)
    await sleeping(clock)
    assert asked(nadeo) == 6
    assert len(await read_samples(store, "totd", 0, math.inf)) == 3


async def test_a_restart_does_not_measure_twice_a_minute(
    sampler: Sampler, store: Store, nadeo: NadeoServer, clock: ManualClock
) -> None:
    await keep_sample(store, "weekly-shorts", clock.timestamp() - 15, 180)
    task = asyncio.create_task(sampler.run())
    await sleeping(clock)
    clock.move(44)
    await sleeping(clock)
    assert asked(nadeo) == 0
    clock.move(1)
    await sleeping(clock)
    assert asked(nadeo) == 2
    task.cancel()


@pytest.mark.usefixtures("running")
async def test_asks_less_often_while_nadeo_is_down(
    nadeo: NadeoServer, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.review.sampler")
    nadeo.failures.mode = "down"
    pauses: list[float] = []
    for _ in range(6):
        await sleeping(clock)
        pauses.append((clock._sleepers[0][0] - clock.now()).total_seconds())
        clock.move(pauses[-1])
    await sleeping(clock)
    assert pauses == [10, 120, 120, 120, 120, 120]
    assert [record.levelname for record in caplog.records] == ["WARNING"]

    nadeo.failures.mode = "fine"
    clock.move(120)
    await sleeping(clock)
    assert (clock._sleepers[0][0] - clock.now()).total_seconds() == 60
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


@pytest.mark.usefixtures("running")
async def test_an_absurd_answer_does_not_end_it(
    store: Store, nadeo: NadeoServer, clock: ManualClock
) -> None:
    for review_type in ("totd", "weekly-shorts"):
        nadeo.failures.script(path=f"{review_type}/waiting-time", body={"seconds": 10**20})
    for _ in range(3):
        await sleeping(clock)
        clock.move(120)
    await sleeping(clock)
    assert len(await read_samples(store, "totd", 0, math.inf)) == 2


@pytest.mark.usefixtures("running")
async def test_a_file_that_takes_nothing_does_not_end_it(
    store: Store, nadeo: NadeoServer, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "REST", 0.0)

    async def measured() -> None:
        before = asked(nadeo)
        await sleeping(clock)
        clock.move(120)
        await until(lambda: asked(nadeo) > before)

    await sleeping(clock)
    await store.write("ALTER TABLE review_samples RENAME TO elsewhere", [()])
    await measured()
    await sleeping(clock)
    await store.write("ALTER TABLE elsewhere RENAME TO review_samples", [()])
    for _ in range(100):
        clock.move(60)
        await sleeping(clock)
        if await read_samples(store, "totd", 0, math.inf):
            break

    assert await read_samples(store, "totd", 0, math.inf)


async def test_an_old_answer_is_no_sample(
    sampler: Sampler, store: Store, nadeo: NadeoServer, clock: ManualClock
) -> None:
    await sampler.measure()
    clock.move(61)
    nadeo.failures.mode = "down"

    assert not await sampler.measure()
    assert len(await read_samples(store, "totd", 0, math.inf)) == 1


async def test_one_type_may_fail_alone(sampler: Sampler, store: Store, nadeo: NadeoServer) -> None:
    # Quirk 82: the text that an unknown type is refused with.
    nadeo.failures.script(path="totd/waiting-time", status=403, body="Only official MapReview")

    assert await sampler.measure()
    assert await read_samples(store, "totd", 0, math.inf) == []
    assert len(await read_samples(store, "weekly-shorts", 0, math.inf)) == 1
