from collections.abc import Awaitable, Callable

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.sandbox.discord.people.refusals import CommandNotOffered, InvalidOption, RefusedByClient
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.interactions import ResponseKind
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.world import DefaultWorld

from .conftest import SandboxBot


@pytest.fixture
def options_seen() -> list[dict[str, object]]:
    return []


@pytest.fixture
async def synced(bot: SandboxBot, options_seen: list[dict[str, object]]) -> SandboxBot:
    """A bot with one command of every sort."""

    async def remember(interaction: discord.Interaction) -> None:
        options_seen.append(dict(iter(interaction.namespace)))
        await interaction.response.send_message("done")

    @bot.tree.command(description="A day's track")
    async def totd(interaction: discord.Interaction, date: str | None = None) -> None:
        del date
        await remember(interaction)

    @totd.autocomplete("date")
    async def dates(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        days = ("today", "yesterday")
        return [app_commands.Choice(name=day, value=day) for day in days if current in day]

    @bot.tree.command(description="A page of times")
    async def leaderboard(
        interaction: discord.Interaction,
        rank: app_commands.Range[int, 1, 10_000],
        board: app_commands.Choice[str] | None = None,
    ) -> None:
        del rank, board
        await remember(interaction)

    leaderboard._params["board"].choices = [
        app_commands.Choice(name="season", value="season"),
        app_commands.Choice(name="all-time", value="all-time"),
    ]

    announce = app_commands.Group(
        name="announce",
        description="Announcements",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True),
    )

    @announce.command(description="Subscribe a channel")
    async def add(
        interaction: discord.Interaction,
        channel: discord.TextChannel,
        role: discord.Role | None = None,
    ) -> None:
        del role
        permissions = channel.permissions_for(interaction.guild.me)
        assert permissions.send_messages
        await remember(interaction)

    bot.tree.add_command(announce)

    await bot.tree.sync()
    return bot


Use = Callable[..., Awaitable[object]]


@pytest.mark.usefixtures("synced")
async def test_a_command_is_answered(
    discord_server: DiscordServer, world: DefaultWorld, options_seen: list[object]
) -> None:
    used = await discord_server.people.slash(
        world.member, world.general, "totd", {"date": "anything typed"}
    )
    assert await used.acknowledged() is ResponseKind.MESSAGE
    answer = await used.answered()
    assert answer.content == "done"
    assert answer.origin.user is world.member
    assert options_seen == [{"date": "anything typed"}]
    assert used.name == "totd"


@pytest.mark.usefixtures("synced")
async def test_suggestions_come_while_typing(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    choices = await discord_server.people.autocomplete(
        world.member, world.general, "totd", {"date": "yes"}, focused="date"
    )
    assert choices == [{"name": "yesterday", "value": "yesterday"}]


@pytest.mark.usefixtures("synced")
async def test_a_subcommand_takes_channels_and_roles(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    options = {"channel": world.totd, "role": str(world.hunters.id)}
    used = await discord_server.people.slash(world.admin, world.general, "announce add", options)
    await used.answered()
    assert used.name == "announce add"


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("leaderboard", {}),
        ("leaderboard", {"rank": 0}),
        ("leaderboard", {"rank": 10_001}),
        ("leaderboard", {"rank": "first"}),
        ("leaderboard", {"rank": 1, "board": "weekly"}),
        ("leaderboard", {"rank": 1, "colour": "red"}),
        ("totd", {"date": ""}),
        ("totd", {"date": "x" * 6_001}),
    ],
)
async def test_the_client_refuses_wrong_options(
    discord_server: DiscordServer,
    world: DefaultWorld,
    command: str,
    options: dict[str, object],
) -> None:
    with pytest.raises(InvalidOption):
        await discord_server.people.slash(world.member, world.general, command, options)


@pytest.mark.usefixtures("synced")
async def test_choices_are_taken_by_value(
    discord_server: DiscordServer,
    world: DefaultWorld,
    options_seen: list[dict[str, object]],
) -> None:
    options = {"rank": "21", "board": "all-time"}
    used = await discord_server.people.slash(world.member, world.general, "leaderboard", options)
    await used.answered()
    assert options_seen[0]["rank"] == 21
    assert options_seen[0]["board"] == "all-time"


@pytest.mark.usefixtures("synced")
async def test_channel_options_take_only_fitting_visible_channels(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    people, state = discord_server.people, discord_server.state
    with pytest.raises(InvalidOption):
        await people.slash(world.admin, world.general, "announce add", {"channel": world.voice})
    state.set_overwrite(world.totd, world.guild.everyone, deny=Permission.VIEW_CHANNEL)
    (announce,) = [one for one in state.commands.of(None) if one.name == "announce"]
    announce.overrides[world.member.id] = True
    with pytest.raises(InvalidOption):
        await people.slash(world.member, world.general, "announce add", {"channel": world.totd})


@pytest.mark.usefixtures("synced")
async def test_commands_are_hidden_from_those_without_the_right(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    people = discord_server.people
    with pytest.raises(CommandNotOffered):
        await people.slash(world.member, world.general, "announce add", {"channel": world.totd})
    names = {command.name for command in people.commands(world.member, world.general)}
    assert names == {"totd", "leaderboard"}


async def test_admins_decide_over_the_default_rights(
    discord_server: DiscordServer, world: DefaultWorld, synced: discord.Client
) -> None:
    people = discord_server.people
    (announce,) = [
        one for one in people.commands(world.admin, world.general) if one.name == "announce"
    ]
    announce.overrides[world.hunters.id] = True
    assert announce in people.commands(world.member, world.general)
    announce.overrides[world.member.id] = False
    assert announce not in people.commands(world.member, world.general)
    command = synced.tree.get_command("announce")
    told = await (await synced.tree.fetch_command(announce.id)).fetch_permissions(synced.guilds[0])
    assert command is not None
    assert {one.id for one in told.permissions} == {world.hunters.id, world.member.id}


@pytest.mark.usefixtures("synced")
async def test_server_commands_are_not_offered_in_direct_messages(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    direct = discord_server.state.direct_channel(world.admin)
    names = {one.name for one in discord_server.people.commands(world.admin, direct)}
    assert "totd" in names
    assert "announce" not in names
    used = await discord_server.people.slash(world.admin, direct, "totd")
    assert (await used.answered()).content == "done"
    with pytest.raises(RefusedByClient):
        await discord_server.people.slash(world.member, direct, "totd")


@pytest.mark.usefixtures("synced")
async def test_nobody_commands_where_they_may_not(
    discord_server: DiscordServer, world: DefaultWorld
) -> None:
    state, people = discord_server.state, discord_server.people
    stranger = state.add_user("stranger")
    with pytest.raises(RefusedByClient):
        await people.slash(stranger, world.general, "totd")
    with pytest.raises(RefusedByClient):
        await people.slash(world.member, world.forum, "totd")
    denied = Permission.USE_APPLICATION_COMMANDS
    state.set_overwrite(world.general, world.hunters, deny=denied)
    with pytest.raises(CommandNotOffered):
        await people.slash(world.member, world.general, "totd")


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize("text", ["announce", "announce remove", "totd today", "nothing"])
async def test_unknown_commands_are_not_offered(
    discord_server: DiscordServer, world: DefaultWorld, text: str
) -> None:
    with pytest.raises(CommandNotOffered):
        await discord_server.people.slash(world.admin, world.general, text)


async def test_a_server_may_have_its_own_commands(
    discord_server: DiscordServer, world: DefaultWorld, synced: discord.Client
) -> None:
    guild = discord.Object(world.guild.id)
    synced.tree.clear_commands(guild=guild)
    synced.tree.copy_global_to(guild=guild)
    await synced.tree.sync(guild=guild)
    used = await discord_server.people.slash(world.member, world.general, "totd")
    assert used.data["guild_id"] == str(world.guild.id)
    assert (await used.answered()).content == "done"


async def test_a_sync_keeps_the_ids_and_removes_the_rest(synced: discord.Client) -> None:
    before = {one.name: one.id for one in await synced.tree.fetch_commands()}
    synced.tree.remove_command("leaderboard")
    await synced.tree.sync()
    after = {one.name: one.id for one in await synced.tree.fetch_commands()}
    assert after == {name: number for name, number in before.items() if name != "leaderboard"}


async def test_single_commands_are_edited_and_deleted(synced: discord.Client) -> None:
    command = next(one for one in await synced.tree.fetch_commands() if one.name == "totd")
    changed = await command.edit(description="The track of a day")
    assert changed.description == "The track of a day"
    assert changed.id == command.id
    await command.delete()
    with pytest.raises(discord.NotFound) as refused:
        await synced.tree.fetch_command(command.id)
    assert refused.value.code == 10063


NAMED = {"name": "fine", "description": "Fine"}


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ({"name": "Totd", "description": "Upper case"}, "name"),
        ({"name": "x" * 33, "description": "Too long"}, "name"),
        ({"name": "fine", "description": ""}, "description"),
        (
            {
                **NAMED,
                "options": [{"name": f"o{n}", "type": 3, "description": "."} for n in range(26)],
            },
            "options",
        ),
        (
            {
                **NAMED,
                "options": [
                    {"name": "one", "type": 3, "description": "."},
                    {"name": "two", "type": 3, "description": ".", "required": True},
                ],
            },
            "options",
        ),
        ({**NAMED, "options": [{"name": "one", "type": 3, "description": "."}] * 2}, "options"),
        ({**NAMED, "description_localizations": {"de": "x" * 101}}, "description_localizations"),
        ({**NAMED, "description_localizations": {"de": ""}}, "description_localizations"),
        ({**NAMED, "description_localizations": {"es": "."}}, "description_localizations"),
        ({**NAMED, "description_localizations": ["de"]}, "description_localizations"),
        ({**NAMED, "name_localizations": {"xx": "fein"}}, "name_localizations"),
        ({**NAMED, "name_localizations": {"de": "Fein"}}, "name"),
        (
            {
                **NAMED,
                "options": [
                    {
                        "name": "one",
                        "type": 3,
                        "description": ".",
                        "choices": [
                            {"name": ".", "value": ".", "name_localizations": {"fr": "x" * 101}}
                        ],
                    }
                ],
            },
            "options",
        ),
    ],
)
async def test_invalid_commands_are_refused(
    discord_server: DiscordServer,
    http: aiohttp.ClientSession,
    form: dict[str, object],
    where: str,
) -> None:
    application = discord_server.state.application.id
    url = f"{discord_server.api_url}/applications/{application}/commands"
    async with http.post(url, json=form) as response:
        body = await response.json()
    assert response.status == 400
    assert body["code"] == 50035
    assert where in body["errors"]


async def test_too_many_or_doubled_commands_are_refused(
    discord_server: DiscordServer, http: aiohttp.ClientSession
) -> None:
    application = discord_server.state.application.id
    url = f"{discord_server.api_url}/applications/{application}/commands"
    many = [{"name": f"c{number}", "description": "."} for number in range(101)]
    for forms in (many, [NAMED, NAMED]):
        async with http.put(url, json=forms) as response:
            assert (await response.json())["code"] == 50035
    async with http.put(url, json=many[:100]) as response:
        assert len(await response.json()) == 100


def weighty(localized: int) -> dict[str, object]:
    """Return a command of 25 options with five choices each, of names so long in French."""
    choices = [
        {"name": f"{number}", "value": f"{number}", "name_localizations": {"fr": "x" * localized}}
        for number in range(5)
    ]
    option = {"type": 3, "description": ".", "choices": choices}
    return {**NAMED, "options": [{**option, "name": f"o{number}"} for number in range(25)]}


async def test_a_command_counts_by_its_longest_language(
    discord_server: DiscordServer, http: aiohttp.ClientSession
) -> None:
    application = discord_server.state.application.id
    url = f"{discord_server.api_url}/applications/{application}/commands"
    # 25 * 5 choices of 62 and one character of value are 7,875; names and descriptions 98 more.
    async with http.post(url, json=weighty(62)) as response:
        told = await response.json()
    assert told["options"][24]["choices"][4]["name_localizations"] == {"fr": "x" * 62}
    async with http.post(url, json=weighty(63)) as response:
        errors = (await response.json())["errors"]["_errors"]
    assert [error["code"] for error in errors] == ["APPLICATION_COMMAND_TOO_LARGE"]
