"""Map info, one and many, and the tree of zones."""

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import NotFound, UnexpectedAnswer
from tests.nadeo.clocks import Moment
from tests.nadeo.leaks import raises
from tests.nadeo.samples import ACCOUNT, MAP_UID, OTHER_UID, STRANGER, WORLD, track
from tests.nadeo.stand_in import Nadeo

MAP = f"/api/token/map/{MAP_UID}"
SEVERAL = "/api/token/map/get-multiple"
ZONES = "/zones/"


async def test_a_map(client: LiveClient, nadeo: Nadeo, moment: Moment) -> None:
    nadeo.answer("GET", MAP, body=track())
    found = await client.get_map(MAP_UID)
    assert (found.uid, found.name) == (MAP_UID, "$f00Ro$zad")
    assert (found.author, found.submitter) == (ACCOUNT, STRANGER)  # quirk 62
    assert (found.author_time, found.bronze_time) == (41_000, 62_000)
    assert found.kind == "tm_race"
    assert (found.received_at, found.stale) == (moment.unix, False)


async def test_odd_fields_of_good_maps(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 36
    odd = track(fileSize=None, valid=False, public=False, mapStyle="TrackMania\\TM_Race")
    nadeo.answer("GET", MAP, body=odd)
    assert (await client.get_map(MAP_UID)).map_style == "TrackMania\\TM_Race"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("TrackMania\\TM_Stunt", "tm_stunt"),
        ("Trackmania\\TM_Platform", "tm_platform"),
        ("TM_Race", "tm_race"),
        ("", ""),
        (None, ""),
    ],
)
async def test_kinds_of_maps(
    client: LiveClient, nadeo: Nadeo, written: str | None, kind: str
) -> None:
    # quirk 37
    nadeo.answer("GET", MAP, body=track(mapType=written))
    assert (await client.get_map(MAP_UID)).kind == kind


@pytest.mark.parametrize("status", [500, 404])
async def test_an_unknown_map(client: LiveClient, nadeo: Nadeo, status: int) -> None:
    # quirk 18: asked once, whatever the status
    body = {"error": "NotFoundHttpException", "message": "Nadeo Live Internal", "traceId": "Root"}
    nadeo.answer("GET", MAP, status, body)
    with raises(NotFound) as caught:
        await client.get_map(MAP_UID)
    assert (caught.value.status, caught.value.reason) == (status, "NotFoundHttpException")
    assert len(nadeo.calls()) == 1


async def test_several_maps(client: LiveClient, nadeo: Nadeo, moment: Moment) -> None:
    body = {"mapList": [track(OTHER_UID), track(MAP_UID)], "itemCount": 2}
    nadeo.answer("GET", SEVERAL, body=body)
    found = await client.get_maps([MAP_UID, "unknown", "", OTHER_UID, MAP_UID])
    assert {uid: item.uid for uid, item in found.items()} == {
        OTHER_UID: OTHER_UID,
        MAP_UID: MAP_UID,
    }
    assert found[MAP_UID].received_at == moment.unix
    assert nadeo.calls()[0].query == [("mapUidList", f"{MAP_UID},unknown,{OTHER_UID}")]


async def test_a_hundred_maps_a_request(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", SEVERAL, body={"mapList": [], "itemCount": 0})
    await client.get_maps(f"{number:027}" for number in range(250))
    asked = [dict(seen.query)["mapUidList"].split(",") for seen in nadeo.calls()]
    assert [len(uids) for uids in asked] == [100, 100, 50]
    assert max(len(seen.path) for seen in nadeo.calls()) < 8000


async def test_no_maps_are_not_asked_for(client: LiveClient, nadeo: Nadeo) -> None:
    assert await client.get_maps([]) == {}
    assert await client.get_maps(["", ""]) == {}
    assert not nadeo.seen


async def test_zones(client: LiveClient, nadeo: Nadeo) -> None:
    world = {"zoneId": WORLD, "name": "World", "parentId": None, "icon": "", "timestamp": 1}
    europe = {"zoneId": "e", "name": "Europe", "parentId": WORLD}
    nadeo.answer("GET", ZONES, body=[world, europe])
    first, second = await client.get_zones()
    assert (first.zone_id, first.parent_id) == (WORLD, None)
    assert (second.name, second.parent_id) == ("Europe", WORLD)
    (seen,) = nadeo.calls()
    assert (seen.host, seen.path) == ("core", ZONES)
    assert nadeo.logins[0].json == {"audience": "NadeoServices"}


@pytest.mark.parametrize("body", [{}, b"", [{"zoneId": "z"}], [1]])
async def test_zones_of_another_form(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    nadeo.answer("GET", ZONES, body=body)
    with raises(UnexpectedAnswer):
        await client.get_zones()
