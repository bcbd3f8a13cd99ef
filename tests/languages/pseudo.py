"""A language for tests, in which nothing that is translated has a Latin letter.

Its letters are those of Russian in the places of the English ones, its dates and numbers Japanese:
whatever is written in English, and in no message, stands out.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

PSEUDO = "ja"
"""A language of Discord's that Pitwall does not speak, and whose dates have no Latin letters."""
_KEPT = re.compile(r"(\{\w+\}|`[^`]*`)")
"""What a translation has as the message has it."""
_FIRST_SMALL, _FIRST_CAPITAL = 0x430, 0x410
_LETTERS = str.maketrans(
    {
        chr(ord(latin) + place): chr(other + place)
        for latin, other in (("a", _FIRST_SMALL), ("A", _FIRST_CAPITAL))
        for place in range(26)
    }
)


def in_pseudo(english: str) -> str:
    """Say a message in the language for tests."""
    parts = _KEPT.split(english)
    return "".join(part if _KEPT.fullmatch(part) else part.translate(_LETTERS) for part in parts)


def write_pseudo(template: Catalog, folder: Path) -> None:
    """Write the file of the language for tests."""
    catalog = Catalog(locale=PSEUDO, charset="utf-8")
    for message in template:
        if isinstance(message.id, tuple):
            catalog.add(message.id, (in_pseudo(message.id[-1]),))
        elif message.id:
            catalog.add(message.id, in_pseudo(message.id))
    with (folder / f"{PSEUDO}.po").open("wb") as file:
        write_po(file, catalog)
