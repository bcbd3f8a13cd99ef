"""What Discord lets the buttons and menus of a message hold."""

from bot.sandbox.discord.protocol.faults import Faults, Path
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.messages import components_in

ROW, BUTTON, TEXT_SELECT = 1, 2, 3
ENTITIES = {6: "role", 8: "channel"}
"""What the menus of roles and of channels show as chosen from the start."""
SELECTS = frozenset({TEXT_SELECT, *ENTITIES})
LINK, PREMIUM = 5, 6
MOST_ROWS = 5


def check_components(faults: Faults, path: Path, value: object) -> list[Json]:
    """Note what is wrong with a message's components and return them."""
    components = faults.count(path, value, MOST_ROWS)
    for position, component in enumerate(components):
        here: Path = (*path, position)
        if component.get("type") == ROW:
            _check_row(faults, here, component)
        else:
            faults.add((*here, "type"), "UNION_TYPE_CHOICES", "Value of field must be one of (1,).")
    _check_unique(faults, path, components)
    return components


def _check_row(faults: Faults, path: Path, row: Json) -> None:
    here: Path = (*path, "components")
    children = faults.count(here, row.get("components"), 5, 1)
    if len(children) > 1 and any(child.get("type") in SELECTS for child in children):
        faults.add(
            here, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds 5 width."
        )
    for position, child in enumerate(children):
        place: Path = (*here, position)
        if child.get("type") == BUTTON:
            _check_button(faults, place, child)
        elif child.get("type") in SELECTS:
            _check_select(faults, place, child)
        else:
            faults.add((*place, "type"), "UNION_TYPE_CHOICES", "Must be a button or a select.")


def _check_button(faults: Faults, path: Path, button: Json) -> None:
    faults.text((*path, "label"), button.get("label"), 80)
    style = button.get("style")
    if style == LINK:
        faults.text((*path, "url"), button.get("url"), 512, 1)
    elif style != PREMIUM:
        faults.text((*path, "custom_id"), button.get("custom_id"), 100, 1)
    if not (button.get("label") or button.get("emoji")) and style != PREMIUM:
        faults.add(path, "BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL", "A label or emoji is required.")


def _check_select(faults: Faults, path: Path, select: Json) -> None:
    faults.text((*path, "custom_id"), select.get("custom_id"), 100, 1)
    faults.text((*path, "placeholder"), select.get("placeholder"), 150)
    if select.get("type") != TEXT_SELECT:
        _check_defaults(faults, path, select)
        return
    options = faults.count((*path, "options"), select.get("options"), 25, 1)
    for position, option in enumerate(options):
        here: Path = (*path, "options", position)
        faults.text((*here, "label"), option.get("label"), 100, 1)
        faults.text((*here, "value"), option.get("value"), 100, 1)
        faults.text((*here, "description"), option.get("description"), 100)
    values = [option.get("value") for option in options]
    if len(set(values)) != len(values):
        faults.add((*path, "options"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Used twice.")


def _check_defaults(faults: Faults, path: Path, select: Json) -> None:
    """Note what cannot be chosen from the start; ids are texts from here on, as Discord has it."""
    here: Path = (*path, "default_values")
    values = faults.count(here, select.get("default_values"), select.get("max_values", 1))
    for position, value in enumerate(values):
        if value.get("type") != ENTITIES[select["type"]]:
            message = f"Value must be of type {ENTITIES[select['type']]}."
            faults.add((*here, position, "type"), "BASE_TYPE_CHOICES", message)
        value["id"] = str(value.get("id"))


def _check_unique(faults: Faults, path: Path, components: list[Json]) -> None:
    ids = [one["custom_id"] for one in components_in(components) if one.get("custom_id")]
    if len(set(ids)) != len(ids):
        message = "Component custom id cannot be duplicated"
        faults.add(path, "COMPONENT_CUSTOM_ID_DUPLICATED", message)
