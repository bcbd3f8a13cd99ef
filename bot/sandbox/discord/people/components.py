"""Using the buttons and menus of a message, and filling in a modal."""

from collections.abc import Mapping, Sequence
from typing import cast

from bot.sandbox.discord.people.refusals import ComponentNotUsable, InvalidOption
from bot.sandbox.discord.people.resolved import Resolved
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.messages import Message

BUTTON, LINK = 2, 5
TEXT_SELECT, TEXT_INPUT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = range(3, 9)
SELECTS = frozenset({3, 5, 6, 7, 8})
ROW, LABEL = 1, 18


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


def modal_data(modal: Json, values: Mapping[str, object], resolved: Resolved) -> Json:
    """Return what a submitted modal says."""
    unused = dict(values)
    components = [_submitted(one, unused, resolved) for one in modal["components"]]
    if unused:
        raise InvalidOption(f"the modal does not ask for {', '.join(unused)}")
    return {"custom_id": modal["custom_id"], "components": components}


def _selected(component: Json, value: object, resolved: Resolved) -> str:
    match component["type"]:
        case 5:
            return resolved.name_user(value)
        case 6:
            return resolved.name_role(value)
        case 7:
            return resolved.name_either(value)
        case 8:
            return resolved.name_channel(value, component.get("channel_types") or [])
        case _:
            options = cast("list[Json]", component["options"])
            if value not in [option["value"] for option in options]:
                raise ComponentNotUsable(f"{value} is not among the options")
            return str(value)


def _submitted(component: Json, values: dict[str, object], resolved: Resolved) -> Json:
    kind, known = component["type"], {"type": component["type"], "id": component.get("id", 0)}
    if kind == ROW:
        children = [_submitted(one, values, resolved) for one in component["components"]]
        return {**known, "components": children}
    if kind == LABEL:
        return {**known, "component": _submitted(component["component"], values, resolved)}
    if kind == TEXT_INPUT:
        text = str(values.pop(component["custom_id"], component.get("value") or ""))
        _check_input(component, text)
        return {**known, "custom_id": component["custom_id"], "value": text}
    if kind in SELECTS:
        chosen = cast("Sequence[object]", values.pop(component["custom_id"], ()))
        return {**known, **select_data(component, chosen, resolved)}
    return known


def _check_input(component: Json, text: str) -> None:
    name = component["custom_id"]
    if component.get("required", True) and not text:
        raise InvalidOption(f"{name} is required")
    least, most = component.get("min_length") or 0, component.get("max_length") or 4_000
    if text and not least <= len(text) <= most:
        raise InvalidOption(f"{name}: between {least} and {most} characters")
