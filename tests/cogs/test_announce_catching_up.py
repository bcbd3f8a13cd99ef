"""*Post it now*: what runs is posted where it was missed, and posted once."""

import pytest
from simcord.actors import _component_interaction, _visible_message

from bot.announcer import announce_wording
from bot.frame import wording
from tests.cogs.stewards import add, subscriptions
from tests.cogs.test_announce import SWITCH, wait_for_posts
from tests.conftest import Answer, Paddock, answer_of

POST_NOW = str(announce_wording.POST_NOW)


async def resume_after_the_switch(paddock: Paddock, feed: str = "totd") -> Answer:
    """Pause through the switch, so that the track which runs is missed."""
    await paddock.type("announce pause", subscription=feed)
    paddock.clock.set(SWITCH)
    await paddock.env.settle()
    paddock.clock.move(60)
    await paddock.env.settle()
    answer = await paddock.type("announce resume", subscription=feed)
    await paddock.env.settle()
    return answer


async def press(paddock: Paddock, answer: Answer) -> Answer:
    (number,) = [one.id for one in await subscriptions(paddock) if one.feed == "totd"][:1]
    message = _visible_message(paddock.member, answer.message)
    data = {"custom_id": f"post-now:{number}", "component_type": 2}
    pressed = answer_of(await _component_interaction(paddock.member, message, data))
    await paddock.env.settle()
    return pressed


@pytest.mark.parametrize("with_others", [False, True])
async def test_what_runs_is_posted_once_however_often_it_is_pressed(
    stewards: Paddock, *, with_others: bool
) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    other = stewards.guild.create_text_channel("other")
    await add(stewards, role=role)
    if with_others:
        await add(stewards, channel=other)
    typed = "totd #general"
    await stewards.type("announce pause", subscription=typed)
    stewards.clock.set(SWITCH)
    await wait_for_posts(stewards, int(with_others), other)
    answer = await stewards.type("announce resume", subscription=typed)
    assert answer.buttons == {POST_NOW: True}
    assert str(announce_wording.MISSED) in answer.content
    assert await wait_for_posts(stewards, 0) == []

    first = await press(stewards, answer)
    (post,) = await wait_for_posts(stewards, 1)
    again = await press(stewards, answer)
    for _ in range(3):
        stewards.clock.move(60)
        await stewards.env.settle()

    assert str(announce_wording.ON_ITS_WAY) in first.content
    assert first.buttons == {}
    assert again.content == str(announce_wording.HAD_IT_ALREADY)
    assert await wait_for_posts(stewards, 1) == [post]
    assert post.embeds[0].author.name == "Track of the Day · 23 August"
    assert post.embeds[0].fields
    assert len(await wait_for_posts(stewards, 0, other)) == int(with_others)


# The closed card and the new one would want turns at the very same moment, and simcord's clock
# moves for neither while it moves for the day.
@pytest.mark.parametrize("overrides", [{"NADEO_REQUESTS_PER_SECOND": "1000"}])
async def test_the_next_one_comes_by_itself(stewards: Paddock) -> None:
    await add(stewards)
    answer = await resume_after_the_switch(stewards)
    await press(stewards, answer)
    await wait_for_posts(stewards, 1)

    stewards.clock.move(86_400)

    assert len(await wait_for_posts(stewards, 2)) == 2


async def test_it_is_not_offered_where_it_was_posted(stewards: Paddock) -> None:
    await add(stewards)
    stewards.clock.set(SWITCH)
    await wait_for_posts(stewards, 1)
    await stewards.type("announce pause", subscription="totd")

    answer = await stewards.type("announce resume", subscription="totd")

    assert answer.buttons == {}
    assert answer.content.endswith(str(announce_wording.RESUMED))


@pytest.mark.parametrize("feed", ["review-totd", "cotd-europe"])
async def test_queues_and_reminders_have_nothing_to_catch_up(stewards: Paddock, feed: str) -> None:
    await add(stewards, feed)

    assert (await resume_after_the_switch(stewards, feed)).buttons == {}


async def test_it_is_not_offered_while_nobody_can_tell(stewards: Paddock) -> None:
    await add(stewards)
    await stewards.type("announce pause", subscription="totd")
    stewards.clock.set(SWITCH)
    stewards.nadeo.failures.mode = "down"

    answer = await stewards.type("announce resume", subscription="totd")

    assert answer.content.endswith(str(announce_wording.RESUMED))
    assert answer.buttons == {}


async def test_what_nadeo_does_not_tell_yet_can_be_tried_again(stewards: Paddock) -> None:
    typed = "totd #general"
    await add(stewards)
    await add(stewards, channel=stewards.guild.create_text_channel("other"))
    await stewards.type("announce pause", subscription=typed)
    stewards.clock.set(SWITCH)
    stewards.nadeo.failures.script(path="/map/", status=404, times=99)
    answer = await stewards.type("announce resume", subscription=typed)

    pressed = await press(stewards, answer)

    assert pressed.content == str(announce_wording.NOT_TOLD_NOW)
    assert await wait_for_posts(stewards, 0) == []


async def test_only_who_asked_may_press(stewards: Paddock) -> None:
    await add(stewards)
    answer = await resume_after_the_switch(stewards)
    mallory = stewards.guild.add_member(stewards.env.create_user("mallory"))
    message = _visible_message(stewards.member, answer.message)
    (found,) = await subscriptions(stewards)
    data = {"custom_id": f"post-now:{found.id}", "component_type": 2}

    result = await _component_interaction(mallory, message, data)

    assert result.response.content == str(wording.NOT_YOUR_BUTTON)
    assert await wait_for_posts(stewards, 0) == []


async def test_what_changed_since_is_looked_at_again(stewards: Paddock) -> None:
    await add(stewards)
    answer = await resume_after_the_switch(stewards)
    await stewards.type("announce pause", subscription="totd")
    paused = await press(stewards, answer)
    where = stewards.tap("announce resume")
    assert paused.content == str(announce_wording.NOT_ACTIVE).replace("`/announce resume`", where)

    await stewards.type("announce resume", subscription="totd")
    stewards.nadeo.failures.mode = "down"
    down = await press(stewards, answer)
    assert "Nadeo" in down.content
    stewards.nadeo.failures.mode = "fine"

    message = _visible_message(stewards.member, answer.message)
    data = {"custom_id": "post-now:999999", "component_type": 2}
    unknown = answer_of(await _component_interaction(stewards.member, message, data))
    assert "do not know that subscription" in unknown.content
    assert await wait_for_posts(stewards, 0) == []
