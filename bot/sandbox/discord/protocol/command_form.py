"""What Discord lets the registration of a command hold."""

import re
from collections.abc import Iterator
from typing import cast

from bot.sandbox.discord.protocol.faults import Faults, Path
from bot.sandbox.discord.protocol.locales import LOCALES
from bot.sandbox.discord.shapes import Json

SLASH = 1
SUBCOMMAND, GROUP = 1, 2
MOST_PER_KIND = {1: 100, 2: 15, 3: 15}
MOST_TEXT = 8_000
"""Characters of a command's names, descriptions and values together."""
_NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")


def check_commands(forms: list[Json]) -> None:
    """Refuse a bulk overwrite that holds an invalid command, one name twice, or too many."""
    faults = Faults()
    for position, form in enumerate(forms):
        _check(faults, (position,), form)
    seen: set[tuple[int, str]] = set()
    for position, form in enumerate(forms):
        key = (form.get("type") or SLASH, str(form.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            faults.add((position,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    for kind, most in MOST_PER_KIND.items():
        if sum(1 for one in seen if one[0] == kind) > most:
            faults.add((), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
    faults.refuse()


def check_command(form: Json) -> None:
    """Refuse an invalid command."""
    faults = Faults()
    _check(faults, (), form)
    faults.refuse()


def _check(faults: Faults, path: Path, form: Json) -> None:
    if (form.get("type") or SLASH) != SLASH:
        faults.text((*path, "name"), form.get("name"), 32, 1)
        return
    _check_names(faults, path, form)
    _check_localized(faults, path, form, "description")
    _check_options(faults, path, form)
    if _characters(form) > MOST_TEXT:
        message = f"Command exceeds maximum size ({MOST_TEXT})"
        faults.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_names(faults: Faults, path: Path, form: Json) -> None:
    localized = _localized(faults, path, form, "name")
    for name in (form.get("name"), *localized.values()):
        text = str(name)
        if _NAME.fullmatch(text) is None or text != text.lower():
            message = "Command name is invalid"
            faults.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", message)


def _check_localized(faults: Faults, path: Path, form: Json, key: str) -> None:
    """Note a text, or what it is in another language, that is not 1 to 100 characters long."""
    faults.text((*path, key), form.get(key), 100, 1)
    for locale, text in _localized(faults, path, form, key).items():
        faults.text((*path, f"{key}_localizations", locale), text, 100, 1)


def _localized(faults: Faults, path: Path, form: Json, key: str) -> dict[str, object]:
    """Return what a text is in other languages; note those that Discord does not know."""
    here = (*path, f"{key}_localizations")
    if not isinstance(form.get(f"{key}_localizations") or {}, dict):
        faults.add(here, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
    texts = _translations(form, key)
    for locale in texts.keys() - set(LOCALES):
        message = f"Value must be one of {set(LOCALES)}."
        faults.add((*here, locale), "BASE_TYPE_CHOICES", message)
    return texts


def _check_options(faults: Faults, path: Path, form: Json) -> None:
    options = faults.count((*path, "options"), form.get("options"), 25)
    optional_seen = False
    for position, option in enumerate(options):
        here: Path = (*path, "options", position)
        _check_names(faults, here, option)
        _check_localized(faults, here, option, "description")
        if option.get("type") in (SUBCOMMAND, GROUP):
            _check_options(faults, here, option)
            continue
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            faults.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not option.get("required")
        _check_choices(faults, here, option)
    names = [option.get("name") for option in options]
    if len(set(names)) != len(names):
        message = "Option names must be unique"
        faults.add((*path, "options"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)


def _check_choices(faults: Faults, path: Path, option: Json) -> None:
    choices = faults.count((*path, "choices"), option.get("choices"), 25)
    for position, choice in enumerate(choices):
        _check_localized(faults, (*path, "choices", position), choice, "name")
    if choices and option.get("autocomplete"):
        message = "Cannot have both choices and autocomplete"
        faults.add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", message)


def _characters(node: Json) -> int:
    return sum(len(text) for text in _texts(node))


def _texts(node: Json) -> Iterator[str]:
    """Yield every text that counts; of a localized one the longest."""
    for key in ("name", "description"):
        translations = map(str, _translations(node, key).values())
        yield max((str(node.get(key) or ""), *translations), key=len)
    if isinstance(node.get("value"), str):
        yield node["value"]
    for key in ("options", "choices"):
        for child in cast("list[Json]", node.get(key) or []):
            yield from _texts(child)


def _translations(node: Json, key: str) -> dict[str, object]:
    localized: object = node.get(f"{key}_localizations")
    return cast("dict[str, object]", localized) if isinstance(localized, dict) else {}
