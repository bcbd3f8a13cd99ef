"""What a test or the sandbox's page may change in the world."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock, WorldClock
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.sandbox.nadeo.caller import Caller

MONTH = "/api/token/campaign/month?length=1"
REVIEW = "/api/token/map-review"


class StandingClock(Clock):
    """A clock nobody can push."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 8, 22, 17, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError


def test_next_totd_moves_the_worlds_clock(world: World, clock: WorldClock) -> None:
    before = world.days.newest(world.now())
    day = world.next_totd()
    assert before
    assert day.number == before.number + 1
    assert day == world.days.newest(world.now())
    assert (
        timedelta() <= clock.now() - datetime.fromtimestamp(day.start, UTC) < timedelta(seconds=5)
    )


def test_next_totd_begins_early_on_any_other_clock() -> None:
    clock = StandingClock()
    world = World(clock)
    before = world.days.newest(world.now())
    first, second = world.next_totd(), world.next_totd()
    assert before
    assert [first.number, second.number] == [before.number + 1, before.number + 2]
    assert first.start == second.start == int(world.now())
    assert world.days.get(before.number, world.now()).end == first.start
    clock.moment += timedelta(days=3)
    newest = world.days.newest(world.now())
    assert newest
    assert newest.date.isoformat() == "2026-08-25"


async def test_the_month_follows_maps_that_come_early(caller: Caller, world: World) -> None:
    for _ in range(10):
        world.next_totd()
    body = await caller.get(MONTH)
    assert (body["monthList"][0]["month"], body["monthList"][0]["days"][0]["mapUid"]) != (8, "")
    assert body["monthList"][0]["days"][0]["mapUid"]


async def test_a_late_map_leaves_the_day_empty(
    caller: Caller, world: World, clock: WorldClock
) -> None:
    world.totd_delay = 120
    clock.forward(datetime(2026, 8, 23, 17, 0, 30, tzinfo=UTC) - clock.now())
    body = await caller.get(MONTH)
    assert body["monthList"][0]["days"][22]["mapUid"] == ""
    assert body["relativeNextRequest"] < 0
    clock.forward(timedelta(seconds=100))
    body = await caller.get(MONTH)
    assert body["monthList"][0]["days"][22]["mapUid"]
    assert body["relativeNextRequest"] > 0


def test_a_late_map_can_be_forced_too(world: World) -> None:
    world.totd_delay = 3600
    assert world.next_totd().map_uid


async def test_next_can_be_unknown(caller: Caller, world: World) -> None:
    # Quirk 46.
    world.next_unknown = True
    body = await caller.get(MONTH)
    assert (body["nextRequestTimestamp"], body["relativeNextRequest"]) == (-1, -1)


async def test_the_queue_can_be_set_and_let_go(caller: Caller, world: World) -> None:
    # Quirk 84.
    world.queue["totd"] = 190
    assert await caller.get(f"{REVIEW}/totd/waiting-time") == {"seconds": 34_200}
    world.queue["totd"] = 0
    assert await caller.get(f"{REVIEW}/totd/waiting-time") == {"seconds": 0}
    del world.queue["totd"]
    assert set(world.queue) == {"totd", "weekly-shorts"}
    assert len(world.queue) == 2
    with pytest.raises(KeyError):
        world.queue["royal"]


def test_the_queue_drifts_between_empty_and_long(world: World, clock: WorldClock) -> None:
    readings = set[int]()
    for _ in range(40):
        readings.add(world.queue["totd"])
        clock.forward(timedelta(minutes=15))
    assert min(readings) == 0
    assert max(readings) > 20


async def test_a_review_server_comes_up_step_by_step(
    caller: Caller, world: World, clock: WorldClock
) -> None:
    # Quirk 86.
    world.queue["totd"] = 4
    readings: list[tuple[bool, bool, bool]] = []
    for _ in range(3):
        body = await caller.get(f"{REVIEW}/totd/connect")
        readings.append((body["starting"], bool(body["joinLink"]), body["noMap"]))
        clock.forward(timedelta(seconds=20))
    assert readings == [(True, False, False), (True, True, False), (False, True, False)]
    world.queue["totd"] = 0
    body = await caller.get(f"{REVIEW}/totd/connect")
    assert (body["noMap"], body["joinLink"]) == (True, "")
    world.review_servers.fixed["totd"] = "ready"
    world.review_servers.wait_timer = 1260
    body = await caller.get(f"{REVIEW}/totd/connect")
    assert (body["noMap"], body["submissionWaitTimer"]) == (False, 1260)


async def test_votes_can_be_added(caller: Caller, world: World) -> None:
    # Quirk 83: without votes the average is 0.
    fresh = next(entry for entry in world.submissions["totd"] if not entry.votes)
    path = f"{REVIEW}/totd/submitted-map?withFeedback=true"
    notes = {e["mapUid"]: e["noteInfo"] for e in (await caller.get(path))["submittedMaps"]}
    assert (notes[fresh.map_uid]["average"], notes[fresh.map_uid]["countTotal"]) == (0, 0)
    fresh.stars[4] += 3
    fresh.stars[0] += 1
    notes = {e["mapUid"]: e["noteInfo"] for e in (await caller.get(path))["submittedMaps"]}
    assert (notes[fresh.map_uid]["average"], notes[fresh.map_uid]["countStarMax"]) == (4, 3)


async def test_the_count_of_submissions_is_that_of_the_page(caller: Caller) -> None:
    # Quirk 33.
    path = f"{REVIEW}/totd/submitted-map"
    whole = await caller.get(path)
    page = await caller.get(f"{path}?length=2&offset=1")
    assert page["itemCount"] == 2
    assert page["submittedMaps"] == whole["submittedMaps"][1:3]


async def test_unknown_review_types(caller: Caller) -> None:
    # Quirk 82.
    for path in ("connect", "waiting-time"):
        answer = await caller.ask(f"{REVIEW}/royal/{path}")
        assert (answer.status, answer.content_type) == (403, "text/plain")
        assert answer.text == "Only official MapReview"
    answer = await caller.ask(f"{REVIEW}/royal/submitted-map")
    assert (answer.status, answer.json) == (404, ["mapReview:error-notFound"])


async def test_everything_can_be_taken_back(caller: Caller, world: World) -> None:
    before = await caller.get(MONTH), await caller.get(f"{REVIEW}/totd/submitted-map")
    world.next_unknown = world.month_waits = True
    world.totd_delay = 9
    world.queue["totd"] = 5000
    world.submissions["totd"].clear()
    world.review_servers.fixed["totd"] = "no-map"
    world.reset()
    month, submitted = await caller.get(MONTH), await caller.get(f"{REVIEW}/totd/submitted-map")
    assert (
        month["monthList"][0]["days"][0]["mapUid"] == before[0]["monthList"][0]["days"][0]["mapUid"]
    )
    assert month["nextRequestTimestamp"] == before[0]["nextRequestTimestamp"]
    assert len(submitted["submittedMaps"]) == len(before[1]["submittedMaps"])
    assert world.queue["totd"] < 5000
    assert world.review_servers.fixed == {}


async def test_thumbnails_lie_where_the_world_says(caller: Caller, world: World) -> None:
    world.media_url = "http://127.0.0.1:9/media"
    day = world.days.newest(world.now())
    assert day
    track = world.track(day.map_uid)
    assert track
    body = await caller.get(f"/api/token/map/{day.map_uid}")
    assert body["thumbnailUrl"] == f"http://127.0.0.1:9/media/maps/{track.map_id}/thumbnail.jpg"


async def test_the_account_may_be_a_dedicated_server(caller: Caller, nadeo: NadeoServer) -> None:
    # Quirks 64 and 85.
    nadeo.identity.kind = "dedicated"
    refused = await caller.ask(f"{REVIEW}/totd/connect")
    assert refused.json["error"] == "NLS::Player::MissingRule"
    assert nadeo.identity.account in refused.json["message"]
    assert (await caller.get(f"{REVIEW}/totd/submitted-map"))["submittedMaps"] == []
    assert (await caller.get("/api/token/server/player-server/account"))["itemCount"] == 0
