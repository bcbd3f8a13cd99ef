"""Endpoints and path pieces from strangers: the token goes to the configured host or nowhere."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import InvalidArgument, UnexpectedAnswer
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID, ladder
from tests.nadeo.stand_in import Nadeo


@pytest.mark.parametrize("endpoint", ["api/x", "/api/x", "{live}/api/x", "{upper}/api/x"])
async def test_every_way_to_write_a_route(
    client: LiveClient, nadeo: Nadeo, hosts: dict[str, str], endpoint: str
) -> None:
    nadeo.answer("GET", "api/x", body={"fine": True})
    live = hosts["live"]
    written = endpoint.format(live=live, upper=live.upper().replace("HTTP", "HtTp"))
    assert await client.get(written) == {"fine": True}


# quirk 104: by host, not by prefix
HOSTILE = [
    "//evil.example/x",
    "///evil.example/x",
    "https://evil.example/x",
    "{live}.evil.example/x",
    "{live}@evil.example/x",
    "{live}:1@evil.example/x",
    "http://user@{bare}/x",
    "http://user:word@{bare}/x",
    "https://{bare}/x",
    "ftp://{bare}/x",
    "{elsewhere}/x",
    "{core}/zones/",
    "{oauth}/api/display-names",
    "http://{name}/x",
    "http://{name}.:{port}/x",
    "http://127.0.0.2:{port}/x",
    "http://localhost:{port}/x",
    "http://[::1/x",
    "http://{name}:99999/x",
    "\\\\evil.example\\x",
    "/\\evil.example/x",
    "http:\\\\evil.example/x",
    "%2f%2fevil.example/x",
    "%2F%2Fevil.example/x",
    "%5c%5cevil.example/x",
    "../x",
    "api/../../x",
    "api/..",
    "api/%2e%2e/x",
    "api/.%2E/x",
    "{live}/../x",
    "{live}/%2e%2e/x",
    "api/x\r\nHost: evil.example",
    "api/x\nx",
    "api/\x00x",
    "api/\x7fx",
    "api/x y",
    "api/\tx",
    "\u2028api/x",
    " //evil.example/x",
]


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("endpoint", HOSTILE)
async def test_a_hostile_endpoint_is_refused(
    client: LiveClient, nadeo: Nadeo, hosts: dict[str, str], endpoint: str, verb: str
) -> None:
    bare = hosts["live"].removeprefix("http://")
    name, _, port = bare.partition(":")
    written = endpoint.format(**hosts, bare=bare, name=name, port=port)
    with raises(InvalidArgument):
        await getattr(client, verb)(written)
    assert not nadeo.seen


@pytest.mark.parametrize("endpoint", ["{base}/../core/x", "{base}x/x", "{root}/core/x", "{root}"])
async def test_a_full_url_stays_below_a_base_with_a_path(
    make_client: Callable[..., LiveClient], nadeo: Nadeo, hosts: dict[str, str], endpoint: str
) -> None:
    client = make_client(nadeo_live_url=f"{hosts['live']}/nadeo/live/")
    nadeo.answer("GET", "nadeo/live/api/x", body={})
    assert await client.get(f"{hosts['live']}/nadeo/live/api/x") == {}
    assert await client.get("api/x") == {}
    with raises(InvalidArgument):
        await client.get(endpoint.format(base=f"{hosts['live']}/nadeo/live", root=hosts["live"]))
    assert len(nadeo.calls()) == 2


async def test_a_redirect_is_not_followed(
    client: LiveClient, nadeo: Nadeo, hosts: dict[str, str]
) -> None:
    for status in (301, 302, 303, 307, 308):
        nadeo.answer("GET", "x", status, headers={"Location": f"{hosts['elsewhere']}/x"})
        with raises(UnexpectedAnswer, match="redirects are not followed"):
            await client.get("x")
    assert {seen.host for seen in nadeo.seen} == {"core", "live"}


Call = Callable[[LiveClient, Any], Coroutine[Any, Any, Any]]

PIECES: dict[str, Call] = {
    "map of a ladder": lambda client, piece: client.get_map_leaderboard(piece),
    "group of a ladder": lambda client, piece: client.get_map_leaderboard(MAP_UID, piece),
    "map of a record": lambda client, piece: client.get_player_club_record(piece, 1),
    "group of a record": lambda client, piece: client.get_player_club_record(MAP_UID, 1, piece),
    "type to connect": lambda client, piece: client.get_map_review_connect(piece),
    "type to wait": lambda client, piece: client.get_map_review_waiting_time(piece),
    "type submitted": lambda client, piece: client.get_map_review_submitted(piece),
    "map": lambda client, piece: client.get_map(piece),
    "one of maps": lambda client, piece: client.get_maps([MAP_UID, piece or "?"]),
}
NUMBERS: dict[str, Call] = {
    "club of a record": lambda client, piece: client.get_player_club_record(MAP_UID, piece),
    "club": lambda client, piece: client.get_club_campaign(piece, 1),
    "campaign": lambda client, piece: client.get_club_campaign(1, piece),
}
BAD_PIECES = [
    "../x",
    "..",
    "a/b",
    "x?y=1",
    "x#y",
    "x" * 5000,
    "",
    "ü",
    "a b",
    "a\n",
    "%2e%2e",
    "a,b",
]


@pytest.mark.parametrize("piece", BAD_PIECES, ids=lambda piece: ascii(piece)[:12])
@pytest.mark.parametrize("call", PIECES)
async def test_a_hostile_piece_of_a_path_is_refused(
    client: LiveClient, nadeo: Nadeo, call: str, piece: str
) -> None:
    with raises(InvalidArgument) as caught:
        await PIECES[call](client, piece)
    assert len(str(caught.value)) < 200
    assert not nadeo.seen


@pytest.mark.parametrize("number", [0, -1, 10**30, "../x", "", "1/2", 1.5, None, True])
@pytest.mark.parametrize("call", NUMBERS)
async def test_a_hostile_number_is_refused(
    client: LiveClient, nadeo: Nadeo, call: str, number: object
) -> None:
    with raises(InvalidArgument):
        await NUMBERS[call](client, number)
    assert not nadeo.seen


@pytest.mark.parametrize(("length", "offset"), [(0, 0), (-1, 0), (1, -1)])
async def test_a_page_that_cannot_be(
    client: LiveClient, nadeo: Nadeo, length: int, offset: int
) -> None:
    for call in (
        client.get_maps_seasonal,
        client.get_maps_totd,
        client.get_maps_royal,
        client.get_maps_weekly_short,
        client.get_maps_weekly_grand,
    ):
        with raises(InvalidArgument):
            await call(length, offset)
    with raises(InvalidArgument):
        await client.get_map_leaderboard(MAP_UID, length=length, offset=offset)
    with raises(InvalidArgument):
        await client.get_map_review_submitted("totd", length, offset)
    assert not nadeo.seen


@pytest.mark.parametrize("uid", ["a" * 26, "B" * 27, "by-hand_12", "-starts-with-a-dash"])
async def test_uids_are_opaque(client: LiveClient, nadeo: Nadeo, uid: str) -> None:
    # quirk 101: 26 or 27 characters, hand-made ones exist; their case counts
    path = f"api/token/leaderboard/group/NLS-x_Y/map/{uid}/top"
    nadeo.answer("GET", path, body=ladder())
    await client.get_map_leaderboard(uid, "NLS-x_Y")
    assert len(nadeo.calls(path)) == 1
