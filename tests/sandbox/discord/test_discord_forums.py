"""Forums: their tags, and posts that are a thread and its first message at once."""

import aiohttp
import discord
import pytest

from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel, ChannelFlag, ForumTag
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.world import DefaultWorld

from .conftest import SandboxBot


@pytest.fixture
def forum(bot: SandboxBot, world: DefaultWorld) -> discord.ForumChannel:
    channel = bot.get_channel(world.announcements_forum.id)
    assert isinstance(channel, discord.ForumChannel)
    return channel


async def test_a_forum_tells_its_tags_and_rules(
    discord_server: DiscordServer, world: DefaultWorld, forum: discord.ForumChannel
) -> None:
    assert [tag.name for tag in forum.available_tags] == ["Track of the Day", "Everything else"]
    assert forum.default_auto_archive_duration == 1440
    assert not forum.flags.require_tag
    strict = discord_server.state.add_forum(world.guild, "strict", "Only", needs_tag=True)
    (fetched,) = [one for one in await forum.guild.fetch_channels() if one.id == strict.id]
    assert isinstance(fetched, discord.ForumChannel)
    assert fetched.flags.require_tag


async def test_a_post_and_its_first_message_have_one_id(
    bot: SandboxBot, discord_server: DiscordServer, forum: discord.ForumChannel
) -> None:
    tag = forum.available_tags[0]
    thread, message = await forum.create_thread(
        name="Track of the Day", content="A map", applied_tags=[tag], auto_archive_duration=4320
    )
    assert thread.id == message.id
    assert thread.applied_tags == [tag]
    assert (thread.auto_archive_duration, thread.message_count) == (4320, 0)
    await message.edit(content="Another map")
    assert [one.content async for one in thread.history()] == ["Another map"]
    await thread.send("A comment")
    again = await bot.fetch_channel(thread.id)
    assert (again.message_count, again.total_message_sent) == (1, 1)
    assert thread.id in {one.id for one in await forum.guild.active_threads()}
    assert discord_server.state.channels[forum.id].last_message_id == thread.id


async def test_a_post_carries_embeds_files_flags_and_chosen_pings(
    discord_server: DiscordServer, world: DefaultWorld, forum: discord.ForumChannel
) -> None:
    post = await forum.create_thread(
        name="Quiet",
        content=f"{world.hunters.mention} {world.member.mention}",
        embed=discord.Embed(title="Map"),
        file=discord.File(__file__, "map.txt"),
        allowed_mentions=discord.AllowedMentions(roles=True, users=False),
        suppress_embeds=True,
    )
    assert post.message.flags.suppress_embeds
    (message,) = discord_server.state.messages.all_in(discord_server.state.channels[post.thread.id])
    assert (message.pings.role_ids, message.pings.users) == ((world.hunters.id,), ())
    assert [one.filename for one in message.attachments] == ["map.txt"]


async def test_a_post_needs_a_tag_where_the_forum_wants_one(
    discord_server: DiscordServer, world: DefaultWorld, forum: discord.ForumChannel
) -> None:
    place = world.announcements_forum
    place.flags = ChannelFlag.REQUIRE_TAG
    with pytest.raises(discord.HTTPException) as refused:
        await forum.create_thread(name="Without", content="x")
    assert (refused.value.status, refused.value.code) == (400, 40067)
    await forum.create_thread(name="With", content="x", applied_tags=forum.available_tags[:1])
    place.tags = (ForumTag(place.tags[0].id, "For moderators", is_moderated=True),)
    with pytest.raises(discord.HTTPException) as refused:
        await forum.create_thread(name="Without", content="x")
    assert refused.value.code == 40066
    with pytest.raises(discord.Forbidden):
        await forum.create_thread(
            name="With", content="x", applied_tags=[discord.Object(place.tags[0].id)]
        )
    discord_server.state.change_role(world.guild, world.bot_role, Permission.MANAGE_THREADS)
    await forum.create_thread(
        name="With", content="x", applied_tags=[discord.Object(place.tags[0].id)]
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"message": None},
        {"message": {"content": "x" * 2001}},
        {"applied_tags": ["5"]},
        {"applied_tags": ["no id"]},
        {"applied_tags": 5},
        {"applied_tags": ["1", "2", "3", "4", "5", "6"]},
        {"auto_archive_duration": 5},
    ],
)
async def test_a_post_of_another_form_is_refused_and_leaves_nothing(
    discord_server: DiscordServer,
    world: DefaultWorld,
    http: aiohttp.ClientSession,
    wrong: dict[str, object],
) -> None:
    body = {"name": "Post", "message": {"content": "x"}} | wrong
    before = len(discord_server.state.channels)
    url = f"{discord_server.api_url}/channels/{world.announcements_forum.id}/threads"
    async with http.post(url, json=body) as response:
        answer = await response.json()
    assert (response.status, answer["code"]) == (400, 50035)
    assert next(iter(wrong)) in answer["errors"]
    assert len(discord_server.state.channels) == before


@pytest.mark.parametrize(
    "right", [Permission.SEND_MESSAGES, Permission.EMBED_LINKS, Permission.ATTACH_FILES]
)
async def test_a_post_takes_the_rights_of_a_message(
    discord_server: DiscordServer,
    world: DefaultWorld,
    forum: discord.ForumChannel,
    right: Permission,
) -> None:
    discord_server.state.set_overwrite(world.announcements_forum, world.bot_role, deny=right)
    with pytest.raises(discord.Forbidden) as refused:
        await forum.create_thread(
            name="Post", embed=discord.Embed(title="x"), file=discord.File(__file__)
        )
    assert refused.value.code == 50013


async def test_making_posts_takes_no_right_to_make_threads_or_to_write_in_them(
    discord_server: DiscordServer, world: DefaultWorld, forum: discord.ForumChannel
) -> None:
    discord_server.state.set_overwrite(
        world.announcements_forum,
        world.bot_role,
        deny=Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES_IN_THREADS,
    )
    post = await forum.create_thread(name="Post", content="x")
    with pytest.raises(discord.Forbidden):
        await post.thread.send("A comment")


async def test_a_repeated_nonce_makes_a_second_post(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    url = f"{discord_server.api_url}/channels/{world.announcements_forum.id}/threads"
    body = {"name": "Post", "message": {"content": "x", "nonce": "1", "enforce_nonce": True}}
    ids: set[str] = set()
    for _ in range(2):
        async with http.post(url, json=body) as response:
            ids.add((await response.json())["id"])
    assert len(ids) == 2


async def test_the_forum_itself_takes_no_messages(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    url = f"{discord_server.api_url}/channels/{world.announcements_forum.id}/messages"
    async with http.post(url, json={"content": "Loose"}) as response:
        assert (await response.json())["code"] == 50008


async def test_archived_posts_are_found_in_the_forum(
    discord_server: DiscordServer, world: DefaultWorld, forum: discord.ForumChannel
) -> None:
    post = await forum.create_thread(name="Old", content="x")
    await post.thread.edit(archived=True)
    assert [one.id async for one in forum.archived_threads()] == [post.thread.id]
    place: Channel = discord_server.state.channels[post.thread.id]
    assert place.archived
    await post.thread.edit(archived=False, applied_tags=forum.available_tags[1:])
    assert place.applied_tags == (world.announcements_forum.tags[1].id,)
