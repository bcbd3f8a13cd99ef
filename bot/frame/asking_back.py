"""Asking back with a menu: whoever chooses runs the same command again, with what was chosen.

What else was typed stands in the menu's custom id, so that a restart changes nothing for it.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias, cast

import discord
from discord import app_commands

from bot.face import wording as face_wording
from bot.face.controls import chosen, menu, row
from bot.face.limits import LONGEST_CHOICE, MOST_CHOICES
from bot.face.suggestions import LABEL_SEPARATOR
from bot.frame import wording
from bot.refusal import Choice, DayQuestion, Question, QuestionOption, Refusal

AGAIN = re.compile(r"again1?:(?P<command>[a-z -]{1,40}):(?P<option>[a-z]{1,20}):(?P<others>\{.*\})")
"""Run a command again with the value that was chosen for one of its options.

The digit only keeps several menus of one message apart.
"""

OPTIONS: dict[QuestionOption, frozenset[str]] = {
    "map": frozenset({"map", "query", "date"}),
    "club": frozenset({"club"}),
    "campaign": frozenset({"campaign", "season", "week"}),
    "subscription": frozenset({"subscription"}),
    "style": frozenset({"style"}),
}
"""What the option is called that takes such a subject; no command has two of them."""

_KINDS = {
    discord.AppCommandOptionType.integer: int,
    discord.AppCommandOptionType.boolean: bool,
}

Interaction: TypeAlias = discord.Interaction[Any]
Typed: TypeAlias = Mapping[str, str | int]
Value: TypeAlias = str | int | discord.Role
Command: TypeAlias = app_commands.Command[Any, ..., Any]


def menu_of(interaction: Interaction, question: Question) -> discord.ui.View | None:
    """Return menus of the choices, None where what was typed besides is too long to carry."""
    command, typed = _typed(interaction)
    option = next((name for name in typed if name in OPTIONS[question.subject]), None)
    choices = [choice for choice in question.choices if 0 < len(choice[1]) <= LONGEST_CHOICE]
    if option is None or not choices:
        return None
    others = {name: value for name, value in typed.items() if name != option}
    rest = f":{command}:{option}:{json.dumps(others, separators=(',', ':'))}"
    pieces = _pieces(choices) if isinstance(question, DayQuestion) else [choices]
    ids = [f"again{number or ''}{rest}" for number in range(len(pieces))]
    if any(len(one) > LONGEST_CHOICE or AGAIN.fullmatch(one) is None for one in ids):
        return None
    menus = [
        menu(_placeholder(piece, pieces), one, piece)
        for one, piece in zip(ids, pieces, strict=True)
    ]
    return row(menus, (AGAIN,))


def _pieces(choices: Sequence[Choice]) -> list[Sequence[Choice]]:
    """Return choices in as few menus as hold them, which are about as long as each other."""
    count = -(-len(choices) // MOST_CHOICES)
    length = -(-len(choices) // count)
    return [choices[start : start + length] for start in range(0, len(choices), length)]


def _placeholder(piece: Sequence[Choice], pieces: Sequence[Sequence[Choice]]) -> str:
    if len(pieces) == 1:
        return str(wording.CHOOSE)
    first, last = (label.partition(LABEL_SEPARATOR)[0] for label, _ in (piece[0], piece[-1]))
    return wording.choose_between(first, last)


async def run_again(interaction: Interaction, found: re.Match[str]) -> None:
    """Answer as if the chosen value had been typed."""
    command = command_called(interaction.client.tree, found["command"])
    _, typed = _typed(interaction)
    if command is None:
        raise Refusal(face_wording.OUTDATED_BUTTON)
    answer = cast("Callable[..., Awaitable[object]]", command.callback)
    await answer(command.binding, interaction, **_values(interaction.guild, command, typed))


def _values(guild: discord.Guild | None, command: Command, typed: Typed) -> dict[str, Value]:
    """Return options by the names of the parameters; refuse what the command does not take."""
    known = {one.display_name: one for one in command.parameters}
    are_taken = all(name in known and _is_of(known[name], typed[name]) for name in typed)
    if not are_taken or any(one.required and name not in typed for name, one in known.items()):
        raise Refusal(face_wording.OUTDATED_BUTTON)
    return {known[name].name: _value(guild, known[name], value) for name, value in typed.items()}


def _is_of(parameter: app_commands.Parameter, value: object) -> bool:
    """Tell whether a value is of the parameter's kind; what is neither number nor yes is text."""
    return type(value) is _KINDS.get(parameter.type, str)


def _value(guild: discord.Guild | None, parameter: app_commands.Parameter, value: Any) -> Value:
    """Return a value as the command takes it: Discord tells of a role by its number."""
    if parameter.type is not discord.AppCommandOptionType.role:
        return value
    role = guild.get_role(int(value)) if guild is not None and value.isdecimal() else None
    if role is None:
        raise Refusal(face_wording.OUTDATED_BUTTON)
    return role


def _typed(interaction: Interaction) -> tuple[str, Typed]:
    """Return a command and its options, as typed or as a press on a menu repeats them."""
    data = cast("dict[str, Any]", interaction.data or {})
    again = AGAIN.fullmatch(str(data.get("custom_id", "")))
    if again is not None:
        return again["command"], {**_others(again["others"]), again["option"]: chosen(interaction)}
    command = interaction.command
    return command.qualified_name if command is not None else "", _options(data)


def _others(text: str) -> Typed:
    try:
        return cast("dict[str, str | int]", json.loads(text))
    except ValueError:
        raise Refusal(face_wording.OUTDATED_BUTTON) from None


def _options(data: Mapping[str, Any]) -> Typed:
    """Return the options of a command, or of the subcommand in it."""
    found: dict[str, str | int] = {}
    for option in data.get("options", []):
        if isinstance(value := option.get("value"), str | int):
            found[option["name"]] = value
        found |= _options(option)
    return found


def command_called(tree: app_commands.CommandTree[Any], name: str) -> Command | None:
    """Return the command of that whole name; a group of commands is none."""
    root, _, inner = name.partition(" ")
    found = tree.get_command(root)
    if isinstance(found, app_commands.Group):
        found = found.get_command(inner)
    if isinstance(found, app_commands.Command) and found.qualified_name == name:
        return found
    return None
