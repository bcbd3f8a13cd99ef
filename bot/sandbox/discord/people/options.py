"""Filling in a slash command's options, as strictly as Discord's client does."""

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import cast

from bot.sandbox.discord.people.refusals import InvalidOption
from bot.sandbox.discord.people.resolved import Resolved
from bot.sandbox.discord.shapes import Json

LARGEST_NUMBER = 2**53
LONGEST_TEXT = 6_000


class OptionType(IntEnum):
    """Discord's kinds of options."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10


def filled_options(
    wanted: list[Json], given: Mapping[str, object], resolved: Resolved
) -> list[Json]:
    """Return the options of a command to send; a required one must be among those given."""
    _check_known(wanted, given)
    missing = [one["name"] for one in wanted if one.get("required") and one["name"] not in given]
    if missing:
        raise InvalidOption(f"required but missing: {', '.join(missing)}")
    return [
        {
            "name": one["name"],
            "type": one["type"],
            "value": _value(one, given[one["name"]], resolved),
        }
        for one in wanted
        if one["name"] in given
    ]


def half_typed_options(wanted: list[Json], given: Mapping[str, object], focused: str) -> list[Json]:
    """Return the options of a command that is still being typed; nothing is checked yet."""
    _check_known(wanted, {**given, focused: ""})
    options: list[Json] = []
    for one in wanted:
        name = one["name"]
        if name == focused:
            if not one.get("autocomplete"):
                raise InvalidOption(f"{name} offers no suggestions")
            value = str(given.get(name, ""))
            options.append({"name": name, "type": one["type"], "value": value, "focused": True})
        elif name in given:
            value = given[name]
            written = value if one["type"] in _WRITTEN else str(getattr(value, "id", value))
            options.append({"name": name, "type": one["type"], "value": written})
    return options


def _check_known(wanted: list[Json], given: Mapping[str, object]) -> None:
    unknown = given.keys() - {one["name"] for one in wanted}
    if unknown:
        raise InvalidOption(f"unknown: {', '.join(sorted(unknown))}")


def _value(option: Json, value: object, resolved: Resolved) -> object:
    choices = cast("list[Json]", option.get("choices") or [])
    if choices:
        return _choice(option, choices, value)
    if option["type"] == OptionType.CHANNEL:
        return resolved.name_channel(value, option.get("channel_types") or [])
    if option["type"] in _WRITTEN:
        return _WRITTEN[option["type"]](option, value)
    named = {
        OptionType.USER: resolved.name_user,
        OptionType.ROLE: resolved.name_role,
        OptionType.MENTIONABLE: resolved.name_either,
    }
    return named[option["type"]](value)


def _choice(option: Json, choices: list[Json], value: object) -> object:
    for choice in choices:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    raise InvalidOption(f"{option['name']}: {value} is not among the choices")


def _text(option: Json, value: object) -> str:
    text = str(value)
    longest = option.get("max_length") or LONGEST_TEXT
    if not (option.get("min_length") or 0) <= len(text) <= longest:
        raise InvalidOption(f"{option['name']}: wrong length ({len(text)})")
    if not text.strip():
        raise InvalidOption(f"{option['name']}: empty")
    return text


def _number(option: Json, value: object) -> int | float:
    is_integer = option["type"] == OptionType.INTEGER
    try:
        number = int(str(value)) if is_integer else float(str(value))
    except ValueError:
        raise InvalidOption(f"{option['name']}: {value} is no number") from None
    least = option.get("min_value")
    most = option.get("max_value")
    if number < (-LARGEST_NUMBER if least is None else least):
        raise InvalidOption(f"{option['name']}: {number} is too small")
    if number > (LARGEST_NUMBER if most is None else most):
        raise InvalidOption(f"{option['name']}: {number} is too large")
    return number


def _flag(option: Json, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidOption(f"{option['name']}: true or false, not {value}")
    return value


_WRITTEN: dict[int, Callable[[Json, object], object]] = {
    OptionType.STRING: _text,
    OptionType.INTEGER: _number,
    OptionType.NUMBER: _number,
    OptionType.BOOLEAN: _flag,
}
