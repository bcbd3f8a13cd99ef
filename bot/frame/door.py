"""Where everything that people type, choose or send comes in: made whole, or turned away."""

from typing import Any, cast

import discord
from discord import app_commands

from bot.frame import wording
from bot.refusal import Refusal

OptionType = discord.AppCommandOptionType
_EXPECTED: dict[OptionType, tuple[type, ...]] = {
    OptionType.string: (str,),
    OptionType.integer: (int,),
    OptionType.number: (int, float),
    OptionType.boolean: (bool,),
}


def make_whole(interaction: discord.Interaction[Any]) -> None:
    """Replace half characters in all that came: neither the file nor a socket takes them.

    Options, chosen values and what was written into a form are all parts of the same data.
    """
    if interaction.data is not None:
        interaction.data = _whole(interaction.data)


def check_kinds(interaction: discord.Interaction[Any]) -> None:
    """Refuse options that are of another kind than the command's: text where a number belongs."""
    command = interaction.command
    options = cast("dict[str, Any]", interaction.data or {}).get("options")
    if not options or not isinstance(command, app_commands.Command):
        return
    values = vars(interaction.namespace)
    for parameter in command.parameters:
        value = values.get(parameter.display_name)
        if value is not None and not _fits(value, parameter.type):
            raise Refusal(wording.COMMANDS_CHANGED)


def _fits(value: object, kind: OptionType) -> bool:
    expected = _EXPECTED.get(kind)
    is_right = expected is None or isinstance(value, expected)
    # True is a whole number to Python alone.
    return is_right and (kind is OptionType.boolean or not isinstance(value, bool))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {_whole(key): _whole(part) for key, part in items}
    if isinstance(value, list):
        return [_whole(part) for part in cast("list[Any]", value)]
    return value
