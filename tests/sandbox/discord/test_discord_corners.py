"""What is met seldom, asked for directly: forms, refusals, and what is forgotten in time."""

from datetime import timedelta

import aiohttp
import discord
import pytest

from bot.clock import WorldClock
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.people.components import select_data
from bot.sandbox.discord.people.options import filled_options, half_typed_options
from bot.sandbox.discord.people.refusals import InvalidOption, RefusedByClient
from bot.sandbox.discord.people.resolved import Resolved
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import ChannelType
from bot.sandbox.discord.state.desk import KEPT
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.message_book import KEPT_PER_CHANNEL
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.world import DefaultWorld

from .conftest import SandboxBot


@pytest.fixture
def resolved(discord_server: DiscordServer, world: DefaultWorld) -> Resolved:
    return Resolved(discord_server.state, world.member, world.guild)


@pytest.mark.parametrize(
    ("kind", "given", "sent"),
    [
        (3, "text", "text"),
        (4, "7", 7),
        (5, True, True),
        (10, "1.5", 1.5),
    ],
)
def test_written_options_are_sent_by_their_kind(
    resolved: Resolved, kind: int, given: object, sent: object
) -> None:
    option = {"name": "one", "type": kind, "description": "."}
    assert filled_options([option], {"one": given}, resolved) == [
        {"name": "one", "type": kind, "value": sent}
    ]


@pytest.mark.parametrize(
    ("kind", "given"), [(5, "yes"), (6, "1"), (7, "1"), (8, 1), (9, "nobody"), (10, "much")]
)
def test_wrong_values_are_refused(resolved: Resolved, kind: int, given: object) -> None:
    with pytest.raises(InvalidOption):
        filled_options([{"name": "one", "type": kind}], {"one": given}, resolved)


def test_named_things_are_spelled_out(resolved: Resolved, world: DefaultWorld) -> None:
    options = [{"name": f"o{kind}", "type": kind} for kind in (6, 7, 8, 9)]
    given = {"o6": world.admin, "o7": world.news, "o8": world.hunters, "o9": world.stewards}
    filled_options(options, given, resolved)
    assert {kind: list(found) for kind, found in resolved.payload.items()} == {
        "users": [str(world.admin.id)],
        "members": [str(world.admin.id)],
        "channels": [str(world.news.id)],
        "roles": [str(world.hunters.id), str(world.stewards.id)],
    }
    typed = half_typed_options(
        [*options, {"name": "q", "type": 3, "autocomplete": True}], given, "q"
    )
    assert typed[0]["value"] == str(world.admin.id)
    assert typed[-1] == {"name": "q", "type": 3, "value": "", "focused": True}
    with pytest.raises(InvalidOption):
        half_typed_options(options, {}, "o6")


def test_menus_name_roles_and_channels(resolved: Resolved, world: DefaultWorld) -> None:
    for kind, value in ((6, world.hunters), (8, world.news)):
        component = {"type": kind, "custom_id": "menu"}
        assert select_data(component, [value], resolved)["values"] == [str(value.id)]
    assert select_data({"type": 6, "custom_id": "m"}, [world.hunters], resolved)["resolved"]


async def test_an_uploaded_icon_is_served_too(
    bot: SandboxBot, discord_server: DiscordServer, world: DefaultWorld
) -> None:
    channel = bot.get_channel(world.general.id)
    embed = discord.Embed(title="Card").set_author(name="A", icon_url="attachment://a.png")
    embed.set_thumbnail(url="https://example.org/thumb.png")
    file = discord.File(__file__, "a.png")
    sent = await channel.send(embed=embed, file=file)
    assert sent.embeds[0].author.icon_url.startswith(discord_server.address)
    assert sent.embeds[0].thumbnail.url == "https://example.org/thumb.png"
    await sent.delete()
    with pytest.raises(discord.NotFound):
        await bot.http.get_from_cdn(sent.embeds[0].author.icon_url)


BUTTON = {"type": 2, "style": 1, "label": "x", "custom_id": "same"}
SELECT = {"type": 3, "custom_id": "s", "options": [{"label": "a", "value": "a"}]}


def row(*children: object) -> dict[str, object]:
    return {"components": [{"type": 1, "components": list(children)}]}


@pytest.mark.parametrize(
    "body",
    [
        {"content": 17},
        {"content": "x", "embeds": "none"},
        {"embeds": ["none"]},
        {"embeds": [{"title": "x", "url": "ftp://example.org"}]},
        {"embeds": [{"title": "x", "image": {"url": "nowhere"}}]},
        {"components": [{"type": 10, "content": "old layout"}]},
        {"components": [{"type": 10, "content": "x"}] * 41, "flags": 1 << 15},
        row(BUTTON, BUTTON),
        row(BUTTON, SELECT),
        row({"type": 4, "custom_id": "t", "label": "x", "style": 1}),
        row({"type": 2, "style": 5, "label": "link"}),
        row({"type": 2, "style": 1, "custom_id": "silent"}),
        row({**SELECT, "options": SELECT["options"] * 2}),
    ],
)
async def test_odd_messages_are_refused(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession, body: object
) -> None:
    url = f"{discord_server.api_url}/channels/{world.general.id}/messages"
    async with http.post(url, json=body) as response:
        assert (await response.json())["code"] == 50035


async def test_too_many_files_are_refused(bot: SandboxBot, world: DefaultWorld) -> None:
    channel = bot.get_channel(world.general.id)
    form = aiohttp.FormData(quote_fields=False)
    for number in range(11):
        form.add_field(f"files[{number}]", b"x", filename=f"{number}.txt")
    form.add_field("ignored", "text")
    route = discord.http.Route("POST", f"/channels/{channel.id}/messages")
    with pytest.raises(discord.HTTPException) as refused:
        await bot.http.request(route, data=form)
    assert refused.value.code == 50035


async def test_commands_are_created_one_by_one(
    discord_server: DiscordServer, http: aiohttp.ClientSession, clock: WorldClock
) -> None:
    application = discord_server.state.application.id
    url = f"{discord_server.api_url}/applications/{application}/commands"
    form = {"name": "one", "description": "First"}
    statuses: list[int] = []
    for description in ("First", "Second"):
        async with http.post(url, json={**form, "description": description}) as response:
            statuses.append(response.status)
            assert (await response.json())["description"] == description
    assert statuses == [201, 200]
    for number in range(199):
        async with http.put(url, json=[{**form, "name": f"n{number}"}]) as response:
            assert response.status == 200
    async with http.put(url, json=[{**form, "name": "once-too-often"}]) as response:
        assert (await response.json())["code"] == 30034
    clock.forward(timedelta(days=1))
    async with http.put(url, json=[{**form, "name": "next-day"}]) as response:
        assert response.status == 200
    async with http.put(url, json={}) as response:
        assert (await response.json())["code"] == 50035


LONG_CHOICES = [{"name": "n" * 100, "value": "v" * 100}] * 25
OPTION = {"name": "o", "type": 3, "description": "."}


@pytest.mark.parametrize(
    "form",
    [
        {"options": [{**OPTION, "autocomplete": True, "choices": LONG_CHOICES[:1]}]},
        {"options": [{**OPTION, "name": f"o{n}", "choices": LONG_CHOICES} for n in range(2)]},
        {"name": "x" * 33, "type": 2},
        {"name_localizations": {"de": "GROSS"}},
    ],
)
async def test_odd_commands_are_refused(
    discord_server: DiscordServer, http: aiohttp.ClientSession, form: dict[str, object]
) -> None:
    application = discord_server.state.application.id
    url = f"{discord_server.api_url}/applications/{application}/commands"
    async with http.post(url, json={"name": "fine", "description": ".", **form}) as response:
        assert (await response.json())["code"] == 50035


async def test_admins_decisions_are_listed(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    state = discord_server.state
    command, _ = state.commands.put(None, {"name": "one", "description": "."})
    url = (
        f"{discord_server.api_url}/applications/{state.application.id}"
        f"/guilds/{world.guild.id}/commands"
    )
    async with http.get(f"{url}/{command.id}/permissions") as response:
        assert (await response.json())["code"] == 10066
    command.overrides[world.member.id] = False
    async with http.get(f"{url}/permissions") as response:
        (told,) = await response.json()
    assert told["permissions"] == [{"id": str(world.member.id), "type": 2, "permission": False}]


async def test_threads_have_their_rules(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    channel = bot.get_channel(world.general.id)
    sent = await channel.send("Topic")
    thread = await sent.create_thread(name="Once")
    with pytest.raises(discord.HTTPException) as refused:
        await sent.create_thread(name="Twice")
    assert refused.value.code == 160004
    state = discord_server.state
    state.set_overwrite(world.general, world.bot_role, deny=Permission.CREATE_PUBLIC_THREADS)
    with pytest.raises(discord.Forbidden):
        await channel.create_thread(name="No", type=discord.ChannelType.public_thread)
    route = discord.http.Route("POST", f"/channels/{world.voice.id}/threads")
    with pytest.raises(discord.HTTPException) as refused:
        await bot.http.request(route, json={"name": "No"})
    assert refused.value.code == 50024
    state.add_thread(world.news, "On news", world.admin)
    state.remove_channel(world.general)
    assert thread.id not in state.channels
    assert state.channels[world.news.id].type is ChannelType.ANNOUNCEMENT


async def test_bulk_deletion_and_publishing_have_their_rules(
    discord_server: DiscordServer,
    world: DefaultWorld,
    bot: SandboxBot,
    http: aiohttp.ClientSession,
    clock: WorldClock,
) -> None:
    state, news = discord_server.state, bot.get_channel(world.news.id)
    said = discord_server.people.say(world.admin, world.news, "By hand")
    with pytest.raises(discord.Forbidden):
        await news.get_partial_message(said.id).publish()
    state.set_overwrite(world.news, world.bot_role, allow=Permission.MANAGE_MESSAGES)
    await news.get_partial_message(said.id).publish()
    url = f"{discord_server.api_url}/channels/{news.id}/messages/bulk-delete"
    async with http.post(url, json={"messages": [str(said.id)]}) as response:
        assert (await response.json())["code"] == 50016
    clock.forward(timedelta(days=15))
    async with http.post(url, json={"messages": [str(said.id), "1"]}) as response:
        assert (await response.json())["code"] == 50034
    state.set_overwrite(world.news, world.bot_role, deny=Permission.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden):
        await news.typing()


async def test_answers_need_a_first_response_and_the_right_application(
    discord_server: DiscordServer, world: DefaultWorld, http: aiohttp.ClientSession
) -> None:
    state = discord_server.state
    state.commands.put(None, {"name": "one", "description": "."})
    used = await discord_server.people.slash(world.member, world.general, "one")
    api = discord_server.api_url
    hook = f"{api}/webhooks/{state.application.id}/{used.token}"
    async with http.post(hook, json={"content": "Too early"}) as response:
        assert (await response.json())["code"] == 10015
    async with http.get(f"{api}/webhooks/1/{used.token}/messages/@original") as response:
        assert (await response.json())["code"] == 10015
    callback = f"{api}/interactions/{used.id}/{used.token}/callback?with_response=1"
    async with http.post(callback, json={"type": 9, "data": {}}) as response:
        assert (await response.json())["code"] == 50035


async def test_suggestions_have_limits(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    shown: list[int] = []

    @bot.tree.command(description="Search")
    async def search(interaction: discord.Interaction, query: str) -> None:
        raise NotImplementedError

    @search.autocomplete("query")
    async def offers(
        interaction: discord.Interaction, current: str
    ) -> list[discord.app_commands.Choice[str]]:
        name = "x" * (101 if current == "long" else 5)
        offered = [discord.app_commands.Choice(name=name, value=name)]
        with pytest.raises(discord.HTTPException) as refused:
            await interaction.response.autocomplete(offered * (26 if current == "many" else 1))
        shown.append(refused.value.code)
        return []

    await bot.tree.sync()
    people = discord_server.people
    for text in ("long", "many"):
        options = {"query": text}
        assert (
            await people.autocomplete(
                world.member, world.general, "search", options, focused="query"
            )
            == []
        )
    assert shown == [50035, 50035]


async def test_old_things_are_forgotten(discord_server: DiscordServer, world: DefaultWorld) -> None:
    state = discord_server.state
    for number in range(KEPT_PER_CHANNEL + 1):
        state.say(world.member, world.totd, str(number))
    kept = state.messages.all_in(world.totd)
    assert (len(kept), kept[0].content) == (KEPT_PER_CHANNEL, "1")
    state.commands.put(None, {"name": "one", "description": "."})
    first = await discord_server.people.slash(world.member, world.general, "one")
    for _ in range(KEPT):
        await discord_server.people.slash(world.member, world.general, "one")
    with pytest.raises(ApiError) as refused:
        state.interactions.to_respond(first.id, first.token)
    assert refused.value.code == Problem.UNKNOWN_INTERACTION.value[1]


async def test_what_is_none_of_the_bots_business_is_not_told(
    discord_server: DiscordServer, bot: SandboxBot
) -> None:
    state = discord_server.state
    before = len(bot.guilds)
    guild = state.add_guild("Private", with_bot=False)
    guest: User = state.add_user("guest")
    role = state.add_role(guild, "Guests")
    state.add_member(guild, guest)
    state.add_member(guild, guest, role)
    channel = state.add_channel(guild, "room")
    discord_server.people.say(guest, channel, "Anybody?")
    state.set_overwrite(channel, role, deny=Permission.SEND_MESSAGES)
    with pytest.raises(RefusedByClient):
        discord_server.people.say(guest, channel, "Nobody?")
    state.set_available(guild, available=False)
    state.add_guild("Joined")
    await bot.expect("joined Joined")
    assert len(bot.guilds) == before + 1


async def test_a_taken_port_is_an_error(discord_server: DiscordServer) -> None:
    port = int(discord_server.address.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="address already in use"):
        async with DiscordServer(port):
            raise AssertionError
