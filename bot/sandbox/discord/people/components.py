"""Using the buttons and menus of a message."""

from collections.abc import Sequence
from typing import cast

from bot.sandbox.discord.people.refusals import ComponentNotUsable
from bot.sandbox.discord.people.resolved import Resolved
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.messages import Message

BUTTON, TEXT_SELECT, ROLE_SELECT, CHANNEL_SELECT = 2, 3, 6, 8
SELECTS = frozenset({TEXT_SELECT, ROLE_SELECT, CHANNEL_SELECT})


def usable_component(user: User, message: Message, custom_id: str) -> Json:
    """Return a component that a person can see and use."""
    if not message.visible_to(user):
        raise ComponentNotUsable(f"{user.name} does not see this message")
    component = message.component(custom_id)
    if component is None:
        raise ComponentNotUsable(f"there is no component {custom_id}")
    if component.get("disabled"):
        raise ComponentNotUsable(f"{custom_id} is disabled")
    return component


def button_data(component: Json) -> Json:
    """Return what a click on a button says."""
    if component["type"] != BUTTON:
        raise ComponentNotUsable(f"{component['custom_id']} is no button")
    return {
        "custom_id": component["custom_id"],
        "component_type": BUTTON,
        "id": component.get("id"),
    }


def select_data(component: Json, values: Sequence[object], resolved: Resolved) -> Json:
    """Return what a choice in a menu says."""
    if component["type"] not in SELECTS:
        raise ComponentNotUsable(f"{component['custom_id']} is no menu")
    least, most = component.get("min_values", 1), component.get("max_values", 1)
    if not least <= len(values) <= most:
        raise ComponentNotUsable(f"between {least} and {most} values, not {len(values)}")
    data: Json = {
        "custom_id": component["custom_id"],
        "component_type": component["type"],
        "id": component.get("id"),
        "values": [_selected(component, value, resolved) for value in values],
    }
    if resolved.payload:
        data["resolved"] = resolved.payload
    return data


def _selected(component: Json, value: object, resolved: Resolved) -> str:
    match component["type"]:
        case 6:
            return resolved.name_role(value)
        case 8:
            return resolved.name_channel(value, component.get("channel_types") or [])
        case _:
            options = cast("list[Json]", component["options"])
            if value not in [option["value"] for option in options]:
                raise ComponentNotUsable(f"{value} is not among the options")
            return str(value)
