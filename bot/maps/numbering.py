"""What maps are called where their number stands beside them."""

import re

_NUMBERED = re.compile(
    r"0*(?P<number>\d{1,4})(?:\s*[-–—:.)]\s+|\s*[-–—](?=\D))(?P<rest>\S.*)", re.DOTALL
)
"""A number that belongs to the name itself is followed by more digits at once: 1:23, 1.5."""


def without_number(name: str, number: int) -> str:
    """Return a map's name without its place in the list, which authors of Shorts write into it.

    `name` is plain; one that begins with another number is kept whole.
    """
    found = _NUMBERED.fullmatch(name)
    return found["rest"] if found is not None and int(found["number"]) == number else name
