import asyncio

import discord
import pytest

from bot.sandbox.discord.state import message_book
from bot.sandbox.page import stage
from bot.sandbox.page.feed import KEPT, Feed
from tests.sandbox.page.conftest import Visitor


@pytest.mark.usefixtures("late")
async def test_changes_are_told_as_they_happen(visitor: Visitor) -> None:
    mark = (await visitor.state())["mark"]
    async with visitor.events(mark) as events:
        await visitor.act("command", name="totd")
        assert (await events.next("interaction_create"))["interaction"]["status"] == "sent"
        created = await events.next("message_create")
        assert created["used"] == {"user_id": str(visitor.member.id), "text": "used /totd"}
        finished = await events.next("message_update")
    assert finished["message"]["embeds"]
    assert finished["at"] == created["at"]


async def test_a_broken_connection_goes_on_where_it_was(visitor: Visitor) -> None:
    state = visitor.here.stage.discord.state
    async with visitor.events((await visitor.state())["mark"]) as events:
        state.say(visitor.member, visitor.general, "one")
        await events.next("message_create")
        mark = events.mark
    state.say(visitor.member, visitor.general, "two")
    async with visitor.events(mark) as events:
        assert (await events.next("message_create"))["message"]["content"] == "two"


async def test_marks_of_another_run_begin_anew(visitor: Visitor) -> None:
    for mark in ("", "nonsense", "00000000-1", f"{visitor.here.stage.feed.run}-999999"):
        async with visitor.events(mark) as events:
            await events.next("reset")


async def test_what_is_for_one_person_reaches_nobody_else(visitor: Visitor) -> None:
    mark = (await visitor.state())["mark"]
    admin = visitor.here.stage.discord.state.default.admin
    async with visitor.events(mark) as events:
        await visitor.post(
            "command", user=str(admin.id), channel=str(visitor.general.id), name="help"
        )
        await visitor.here.stage.interactions[max(visitor.here.stage.interactions)].answered(10)
        visitor.here.stage.discord.state.say(admin, visitor.general, "seen by all")
        seen = await events.next("message_create")
    assert seen["message"]["content"] == "seen by all"
    assert (await visitor.state())["messages"][0]["message"]["content"] == "seen by all"
    assert len((await visitor.state(admin))["messages"]) == 2


async def test_what_changes_by_itself_is_looked_for(visitor: Visitor) -> None:
    async with visitor.events((await visitor.state())["mark"]) as events:
        await events.next("world")
        visitor.here.stage.nadeo.failures.mode = "slow"
        assert (await events.next("world"))["world"]["mode"] == "slow"


async def test_messages_of_the_bot_arrive(visitor: Visitor) -> None:
    async with visitor.events((await visitor.state())["mark"]) as events:
        target = visitor.here.bot.get_partial_messageable(visitor.general.id)
        await target.send(embed=discord.Embed(title="News"))
        seen = await events.next("message_create")
    assert seen["message"]["embeds"][0]["title"] == "News"
    assert seen["used"] is None


async def test_a_long_run_stays_small(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_book, "KEPT_PER_CHANNEL", 10)
    monkeypatch.setattr(stage, "KEPT_PER_CHANNEL", 10)
    state = visitor.here.stage.discord.state
    for number in range(25):
        state.say(visitor.member, visitor.general, str(number))
    births = visitor.here.stage._births[visitor.general.id]
    assert list(births) == [one.id for one in state.messages.all_in(visitor.general)]
    assert len(births) == 10


async def test_the_end_lets_go_of_those_who_wait() -> None:
    feed = Feed()
    waiting = asyncio.create_task(feed.after(0, 60))
    await asyncio.sleep(0)
    feed.close()
    assert await waiting == []


async def test_forgotten_events_cannot_be_gone_on_from() -> None:
    feed = Feed()
    for number in range(KEPT + 10):
        feed.add({"number": number})
    assert feed.place(feed.mark_of(10)) == 10
    assert feed.place(feed.mark_of(9)) is None
    assert [event.number for event in await feed.after(KEPT + 8, 0)] == [KEPT + 9, KEPT + 10]
