"""What is put into the file comes out of it as it was."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.maps.rows.maps import keep_maps, read_maps
from bot.nadeo.models import TrackMap, Zone
from bot.people.rows import KnownName, keep_names, keep_zones, read_names, read_zones
from bot.storage.facts import keep_fact, read_fact
from bot.storage.store import Store

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


def track(uid: str = "uid", **changes: object) -> TrackMap:
    values: dict[str, object] = {
        "uid": uid,
        "name": "$f00Name\x00 with 🏁",
        "author": "5b4d42f4-c2de-407d-b367-cbff3fe817bc",
        "author_time": 42_000,
        "gold_time": 45_000,
        "silver_time": 50_000,
        "bronze_time": 60_000,
        "map_type": "TrackMania\\TM_Race",
        "received_at": 1_787_000_000.5,
    }
    return TrackMap.model_validate(values | changes)


# --- names ---------------------------------------------------------------------------------------


async def test_names(store: Store) -> None:
    await keep_names(store, {"a": "Älice $$", "b": ""}, now=10.5)
    await keep_names(store, {"c": "Carol"}, now=20.0)

    assert await read_names(store, ["a", "b", "c", "nobody"]) == {
        "a": KnownName("Älice $$", 10.5),
        "b": KnownName("", 10.5),
        "c": KnownName("Carol", 20.0),
    }
    assert await read_names(store, []) == {}


async def test_a_new_name_takes_the_place_of_the_old(store: Store) -> None:
    # quirk 95
    await keep_names(store, {"a": "Alice"}, now=1.0)
    await keep_names(store, {"a": "Alicia"}, now=2.0)

    assert await read_names(store, ["a"]) == {"a": KnownName("Alicia", 2.0)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(names=st.dictionaries(TEXTS, TEXTS, max_size=60))
async def test_any_name(store: Store, names: dict[str, str]) -> None:
    await keep_names(store, names, now=1.0)

    known = await read_names(store, names)

    assert {account: name.name for account, name in known.items()} == names


# --- maps ----------------------------------------------------------------------------------------


async def test_maps(store: Store) -> None:
    kept = [track("a"), track("b", map_type="Trackmania\\TM_Platform", author_time=0)]

    await keep_maps(store, kept)

    assert await read_maps(store, ["a", "b", "c"]) == {"a": kept[0], "b": kept[1]}
    assert await read_maps(store, []) == {}


async def test_a_map_is_as_old_as_it_says(store: Store) -> None:
    await keep_maps(store, [track(received_at=99.0, stale=True)])

    (known,) = (await read_maps(store, ["uid"])).values()

    assert known.received_at == 99.0
    assert not known.stale


@pytest.mark.parametrize("body", ["", "no JSON", "[]", "{}", '{"uid": "uid"}'])
async def test_a_map_that_cannot_be_read_is_not_known(store: Store, body: str) -> None:
    await keep_maps(store, [track("fine")])
    sql = "INSERT INTO maps (map_uid, body, fetched_at) VALUES (?, ?, ?)"
    await store.write(sql, [("uid", body, 1.0)])

    assert list(await read_maps(store, ["uid", "fine"])) == ["fine"]


# --- zones ---------------------------------------------------------------------------------------


async def test_zones(store: Store) -> None:
    zones = [
        Zone(zone_id="w", name="World"),
        Zone(zone_id="e", name="Europe", parent_id="w"),
    ]
    assert await read_zones(store) == ([], 0.0)

    await keep_zones(store, zones, now=5.0)

    found, fetched_at = await read_zones(store)
    assert sorted(found, key=lambda zone: zone.name) == [zones[1], zones[0]]
    assert fetched_at == 5.0


async def test_a_new_tree_takes_the_place_of_the_old(store: Store) -> None:
    await keep_zones(store, [Zone(zone_id="old", name="Old")], now=1.0)
    twice = Zone(zone_id="new", name="New")

    await keep_zones(store, [twice, twice], now=2.0)

    assert await read_zones(store) == ([twice], 2.0)


async def test_a_tree_that_fails_half_way_leaves_the_old(store: Store) -> None:
    old = Zone(zone_id="old", name="Old")
    await keep_zones(store, [old], now=1.0)

    def breaking() -> Iterator[Zone]:
        yield Zone(zone_id="new", name="New")
        raise LookupError

    with pytest.raises(LookupError):
        await keep_zones(store, breaking(), now=2.0)

    assert await read_zones(store) == ([old], 1.0)


# --- facts ---------------------------------------------------------------------------------------


async def test_facts(store: Store) -> None:
    await keep_fact(store, "a", "1")
    await keep_fact(store, "a", "2")

    assert await read_fact(store, "a") == "2"
    assert await read_fact(store, "b") is None
