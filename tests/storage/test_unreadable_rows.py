"""Rows that cannot be read are left out, each named once in the log, and hide no other."""

import logging
from datetime import date

import pytest
from support import ManualClock

from bot.maps.catalogue.absent import ABSENT_FACT, AbsentMaps
from bot.maps.catalogue.to_come import TO_COME_FACT, MapsToCome
from bot.maps.releases import Release
from bot.maps.rows.authors import earlier_tracks
from bot.maps.rows.catalogue import read_changed, read_entries, read_newest
from bot.maps.rows.maps import keep_maps
from bot.maps.rows.releases import (
    keep_past_months,
    keep_releases,
    read_by_map,
    read_past_months,
    read_releases,
)
from bot.storage import readable
from bot.storage.facts import keep_fact
from bot.storage.store import Store
from tests.storage.test_round_trips import track

FIRST, SECOND = date(2026, 8, 1), date(2026, 8, 2)


def release(on: date, uid: str) -> Release:
    return Release("totd", f"season {uid}", 1, 1000, 2000, on=on, map_uids=(uid,))


async def test_releases_and_months(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readable, "_named", set())
    await keep_maps(store, [track("a"), track("b")])
    await keep_releases(store, [release(FIRST, "a"), release(SECOND, "b")], now=5000.0)
    await keep_past_months(store, [FIRST])
    await store.write("UPDATE released_maps SET raw_name = 'x', raw_author = ''", [()])
    await store.write("UPDATE releases SET key = '2026-02-31' WHERE key = '2026-08-01'", [()])
    await store.write("INSERT INTO past_months VALUES (CAST(X'FF' AS TEXT))", [()])
    author = track().author

    for _ in range(2):
        assert [one.on for one in await read_releases(store, "totd")] == [SECOND]
        assert [one.on for one in await read_by_map(store, "a")] == []
        assert [one.map_uid for one in await read_newest(store, ["totd"], 9)] == ["b"]
        assert [found.map_uid for _, found in await read_changed(store)] == ["b"]
        assert await read_past_months(store) == {FIRST}
        assert [one.on for one in await earlier_tracks(store, author, date(2027, 1, 1))] == [SECOND]
        assert await read_entries(store, [1]) == {}

    lines = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert len(lines) == len(set(lines))
    assert any("past_months" in line for line in lines)
    assert any("releases 1 " in line for line in lines)


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"totd": 5, "uid": "then"}'])
async def test_facts(store: Store, clock: ManualClock, text: str) -> None:
    for fact in (ABSENT_FACT, TO_COME_FACT):
        await keep_fact(store, fact, text)
    absent, to_come = AbsentMaps(store, clock), MapsToCome(store, clock)

    assert await absent.among(["uid"]) == set()
    assert not await to_come.holds("uid")
    await absent.note(["uid"])
    assert await AbsentMaps(store, clock).among(["uid"]) == {"uid"}
