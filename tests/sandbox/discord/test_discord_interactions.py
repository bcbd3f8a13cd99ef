import asyncio
import io
from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import discord
import pytest
from support import until

from bot.clock import WorldClock
from bot.sandbox.discord.people.refusals import ComponentNotUsable, RefusedByClient
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.interactions import Interaction, InteractionFailed, ResponseKind
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.world import DefaultWorld

from .conftest import SandboxBot

Handler = Callable[[discord.Interaction], Awaitable[object]]
Use = Callable[..., Awaitable[Interaction]]


@pytest.fixture
async def use(discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot) -> Use:
    """Make a handler the command /use, and use it as the member in general."""

    async def used(handler: Handler, user: User | None = None) -> Interaction:
        @bot.tree.command(name="use", description="Whatever the test wants")
        async def command(interaction: discord.Interaction) -> None:
            await handler(interaction)

        await bot.tree.sync()
        return await discord_server.people.slash(user or world.member, world.general, "use")

    return used


async def test_a_deferred_answer_shows_thinking_first(use: Use) -> None:
    going_on = asyncio.Event()

    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await going_on.wait()
        await interaction.followup.send("Here it is")

    used = await use(handler)
    assert used.status == "sent"
    assert await used.acknowledged() is ResponseKind.DEFERRED_MESSAGE
    assert used.deferred
    assert used.status == "thinking"
    (loading,) = used.messages
    assert loading.loading
    going_on.set()
    answer = await used.answered()
    assert answer is loading
    assert not answer.loading
    assert answer.content == "Here it is"
    assert answer.edited_at is None
    assert used.status == "answered"


async def test_a_file_fills_the_deferred_answer(
    use: Use, discord_server: DiscordServer, http: aiohttp.ClientSession
) -> None:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        embed = discord.Embed(title="Chart").set_image(url="attachment://chart.png")
        file = discord.File(io.BytesIO(b"picture"), "chart.png", description="A chart")
        await interaction.edit_original_response(embed=embed, attachments=[file])
        message = await interaction.original_response()
        assert message.embeds[0].image.url.startswith(discord_server.address)
        assert message.flags.ephemeral

    used = await use(handler)
    answer = await used.answered()
    assert used.ephemeral
    assert answer.only_for is used.user
    url = discord_server.address + answer.attachments[0].path
    async with http.get(url) as response:
        assert await response.read() == b"picture"
        assert response.content_type == "image/png"
    assert [one.files for one in discord_server.requests if one.files] == [
        (("files[0]", "chart.png"),)
    ]


async def test_the_defer_decides_who_sees_the_answer(use: Use) -> None:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.followup.send("Meant to be secret", ephemeral=True)

    used = await use(handler)
    assert not (await used.answered()).ephemeral


async def test_an_error_after_a_public_defer_can_still_be_told_in_private(use: Use) -> None:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.delete_original_response()
        await interaction.followup.send("That went wrong", ephemeral=True)

    used = await use(handler)
    answer = await used.answered()
    assert answer.content == "That went wrong"
    assert answer.ephemeral
    assert used.messages == [answer]


async def test_follow_ups_can_be_changed_and_taken_back(use: Use) -> None:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("First")
        second = await interaction.followup.send("Second", wait=True)
        third = await interaction.followup.send("Third", wait=True)
        await second.edit(content="Second, again")
        await third.delete()
        await interaction.edit_original_response(content="First, again")

    used = await use(handler)
    await until(lambda: used.messages[:1] and used.messages[0].edited_at)
    assert [one.content for one in used.messages] == ["First, again", "Second, again"]


async def test_a_second_response_is_refused(
    use: Use, discord_server: DiscordServer, http: aiohttp.ClientSession
) -> None:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Once")
        with pytest.raises(discord.InteractionResponded):
            await interaction.response.send_message("Twice")

    used = await use(handler)
    await used.answered()
    url = f"{discord_server.api_url}/interactions/{used.id}/{used.token}/callback"
    async with http.post(url, json={"type": 4, "data": {"content": "Twice"}}) as response:
        assert response.status == 400
        assert (await response.json())["code"] == 40060


async def test_a_late_response_is_refused(use: Use, clock: WorldClock) -> None:
    refused = asyncio.get_running_loop().create_future()

    async def handler(interaction: discord.Interaction) -> None:
        clock.forward(timedelta(seconds=4))
        with pytest.raises(discord.NotFound) as error:
            await interaction.response.send_message("Too late")
        refused.set_result(error.value.code)

    await use(handler)
    assert await asyncio.wait_for(refused, 5) == 10062


async def test_the_person_is_told_when_nothing_comes(use: Use, clock: WorldClock) -> None:
    async def handler(_: discord.Interaction) -> None:
        return

    clock.speed = 100
    used = await use(handler)
    with pytest.raises(InteractionFailed, match="did not respond"):
        await used.acknowledged()
    assert used.failed == "The application did not respond"
    assert used.status == "failed"


async def test_who_waits_in_vain_is_told_how_far_it_got(use: Use) -> None:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.defer()

    used = await use(handler)
    await used.acknowledged()
    with pytest.raises(InteractionFailed, match="still thinking"):
        await used.answered(timeout=0.01)


async def test_the_token_lives_for_fifteen_minutes(use: Use, clock: WorldClock) -> None:
    codes: list[int] = []

    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        clock.forward(timedelta(minutes=14))
        await interaction.edit_original_response(content="Still here")
        clock.forward(timedelta(minutes=2))
        with pytest.raises(discord.HTTPException) as error:
            await interaction.followup.send("Too late")
        codes.append(error.value.code)

    used = await use(handler)
    await used.answered()
    await until(lambda: codes)
    assert codes == [50027]


async def test_a_command_may_ask_for_rights_of_the_bot(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    @bot.tree.command(description="Needs a right")
    @discord.app_commands.checks.bot_has_permissions(embed_links=True)
    async def card(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Card")

    await bot.tree.sync()
    people, state = discord_server.people, discord_server.state
    state.set_overwrite(world.totd, world.bot_role, deny=Permission.EMBED_LINKS)
    assert await (await people.slash(world.member, world.general, "card")).answered()
    await people.slash(world.member, world.totd, "card")
    await until(lambda: bot.errors)
    assert isinstance(bot.errors.pop(), discord.app_commands.BotMissingPermissions)


async def test_only_five_follow_ups_where_the_server_has_no_bot(
    discord_server: DiscordServer, world: DefaultWorld, bot: SandboxBot
) -> None:
    codes: list[int] = []

    @bot.tree.command(name="chatty", description="Says much")
    @discord.app_commands.allowed_installs(guilds=True, users=True)
    async def chatty(interaction: discord.Interaction) -> None:
        assert interaction.is_user_integration()
        await interaction.response.send_message("0")
        for number in range(1, 6):
            await interaction.followup.send(str(number))
        with pytest.raises(discord.HTTPException) as error:
            await interaction.followup.send("6")
        codes.append(error.value.code)

    await bot.tree.sync()
    state = discord_server.state
    elsewhere = state.add_guild("Elsewhere", with_bot=False)
    channel = state.add_channel(elsewhere, "anything")
    state.add_member(elsewhere, world.member)
    with pytest.raises(RefusedByClient):
        await discord_server.people.slash(world.member, channel, "chatty")
    world.member.has_app = True
    used = await discord_server.people.slash(world.member, channel, "chatty")
    await until(lambda: codes)
    assert codes == [40094]
    assert len(used.messages) == 6


class Panel(discord.ui.View):
    """A view with a button of every outcome and a menu."""

    @discord.ui.button(label="Next", custom_id="next")
    async def following(
        self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]
    ) -> None:
        assert interaction.message is not None
        assert interaction.message.interaction_metadata is not None
        owner = interaction.message.interaction_metadata.user
        await interaction.response.edit_message(content=f"Next page of {owner.name}")

    @discord.ui.button(label="Slow", custom_id="slow")
    async def slow(self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Slow page")

    @discord.ui.button(label="Secret", custom_id="secret")
    async def secret(self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        await interaction.response.send_message("Only for you", ephemeral=True, view=Panel())

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        raise NotImplementedError

    @discord.ui.select(
        custom_id="menu",
        max_values=2,
        options=[
            discord.SelectOption(label=name, value=name) for name in ("white", "green", "red")
        ],
    )
    async def menu(
        self, interaction: discord.Interaction, select: discord.ui.Select["Panel"]
    ) -> None:
        await interaction.response.send_message(" and ".join(select.values))

    @discord.ui.select(cls=discord.ui.ChannelSelect, custom_id="where")
    async def where(
        self, interaction: discord.Interaction, select: discord.ui.ChannelSelect["Panel"]
    ) -> None:
        await interaction.response.send_message(select.values[0].mention)


@pytest.fixture
async def panel(use: Use) -> Interaction:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Page", view=Panel())

    used = await use(handler)
    await used.answered()
    return used


async def test_buttons_change_the_message_or_answer_beside_it(
    discord_server: DiscordServer, world: DefaultWorld, panel: Interaction
) -> None:
    people, message = discord_server.people, panel.messages[0]
    assert all(component["id"] for component in message.items())
    clicked = await people.click(world.admin, message, "next")
    assert await clicked.acknowledged() is ResponseKind.UPDATE
    assert (await clicked.answered()).content == "Next page of player"
    clicked = await people.click(world.member, message, "slow")
    assert await clicked.answered() is message
    assert message.content == "Slow page"
    clicked = await people.click(world.admin, message, "secret")
    secret = await clicked.answered()
    assert clicked.ephemeral
    assert secret.only_for is world.admin
    with pytest.raises(ComponentNotUsable):
        await people.click(world.member, secret, "next")
    clicked = await people.click(world.admin, secret, "slow")
    assert await clicked.answered() is secret


@pytest.mark.parametrize("custom_id", ["off", "missing", "menu"])
async def test_unusable_buttons_are_refused(
    discord_server: DiscordServer, world: DefaultWorld, panel: Interaction, custom_id: str
) -> None:
    with pytest.raises(ComponentNotUsable):
        await discord_server.people.click(world.member, panel.messages[0], custom_id)


async def test_menus_take_their_own_values_only(
    discord_server: DiscordServer, world: DefaultWorld, panel: Interaction
) -> None:
    people, message = discord_server.people, panel.messages[0]
    chosen = await people.select(world.member, message, "menu", ["white", "red"])
    assert (await chosen.answered()).content == "white and red"
    chosen = await people.select(world.member, message, "where", [world.totd])
    assert (await chosen.answered()).content == world.totd.mention
    for values in ([], ["blue"], ["white", "green", "red"]):
        with pytest.raises(ComponentNotUsable):
            await people.select(world.member, message, "menu", values)
    with pytest.raises(ComponentNotUsable):
        await people.select(world.member, message, "next", ["white"])


async def test_a_deleted_message_has_no_buttons(
    discord_server: DiscordServer, world: DefaultWorld, panel: Interaction
) -> None:
    message = panel.messages[0]
    discord_server.state.messages.delete(message)
    with pytest.raises(ComponentNotUsable):
        await discord_server.people.click(world.member, message, "next")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"type": 8, "data": {"choices": []}}, "type"),
        ({"type": 6}, "type"),
        ({"type": 9, "data": {"title": "x", "custom_id": "m", "components": []}}, "type"),
        ({"type": 4, "data": {"content": "x" * 2_001}}, "data"),
    ],
)
async def test_unfitting_responses_are_refused(
    use: Use,
    discord_server: DiscordServer,
    http: aiohttp.ClientSession,
    body: dict[str, object],
    where: str,
) -> None:
    async def handler(_: discord.Interaction) -> None:
        return

    used = await use(handler)
    url = f"{discord_server.api_url}/interactions/{used.id}/{used.token}/callback"
    async with http.post(url, json=body) as response:
        told = await response.json()
    assert told["code"] == 50035
    assert list(told["errors"]) == [where]
    assert used.response is None


async def test_tokens_are_checked_and_never_recorded(
    use: Use, discord_server: DiscordServer, http: aiohttp.ClientSession
) -> None:
    async def handler(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Fine")

    used = await use(handler)
    await used.answered()
    application = discord_server.state.application.id
    api = discord_server.api_url
    async with http.get(f"{api}/webhooks/{application}/wrong/messages/@original") as response:
        assert (await response.json())["code"] == 50027
    async with http.post(f"{api}/interactions/{used.id}/wrong/callback", json={}) as response:
        assert (await response.json())["code"] == 10062
    assert used.token not in repr(discord_server.requests)
    assert discord_server.token not in repr(discord_server.requests)
    paths = [one.path for one in discord_server.requests]
    assert f"/interactions/{used.id}/token/callback" in paths
