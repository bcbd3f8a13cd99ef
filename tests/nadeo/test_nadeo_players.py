"""Records, trophies, ranks, tags and first days of given players."""

from typing import Any

import pytest
from aiohttp import web

from bot.nadeo import LiveClient
from bot.nadeo.errors import InvalidArgument, NotFound, Refused, ServiceAccountRequired
from bot.nadeo.models import SECRET
from bot.nadeo.player_models import GameMode, MapRecord, game_mode
from tests.nadeo.clients import MakeClient
from tests.nadeo.clocks import Moment
from tests.nadeo.leaks import raises
from tests.nadeo.samples import ACCOUNT, MAP_ID, MAP_UID, OTHER_UID, SEASON, STRANGER, WORLD
from tests.nadeo.stand_in import Nadeo

RECORDS = "/v2/mapRecords/by-account/"
MAPS = "/maps/by-uid/"
TROPHIES = "/api/token/leaderboard/trophy/player"
TAGS = "/accounts/clubTags/"
NOTHING = 4294967295


def record(account: str = ACCOUNT, time: int = 42_752, **changes: Any) -> dict[str, Any]:
    return {
        "accountId": account,
        "mapId": MAP_ID,
        "recordScore": {"time": time, "score": 0, "respawnCount": NOTHING},
        "medal": 4,
        "timestamp": "2026-08-22T17:11:14+00:00",
        "removed": False,
        "scopeId": None,
        **changes,
    }


def accounts(number: int) -> list[str]:
    return [f"{one:08}-0000-4000-8000-000000000000" for one in range(number)]


def validation(*bad: str) -> dict[str, Any]:
    info = [f'accountId: "{account}" is not a valid UUID.' for account in bad]
    return {"code": "C-AA-00-03", "correlation_id": "x", "message": "There was …", "info": info}


async def test_records_of_players(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 105, 107, 120: the map's id, always with its mode, after a slash
    nadeo.answer("GET", RECORDS, body=[record()])
    found = await client.players.records(MAP_ID, "TimeAttack", [STRANGER, ACCOUNT, ACCOUNT.upper()])
    assert [(one.account_id, one.score("TimeAttack")) for one in found.records] == [
        (ACCOUNT, 42_752)
    ]
    (seen,) = nadeo.calls()
    assert (seen.host, dict(seen.query)) == (
        "core",
        {
            "mapId": MAP_ID,
            "gameMode": "TimeAttack",
            "accountIdList": f"{STRANGER},{ACCOUNT}",
        },
    )


async def test_records_of_a_season(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", RECORDS, body=[])
    assert not (await client.players.records(MAP_ID, "Stunt", [ACCOUNT], SEASON)).records
    assert dict(nadeo.calls()[0].query)["seasonId"] == SEASON


async def test_two_hundred_players_a_request(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 115: an address may not have 8,220 characters
    nadeo.answer("GET", RECORDS, body=[])
    await client.players.records(MAP_ID, "TimeAttackClone", accounts(500), SEASON)
    asked = [dict(seen.query)["accountIdList"].split(",") for seen in nadeo.calls()]
    assert [len(batch) for batch in asked] == [200, 200, 100]
    assert sorted(one for batch in asked for one in batch) == accounts(500)
    assert max(len(seen.path) for seen in nadeo.calls()) < 8220


async def test_nobody_is_no_question(client: LiveClient, nadeo: Nadeo) -> None:
    assert (await client.players.records(MAP_ID, "TimeAttack", [])).records == ()
    assert await client.players.trophies([]) == {}
    assert nadeo.calls() == []


@pytest.mark.parametrize("bad", ["", "nobody", f"{ACCOUNT}x", f"{ACCOUNT[:-1]}x", "٣" * 36])
async def test_what_is_no_account_is_not_asked_for(
    client: LiveClient, nadeo: Nadeo, bad: str
) -> None:
    # quirk 116: one malformed id spoils the whole question
    nadeo.answer("GET", RECORDS, body=[record()])
    found = await client.players.records(MAP_ID, "TimeAttack", [bad, ACCOUNT])
    assert len(found.records) == 1
    assert dict(nadeo.calls()[0].query)["accountIdList"] == ACCOUNT


async def test_an_id_that_only_nadeo_finds_bad(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 116: the halves are asked, so the rest have their records
    everybody = accounts(200)
    bad = everybody[77]

    async def answer(request: web.Request) -> web.Response:
        asked = request.query["accountIdList"].split(",")
        if bad in asked:
            return web.json_response(validation(bad), status=400)
        return web.json_response([record(account) for account in asked])

    nadeo.do("GET", RECORDS, answer)
    found = await client.players.records(MAP_ID, "TimeAttack", everybody)
    assert {one.account_id for one in found.records} == set(everybody) - {bad}
    assert len(nadeo.calls()) <= 2 * 8 + 1


async def test_a_question_that_is_bad_itself_is_given_up(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", RECORDS, 400, validation("season"))
    with raises(Refused):
        await client.players.records(MAP_ID, "TimeAttack", accounts(200), SEASON)
    assert len(nadeo.calls()) <= 20


async def test_a_map_that_is_not_found(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 108: so is one of another mode
    body = {"code": "C-AL-02-03", "correlation_id": "x", "message": "Not Found"}
    nadeo.answer("GET", RECORDS, 404, body)
    with raises(NotFound):
        await client.players.records(MAP_ID, "TimeAttack", accounts(3))
    assert len(nadeo.calls()) == 1


async def test_a_uid_is_no_map_id(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 105
    with raises(InvalidArgument):
        await client.players.records(MAP_UID, "TimeAttack", [ACCOUNT])
    assert nadeo.calls() == []


async def test_removed_records_are_no_places(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 113
    nadeo.answer("GET", RECORDS, body=[record(removed=True), record(STRANGER)])
    found = await client.players.records(MAP_ID, "TimeAttack", [ACCOUNT, STRANGER])
    assert [one.account_id for one in found.records] == [STRANGER]


async def test_a_bad_record_spoils_no_list(client: LiveClient, nadeo: Nadeo) -> None:
    bad = record(STRANGER, recordScore="gone")
    nadeo.answer("GET", RECORDS, body=[bad, record()])
    found = await client.players.records(MAP_ID, "TimeAttack", [ACCOUNT, STRANGER])
    assert [one.account_id for one in found.records] == [ACCOUNT]


@pytest.mark.parametrize(
    ("mode", "score", "counts"),
    [
        ("TimeAttack", {"time": 42_752, "score": 0, "respawnCount": NOTHING}, 42_752),
        ("TimeAttackClone", {"time": 42_752, "score": 0, "respawnCount": 7}, 42_752),
        ("TimeAttack", {"time": NOTHING, "score": 0, "respawnCount": NOTHING}, SECRET),
        ("Stunt", {"time": 28_590, "score": 1840, "respawnCount": NOTHING}, 1840),
        ("Stunt", {"time": NOTHING, "score": 0, "respawnCount": 0}, SECRET),
        ("Platform", {"time": 301_440, "score": 0, "respawnCount": 2}, 2),
        ("Platform", {"time": 301_440, "score": 0, "respawnCount": NOTHING}, None),
        ("Platform", {"time": NOTHING, "score": 0, "respawnCount": 2}, SECRET),
    ],
)
def test_what_counts(mode: GameMode, score: dict[str, int], counts: int | None) -> None:
    # quirk 111: the largest number is no value, and a time that is one is secret
    assert MapRecord.model_validate(record(recordScore=score)).score(mode) == counts


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-08-22T17:11:14+00:00", 1_787_418_674),
        ("2026-08-22T19:11:14+02:00", 1_787_418_674),
        ("2026-08-22T17:11:14", 1_787_418_674),
        ("2026-08-22T17:11:14Z", 1_787_418_674),
        ("yesterday", -1),
        ("", -1),
        ("0001-01-01T00:00:00+00:00", -1),
    ],
)
def test_moments_of_core(written: str, moment: int) -> None:
    # quirk 112: text with an offset that is not always the same
    assert MapRecord.model_validate(record(timestamp=written)).timestamp == moment


@pytest.mark.parametrize(
    ("kind", "has_clones", "mode"),
    [
        ("tm_race", False, "TimeAttack"),
        ("tm_race", True, "TimeAttackClone"),
        ("tm_stunt", False, "Stunt"),
        ("tm_platform", False, "Platform"),
        ("", False, "TimeAttack"),
    ],
)
def test_modes(kind: str, has_clones: bool, mode: GameMode) -> None:
    # quirks 107, 108
    assert game_mode(kind, has_clones=has_clones) == mode


async def test_records_are_kept_for_a_moment(
    client: LiveClient, nadeo: Nadeo, moment: Moment
) -> None:
    nadeo.answer("GET", RECORDS, body=[record()])
    for _ in range(2):
        await client.players.records(MAP_ID, "TimeAttack", [ACCOUNT])
    assert len(nadeo.calls()) == 1
    await client.players.records(MAP_ID, "TimeAttack", [ACCOUNT], anew=True)
    moment.forward(121)
    await client.players.records(MAP_ID, "TimeAttack", [ACCOUNT])
    assert len(nadeo.calls()) == 3


async def test_old_records_are_marked(client: LiveClient, nadeo: Nadeo, moment: Moment) -> None:
    nadeo.answer("GET", RECORDS, body=[record()], times=1)
    first = await client.players.records(MAP_ID, "TimeAttack", [ACCOUNT])
    moment.forward(121)
    nadeo.answer("GET", RECORDS, 503)
    later = await client.players.records(MAP_ID, "TimeAttack", [ACCOUNT])
    assert (first.stale, later.stale, later.records) == (False, True, first.records)
    assert later.received_at == first.received_at


async def test_what_only_core_knows_of_maps(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 109
    known = {
        "mapUid": MAP_UID,
        "mapId": MAP_ID,
        "hasClones": True,
        "mapType": "TrackMania\\TM_Race",
    }
    nadeo.answer("GET", MAPS, body=[known])
    found = await client.players.core_maps([MAP_UID, OTHER_UID])
    assert {uid: one.has_clones for uid, one in found.items()} == {MAP_UID: True}
    assert dict(nadeo.calls()[0].query) == {"mapUidList": f"{MAP_UID},{OTHER_UID}"}


async def test_trophies(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 121: another order than asked, unknown ones missing
    zones = [{"zoneId": WORLD, "zoneName": "World", "ranking": {"position": 20_000, "length": 0}}]
    known = {"accountId": STRANGER, "countPoint": 1_648_346, "echelon": 7, "zones": zones}
    nadeo.answer("POST", TROPHIES, body={"rankings": [known], "length": 0})
    found = await client.players.trophies([ACCOUNT, STRANGER, "nobody"])
    assert {account: one.count_point for account, one in found.items()} == {STRANGER: 1_648_346}
    assert found[STRANGER].zones[0].ranking.position == 20_000
    (seen,) = nadeo.calls()
    assert seen.json == {"listPlayer": [{"accountId": STRANGER}, {"accountId": ACCOUNT}]}
    await client.players.trophies([STRANGER, ACCOUNT])
    assert len(nadeo.calls()) == 1


async def test_a_hundred_trophies_a_request(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("POST", TROPHIES, body={"rankings": [], "length": 0})
    await client.players.trophies(accounts(250))
    assert [len(seen.json["listPlayer"]) for seen in nadeo.calls()] == [100, 100, 50]


@pytest.mark.parametrize("body", [{}, [], b""])
async def test_a_player_without_points(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    # quirk 20
    nadeo.answer("GET", f"/api/token/leaderboard/group/{SEASON}", body=body)
    found = await client.players.season_rank(ACCOUNT, SEASON)
    assert (found.group_uid, found.points, found.zones) == ("", 0, ())


async def test_the_place_of_a_player_in_a_season(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 29, 30: points as text, far places rounded
    zones = [{"zoneId": WORLD, "zoneName": "World", "ranking": {"position": 200_000, "length": 0}}]
    body = {"groupUid": SEASON, "sp": "2809", "zones": zones}
    nadeo.answer("GET", f"/api/token/leaderboard/group/{SEASON}", body=body)
    found = await client.players.season_rank(ACCOUNT, SEASON)
    assert (found.points, found.zones[0].ranking.position) == (2809, 200_000)
    await client.players.season_rank(STRANGER, SEASON)
    asked = [dict(seen.query)["accountId"] for seen in nadeo.calls()]
    assert asked == [ACCOUNT, STRANGER]


async def test_first_days_come_twice(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 126
    day = "2020-07-01T15:05:34+00:00"
    body = [
        {"accountId": ACCOUNT, "provider": provider, "uid": STRANGER, "timestamp": day}
        for provider in ("ubiServices", "uplay")
    ]
    nadeo.answer("GET", "/webidentities/by-account/", body=body)
    assert await client.players.first_days([ACCOUNT, STRANGER]) == {ACCOUNT: 1_593_615_934}


async def test_club_tags(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 127: text with codes
    nadeo.answer("GET", TAGS, body=[{"accountId": ACCOUNT, "clubTag": "$A00X", "timestamp": "?"}])
    assert await client.players.club_tags([ACCOUNT, STRANGER]) == {ACCOUNT: "$A00X"}


async def test_a_server_asks_for_no_tags(make_client: MakeClient, nadeo: Nadeo) -> None:
    # quirk 117: 401 would mean "not with a server account"
    client = make_client(nadeo_account="dedicated")
    with raises(ServiceAccountRequired):
        await client.players.club_tags([ACCOUNT])
    assert nadeo.seen == []
