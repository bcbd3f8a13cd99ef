import io

import aiohttp
import discord
import pytest
from discord.ext import commands

from bot.clock import WorldClock
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.snowflakes import at_moment
from bot.sandbox.discord.state.world import DefaultWorld


async def test_a_message_with_a_file_is_read_back(general: discord.TextChannel) -> None:
    file = discord.File(io.BytesIO(b"1,2,3"), "times.csv")
    sent = await general.send("Times", file=file, embed=discord.Embed(title="All"))
    found = await general.fetch_message(sent.id)
    assert found.content == "Times"
    assert found.author == general.guild.me
    (attachment,) = found.attachments
    assert await attachment.read() == b"1,2,3"
    assert attachment.filename == "times.csv"


async def test_an_edit_keeps_only_the_files_it_lists(general: discord.TextChannel) -> None:
    files = [discord.File(io.BytesIO(name.encode()), f"{name}.txt") for name in ("one", "two")]
    sent = await general.send(files=files)
    assert [one.filename for one in (await sent.edit(content="Both")).attachments] == [
        "one.txt",
        "two.txt",
    ]
    changed = await sent.edit(attachments=[sent.attachments[1]])
    assert [one.filename for one in changed.attachments] == ["two.txt"]
    assert changed.edited_at is not None


async def test_history_pages_in_both_directions(general: discord.TextChannel) -> None:
    sent = [await general.send(str(number)) for number in range(6)]

    async def contents(**bounds: object) -> list[str]:
        return [message.content async for message in general.history(**bounds)]

    assert await contents(limit=2) == ["5", "4"]
    assert await contents(before=sent[2]) == ["1", "0"]
    assert await contents(after=sent[3], oldest_first=True) == ["4", "5"]
    assert await contents(around=sent[2], limit=3) == ["3", "2", "1"]
    assert await contents(limit=None, oldest_first=True) == ["0", "1", "2", "3", "4", "5"]


async def test_without_the_right_history_reads_as_empty(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    sent = await general.send("There")
    hidden = Permission.READ_MESSAGE_HISTORY
    discord_server.state.set_overwrite(world.general, world.bot_role, deny=hidden)
    assert [message async for message in general.history()] == []
    with pytest.raises(discord.Forbidden) as refused:
        await general.fetch_message(sent.id)
    assert refused.value.code == 50013


async def test_a_repeated_nonce_gives_the_first_message(
    discord_server: DiscordServer,
    world: DefaultWorld,
    general: discord.TextChannel,
) -> None:
    first = await general.send("Once", nonce="pitwall-1")
    again = await general.send("Twice", nonce="pitwall-1")
    assert again.id == first.id
    assert again.content == "Once"
    assert again.nonce == "pitwall-1"
    assert len(discord_server.state.messages.all_in(world.general)) == 1
    await first.delete()
    with pytest.raises(discord.NotFound) as refused:
        await general.send("Thrice", nonce="pitwall-1")
    assert refused.value.code == 10008
    assert discord_server.state.messages.all_in(world.general) == []


async def test_a_nonce_is_forgotten_after_minutes(
    general: discord.TextChannel, clock: WorldClock
) -> None:
    first = await general.send("Once", nonce=17)
    clock.forward(discord.utils.datetime.timedelta(minutes=6))
    assert (await general.send("Twice", nonce=17)).id != first.id


async def test_a_nonce_counts_only_if_enforced_and_short(
    discord_server: DiscordServer,
    world: DefaultWorld,
    general: discord.TextChannel,
    http: aiohttp.ClientSession,
) -> None:
    url = f"{discord_server.api_url}/channels/{world.general.id}/messages"
    ids: set[str] = set()
    for _ in range(2):
        async with http.post(url, json={"content": "Loose", "nonce": "same"}) as response:
            ids.add((await response.json())["id"])
    assert len(ids) == 2
    with pytest.raises(discord.HTTPException) as refused:
        await general.send("Long", nonce="x" * 26)
    assert refused.value.code == 50035


async def test_history_tells_nonces_only_when_switched_on(
    discord_server: DiscordServer, general: discord.TextChannel
) -> None:
    await general.send("Marked", nonce="mark")
    assert [message.nonce async for message in general.history()] == [None]
    discord_server.state.return_nonces = True
    assert [message.nonce async for message in general.history()] == ["mark"]


@pytest.mark.parametrize(
    ("denied", "code"),
    [
        (Permission.VIEW_CHANNEL, 50001),
        (Permission.SEND_MESSAGES, 50013),
        (Permission.EMBED_LINKS, 50013),
    ],
)
async def test_missing_rights_are_refused_each_with_its_code(
    discord_server: DiscordServer,
    world: DefaultWorld,
    general: discord.TextChannel,
    denied: Permission,
    code: int,
) -> None:
    discord_server.state.set_overwrite(world.general, world.bot_role, deny=denied)
    with pytest.raises(discord.Forbidden) as refused:
        await general.send(embed=discord.Embed(title="Card"))
    assert refused.value.code == code


async def test_files_take_a_right_of_their_own(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    denied = Permission.ATTACH_FILES
    discord_server.state.set_overwrite(world.general, discord_server.state.bot, deny=denied)
    with pytest.raises(discord.Forbidden):
        await general.send(file=discord.File(io.BytesIO(b"x"), "x.txt"))
    await general.send("But words are fine")


async def test_what_is_gone_is_unknown(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    sent = await general.send("Soon gone")
    await sent.delete()
    with pytest.raises(discord.NotFound) as refused:
        await sent.edit(content="Too late")
    assert refused.value.code == 10008
    discord_server.state.remove_channel(world.general)
    with pytest.raises(discord.NotFound) as refused:
        await general.send("Nobody there")
    assert refused.value.code == 10003


async def test_a_server_that_threw_the_bot_out_gives_no_access(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    discord_server.state.remove_guild(world.guild)
    with pytest.raises(discord.Forbidden) as refused:
        await general.send("Hello?")
    assert refused.value.code == 50001


async def test_others_messages_are_theirs(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    said = discord_server.people.say(world.member, world.general, "Mine")
    found = await general.fetch_message(said.id)
    assert found.content == ""
    with pytest.raises(discord.Forbidden) as refused:
        await found.edit(content="Yours")
    assert refused.value.code == 50005
    with pytest.raises(discord.Forbidden) as refused:
        await found.delete()
    assert refused.value.code == 50013
    called = discord_server.people.say(world.member, world.general, f"<@{general.guild.me.id}>!")
    assert (await general.fetch_message(called.id)).content == called.content


async def test_many_messages_are_deleted_at_once(
    discord_server: DiscordServer,
    world: DefaultWorld,
    general: discord.TextChannel,
) -> None:
    sent = [await general.send(str(number)) for number in range(3)]
    with pytest.raises(discord.Forbidden):
        await general.delete_messages(sent)
    right = Permission.MANAGE_MESSAGES
    discord_server.state.set_overwrite(world.general, world.bot_role, allow=right)
    await general.delete_messages(sent)
    assert discord_server.state.messages.all_in(world.general) == []


async def test_publishing_works_once_and_only_in_announcement_channels(
    bot: commands.AutoShardedBot, world: DefaultWorld, general: discord.TextChannel
) -> None:
    news = bot.get_channel(world.news.id)
    assert isinstance(news, discord.TextChannel)
    sent = await news.send("Extra")
    await sent.publish()
    assert (await news.fetch_message(sent.id)).flags.crossposted
    with pytest.raises(discord.HTTPException) as refused:
        await sent.publish()
    assert refused.value.code == 40033
    with pytest.raises(discord.HTTPException) as refused:
        await (await general.send("No news")).publish()
    assert refused.value.code == 50024


async def test_only_allowed_mentions_ping(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    text = f"@everyone {world.hunters.mention} {world.stewards.mention} {world.member.mention}"
    state = discord_server.state

    async def pings(**allowed: object) -> object:
        mentions = discord.AllowedMentions(**allowed) if allowed else discord.utils.MISSING
        sent = await general.send(text, allowed_mentions=mentions or None)
        return state.public_message(world.general, sent.id).pings

    everything = await pings()
    assert not everything.everyone
    assert everything.role_ids == (world.hunters.id,)
    assert everything.users == (world.member,)
    nothing = await pings(everyone=False, users=False, roles=False)
    assert not nothing
    role = discord.Object(world.hunters.id)
    chosen = await pings(everyone=False, users=False, roles=[role])
    assert (chosen.role_ids, chosen.users) == ((world.hunters.id,), ())
    state.set_overwrite(world.general, world.bot_role, allow=Permission.MENTION_EVERYONE)
    loud = await pings(everyone=True, users=False, roles=True)
    assert loud.everyone
    assert loud.role_ids == (world.hunters.id, world.stewards.id)


async def test_a_reply_names_what_it_answers(
    discord_server: DiscordServer, world: DefaultWorld, general: discord.TextChannel
) -> None:
    sent = await general.send("Question")
    said = discord_server.people.say(world.member, world.general, "Hey")
    partial = general.get_partial_message(said.id)
    for ping in (True, False):
        reply = await partial.reply("Hey", mention_author=ping)
        assert [one.id for one in reply.mentions] == [world.member.id] * ping
    reply = await sent.reply("Answer")
    assert reply.reference is not None
    assert reply.reference.message_id == sent.id
    await sent.delete()
    with pytest.raises(discord.HTTPException) as refused:
        await sent.reply("Again")
    assert refused.value.code == 50035
    hidden = Permission.READ_MESSAGE_HISTORY
    discord_server.state.set_overwrite(world.general, world.bot_role, deny=hidden)
    with pytest.raises(discord.HTTPException) as refused:
        await reply.reply("Blindly")
    assert refused.value.code == 160002


async def test_direct_messages_reach_those_who_take_them(
    bot: commands.AutoShardedBot, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    user = await bot.fetch_user(world.operator.id)
    await user.send("All is well")
    (message,) = discord_server.state.messages.all_in(
        discord_server.state.direct_channel(world.operator)
    )
    assert message.content == "All is well"
    world.operator.accepts_messages = False
    with pytest.raises(discord.Forbidden) as refused:
        await user.send("Are you there?")
    assert refused.value.code == 50007
    with pytest.raises(discord.NotFound):
        await bot.fetch_user(1)


async def test_threads_are_opened_and_follow_their_own_right(
    discord_server: DiscordServer,
    world: DefaultWorld,
    general: discord.TextChannel,
) -> None:
    state = discord_server.state
    old = general.guild.get_thread(world.thread.id)
    assert old is not None
    await old.send("In an old thread")
    kind = discord.ChannelType.public_thread
    new = await general.create_thread(name="A new thread", type=kind)
    assert (await new.send("First")).channel == new
    on_message = await (await general.send("Topic")).create_thread(name="About that")
    await on_message.send("Second")
    state.set_overwrite(world.general, world.bot_role, deny=Permission.SEND_MESSAGES_IN_THREADS)
    with pytest.raises(discord.Forbidden):
        await old.send("Not here")
    await general.send("But here")
    state.set_overwrite(world.general, world.bot_role, deny=Permission.SEND_MESSAGES)
    await old.send(embed=discord.Embed(title="Here again"))


async def test_channels_and_servers_can_be_fetched(
    bot: commands.AutoShardedBot, world: DefaultWorld, general: discord.TextChannel
) -> None:
    assert (await bot.fetch_channel(general.id)).mention == general.mention
    guild = await bot.fetch_guild(world.guild.id)
    assert guild.name == world.guild.name
    assert {one.id for one in await guild.fetch_channels()} >= {world.news.id, world.forum.id}
    assert [one.id async for one in bot.fetch_guilds()] == [world.guild.id]
    assert (await guild.fetch_member(world.member.id)).name == "player"
    assert {one.name for one in await guild.fetch_roles()} >= {"TOTD hunters", "Pitwall"}
    assert {one.id for one in await guild.active_threads()} == {world.thread.id}
    info = await bot.application_info()
    assert info.owner.id == world.operator.id
    with pytest.raises(discord.NotFound):
        await bot.fetch_guild(at_moment(discord.utils.utcnow()))


async def test_typing_is_shown(discord_server: DiscordServer, general: discord.TextChannel) -> None:
    with discord_server.events.subscribe() as watcher:
        await general.typing()
        event = await anext(aiter(watcher))
    assert event["type"] == "typing"
