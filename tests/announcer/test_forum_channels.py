"""Forums, threads and publishing over real sockets: what Discord's answers mean."""

from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest

from bot.announcer.cards import Message
from bot.announcer.channels import (
    ASLEEP,
    PIECE,
    AtLimit,
    ChannelGone,
    ChannelLost,
    DiscordChannels,
    MessageGone,
    Rejected,
    Unreachable,
)
from bot.announcer.payload import forum_post
from bot.frame.app import discord_at
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.entities import Overwrite
from bot.sandbox.discord.state.messages import MessageFlag
from bot.sandbox.discord.state.permissions import Permission

CARD: Message = {"embeds": [{"title": "one", "url": "https://a.example/?pitwall=mark"}]}
POST = forum_post("Track of the Day", None, CARD)
OPEN = r"/channels/\d+/threads"
BELOW = r"/channels/\d+/messages/\d+/threads"
CROSSPOST = r"/channels/\d+/messages/\d+/crosspost"
VIA = {"Via": "1.1 google"}


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
async def channels(server: DiscordServer) -> AsyncIterator[DiscordChannels]:
    client = discord.Client(intents=discord.Intents.none())
    with discord_at(server.api_url):
        async with client:
            await client.login("sandbox.token")
            yield DiscordChannels(client)


@pytest.fixture
def forum(server: DiscordServer) -> Channel:
    return server.state.add_forum(server.state.add_guild("A server"), "tracks", "TOTD", "News")


def place(server: DiscordServer, kind: ChannelType) -> Channel:
    return server.state.add_channel(server.state.add_guild("A server"), "totd", kind)


async def test_a_post_is_found_among_those_awake_and_those_archived(
    channels: DiscordChannels, server: DiscordServer, forum: Channel
) -> None:
    tag = forum.tags[1].id
    post_id = await channels.open_post(forum.id, forum_post("Today", tag, CARD))
    server.state.add_thread(forum, "somebody else's", server.state.default.member)
    guild_id = forum.guild_id or 0

    (awake,) = await channels.active_posts(guild_id, forum.id)
    first = await channels.message(post_id, post_id)

    thread = server.state.channels[post_id]
    assert (awake.id, awake.title) == (post_id, "Today")
    assert (first.id, first.text.splitlines()[0]) == (post_id, CARD["embeds"][0]["url"])
    assert thread.applied_tags == (tag,)
    assert await channels.active_posts(guild_id, forum.id + 1) == []
    server.state.set_archived(thread, archived=True)
    assert await channels.active_posts(guild_id, forum.id) == []
    archive = await channels.archived_posts(forum.id, None)
    assert ([one.id for one in archive.posts], archive.before) == ([post_id], None)
    assert archive.reaches >= awake.posted_at - 1


async def test_a_long_archive_comes_in_pieces(
    channels: DiscordChannels, server: DiscordServer, forum: Channel
) -> None:
    for number in range(PIECE + 1):
        thread = server.state.add_thread(forum, f"post {number}", server.state.bot)
        server.state.set_archived(thread, archived=True)
        thread.archive_changed_at = server.state.clock.now() + timedelta(seconds=number)

    newest = await channels.archived_posts(forum.id, None)
    rest = await channels.archived_posts(forum.id, newest.before)

    titles = [one.title for one in (*newest.posts, *rest.posts)]
    assert titles == [f"post {number}" for number in range(PIECE, -1, -1)]
    assert rest.before is None


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 502, "after_accept": True},
        {"status": 500},
        {"status": 429, "body": {"message": "wait", "retry_after": 0.01}, "headers": VIA},
        {"cut": True, "after_accept": True},
    ],
    ids=str,
)
async def test_a_post_is_never_asked_for_twice_in_one_go(
    channels: DiscordChannels, server: DiscordServer, forum: Channel, answer: dict[str, object]
) -> None:
    """discord.py repeats failures by itself, and each repetition would be another post."""
    server.failures.script("POST", OPEN, **answer)

    with pytest.raises(Unreachable):
        await channels.open_post(forum.id, POST)

    assert len(server.requests.to("POST", OPEN)) == 1
    was_taken = "after_accept" in answer
    assert len(server.state.threads_in(forum)) == int(was_taken)


async def test_a_tag_that_is_demanded_or_gone_is_the_forums_trouble(
    channels: DiscordChannels, server: DiscordServer
) -> None:
    guild = server.state.add_guild("A server")
    strict = server.state.add_forum(guild, "strict", "TOTD", needs_tag=True)

    with pytest.raises(ChannelLost) as untagged:
        await channels.open_post(strict.id, POST)
    with pytest.raises(ChannelLost) as gone:
        await channels.open_post(strict.id, forum_post("Today", 12345, CARD))

    assert (untagged.value.code, gone.value.code) == (40067, 10087)


@pytest.mark.parametrize(("code", "kind"), [(160006, ChannelLost), (50035, Rejected)])
async def test_a_full_server_is_waited_for_and_a_bad_card_is_not(
    channels: DiscordChannels,
    server: DiscordServer,
    forum: Channel,
    code: int,
    kind: type[Exception],
) -> None:
    body = {"message": "No", "code": code}
    server.failures.script("POST", OPEN, status=400, body=body)

    with pytest.raises(kind) as refused:
        await channels.open_post(forum.id, POST)

    assert refused.type is kind


async def test_without_the_right_to_read_the_lists_are_refused_not_empty(
    channels: DiscordChannels, forum: Channel
) -> None:
    everyone = forum.guild_id or 0
    forum.overwrites[everyone] = Overwrite(
        everyone, is_member=False, deny=Permission.READ_MESSAGE_HISTORY
    )

    with pytest.raises(ChannelLost):
        await channels.archived_posts(forum.id, None)


async def test_a_post_that_sleeps_is_woken_and_changed(
    channels: DiscordChannels, server: DiscordServer, forum: Channel
) -> None:
    post_id = await channels.open_post(forum.id, POST)
    thread = server.state.channels[post_id]
    server.state.set_archived(thread, archived=True)

    with pytest.raises(ChannelLost) as asleep:
        await channels.edit(post_id, post_id, {"embeds": [{"title": "two"}]})
    await channels.reopen(post_id)
    await channels.edit(post_id, post_id, {"embeds": [{"title": "two"}]})

    assert asleep.value.code == ASLEEP
    (message,) = server.state.messages.all_in(thread)
    assert message.embeds[0]["title"] == "two"


async def test_a_thread_is_opened_once(channels: DiscordChannels, server: DiscordServer) -> None:
    channel = place(server, ChannelType.TEXT)
    message_id = await channels.post(channel.id, CARD)

    await channels.open_thread(channel.id, message_id, "Track of the Day")
    await channels.open_thread(channel.id, message_id, "Track of the Day")

    (thread,) = server.state.threads_in(channel)
    assert (thread.id, thread.name) == (message_id, "Track of the Day")
    await channels.reopen(message_id, "Another track")
    assert (thread.name, thread.archived) == ("Another track", False)
    with pytest.raises(MessageGone):
        await channels.open_thread(channel.id, 5, "Track of the Day")


async def test_a_post_is_published_once(channels: DiscordChannels, server: DiscordServer) -> None:
    channel = place(server, ChannelType.ANNOUNCEMENT)
    message_id = await channels.post(channel.id, CARD)
    assert not (await channels.message(channel.id, message_id)).is_published

    await channels.publish(channel.id, message_id)
    await channels.publish(channel.id, message_id)

    assert (await channels.message(channel.id, message_id)).is_published
    (message,) = server.state.messages.all_in(channel)
    assert MessageFlag.CROSSPOSTED in message.flags


@pytest.mark.parametrize("what", ["open_thread", "publish"])
async def test_a_limit_of_what_follows_posts_holds_nothing_else(
    channels: DiscordChannels, server: DiscordServer, what: str
) -> None:
    channel = place(server, ChannelType.ANNOUNCEMENT)
    message_id = await channels.post(channel.id, CARD)
    body = {"message": "wait", "retry_after": 0.01, "global": False}
    for path in (BELOW, CROSSPOST):
        server.failures.script("POST", path, status=429, body=body, headers=VIA, times=5)
    name = ("Today",) if what == "open_thread" else ()

    with pytest.raises(AtLimit) as limited:
        await getattr(channels, what)(channel.id, message_id, *name)

    assert limited.value.code == 429


async def test_in_another_kind_of_channel_nothing_is_published(
    channels: DiscordChannels, server: DiscordServer
) -> None:
    channel = place(server, ChannelType.TEXT)
    message_id = await channels.post(channel.id, CARD)

    with pytest.raises(Rejected) as refused:
        await channels.publish(channel.id, message_id)
    with pytest.raises(ChannelGone):
        await channels.publish(5, message_id)

    assert refused.value.code == 50024
