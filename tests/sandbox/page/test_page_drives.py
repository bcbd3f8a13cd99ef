"""Driving a record at a press, and seeing it on the server's ladder."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from support import until

from bot.announcer.server_records import EVERY
from bot.players.records import LATE_ROUNDS
from bot.players.watching import TRACK_RHYTHM
from bot.sandbox.discord.state.entities import User
from bot.sandbox.page.panel import OWN_RECORD_IS_QUIET
from bot.sandbox.world.ladders import PERSONAL_BEST, Entry, Ladder
from bot.text import race_time
from tests.sandbox.page.conftest import Visitor

FRESH_FOR = timedelta(seconds=LATE_ROUNDS * TRACK_RHYTHM + 1)
"""How long the bot goes by what it knows."""


def boards(visitor: Visitor) -> list[Ladder]:
    world = visitor.here.stage.world
    day = world.days.newest(world.now())
    assert day
    groups = [world.group(uid) for uid in (day.group, PERSONAL_BEST)]
    found = [world.ladder(group, day.map_uid) for group in groups if group]
    return [ladder for ladder in found if ladder]


def entry(visitor: Visitor, account: str) -> Entry:
    """Return a player's line on the day's board."""
    found = boards(visitor)[0].of(account)
    assert found
    return found


async def drivers(visitor: Visitor) -> dict[str, str]:
    listed = (await visitor.state())["world"]["drivers"]
    return {one["name"]: one["account"] for one in listed}


async def used(visitor: Visitor, user: User, name: str, **options: object) -> str:
    """Use a command as somebody and return all that the answer says."""
    done = await visitor.act("command", user=str(user.id), name=name, options=options)
    interaction = visitor.here.stage.interactions[int(done["interaction"])]
    await interaction.answered(10)
    assert interaction.original is not None
    return f"{interaction.original.content} {interaction.original.embeds}"


async def test_the_bots_own_account_is_the_first_to_drive(visitor: Visitor) -> None:
    found = await drivers(visitor)
    assert next(iter(found)) == "SandboxDriver"
    assert list(found.values()) == visitor.here.stage.world.drives.choice
    assert len(found) == 5


async def test_a_record_is_driven_and_told(visitor: Visitor) -> None:
    for name, account in (await drivers(visitor)).items():
        old = [ladder.true_best(account) for ladder in boards(visitor)]
        world = await visitor.post("world/drive", account=account, past_all=False)
        new = entry(visitor, account)
        assert world["driven"].startswith(f"{name} drove {race_time(new.score)} on ")
        assert all(score is None or new.score < score for score in old)
        assert (await visitor.state())["world"]["driven"] == world["driven"]


async def test_a_world_record_is_driven_and_taken_back(visitor: Visitor) -> None:
    account = list((await drivers(visitor)).values())[2]
    old = [ladder.entry(1) for ladder in boards(visitor)]
    world = await visitor.post("world/drive", account=account, past_all=True)
    assert world["driven"].endswith(", the world record.")
    assert [ladder.entry(1).account for ladder in boards(visitor)] == [account, account]
    world = await visitor.post("world/reset")
    assert world["driven"] == ""
    assert [ladder.entry(1) for ladder in boards(visitor)] == old


async def test_it_is_said_why_no_post_tells_of_the_bots_own_record(visitor: Visitor) -> None:
    # quirk 171
    own, other, *_ = (await drivers(visitor)).values()
    quiet = await visitor.post("world/drive", account=own, past_all=True)
    assert quiet["driven"].endswith(OWN_RECORD_IS_QUIET)
    best = await visitor.post("world/drive", account=own, past_all=False)
    told = await visitor.post("world/drive", account=other, past_all=True)
    assert OWN_RECORD_IS_QUIET not in best["driven"] + told["driven"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"account": "nobody", "past_all": False}, "there is no such driver"),
        ({"past_all": False}, "account is missing"),
        ({"account": "nobody"}, "past_all must be true or false"),
        ({"account": "nobody", "past_all": 1}, "past_all must be true or false"),
    ],
)
async def test_impossible_drives_are_refused(
    visitor: Visitor, body: dict[str, Any], sentence: str
) -> None:
    assert (await visitor.post("world/drive", 400, **body))["error"] == sentence
    assert visitor.here.stage.world.drives.added == {}


async def test_other_pages_let_nobody_drive(visitor: Visitor) -> None:
    account = visitor.here.stage.world.drives.choice[0]
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        body = {"account": account, "past_all": False}
        path = "/_sandbox/world/drive"
        async with visitor.http.post(path, json=body, headers=headers) as response:
            assert response.status == 403
    async with visitor.http.post("/_sandbox/world/drive", data="{}") as response:
        assert response.status == 400
    assert visitor.here.stage.world.drives.added == {}


async def test_the_three_people_are_linked_and_see_what_was_driven(visitor: Visitor) -> None:
    default = visitor.here.stage.discord.state.default
    people = (default.member, default.admin, default.operator)
    found = await drivers(visitor)
    for user, name in zip(people, found, strict=False):
        assert f"You are linked with **{name.replace('_', chr(92) + '_')}**" in await used(
            visitor, user, "link", player=name
        )
    listed = await used(visitor, default.member, "server players")
    assert all(f"<@{user.id}>" in listed for user in people)

    for (name, account), past_all in zip(
        list(found.items())[:3], (False, False, True), strict=True
    ):
        before = await used(visitor, default.member, "server leaderboard")
        world = await visitor.post("world/drive", account=account, past_all=past_all)
        told = race_time(entry(visitor, account).score)
        assert f"{name} drove {told} on" in world["driven"]
        assert told not in before
        visitor.here.stage.clock.forward(FRESH_FOR)
        assert told in await used(visitor, default.member, "server leaderboard")
        assert told in await used(visitor, default.member, "record", player=account)


async def test_what_a_linked_player_drives_is_posted(visitor: Visitor) -> None:
    default = visitor.here.stage.discord.state.default
    name, own = next(iter((await drivers(visitor)).items()))
    await used(visitor, default.member, "link", player=name)
    await visitor.subscribe("server-records")
    store = visitor.here.bot.store
    sql = "SELECT 1 FROM player_records WHERE account_id = ?"
    visitor.here.stage.clock.forward(timedelta(seconds=TRACK_RHYTHM))
    await until(partial(store.rows, sql, (own,)))
    noted = partial(store.rows, "SELECT 1 FROM improvements")
    assert not await noted()

    await visitor.post("world/drive", account=own, past_all=False)
    visitor.here.stage.clock.forward(timedelta(seconds=TRACK_RHYTHM))
    await until(noted)
    visitor.here.stage.clock.forward(timedelta(seconds=EVERY))

    embed = await visitor.posted()
    assert race_time(entry(visitor, own).score) in embed["description"]
    assert f"/player/{own}" in embed["description"]
