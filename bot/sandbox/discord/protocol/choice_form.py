"""What Discord lets the offers of an autocomplete hold."""

from bot.sandbox.discord.protocol.faults import Faults, Path
from bot.sandbox.discord.shapes import Json

MOST_CHOICES = 25
LONGEST = 100


def choices_form(data: Json) -> list[Json]:
    """Return the offered choices, or refuse them."""
    faults = Faults()
    path: Path = ("data", "choices")
    choices = faults.count(path, data.get("choices"), MOST_CHOICES)
    for position, choice in enumerate(choices):
        faults.text((*path, position, "name"), choice.get("name"), LONGEST, 1)
        value: object = choice.get("value")
        if not isinstance(value, int | float):
            faults.text((*path, position, "value"), value, LONGEST, 1)
    faults.refuse()
    return choices
