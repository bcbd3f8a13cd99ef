"""Answers at hand: how long they hold, and what is shown when Nadeo is down."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from unhurried import waited

from bot.nadeo import LiveClient
from bot.nadeo.answers import Answer
from bot.nadeo.errors import EmptyAnswer, Forbidden, NotFound, Unavailable
from bot.nadeo.retries import Patience
from tests.nadeo.clients import MakeClient
from tests.nadeo.clocks import Moment
from tests.nadeo.leaks import raises
from tests.nadeo.samples import (
    MAP_UID,
    campaign,
    campaigns,
    club_campaign,
    day,
    ladder,
    months,
    track,
)
from tests.nadeo.stand_in import BASIC, Nadeo

Ask = Callable[[LiveClient], Coroutine[Any, Any, Answer]]
MINUTE = 60
DAY = 86_400
TOP = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/top"
WAITING = "/api/token/map-review/totd/waiting-time"
CAMPAIGN = "/api/token/club/9/campaign/28"
OFFICIAL = "/api/campaign/official"
MONTHS = "/api/token/campaign/month"


def ask_top(client: LiveClient) -> Coroutine[Any, Any, Answer]:
    return client.get_map_leaderboard(MAP_UID)


KEPT: dict[str, tuple[str, Any, Ask, int]] = {
    "ladder": (TOP, ladder(), ask_top, 2 * MINUTE),
    "waiting time": (
        WAITING,
        {"seconds": 180},
        lambda client: client.get_map_review_waiting_time("totd"),
        MINUTE,
    ),
    "submissions": (
        "/api/token/map-review/totd/submitted-map",
        {"submittedMaps": []},
        lambda client: client.get_map_review_submitted("totd"),
        5 * MINUTE,
    ),
    "club campaign": (
        CAMPAIGN,
        club_campaign(),
        lambda client: client.get_club_campaign(9, 28),
        10 * MINUTE,
    ),
    "servers": (
        "/api/token/server/player-server/account",
        {"playerServerAccount": []},
        lambda client: client.get_server_accounts(),
        5 * MINUTE,
    ),
    "map": (
        f"/api/token/map/{MAP_UID}",
        track(),
        lambda client: client.get_map(MAP_UID),
        DAY,
    ),
    "royal": (
        MONTHS,
        months(day(1), nextRequestTimestamp=-1),
        lambda client: client.get_maps_royal(),
        6 * 60 * MINUTE,
    ),
}


@pytest.mark.parametrize("what", KEPT)
async def test_kept_as_long_as_it_holds(
    client: LiveClient, nadeo: Nadeo, moment: Moment, what: str
) -> None:
    path, body, ask, lifetime = KEPT[what]
    nadeo.answer("GET", path, body=body)
    first = await ask(client)
    assert (first.received_at, first.stale) == (moment.unix, False)
    moment.forward(lifetime - 1)
    assert await ask(client) == first
    assert len(nadeo.calls()) == 1
    moment.forward(2)
    second = await ask(client)
    assert (second.received_at, second.stale) == (moment.unix, False)
    assert len(nadeo.calls()) == 2


@pytest.mark.parametrize("what", KEPT)
async def test_while_nadeo_is_down_the_old_answer_serves(
    client: LiveClient, nadeo: Nadeo, moment: Moment, what: str
) -> None:
    path, body, ask, lifetime = KEPT[what]
    nadeo.answer("GET", path, body=body)
    first = await ask(client)
    moment.forward(lifetime + 1)
    nadeo.answer("GET", path, 503)
    old = await ask(client)
    assert old == first.model_copy(update={"stale": True})
    assert moment.unix - old.received_at == lifetime + 1
    nadeo.answer("GET", path, body=body)
    assert not (await ask(client)).stale


JUMPS = [400 * DAY, 2 * 60 * MINUTE]


@pytest.mark.parametrize("ahead", JUMPS)
@pytest.mark.parametrize("what", KEPT)
async def test_what_came_while_the_clock_was_ahead_is_not_believed(
    client: LiveClient, nadeo: Nadeo, moment: Moment, what: str, ahead: int
) -> None:
    path, body, ask, _ = KEPT[what]
    nadeo.answer("GET", path, body=body)
    moment.forward(ahead)
    await ask(client)
    moment.forward(90 - ahead)
    right = await ask(client)
    assert (right.received_at, right.stale) == (moment.unix, False)
    assert len(nadeo.calls()) == 2
    # and what came then holds as ever
    moment.forward(1)
    assert await ask(client) == right
    assert len(nadeo.calls()) == 2


@pytest.mark.parametrize("behind", JUMPS)
@pytest.mark.parametrize("what", KEPT)
async def test_what_came_while_the_clock_was_behind_is_no_longer_believed(
    client: LiveClient, nadeo: Nadeo, moment: Moment, what: str, behind: int
) -> None:
    path, body, ask, lifetime = KEPT[what]
    nadeo.answer("GET", path, body=body)
    moment.forward(-behind)
    await ask(client)
    moment.forward(behind)
    await ask(client)
    assert len(nadeo.calls()) == (1 if behind < lifetime else 2)


@pytest.mark.parametrize("ahead", JUMPS)
async def test_no_moment_to_come_is_shown_as_an_age(
    client: LiveClient, nadeo: Nadeo, moment: Moment, ahead: int
) -> None:
    nadeo.answer("GET", TOP, body=ladder())
    moment.forward(ahead)
    await ask_top(client)
    moment.forward(-ahead)
    nadeo.answer("GET", TOP, 503)
    old = await ask_top(client)
    assert (old.stale, old.received_at) == (True, moment.unix)
    assert client.answered_at == moment.unix


@pytest.mark.parametrize("failure", ["503", "500", "429", "page", "rubbish", "401", "cut", "login"])
async def test_every_way_to_be_down(
    client: LiveClient, nadeo: Nadeo, moment: Moment, failure: str
) -> None:
    nadeo.answer("GET", TOP, body=ladder())
    await ask_top(client)
    moment.forward(3 * 60 * MINUTE)
    match failure:
        case "cut":
            nadeo.cut("GET", TOP)
        case "page" | "rubbish":
            nadeo.answer("GET", TOP, body="<html>" if failure == "page" else "}{")
        case "login":
            nadeo.revoke_access()
            nadeo.revoke_refresh()
            nadeo.answer("POST", BASIC, 401)
        case status:
            nadeo.answer("GET", TOP, int(status))
    answer = await ask_top(client)
    assert answer.stale
    assert moment.unix - answer.received_at == 3 * 60 * MINUTE


async def test_a_slow_nadeo_does_not_keep_people_waiting(
    make_client: MakeClient, nadeo: Nadeo, moment: Moment
) -> None:
    patience = Patience(timeout=5, attempts=3, first_pause=0.01, with_old_at_hand=0.2)
    client = make_client(patience=patience)
    nadeo.answer("GET", TOP, body=ladder(), times=1)
    await ask_top(client)
    moment.forward(DAY)
    release = nadeo.hang("GET", TOP)
    began = waited()
    answers = await asyncio.gather(*(ask_top(client) for _ in range(5)))
    assert waited() - began < 4
    assert [answer.stale for answer in answers] == [True] * 5
    assert len(nadeo.calls()) == 2
    # The question goes on: whoever asks once it is answered has the new one.
    release.set()
    for _ in range(200):
        if not (await ask_top(client)).stale:
            break
    assert not (await ask_top(client)).stale
    assert len(nadeo.calls()) <= 3


async def test_without_an_old_answer_there_is_an_error(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", TOP, 503)
    with raises(Unavailable):
        await ask_top(client)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, ["activity:error-notFound"], NotFound),
        (403, ["clubMemberRole:error-notMember"], Forbidden),
    ],
)
async def test_a_refusal_is_no_outage(
    client: LiveClient,
    nadeo: Nadeo,
    moment: Moment,
    status: int,
    body: Any,
    kind: type[NotFound],
) -> None:
    nadeo.answer("GET", CAMPAIGN, body=club_campaign())
    await client.get_club_campaign(9, 28)
    moment.forward(DAY)
    nadeo.answer("GET", CAMPAIGN, status, body)
    with raises(kind):
        await client.get_club_campaign(9, 28)


async def test_an_old_answer_is_better_than_an_empty_one(
    client: LiveClient, nadeo: Nadeo, moment: Moment
) -> None:
    # quirks 21, 91
    nadeo.answer("GET", CAMPAIGN, body=b"", times=1)
    with raises(EmptyAnswer):
        await client.get_club_campaign(9, 28)
    nadeo.answer("GET", CAMPAIGN, body=club_campaign())
    known = await client.get_club_campaign(9, 28)
    moment.forward(DAY)
    nadeo.answer("GET", CAMPAIGN, body=b"")
    old = await client.get_club_campaign(9, 28)
    assert (old.campaign_id, old.stale) == (known.campaign_id, True)


@pytest.mark.parametrize(
    "said",
    [
        {"stale": True, "receivedAt": 1, "received_at": 2},
        {"stale": {"x": 1}},
        {"received_at": "soon"},
        {"receivedAt": [1]},
    ],
)
async def test_nadeo_does_not_say_how_old_its_answer_is(
    client: LiveClient, nadeo: Nadeo, moment: Moment, said: dict[str, Any]
) -> None:
    nadeo.answer("GET", TOP, body=ladder() | said)
    path = "/api/token/map/get-multiple"
    nadeo.answer("GET", path, body={"mapList": [track() | said], **said})
    found = (await ask_top(client), (await client.get_maps([MAP_UID]))[MAP_UID])
    assert [(one.stale, one.received_at) for one in found] == [(False, moment.unix)] * 2


async def test_failures_are_not_kept(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", TOP, 503, times=3)
    with raises(Unavailable):
        await ask_top(client)
    nadeo.answer("GET", TOP, body=ladder())
    assert not (await ask_top(client)).stale


async def test_other_pages_are_other_answers(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", TOP, body=ladder())
    await client.get_map_leaderboard(MAP_UID, length=5)
    await client.get_map_leaderboard(MAP_UID, length=6)
    await client.get_map_leaderboard(MAP_UID, length=5, offset=5)
    await client.get_map_leaderboard(MAP_UID, only_world=False)
    await client.get_map_leaderboard(MAP_UID)
    assert len(nadeo.calls()) == 4


async def test_several_maps_keep_their_age(
    client: LiveClient, nadeo: Nadeo, moment: Moment
) -> None:
    path = "/api/token/map/get-multiple"
    nadeo.answer("GET", path, body={"mapList": [track()]})
    await client.get_maps([MAP_UID])
    moment.forward(DAY + 1)
    nadeo.answer("GET", path, 502)
    old = (await client.get_maps([MAP_UID]))[MAP_UID]
    assert (old.stale, moment.unix - old.received_at) == (True, DAY + 1)


# --- lists that change at a known moment -----------------------------------------------------


async def held(client: LiveClient, nadeo: Nadeo, moment: Moment, path: str, ask: Ask) -> int:
    """Return after how many seconds a list is asked for anew."""
    await ask(client)
    before = len(nadeo.calls(path))
    passed = 0
    while len(nadeo.calls(path)) == before:
        moment.forward(10)
        passed += 10
        await ask(client)
    return passed


@pytest.mark.parametrize(
    ("hint", "end", "expected"),
    [
        (300, 5_000, 300),  # the earlier of the two
        (5_000, 300, 300),
        (5_000, 5_000, 5_000),
        (-1, 400, 400),  # quirk 46: not scheduled
        (-10_000, 400, 400),  # past
        (10**6, 10**6, 6 * 60 * MINUTE),  # looked at now and then all the same
    ],
)
@pytest.mark.parametrize("kind", ["days", "seasons"])
async def test_lists_hold_until_the_switch(
    client: LiveClient,
    nadeo: Nadeo,
    moment: Moment,
    kind: str,
    hint: int,
    end: int,
    expected: int,
) -> None:
    now = moment.unix
    said = hint if hint == -1 else now + hint
    if kind == "days":
        running = day(22, startTimestamp=now - 50_000, endTimestamp=now + end)
        ahead = day(23, "", startTimestamp=now + end, endTimestamp=now + end + DAY)
        nadeo.answer("GET", MONTHS, body=months(running, ahead, nextRequestTimestamp=said))
        waited = await held(client, nadeo, moment, MONTHS, lambda c: c.get_maps_totd())
    else:
        running = campaign(startTimestamp=now - 50_000, endTimestamp=now + end)
        nadeo.answer("GET", OFFICIAL, body=campaigns(running, nextRequestTimestamp=said))
        waited = await held(client, nadeo, moment, OFFICIAL, lambda c: c.get_maps_seasonal())
    assert waited == expected


async def test_a_new_map_that_is_late_is_looked_for_soon(
    client: LiveClient, nadeo: Nadeo, moment: Moment
) -> None:
    over = campaign(endTimestamp=moment.unix - 5)
    body = campaigns(over, nextRequestTimestamp=moment.unix - 5)
    nadeo.answer("GET", OFFICIAL, body=body)
    waited = await held(client, nadeo, moment, OFFICIAL, lambda c: c.get_maps_seasonal())
    assert 10 <= waited <= MINUTE


@pytest.mark.parametrize("hint", [-1, 0, -(10**9)])
@pytest.mark.parametrize("items", [[], [campaign(endTimestamp=0)], [campaign()]])
async def test_a_list_that_tells_nothing_is_no_busy_loop(
    client: LiveClient, nadeo: Nadeo, moment: Moment, hint: int, items: list[Any]
) -> None:
    nadeo.answer("GET", OFFICIAL, body=campaigns(*items, nextRequestTimestamp=hint))
    waited = await held(client, nadeo, moment, OFFICIAL, lambda c: c.get_maps_seasonal())
    assert 5 * MINUTE <= waited <= 10 * MINUTE
