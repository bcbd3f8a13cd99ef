"""Ladders of maps, and the account's own record in a club."""

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import Forbidden, InvalidArgument, ServiceAccountRequired, UnexpectedAnswer
from bot.nadeo.models import SECRET
from tests.nadeo.clocks import Moment
from tests.nadeo.leaks import raises
from tests.nadeo.samples import ACCOUNT, MAP_UID, SEASON, WORLD, ladder, record
from tests.nadeo.stand_in import Nadeo

TOP = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/top"
RANKING = f"/api/token/leaderboard/group/{SEASON}/top"
CLUB = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/club/9"
RECORD = {
    "groupUid": "Personal_Best",
    "mapUid": MAP_UID,
    "score": 19_976,
    "clubId": 9,
    "position": 80,
}


async def test_rows_of_the_world(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 76: positions come with the rows; quirk 103: the zone is a leaf, in its own language
    nadeo.answer("GET", TOP, body=ladder(record(51), record(51, 45_000), record(53, 46_001)))
    answer = await client.get_map_leaderboard(MAP_UID, length=10, offset=50)
    assert (answer.group_uid, answer.map_uid) == ("Personal_Best", MAP_UID)
    assert [row.position for row in answer.world] == [51, 51, 53]
    row = answer.world[0]
    assert (row.account_id, row.zone_id, row.score) == (ACCOUNT, WORLD, 45_000)
    assert (row.zone_name, row.timestamp) == ("Île-de-France", 1_700_000_000)


async def test_the_world_is_always_asked_for(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 63: without the word, length and offset have no effect
    nadeo.answer("GET", TOP, body=ladder())
    await client.get_map_leaderboard(MAP_UID)
    assert nadeo.calls()[0].query == [("onlyWorld", "true"), ("length", "5"), ("offset", "0")]


async def test_the_board_of_a_season(client: LiveClient, nadeo: Nadeo) -> None:
    path = TOP.replace("Personal_Best", SEASON)
    nadeo.answer("GET", path, body=ladder())
    await client.get_map_leaderboard(MAP_UID, SEASON)
    assert len(nadeo.calls(path)) == 1


async def test_zones_of_the_account(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 63, 64: one item a zone, the world first, positions local
    world, town = ladder(record(1))["tops"] + ladder(record(1, 50_000), zone="Stuttgart")["tops"]
    nadeo.answer("GET", TOP, body={"groupUid": "g", "mapUid": "m", "tops": [world, town]})
    answer = await client.get_map_leaderboard(MAP_UID, only_world=False)
    assert [top.zone_name for top in answer.tops] == ["World", "Stuttgart"]
    assert [row.score for row in answer.world] == [45_000]
    assert dict(nadeo.calls()[0].query)["onlyWorld"] == "false"


async def test_zones_need_a_player(dedicated: LiveClient, nadeo: Nadeo) -> None:
    # quirk 64: a server has no zone
    with raises(ServiceAccountRequired):
        await dedicated.get_map_leaderboard(MAP_UID, only_world=False)
    assert not nadeo.seen
    nadeo.answer("GET", TOP, body=ladder(record(1)))
    assert len((await dedicated.get_map_leaderboard(MAP_UID)).world) == 1


async def test_a_page_is_cut_silently(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 65
    nadeo.answer("GET", TOP, body=ladder(*(record(place) for place in range(1, 101))))
    assert len((await client.get_map_leaderboard(MAP_UID, length=250)).world) == 100
    assert dict(nadeo.calls()[0].query)["length"] == "100"


PAGES = [(100, 9_900, "100"), (101, 0, "100"), (100, 9_950, "50"), (250, 9_999, "1")]


@pytest.mark.parametrize(("length", "offset", "sent"), PAGES)
async def test_a_page_ends_at_rank_10000(
    client: LiveClient, nadeo: Nadeo, length: int, offset: int, sent: str
) -> None:
    # quirks 65, 66
    nadeo.answer("GET", TOP, body=ladder())
    nadeo.answer("GET", RANKING, body={})
    await client.get_map_leaderboard(MAP_UID, length=length, offset=offset)
    await client.get_campaign_ranking(SEASON, length=length, offset=offset)
    for seen in nadeo.calls():
        assert (dict(seen.query)["length"], dict(seen.query)["offset"]) == (sent, str(offset))


@pytest.mark.parametrize("offset", [10_000, 20_000])
async def test_nothing_is_asked_below_rank_10000(
    client: LiveClient, nadeo: Nadeo, moment: Moment, offset: int
) -> None:
    # quirk 66
    board = await client.get_map_leaderboard(MAP_UID, offset=offset)
    assert (board.world, board.map_uid, board.stale) == ((), MAP_UID, False)
    assert board.received_at == moment.unix
    assert (await client.get_campaign_ranking(SEASON, offset=offset)).world == ()
    assert not nadeo.seen


async def test_a_page_that_cannot_be_is_refused_all_the_same(
    client: LiveClient, nadeo: Nadeo
) -> None:
    for ask in (client.get_map_leaderboard, client.get_campaign_ranking):
        with raises(InvalidArgument):
            await ask(MAP_UID, length=0, offset=10_000)
        with raises(InvalidArgument):
            await ask("../x", length=1, offset=10_000)
    assert not nadeo.seen


async def test_secret_scores(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 67, 68
    nadeo.answer("GET", TOP, body=ladder(record(1, -1), record(2, 45_000)))
    answer = await client.get_map_leaderboard(MAP_UID)
    assert [row.score == SECRET for row in answer.world] == [True, False]


async def test_a_score_is_whatever_the_map_counts(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 69: points and respawns are numbers like milliseconds; 0 respawns is a result
    nadeo.answer("GET", TOP, body=ladder(record(1, 32_145), record(2, 0)))
    answer = await client.get_map_leaderboard(MAP_UID)
    assert [row.score for row in answer.world] == [32_145, 0]


async def test_timestamps_may_be_missing(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 27, 28
    missing = record(1)
    del missing["timestamp"]
    rows = [missing, record(2, timestamp=None), record(3, timestamp=-1)]
    nadeo.answer("GET", TOP, body=ladder(*rows))
    answer = await client.get_map_leaderboard(MAP_UID)
    assert [row.timestamp for row in answer.world] == [None, None, -1]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"groupUid": "g", "mapUid": "m"},
        {"groupUid": "g", "mapUid": "m", "tops": None},
        {"groupUid": "g", "mapUid": "m", "tops": []},
        {"groupUid": "g", "mapUid": "m", "tops": [{"zoneId": "z", "zoneName": "World"}]},
        {"groupUid": "g", "mapUid": "m", "tops": [{"zoneName": "World", "top": None}]},
        ladder(),
    ],
)
async def test_nothing_to_show(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    # quirks 20, 70, 77: unknown group, unknown map, lists that are missing or empty
    nadeo.answer("GET", TOP, body=body)
    assert (await client.get_map_leaderboard(MAP_UID)).world == ()


async def test_a_row_without_a_score(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", TOP, body=ladder({"accountId": ACCOUNT, "position": 1}))
    with raises(UnexpectedAnswer, match="score"):
        await client.get_map_leaderboard(MAP_UID)


async def test_own_record_in_a_club(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", CLUB, body=RECORD)
    found = await client.get_player_club_record(MAP_UID, 9)
    assert found is not None
    assert (found.score, found.club_id, found.position) == (19_976, 9, 80)
    assert (found.group_uid, found.map_uid) == ("Personal_Best", MAP_UID)
    assert found.received_at > 0


async def test_the_second_read_is_a_read(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 71: the first may say 1 wrongly
    nadeo.answer("GET", CLUB, body={**RECORD, "position": 1}, times=1)
    nadeo.answer("GET", CLUB, body=RECORD)
    positions = [await client.get_player_club_record(MAP_UID, 9) for _ in range(2)]
    assert [found and found.position for found in positions] == [1, 80]


@pytest.mark.parametrize("body", [{}, [], b""])
async def test_no_record_in_a_club(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    # quirk 20
    path = CLUB.replace("Personal_Best", SEASON)
    nadeo.answer("GET", path, body=body)
    assert await client.get_player_club_record(MAP_UID, 9, SEASON) is None


@pytest.mark.parametrize("status", [200, 400, 403, 404, 500])
@pytest.mark.parametrize("code", ["clubMemberRole:error-notMember", "club_Join:error-notAllowed"])
async def test_not_a_member(client: LiveClient, nadeo: Nadeo, status: int, code: str) -> None:
    nadeo.answer("GET", CLUB, status, [code])
    with raises(Forbidden) as caught:
        await client.get_player_club_record(MAP_UID, 9)
    assert caught.value.reason == code
    assert len(nadeo.calls()) == 1


async def test_a_record_needs_a_player(dedicated: LiveClient, nadeo: Nadeo) -> None:
    with raises(ServiceAccountRequired):
        await dedicated.get_player_club_record(MAP_UID, 9)
    assert not nadeo.seen
