"""Who hears of what has stopped, in a whole bot: a channel, the person, or a manager's command."""

import discord
import pytest

from bot.announcer.announce_wording import REFUSALS
from bot.announcer.trouble import TOLD_AFTER
from bot.frame.wording import ABOUT_STORED
from tests.cogs.stewards import add, subscriptions
from tests.cogs.test_announce import SWITCH, wait_for_posts
from tests.conftest import Answer, Paddock

CANNOT_BE_WRITTEN_TO = {"status": 403, "code": 50007, "message": "Cannot send messages"}


@pytest.fixture(autouse=True)
def _at_once(paddock: Paddock) -> None:
    """Let requests follow each other without a pause, for which simcord would wait for ever."""
    paddock.bot.announcer.dispatcher._pace._interval = 0.0


async def suspend(paddock: Paddock, channel_id: int, code: int = 50013) -> None:
    sql = (
        "UPDATE subscriptions SET state = 'suspended', reason = 'x', reason_code = ?, "
        "refused_since = ? WHERE channel_id = ?"
    )
    now = paddock.clock.timestamp()
    await paddock.bot.store.write(sql, [(code, now, channel_id)])
    paddock.bot.announcer.dispatcher.suspensions.ring()
    await paddock.env.settle()


def descriptions(messages: list[discord.Message]) -> list[str]:
    return [embed.description or "" for one in messages for embed in one.embeds]


def below(answer: Answer) -> list[str]:
    """Return what is said below an answer, to whoever typed alone."""
    return [one.content for one in answer.result.followups if one.ephemeral]


async def test_another_channel_hears_what_to_do(stewards: Paddock) -> None:
    other = stewards.guild.create_text_channel("other")
    await add(stewards, "cotd-asia", channel=other)
    await add(stewards)

    await suspend(stewards, stewards.channel.id)

    (told,) = descriptions(other.history())
    resume = stewards.tap("announce resume")
    assert f"**Track of the Day** → <#{stewards.channel.id}>\nI may not post there" in told
    assert "**Send Messages**" in str(REFUSALS[50013])
    assert str(REFUSALS[50013])[1:] in told
    assert f"Give me those rights, or end my timeout, then {resume} takes it up again." in told
    assert descriptions(stewards.channel.history()) == []


async def test_the_person_who_subscribed_hears_where_no_channel_is_left(
    stewards: Paddock,
) -> None:
    await add(stewards)
    (one,) = await subscriptions(stewards)
    assert one.subscribed_by == stewards.member.id

    await suspend(stewards, stewards.channel.id, 10003)

    (told,) = descriptions(stewards.member.user.dm_channel.history())
    assert f"announcements in **{stewards.guild.name}**" in told
    assert "The channel is gone. Choose another channel with" in told


@pytest.mark.parametrize("command", ["help", "totd"])
async def test_a_manager_hears_once_below_any_answer_where_nobody_else_can(
    stewards: Paddock, command: str
) -> None:
    await add(stewards)
    stewards.env.inject_error("POST", "/channels/*/messages", **CANNOT_BE_WRITTEN_TO)
    await suspend(stewards, stewards.channel.id)
    mallory = stewards.guild.add_member(stewards.env.create_user("mallory"))
    told_mallory = await mallory.slash(stewards.channel, command)
    await stewards.env.settle()
    assert told_mallory.followups == []

    first = await stewards.member.slash(stewards.channel, command)
    await stewards.env.settle()
    second = await stewards.member.slash(stewards.channel, command)
    await stewards.env.settle()

    (said,) = first.followups
    assert said.ephemeral
    where = stewards.tap("announce list")
    assert f"1 announcement of this server needs mending: {where} says why" in said.content
    assert second.followups == []


async def test_an_answer_that_says_it_already_is_enough(stewards: Paddock) -> None:
    await add(stewards)
    stewards.env.inject_error("POST", "/channels/*/messages", **CANNOT_BE_WRITTEN_TO)
    await suspend(stewards, stewards.channel.id)

    listed = await stewards.type("announce list")
    await stewards.env.settle()
    after = await stewards.member.slash(stewards.channel, "help")
    await stewards.env.settle()

    assert "🔴 suspended" in listed.text
    assert listed.result.followups == []
    assert after.followups == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("announce set-up", {}),
        ("announce pause", {"subscription": "cotd-asia"}),
        ("announce list", {"subscription": "cotd-asia"}),
    ],
)
@pytest.mark.parametrize("is_stopped", [True, False])
async def test_answers_of_announce_are_followed_by_one_word_too(
    stewards: Paddock, command: str, options: dict[str, str], *, is_stopped: bool
) -> None:
    news = stewards.guild.create_news_channel("news")
    await add(stewards, channel=news, publish=True)
    await add(stewards, "cotd-asia", channel=news)
    stewards.clock.set(SWITCH)
    await wait_for_posts(stewards, 1, news)
    stewards.env.inject_error("POST", "/channels/*/messages", **CANNOT_BE_WRITTEN_TO)
    if is_stopped:
        await suspend(stewards, news.id)
    else:
        late = "UPDATE sequels SET state = 'dropped', reason = 'x', reason_code = 50013, "
        since = stewards.clock.timestamp() - 2 * TOLD_AFTER
        await stewards.bot.store.write(f"{late} owed_since = ?", [(since,)])
        stewards.bot.announcer.dispatcher.suspensions.ring()
        await stewards.env.settle()

    answer = await stewards.type(command, **options)
    await stewards.env.settle()
    after = await stewards.member.slash(stewards.channel, "help")
    await stewards.env.settle()

    response = answer.result.response
    assert response is not None
    assert "of this server" not in response.content
    (said,) = below(answer)
    assert "mending" in said
    assert after.followups == []


async def test_a_word_that_is_lost_is_said_at_the_next_command(stewards: Paddock) -> None:
    await add(stewards)
    stewards.env.inject_error("POST", "/channels/*/messages", **CANNOT_BE_WRITTEN_TO)
    await suspend(stewards, stewards.channel.id)
    stewards.env.inject_error("POST", "/webhooks/*", status=404, code=10015, message="gone")
    await stewards.member.slash(stewards.channel, "help")
    await stewards.env.settle()
    stewards.bot.announcer.dispatcher.suspensions.ring()
    await stewards.env.settle()

    again = await stewards.member.slash(stewards.channel, "help")
    await stewards.env.settle()

    assert len(again.followups) == 1


async def test_about_tells_that_the_person_is_kept(paddock: Paddock) -> None:
    answer = await paddock.type("about")

    kept = answer.fields["What I keep"]
    assert kept.startswith(str(ABOUT_STORED).partition("`")[0])
    assert kept.endswith(str(ABOUT_STORED).rpartition("`")[2])
    assert "with the person who did" in kept
