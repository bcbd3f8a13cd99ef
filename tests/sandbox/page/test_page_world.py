import re
from datetime import timedelta

import aiohttp
import pytest
from support import SNAPSHOT

from bot.sandbox.launch import sandbox
from bot.sandbox.page.pictures import drawn
from tests.sandbox.page.conftest import Visitor


async def test_the_next_track_comes_now(visitor: Visitor) -> None:
    before = (await visitor.state())["world"]
    reminder = await visitor.post("world/next-totd")
    assert reminder["now"] == pytest.approx(before["next_totd_at"] - 600, abs=5)
    assert (reminder["next_totd_at"], reminder["reminder_at"]) == (before["next_totd_at"], None)
    after = await visitor.post("world/next-totd")
    assert after["now"] == pytest.approx(before["next_totd_at"], abs=5)
    assert after["next_totd_at"] == before["next_totd_at"] + 86_400
    assert after["reminder_at"] == after["next_totd_at"] - 600


async def test_the_cups_reminder_comes_at_the_stop_before_the_track(visitor: Visitor) -> None:
    await visitor.subscribe("cotd-europe")
    await visitor.post("world/next-totd")
    posted = await visitor.posted()
    assert posted["title"] == "Cup of the Day, Europe"


async def test_queues_are_set_and_let_go(visitor: Visitor) -> None:
    world = await visitor.post("world/queue", type="totd", maps=42)
    assert (world["queue"]["totd"], world["set_queues"]) == (42, ["totd"])
    world = await visitor.post("world/queue", type="totd", maps=None)
    assert world["set_queues"] == []


async def test_the_bot_says_what_comes_of_a_queue(visitor: Visitor) -> None:
    clock, sampler = visitor.here.stage.clock, visitor.here.bot.sampler

    async def outlook(maps: int) -> str:
        world = await visitor.post("world/queue", type="totd", maps=maps)
        return world["outlooks"]["totd"]

    assert await outlook(3) == "No post: nobody here is subscribed to this queue."
    await visitor.subscribe("review-totd")

    async def pass_by() -> None:
        clock.forward(timedelta(minutes=2))
        await sampler.measure()

    await pass_by()
    await pass_by()
    assert await outlook(4) == "No post: it is still short, which is no news."
    assert await outlook(20) == "No post: between 6 and 20 maps it turns neither way."
    assert await outlook(50) == "No post: a turn must be seen in two measurements running."
    await pass_by()
    assert await outlook(50) == "A post comes with the next measurement, within a minute."
    await pass_by()
    await visitor.posted()
    await outlook(3)
    await pass_by()
    assert re.fullmatch(
        r"No post: quiet for another \d+ min after the last one\.", await outlook(3)
    )
    assert (await visitor.state())["world"]["outlooks"]["weekly-shorts"].startswith("No post")


@pytest.mark.parametrize("mode", ["down", "slow", "unauthorized", "too-many", "html", "fine"])
async def test_nadeo_fails_as_told(visitor: Visitor, mode: str) -> None:
    assert (await visitor.post("world/nadeo", mode=mode))["mode"] == mode
    assert visitor.here.stage.nadeo.failures.mode == mode


async def test_everything_is_taken_back_at_once(visitor: Visitor) -> None:
    await visitor.post("world/queue", type="weekly-shorts", maps=3)
    await visitor.post("world/nadeo", mode="html")
    world = await visitor.post("world/reset")
    assert (world["mode"], world["set_queues"]) == ("fine", [])


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("nadeo", {"mode": "angry"}, "mode must be one of fine"),
        ("nadeo", {}, "mode is missing"),
        ("queue", {"type": "x", "maps": 1}, "there is no such queue"),
        ("queue", {"type": "totd", "maps": -1}, "maps must be a number from 0"),
        ("queue", {"type": "totd", "maps": "1"}, "maps must be a number from 0"),
        ("queue", {"type": "totd", "maps": True}, "maps must be a number from 0"),
    ],
)
async def test_impossible_worlds_are_refused(
    visitor: Visitor, path: str, body: dict[str, object], sentence: str
) -> None:
    assert sentence in (await visitor.post(f"world/{path}", 400, **body))["error"]


async def test_requests_and_the_budget_are_shown(visitor: Visitor) -> None:
    await visitor.answered("totd")
    state = await visitor.state()
    paths = [request["path"] for request in state["requests"]]
    assert "/api/token/campaign/month" in paths
    assert state["world"]["asked"] == len(paths)
    assert state["world"]["budget"]["rate"] == 20
    assert all("secret" not in request["query"] for request in state["requests"])


async def test_a_fast_world_leaves_discords_rules_alone() -> None:
    async with sandbox(start=SNAPSHOT, speed=3600) as here:
        began = here.stage.world.now()
        assert here.bot.clock is here.stage.clock
        async with aiohttp.ClientSession(here.address) as http:
            async with http.get("/_sandbox/people") as response:
                user = (await response.json())[0]["id"]
            async with http.get("/_sandbox/state", params={"user": user}) as response:
                assert (await response.json())["world"]["speed"] == 3600
        # Discord waits three seconds of ours, which are three hours of that world.
        discord = here.stage.discord.state.clock
        moment = discord.now()
        await here.stage.clock.sleep(1800)
        assert here.stage.world.now() - began >= 1800
        assert discord.now() - moment < timedelta(seconds=60)


def test_pictures_are_drawn_alike_for_one_map_and_unlike_for_others() -> None:
    assert drawn("one") == drawn("one")
    assert len({drawn(str(number)) for number in range(20)}) == 20
    assert "<script" not in drawn("<script>")
