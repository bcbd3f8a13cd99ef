"""A world of the real maps goes on where they end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import WorldClock
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import World

SNAPSHOT = datetime(2026, 8, 22, 19, 30, tzinfo=UTC)


async def test_real_maps_are_served_and_generated_ones_follow(real_data: Path) -> None:
    clock = WorldClock(SNAPSHOT)
    world = World.load(real_data, clock)
    last = list(json.loads((real_data / "totd.json").read_text(encoding="utf-8")).values())[-1]
    day = world.days.newest(world.now())
    assert day
    assert (day.map_uid, day.group) == (last["mapUid"], last["seasonUid"])
    track = world.track(day.map_uid)
    assert track
    assert (track.name, track.map_id) == (last["name"], last["mapId"])
    group = world.group(day.group)
    assert group
    assert world.ladder(group, day.map_uid)
    names = [found.name for kind in world.series if (found := world.campaign(kind))]
    assert names == ["Summer 2026", "Week 88", "Week Grand 88", "Saturday, August 22, 2026"]
    clock.forward(timedelta(days=60))
    later = world.days.newest(world.now())
    assert later
    assert later.number == day.number + 60
    assert world.track(later.map_uid)
    season = world.campaign(Kind.SEASON)
    assert season
    assert season.name == "Fall 2026"


async def test_the_past_of_real_data_hides_what_came_later(real_data: Path) -> None:
    world = World.load(real_data, WorldClock(datetime(2024, 5, 5, 18, tzinfo=UTC)))
    day, season = world.days.newest(world.now()), world.campaign(Kind.SEASON)
    assert day
    assert season
    assert (day.date.isoformat(), season.name) == ("2024-05-05", "Spring 2024")
    future = list(json.loads((real_data / "totd.json").read_text(encoding="utf-8")))[-1]
    assert world.track(future) is None
    assert world.track(world.series[Kind.SEASON].get(20).maps[0]) is None
    assert world.group(world.series[Kind.SEASON].get(20).group) is None


async def test_real_names_and_zones_are_used(real_data: Path) -> None:
    world = World.load(real_data, WorldClock(SNAPSHOT))
    names: dict[str, str] = json.loads((real_data / "names.json").read_text(encoding="utf-8"))
    account, name = next(iter(names.items()))
    assert world.accounts.name(account) == name
    assert world.accounts.find(name.upper()) == account
    assert world.accounts.index(account) == 0
    assert len(world.zones.all) == 1199
    async with NadeoServer(world) as nadeo:
        assert nadeo.live_url.startswith("http://127.0.0.1:")
        assert len({nadeo.core_url, nadeo.live_url, nadeo.meet_url, nadeo.oauth_url}) == 4


def test_every_real_map_is_found_by_cores_id(real_data: Path) -> None:
    world = World.load(real_data, WorldClock(SNAPSHOT))
    rows = [
        row
        for name in ("totd", "seasonal", "weekly", "grand")
        for row in json.loads((real_data / f"{name}.json").read_text(encoding="utf-8")).values()
    ]
    now = world.now()
    found = [world.library.by_map_id(row["mapId"], now) for row in rows]
    assert len(rows) > 3000
    assert [track and track.uid for track in found] == [row["mapUid"] for row in rows]
    # What would be generated for a day whose real map is known is no map.
    assert world.library.by_map_id(world.ids.map_id(Kind.TOTD, 7), now) is None
