"""Commands for trying what the page can show and the bot does not use yet."""

import asyncio
import io
import re

import discord
from discord import app_commands

from bot.frame.app import Pitwall

Interaction = discord.Interaction[Pitwall]
Place = discord.ForumChannel | discord.VoiceChannel | discord.StageChannel
COLOURS = ("Red", "Green", "Blue")


def menu(name: str, most: int) -> discord.ui.View:
    options = [discord.SelectOption(label=colour, description="a colour") for colour in COLOURS]
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Select(custom_id=name, options=options, max_values=most))
    view.stop()
    return view


async def no_choices(_: Interaction, __: str) -> list[app_commands.Choice[str]]:
    await asyncio.sleep(5)
    return []


def add_tryouts(bot: Pitwall) -> None:
    add_components(bot)
    add_answers(bot)


def add_components(bot: Pitwall) -> None:
    @bot.tree.command(name="try-menu", description="Choose one colour")
    async def try_menu(interaction: Interaction) -> None:
        await interaction.response.send_message("One:", view=menu("colours:1", 1))

    @bot.tree.command(name="try-several", description="Choose up to three colours")
    async def try_several(interaction: Interaction) -> None:
        await interaction.response.send_message("Several:", view=menu("colours:3", 3))

    async def chosen(interaction: Interaction, _: re.Match[str]) -> None:
        values = (interaction.data or {}).get("values", [])
        await interaction.response.edit_message(content=f"Chosen: {', '.join(values)}", view=None)

    bot.presses.add(re.compile(r"colours:\d"), chosen)


def add_answers(bot: Pitwall) -> None:
    @bot.tree.command(name="try-silence", description="Get no answer")
    async def try_silence(interaction: Interaction) -> None:
        pass

    @bot.tree.command(name="try-place", description="Choose a place that is no text channel")
    async def try_place(interaction: Interaction, place: Place) -> None:
        await interaction.response.send_message(place.mention)

    @bot.tree.command(name="try-code", description="See a block of code")
    async def try_code(interaction: Interaction) -> None:
        lines = ('{"address": "' + "x" * 120 + '"}', "    indented " * 12)
        await interaction.response.send_message("```json\n" + "\n".join(lines) + "\n```")

    @bot.tree.command(name="try-file", description="Get a file")
    async def try_file(interaction: Interaction) -> None:
        file = discord.File(io.BytesIO(b"0,1\n" * 600), "times.csv")
        await interaction.response.send_message("A file", file=file)

    @bot.tree.command(name="try-values", description="Name people and places")
    async def try_values(
        interaction: Interaction, where: discord.TextChannel, who: discord.Member, loud: bool
    ) -> None:
        text = f"{where.mention} {who.mention} {loud}"
        await interaction.response.send_message(text)

    @bot.tree.command(name="try-rights", description="Only for those who manage the server")
    @app_commands.default_permissions(manage_guild=True)
    async def try_rights(interaction: Interaction) -> None:
        await interaction.response.send_message("You may")

    @bot.tree.command(name="try-waiting", description="Wait in vain for what could be chosen")
    async def try_waiting(interaction: Interaction, what: str) -> None:
        await interaction.response.send_message(what)

    try_waiting.autocomplete("what")(no_choices)

    @bot.tree.command(name="try-echo", description="See a text as an embed")
    async def try_echo(interaction: Interaction, text: str) -> None:
        embed = discord.Embed(title=text, description=text)
        embed.set_author(name=text).set_footer(text=text).add_field(name=text, value=text)
        await interaction.response.send_message(embed=embed)
