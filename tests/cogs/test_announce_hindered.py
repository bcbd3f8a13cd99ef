"""`/announce list` shows what will not arrive before anything was to be posted."""

from datetime import UTC, datetime

import pytest
import simcord

from bot.announcer import announce_wording
from bot.announcer.wording import FEED_TITLES
from tests.cogs.stewards import add, subscriptions
from tests.cogs.test_announce import SWITCH, wait_for_posts
from tests.cogs.test_announce_list import suspend, unwrapped
from tests.cogs.test_announce_places import make, take, want_tags
from tests.conftest import Paddock


async def listed(paddock: Paddock) -> str:
    return unwrapped(await paddock.type("announce list"))


@pytest.mark.parametrize(
    ("right", "name"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_a_missing_right_is_named_at_once_and_without_a_request(
    stewards: Paddock, right: str, name: str
) -> None:
    await add(stewards, "campaign", channel=stewards.guild.create_text_channel("fine"))
    await add(stewards)
    assert "I lack" not in await listed(stewards)
    await take(stewards, stewards.channel, right)
    asked = len(stewards.env.http_requests)

    told = await listed(stewards)

    assert f"⚠️ I lack **{name}** there 🟢 active" in told
    assert told.startswith(f"**{FEED_TITLES['totd']}**")
    assert len(stewards.env.http_requests) == asked + 1


async def test_what_fails_already_says_which_right_and_since_when(stewards: Paddock) -> None:
    await add(stewards)
    await suspend(stewards, stewards.channel.id, "Missing Permissions", 50013)
    await take(stewards, stewards.channel, "send_messages")

    told = await listed(stewards)

    assert "🔴 suspended since <t:" in told
    assert ":R>: I lack **Send Messages** there; mend it" in told
    assert "timed me out" not in told


async def test_a_deleted_channel_is_told_with_its_moment(stewards: Paddock) -> None:
    channel = stewards.guild.create_text_channel("short-lived")
    await add(stewards, channel=channel)
    stewards.env.backend.delete_channel(channel.id)
    await stewards.env.settle()

    told = await listed(stewards)

    now = int(stewards.clock.timestamp())
    assert f"🔴 suspended since <t:{now}:R>: the channel is gone" in told
    assert str(announce_wording.CHANNEL_OUT_OF_SIGHT) not in told
    (found,) = await subscriptions(stewards)
    assert (found.state, found.reason_code) == ("suspended", 10003)


async def test_a_deleted_thread_is_told_and_what_is_paused_stays_so(stewards: Paddock) -> None:
    backend = stewards.env.backend
    thread = backend.create_thread(stewards.channel.id, "talk", stewards.member.id)
    await add(stewards, channel=stewards.channel)
    await stewards.type("announce pause", subscription="totd")
    await stewards.bot.store.write("UPDATE subscriptions SET channel_id = ?", [(thread.id,)])
    backend.delete_channel(thread.id)
    await stewards.env.settle()
    assert [one.state for one in await subscriptions(stewards)] == ["paused"]

    again = backend.create_thread(stewards.channel.id, "again", stewards.member.id)
    await stewards.bot.store.write(
        "UPDATE subscriptions SET channel_id = ?, state = 'active'", [(again.id,)]
    )
    backend.delete_channel(again.id)
    await stewards.env.settle()
    assert [one.state for one in await subscriptions(stewards)] == ["suspended"]


async def test_settings_that_differ_from_the_usual_are_shown(stewards: Paddock) -> None:
    news = stewards.guild.create_news_channel("news")
    await add(stewards, channel=news)
    usual = await listed(stewards)

    await add(stewards, channel=news, thread=True, publish=True, live=False)
    told = await listed(stewards)

    for words in (
        str(announce_wording.THREADS_BELOW),
        str(announce_wording.IS_PUBLISHED),
        str(announce_wording.NOT_LIVE),
    ):
        assert words not in usual
        assert words in told


async def test_a_locked_thread_is_named(stewards: Paddock) -> None:
    backend = stewards.env.backend
    thread = backend.create_thread(stewards.channel.id, "talk", stewards.member.id)
    await add(stewards)
    await stewards.bot.store.write("UPDATE subscriptions SET channel_id = ?", [(thread.id,)])
    await take(stewards, stewards.channel, "manage_threads")
    thread.thread_metadata.locked = True
    backend.announce_channel_update(thread.id)
    await stewards.env.settle()

    assert f"⚠️ {announce_wording.THREAD_IS_LOCKED}" in await listed(stewards)


async def forum_with_tag(paddock: Paddock) -> simcord.ChannelHandle:
    forum = make(paddock, "forum")
    await take(paddock, forum, "manage_threads")
    await want_tags(paddock, forum, (2, "maps", False))
    await add(paddock, channel=forum)
    return forum


async def test_a_tag_that_is_gone_is_named_and_resuming_chooses_another(stewards: Paddock) -> None:
    forum = await forum_with_tag(stewards)
    assert "tags have changed" not in await listed(stewards)
    await want_tags(stewards, forum, (3, "tracks", False))
    assert "tags have changed" in await listed(stewards)

    await stewards.type("announce resume", subscription="totd")

    assert [one.tag_id for one in await subscriptions(stewards)] == [3]
    assert "tags have changed" not in await listed(stewards)


async def test_a_forum_that_wants_tags_only_now_is_named(stewards: Paddock) -> None:
    forum = make(stewards, "forum")
    await add(stewards, channel=forum)

    await want_tags(stewards, forum, (3, "tracks", False))

    assert "tags have changed" in await listed(stewards)


async def test_a_channel_that_became_another_kind_is_named(stewards: Paddock) -> None:
    news = stewards.guild.create_news_channel("news")
    await add(stewards, channel=news, publish=True)
    stewards.env.backend.edit_channel(news.id, {"type": 0})
    await stewards.env.settle()

    assert str(announce_wording.NO_NEWS_CHANNEL) in await listed(stewards)
    refused = await stewards.type("announce edit", subscription="totd", publish=True)
    assert refused.content == str(announce_wording.NO_PUBLISHING)
    resumed = await stewards.type("announce resume", subscription="totd")
    assert str(announce_wording.RESUMED) in resumed.content
    assert str(announce_wording.NO_NEWS_CHANNEL) not in await listed(stewards)
    found = [(one.editable, one.publishes) for one in await subscriptions(stewards)]
    assert found == [(True, False)]


async def test_what_does_not_fit_another_kind_of_channel_is_left_out(stewards: Paddock) -> None:
    news = stewards.guild.create_news_channel("news")
    await add(stewards, channel=news, publish=True, thread=True)
    stewards.env.backend.edit_channel(news.id, {"type": 0})
    await stewards.env.settle()

    tested = await stewards.type("announce test", subscription="totd")
    assert "There it is" in tested.content
    answer = await add(stewards, channel=news)

    assert "Thread below each post: **yes**\nPublished to followers: **no**" in answer.content
    found = [(one.makes_thread, one.publishes) for one in await subscriptions(stewards)]
    assert found == [(True, False)]


async def test_a_channel_that_became_a_forum_opens_no_threads_below(stewards: Paddock) -> None:
    await add(stewards, thread=True)
    sql = "UPDATE subscriptions SET channel_id = ?"
    forum = stewards.guild.create_forum_channel("forum")
    await stewards.bot.store.write(sql, [(forum.id,)])

    answer = await stewards.type("announce edit", subscription="totd", live=False)

    assert "Thread below each post: **no**" in answer.content
    assert [one.makes_thread for one in await subscriptions(stewards)] == [False]
    refused = await stewards.type("announce edit", subscription="totd", thread=True)
    assert refused.content == str(announce_wording.NO_THREADS_IN_FORUMS)


async def test_a_bot_that_was_timed_out_says_until_when(stewards: Paddock) -> None:
    await add(stewards)
    guild = stewards.bot.get_guild(stewards.guild.id)
    assert guild is not None
    # Discord tells of the bot's own member without the members intent, and simcord does not.
    guild.me.timed_out_until = datetime(2126, 1, 1, tzinfo=UTC)

    assert "⚠️ somebody has timed me out until <t:4922899200:R>" in await listed(stewards)


@pytest.mark.parametrize(
    ("code", "reason", "told"),
    [
        (429, "held back", str(announce_wording.AT_THE_LIMIT)),
        (0, "no answer", str(announce_wording.NOT_ANSWERED)),
        (50013, "Missing Permissions", "Discord does not let me publish there"),
        (99_999, "Some *words*", "Some \\*words\\*"),
    ],
)
async def test_what_is_not_published_is_told_with_its_reason(
    stewards: Paddock, code: int, reason: str, told: str
) -> None:
    news = stewards.guild.create_news_channel("news")
    await add(stewards, channel=news, publish=True)
    stewards.clock.set(SWITCH)
    await wait_for_posts(stewards, 1, news)
    late = "UPDATE sequels SET state = 'dropped', reason = ?, reason_code = ?, owed_since = ?"
    await stewards.bot.store.write(late, [(reason, code, 1787000000)])

    assert f"⚠️ 1 post not published since <t:1787000000:R>: {told}" in await listed(stewards)
