"""Leaderboards among the members of a club, and the own account's place there."""

import pytest

from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.clubs import Club
from bot.sandbox.world.days import Day
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import PERSONAL_BEST
from bot.sandbox.world.world import Group, World
from tests.sandbox.nadeo.caller import Caller

BOARD = "/api/token/leaderboard/group"


@pytest.fixture
def club(world: World) -> Club:
    return next(iter(world.clubs.all.values()))


def own_days(world: World) -> tuple[Day, Day]:
    """Return a day with a record of the own account and one without."""
    group = Group(PERSONAL_BEST, 0, 0, None)
    days = [world.days.get(number, world.now()) for number in range(200, 240)]
    driven = [
        bool((ladder := world.ladder(group, day.map_uid)) and ladder.of(world.accounts.own))
        for day in days
    ]
    return days[driven.index(True)], days[driven.index(False)]


async def test_members_are_ranked_among_themselves(
    caller: Caller, world: World, club: Club
) -> None:
    day, _ = own_days(world)
    path = f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/club/{club.id}/top"
    body = await caller.get(f"{path}?length=100&offset=50")
    assert body["length"] > 150
    assert [line["position"] for line in body["top"]] == list(range(51, 151))
    assert "timestamp" not in body["top"][0]
    members = {member.account for member in club.members}
    assert {line["accountId"] for line in body["top"]} <= members
    assert await caller.get(f"{BOARD}/nothing/map/{day.map_uid}/club/{club.id}/top") == {}
    unknown = await caller.get(f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/club/1/top")
    assert (unknown["length"], unknown["top"]) == (0, [])


async def test_the_first_read_of_the_own_record_is_wrong(
    caller: Caller, world: World, club: Club
) -> None:
    # Quirk 71.
    day, other = own_days(world)
    path = f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/club/{club.id}"
    first, second = await caller.get(path), await caller.get(path)
    assert first["position"] == 1 < second["position"]
    assert first | {"position": 0} == second | {"position": 0}
    ranked = (await caller.get(f"{path}/top?length=100&offset={second['position'] - 1}"))["top"]
    assert ranked[0]["accountId"] == world.accounts.own
    assert await caller.get(path.replace(day.map_uid, other.map_uid)) == {}
    assert await caller.get(path.replace(day.map_uid, "nobody")) == {}


async def test_who_may_not_have_an_own_record(
    caller: Caller, world: World, nadeo: NadeoServer, club: Club
) -> None:
    day, _ = own_days(world)
    path = f"{BOARD}/{PERSONAL_BEST}/map/{day.map_uid}/club"
    stranger = await caller.ask(f"{path}/{list(world.clubs.all)[-1]}")
    assert (stranger.status, stranger.json) == (403, ["clubMemberRole:error-notMember"])
    nadeo.identity.kind = "dedicated"
    server = await caller.ask(f"{path}/{club.id}")
    assert (server.status, server.json) == (403, ["club_Join:error-notAllowed"])


async def test_points_among_members(caller: Caller, world: World, club: Club) -> None:
    # Quirks 21 and 72.
    season = world.campaign(Kind.SEASON)
    assert season
    body = await caller.get(f"{BOARD}/{season.group}/club/{club.id}/top?length=5")
    assert [line["position"] for line in body["top"]] == [1, 2, 3, 4, 5]
    assert body["length"] > 100
    nothing = await caller.ask(f"{BOARD}/nothing/club/{club.id}/top")
    assert (nothing.status, nothing.text) == (200, "")
    unknown = await caller.get(f"{BOARD}/{season.group}/club/1/top")
    assert (unknown["length"], unknown["top"]) == (0, [])


async def test_the_own_points_in_a_club(caller: Caller, world: World, club: Club) -> None:
    series = world.series[Kind.SEASON]
    own = world.accounts.own
    groups = [world.group(series.get(number).group) for number in range(20)]
    rankings = [world.ranking(group) for group in groups if group]
    number = next(n for n, ranking in enumerate(rankings) if ranking and ranking.position(own))
    path = f"{BOARD}/{series.get(number).group}/club"
    inside, unknown = await caller.get(f"{path}/{club.id}"), await caller.get(f"{path}/1")
    assert inside["position"] > 1 == unknown["position"]
    assert inside["sp"] == unknown["sp"]
    assert await caller.get(f"{BOARD}/nothing/club/{club.id}") == {}
