"""What a person did, in words: the line above an answer."""

from collections.abc import Iterator
from typing import cast

from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.interactions import Interaction, InteractionKind

ENTITIES = {6: ("users", "@"), 7: ("channels", "#"), 8: ("roles", "@")}
"""Options whose values are ids: where their names are told, and what stands before them."""


def deed(interaction: Interaction) -> str:
    """Return in words what a person did."""
    if interaction.kind is InteractionKind.COMMAND:
        named = cast("Json", interaction.data.get("resolved") or {})
        return " ".join([f"used /{interaction.name}", *_options(interaction.data, named)])
    component = interaction.message and interaction.message.component(interaction.name)
    label = (component or {}).get("label")
    return f"pressed {label}" if label else "chose from a menu"


def _options(data: Json, named: Json) -> Iterator[str]:
    """Yield the options of a command as one types them."""
    for option in cast("list[Json]", data.get("options") or []):
        if "value" in option:
            yield f"{option['name']}:{_value(option, named)}"
        else:
            yield from _options(option, named)


def _value(option: Json, named: Json) -> str:
    value = str(option["value"])
    kind, sign = ENTITIES.get(option["type"], ("", ""))
    entity = cast("Json", named.get(kind, {}).get(value, {}))
    name = entity.get("global_name") or entity.get("name")
    return f"{sign}{str(name).removeprefix('@')}" if name else value
