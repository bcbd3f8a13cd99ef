"""What runs officially: told without a question while it is known, asked for where it is not."""

import pytest

from bot.maps.catalogue.kept import LIVE_LISTS
from bot.nadeo.errors import NadeoError
from bot.refusal import Refusal
from tests.bench import Bench

CUP = "cup-of-the-week"
KINDS = (*LIVE_LISTS, CUP)
SEASONS = "/api/campaign/official"


async def told(bench: Bench) -> list[str]:
    return [one.kind for one in await bench.lookup.running.known()]


async def test_what_is_not_known_is_asked_for_once(bench: Bench) -> None:
    running = bench.lookup.running
    assert await told(bench) == []
    assert bench.asked() == []

    found = await running.refreshed()

    assert [one.kind for one in found] == list(KINDS)
    assert all(one.map_uids for one in found)
    assert len(bench.asked()) == len(KINDS)
    for _ in range(4):
        bench.clock.move(960)
        assert await running.refreshed() == found
    assert await running.known() == found
    assert bench.asked() == []


async def test_what_the_catalogue_knows_is_not_asked_for(bench: Bench) -> None:
    await bench.lookup.catalogue.refresh()
    bench.asked()

    assert [one.kind for one in await bench.lookup.running.known()] == list(LIVE_LISTS)
    track, season = await bench.lookup.running.track(), await bench.lookup.running.season()
    assert bench.asked() == []
    await bench.lookup.running.refreshed()

    assert len(bench.asked()) == 1, "that of cups, which is in no catalogue"
    known = {one.kind: one for one in await bench.lookup.running.known()}
    assert (track.release, season) == (known["totd"], known["seasonal"])


async def test_a_list_that_fails_keeps_no_other_waiting(bench: Bench) -> None:
    bench.nadeo.failures.script(path=SEASONS, status=500, times=10_000)

    assert await bench.lookup.running.refreshed()

    assert await told(bench) == [kind for kind in KINDS if kind != "seasonal"]
    assert await bench.lookup.running.known_kinds() >= set(KINDS) - {"seasonal"}
    bench.asked()
    await bench.lookup.running.refreshed()
    assert bench.asked() == [], "not with every look"
    with pytest.raises(NadeoError):
        await bench.lookup.running.season()


async def test_while_nothing_is_known_every_look_asks(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"
    for _ in range(2):
        with pytest.raises(NadeoError):
            await bench.lookup.running.refreshed()
    assert await bench.lookup.running.known_kinds() == frozenset()
    bench.nadeo.failures.mode = "fine"
    bench.clock.move(60)

    await bench.lookup.running.refreshed()

    assert await told(bench) == list(KINDS)


async def test_what_is_known_stays_while_nadeo_is_down(bench: Bench) -> None:
    before = await bench.lookup.running.refreshed()
    bench.nadeo.failures.mode = "down"
    bench.clock.move(3600)

    assert await bench.lookup.running.refreshed() == before


async def test_what_is_over_runs_no_more(bench: Bench) -> None:
    await bench.lookup.running.refreshed()
    bench.nadeo.failures.mode = "down"
    bench.clock.move(8 * 86_400)

    assert await told(bench) == ["seasonal"]
    assert await bench.lookup.running.known_kinds() >= set(KINDS)


async def test_without_any_track_there_is_none(bench: Bench) -> None:
    bench.nadeo.failures.script(path="/campaign/month", body={"monthList": [], "itemCount": 0})

    with pytest.raises(Refusal):
        await bench.lookup.running.track()
