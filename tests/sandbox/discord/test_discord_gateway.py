import asyncio
import json
import zlib

import aiohttp
import discord
import pytest
from support import until

from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.world import DefaultWorld

from .conftest import SandboxBot, Start


async def test_the_bot_sees_the_world_as_it_is(bot: SandboxBot, world: DefaultWorld) -> None:
    (guild,) = bot.guilds
    assert guild.name == "Trackmania sandbox"
    assert guild.me.id == bot.user.id
    assert {channel.name for channel in guild.channels} == {
        "general",
        "totd",
        "map-review",
        "news",
        "forum",
        "Voice",
        "announcements-forum",
        "Stage",
    }
    assert guild.get_channel(world.news.id).is_news()
    assert guild.get_thread(world.thread.id).parent.name == "general"
    assert guild.get_role(world.hunters.id).mentionable
    assert guild.self_role.id == world.bot_role.id
    assert bot.shard_count == 1


async def test_identifiers_are_the_same_in_every_run(world: DefaultWorld) -> None:
    async with DiscordServer() as other:
        again = other.state.default
        assert (again.guild.id, again.general.id) == (world.guild.id, world.general.id)
        assert again.member.id == world.member.id


async def test_latency_is_plausible(bot: SandboxBot) -> None:
    await until(lambda: 0 < bot.latency < 60)


@pytest.fixture
async def synced(bot: SandboxBot) -> SandboxBot:
    @bot.tree.command(description="Answer")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong")

    await bot.tree.sync()
    return bot


@pytest.mark.parametrize("code", [4000, 1000, 1001, None])
async def test_what_was_missed_is_replayed_after_a_cut(
    discord_server: DiscordServer, world: DefaultWorld, synced: SandboxBot, code: int | None
) -> None:
    discord_server.failures.cut_gateway(code)
    used = await discord_server.people.slash(world.member, world.general, "ping")
    assert (await used.answered()).content == "pong"
    await synced.expect("resumed")
    assert discord_server.session_starts == 1


async def test_what_was_missed_is_replayed_after_a_reconnect(
    discord_server: DiscordServer, world: DefaultWorld, synced: SandboxBot
) -> None:
    discord_server.failures.reconnect()
    used = await discord_server.people.slash(world.member, world.general, "ping")
    assert (await used.answered()).content == "pong"
    await synced.expect("resumed")


async def test_a_resumable_session_is_resumed(
    discord_server: DiscordServer, world: DefaultWorld, synced: SandboxBot
) -> None:
    discord_server.failures.invalid_session(resumable=True)
    await synced.expect("resumed")
    used = await discord_server.people.slash(world.member, world.general, "ping")
    assert (await used.answered()).content == "pong"
    assert discord_server.session_starts == 1


async def test_an_invalid_session_is_begun_anew(
    discord_server: DiscordServer, world: DefaultWorld, synced: SandboxBot
) -> None:
    discord_server.failures.invalid_session(resumable=False)
    await synced.expect("ready")
    used = await discord_server.people.slash(world.member, world.general, "ping")
    assert (await used.answered()).content == "pong"
    assert discord_server.session_starts == 2


async def test_a_wrong_token_is_no_login(start: Start) -> None:
    client = SandboxBot()
    await start(client, "wrong")
    await asyncio.wait([client.running])
    assert isinstance(client.running.exception(), discord.LoginFailure)


async def test_privileged_intents_need_approval(
    discord_server: DiscordServer, start: Start
) -> None:
    intents = discord.Intents(guilds=True, members=True)
    client = SandboxBot(intents=intents, chunk_guilds_at_startup=False)
    await start(client)
    await asyncio.wait([client.running])
    assert isinstance(client.running.exception(), discord.PrivilegedIntentsRequired)
    discord_server.state.application.privileged_intents = intents.value
    client = SandboxBot(intents=intents, chunk_guilds_at_startup=False)
    await start(client)
    await client.expect("ready")


async def test_servers_are_dealt_to_shards(discord_server: DiscordServer, start: Start) -> None:
    state = discord_server.state
    for shard in (0, 0, 1):
        state.add_guild(f"On {shard}", shard=(shard, 2))
    discord_server.shards = 2
    client = SandboxBot()
    await start(client)
    await client.expect("ready")
    assert client.shard_count == 2
    assert {one.name: one.shard_id for one in client.guilds if one.name.startswith("On")} == {
        "On 0": 0,
        "On 1": 1,
    }
    assert len(client.guilds) == 4
    guild = state.add_guild("Late", shard=(1, 2))
    channel = state.add_channel(guild, "late")
    await client.expect("joined Late")

    @client.tree.command(description="Answer")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"from shard {interaction.guild.shard_id}")

    await client.tree.sync()
    used = await discord_server.people.slash(state.application.owner, channel, "ping")
    assert (await used.answered()).content == "from shard 1"


async def test_a_plain_client_needs_no_shards(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    ready = asyncio.Event()

    class Plain(discord.Client):
        async def on_ready(self) -> None:
            ready.set()

    client = Plain(intents=discord.Intents(guilds=True, guild_messages=True))
    client._connection.guild_ready_timeout = 0.05
    running = asyncio.create_task(client.start(discord_server.token))
    await asyncio.wait_for(ready.wait(), 5)
    hearing = asyncio.create_task(client.wait_for("message", timeout=5))
    await asyncio.sleep(0)
    discord_server.people.say(world.member, world.general, "Hello all")
    assert (await hearing).author.name == "player"
    await client.close()
    await asyncio.wait([running])


async def test_joining_leaving_and_outages_are_told(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    state = discord_server.state
    guild = state.add_guild("Second")
    await bot.expect("joined Second")
    state.set_available(guild, available=False)
    await bot.expect("lost Second")
    state.set_available(guild, available=True)
    await bot.expect("back Second")
    state.remove_guild(guild)
    await bot.expect("removed Second")
    await bot.guilds[0].leave()
    await bot.expect(f"removed {world.guild.name}")


async def test_changes_of_rights_reach_the_cache(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    state = discord_server.state
    channel = bot.get_channel(world.totd.id)
    assert channel.permissions_for(channel.guild.me).embed_links
    state.set_overwrite(world.totd, world.bot_role, deny=Permission.EMBED_LINKS)
    await bot.expect("changed totd")
    assert not channel.permissions_for(channel.guild.me).embed_links
    updated = asyncio.create_task(bot.wait_for("guild_role_update", timeout=5))
    await asyncio.sleep(0)
    state.change_role(world.guild, world.bot_role, Permission.ADMINISTRATOR)
    await updated
    assert channel.permissions_for(channel.guild.me).embed_links
    created = asyncio.create_task(bot.wait_for("guild_channel_create", timeout=5))
    await asyncio.sleep(0)
    state.add_channel(world.guild, "fresh")
    assert (await created).name == "fresh"
    removed = asyncio.create_task(bot.wait_for("guild_role_delete", timeout=5))
    await asyncio.sleep(0)
    state.remove_role(world.guild, world.hunters)
    assert (await removed).name == "TOTD hunters"


async def test_the_bots_own_member_is_kept_up_to_date(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    updated = asyncio.create_task(bot.wait_for("member_update", timeout=5))
    await asyncio.sleep(0)
    state = discord_server.state
    state.add_member(world.guild, state.bot, world.bot_role, world.hunters)
    await updated
    assert bot.guilds[0].me.get_role(world.hunters.id) is not None


POSTING = (
    Permission.VIEW_CHANNEL,
    Permission.SEND_MESSAGES,
    Permission.EMBED_LINKS,
    Permission.ATTACH_FILES,
    Permission.READ_MESSAGE_HISTORY,
    Permission.MENTION_EVERYONE,
)


@pytest.mark.parametrize("everyone_denied", [Permission(0), Permission.SEND_MESSAGES])
@pytest.mark.parametrize("role_allowed", [Permission(0), Permission.SEND_MESSAGES])
@pytest.mark.parametrize("member_denied", [Permission(0), Permission.VIEW_CHANNEL])
async def test_rights_are_worked_out_as_discord_py_does(
    discord_server: DiscordServer,
    world: DefaultWorld,
    start: Start,
    everyone_denied: Permission,
    role_allowed: Permission,
    member_denied: Permission,
) -> None:
    state = discord_server.state
    state.set_overwrite(world.totd, world.guild.everyone, deny=everyone_denied)
    state.set_overwrite(world.totd, world.bot_role, allow=role_allowed)
    state.set_overwrite(world.totd, state.bot, deny=member_denied)
    client = SandboxBot()
    await start(client)
    await client.expect("ready")
    channel = client.get_channel(world.totd.id)
    theirs = channel.permissions_for(channel.guild.me).value
    ours = state.rights_in(world.totd, state.bot)
    for right in POSTING:
        assert bool(theirs & right) == (right in ours)


IDENTIFY = {"op": 2, "d": {"token": "sandbox.token", "intents": 1, "properties": {}}}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("no json", 4002),
        (json.dumps({"op": 3, "d": {}}), 4003),
        (json.dumps({"op": 2, "d": {"token": "wrong", "intents": 1}}), 4004),
        (json.dumps(IDENTIFY) * 2, 4002),
        (json.dumps({**IDENTIFY, "d": {**IDENTIFY["d"], "shard": [2, 2]}}), 4010),
        (json.dumps({**IDENTIFY, "d": {**IDENTIFY["d"], "intents": 1 << 40}}), 4013),
        (json.dumps({**IDENTIFY, "d": {**IDENTIFY["d"], "intents": 2}}), 4014),
        (json.dumps({"op": 1, "d": "x" * 5_000}), 4002),
        ("[" * 4_000, 4002),
        *((text, 4002) for text in ("[]", "null", "5", '"x"', '{"op": {}}', '{"op": 2, "d": 5}')),
        (json.dumps({"op": 6, "d": []}), 4002),
        (json.dumps(IDENTIFY | {"d": IDENTIFY["d"] | {"intents": "all"}}), 4002),
        (json.dumps(IDENTIFY | {"d": IDENTIFY["d"] | {"intents": -1}}), 4013),
        (json.dumps(IDENTIFY | {"d": IDENTIFY["d"] | {"shard": [1]}}), 4010),
        (json.dumps(IDENTIFY | {"d": IDENTIFY["d"] | {"shard": ["a", "b"]}}), 4002),
    ],
)
async def test_misbehaving_clients_are_closed_with_the_right_code(
    discord_server: DiscordServer, http: aiohttp.ClientSession, message: str, code: int
) -> None:
    async with http.ws_connect(discord_server.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_str(message)
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    assert socket.close_code == code


async def test_a_lost_session_ends_when_its_shard_begins_anew(
    discord_server: DiscordServer, http: aiohttp.ClientSession
) -> None:
    url = discord_server.gateway_url
    async with http.ws_connect(url) as socket:
        await socket.receive_json()
        await socket.send_json(IDENTIFY)
        session_id = (await socket.receive_json())["d"]["session_id"]
        await socket.close(code=4000)
    resume = {"token": "sandbox.token", "session_id": session_id, "seq": 1}
    async with http.ws_connect(url) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": {**resume, "seq": 99}})
        assert (await socket.receive_json())["op"] == 9
        await socket.send_json({"op": 3, "d": {}})
        await socket.receive()
        assert socket.close_code == 4003
    async with http.ws_connect(url) as socket:
        await socket.receive_json()
        await socket.send_json(IDENTIFY)
        assert (await socket.receive_json())["t"] == "READY"
        assert (await socket.receive_json())["t"] == "GUILD_CREATE"
        await socket.send_json({"op": 99})
        await socket.receive()
        assert socket.close_code == 4001
    async with http.ws_connect(url) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": resume})
        assert await socket.receive_json() == {"op": 9, "d": False}


async def test_the_gateway_speaks_plain_and_compressed(
    discord_server: DiscordServer, http: aiohttp.ClientSession
) -> None:
    async with http.ws_connect(discord_server.gateway_url) as socket:
        await socket.receive_json()
        await socket.send_json(
            {"op": 6, "d": {"token": "sandbox.token", "session_id": "?", "seq": 1}}
        )
        assert await socket.receive_json() == {"op": 9, "d": False}
        await socket.send_json(IDENTIFY)
        ready = await socket.receive_json()
        assert ready["t"] == "READY"
        assert ready["d"]["resume_gateway_url"] == discord_server.gateway_url
        await socket.send_json(IDENTIFY)
        await socket.receive_json()
        await socket.receive()
        assert socket.close_code == 4005
    url = discord_server.gateway_url + "?compress=zlib-stream"
    async with http.ws_connect(url) as socket:
        unpacked = zlib.decompressobj().decompress(await socket.receive_bytes())
        assert json.loads(unpacked)["op"] == 10
        await socket.send_json({"op": 1, "d": None})
