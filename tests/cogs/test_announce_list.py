"""`/announce list` shows everything, what is broken first; the other commands say what stopped."""

import re
from typing import Any

import pytest
from simcord.actors import _component_interaction, _visible_message

from bot.announcer.announce_wording import CHANNEL_HIDDEN, REFUSALS, ROLE_IS_GONE, post_failed
from bot.announcer.cards import Subscription
from bot.announcer.rows.subscriptions import subscribe
from bot.frame import wording
from tests.cogs.stewards import add, subscriptions
from tests.conftest import Answer, Paddock

MOMENT = 1_787_000_000
MANY = 50


async def fill(paddock: Paddock, number: int = MANY) -> None:
    """Subscribe many channels, of which the last one is suspended."""
    for channel in range(1, number + 1):
        wanted = Subscription(0, paddock.guild.id, channel, "totd", since=MOMENT)
        await subscribe(paddock.bot.store, wanted)
    await suspend(paddock, number)


async def suspend(
    paddock: Paddock, channel: int, reason: str = "Missing Access", code: int = 0
) -> None:
    sql = (
        "UPDATE subscriptions SET state = 'suspended', reason = ?, reason_code = ?, "
        "refused_since = ? WHERE channel_id = ?"
    )
    await paddock.bot.store.write(sql, [(reason, code, MOMENT, channel)])


def listed(answer: Answer) -> list[int]:
    return [int(number) for number in re.findall(r"→ <#(\d+)>", answer.text)]


def unwrapped(answer: Answer) -> str:
    """Return what is told without its breaks, which are made for phones."""
    return " ".join(answer.text.split())


async def test_all_of_many_are_listed_the_suspended_first(stewards: Paddock) -> None:
    await fill(stewards)

    answer = await stewards.type("announce list")

    found = listed(answer)
    assert found[0] == MANY
    assert answer.ephemeral
    while answer.buttons["Next"]:
        answer = await stewards.click(answer, "Next")
        found += listed(answer)
    assert found == [MANY, *range(1, MANY)]
    assert f"{MANY} in all" in answer.embed.footer.text


async def test_only_who_asked_may_turn_the_pages(stewards: Paddock) -> None:
    await fill(stewards)
    answer = await stewards.type("announce list")
    mallory = stewards.guild.add_member(stewards.env.create_user("mallory"))
    message = _visible_message(stewards.member, answer.message)
    data = {"custom_id": "subscriptions:1:n", "component_type": 2}

    result = await _component_interaction(mallory, message, data)

    assert result.response.content == str(wording.NOT_YOUR_BUTTON)


async def test_a_page_that_is_no_more_shows_the_last_one(stewards: Paddock) -> None:
    await fill(stewards)
    answer = await stewards.click(await stewards.type("announce list"), "Next")
    await stewards.bot.store.write("DELETE FROM subscriptions WHERE channel_id < ?", [(MANY,)])

    answer = await stewards.click(answer, "Next")

    assert listed(answer) == [MANY]
    assert answer.buttons == {}


async def test_a_suspension_has_its_reason_and_its_moment(stewards: Paddock) -> None:
    await add(stewards)
    await suspend(stewards, stewards.channel.id)

    answer = await stewards.type("announce list")

    assert f"🔴 suspended since <t:{MOMENT}:R>: Missing Access; mend it" in unwrapped(answer)
    await stewards.type("announce resume", subscription="totd")
    (found,) = await subscriptions(stewards)
    assert (found.state, found.refused_since) == ("active", None)


async def test_a_refusal_that_may_pass_has_its_reason_and_its_moment(stewards: Paddock) -> None:
    await add(stewards)
    await suspend(stewards, stewards.channel.id)
    await stewards.bot.store.write("UPDATE subscriptions SET state = 'active'", [()])

    answer = await stewards.type("announce list")

    assert f"🟠 Discord refuses it since <t:{MOMENT}:R>: Missing Access" in unwrapped(answer)
    assert "1 announcement" in (await add(stewards, "campaign")).content


@pytest.mark.parametrize("code", REFUSALS)
async def test_what_discord_means_by_a_code_is_told_in_a_sentence(
    stewards: Paddock, code: int
) -> None:
    await add(stewards)
    await suspend(stewards, stewards.channel.id, "Discord's own words", code)

    answer = await stewards.type("announce list")

    told = f"🔴 suspended since <t:{MOMENT}:R>: {REFUSALS[code]}; mend it"
    assert told in unwrapped(answer)
    assert "own words" not in answer.text
    await stewards.type("announce resume", subscription="totd")
    (resumed,) = await subscriptions(stewards)
    assert (resumed.reason, resumed.reason_code) == ("", 0)


async def test_a_code_that_nobody_knows_leaves_discords_own_words(stewards: Paddock) -> None:
    await add(stewards)
    await suspend(stewards, stewards.channel.id, "Nothing *here*", 99_999)

    answer = await stewards.type("announce list")

    assert "Nothing \\*here\\*; mend it" in unwrapped(answer)


async def test_a_test_that_is_refused_says_why_in_a_sentence(stewards: Paddock) -> None:
    await add(stewards)
    stewards.env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions"
    )

    answer = await stewards.type("announce test", subscription="totd")

    assert answer.content == post_failed(str(REFUSALS[50013]))


@pytest.mark.parametrize("act", ["add", "edit", "remove", "pause", "resume", "test", "list"])
async def test_every_command_tells_a_manager_what_has_stopped(stewards: Paddock, act: str) -> None:
    other = stewards.guild.create_text_channel("other")
    await add(stewards, "cotd-asia")
    await add(stewards, channel=other)
    await suspend(stewards, other.id)

    if act == "add":
        answer = await add(stewards, "campaign")
    elif act == "edit":
        answer = await stewards.type("announce edit", subscription="cotd-asia", live=False)
    else:
        answer = await stewards.type(f"announce {act}", subscription="cotd-asia")

    where = stewards.tap("announce list")
    assert f"1 announcement of this server does not arrive: {where} says why" in answer.content


async def test_what_is_mended_is_told_no_more(stewards: Paddock) -> None:
    await add(stewards)
    await suspend(stewards, stewards.channel.id)

    answer = await stewards.type("announce resume", subscription="totd")

    assert "not arrive" not in answer.content


async def test_a_role_that_is_gone_is_named_as_such(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    await add(stewards, role=role)
    assert role.mention in (await stewards.type("announce list")).text

    stewards.env.backend.delete_role(stewards.guild.id, role.id)
    await stewards.env.settle()

    answer = await stewards.type("announce list")
    assert str(ROLE_IS_GONE) in answer.text
    assert role.mention not in answer.text


async def test_a_channel_that_went_while_nobody_looked_is_named_as_such(stewards: Paddock) -> None:
    await fill(stewards, 1)
    await stewards.bot.store.write("UPDATE subscriptions SET state = 'active'", [()])

    assert "⚠️ gone, or a thread that sleeps" in (await stewards.type("announce list")).text


@pytest.mark.parametrize("reason", ["Missing Access", None])
async def test_a_channel_that_discord_does_not_tell_of_is_refused(
    stewards: Paddock, reason: Any
) -> None:
    channel = stewards.guild.create_text_channel("short-lived")
    await add(stewards, channel=channel)
    stewards.env.backend.delete_channel(channel.id)
    await stewards.env.settle()
    stewards.env.inject_error("GET", "/channels/*", status=403, code=50001, message=reason)

    answer = await stewards.type("announce resume", subscription="totd")

    assert (answer.content, answer.ephemeral) == (str(CHANNEL_HIDDEN), True)
