"""Collects all that people read, and brings every language's file up to date with it.

`make messages` runs this: sentences come from the code, descriptions of commands from their tree.
"""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from discord import app_commands

from bot.frame.app import opened
from bot.languages import FOLDER, languages, own_name
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "Sentence": None,
    "say": None,
    "say_counted": (1, 2),
}
"""What sentences are handed to, and which of its arguments they are."""
COLUMNS = 100
NEEDED = ("DISCORD_TOKEN", "NADEO_LOGIN", "NADEO_PASSWORD", "NADEO_CONTACT")
"""Settings without which there is no bot; this one never connects."""


def sentences() -> Iterator[str | tuple[str, ...]]:
    """Give all that is said in the code; a pair where the form goes with a number."""
    for folder in ("bot", "cogs"):
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for _, _, message, _, _ in found:
            yield message


async def descriptions() -> list[str]:
    """Return how Discord describes all commands, their options and choices, in English."""
    with TemporaryDirectory() as folder:
        values: dict[str, Any] = {
            **dict.fromkeys(NEEDED, "nobody's"),
            "PITWALL_DATABASE": Path(folder) / "pitwall.db",
        }
        async with opened(Settings(_env_file=None, **values)) as bot:  # pyright: ignore[reportCallIssue] # known to pydantic
            await bot.load_commands()
            return [text for command in bot.tree.get_commands() for text in _described(command)]


def _described(command: Any) -> Iterator[str]:
    if isinstance(command, app_commands.ContextMenu):
        return
    yield command.description
    if isinstance(command, app_commands.Group):
        for inner in command.commands:
            yield from _described(inner)
        return
    for parameter in command.parameters:
        yield str(parameter.description)
        # GET and its like are called so everywhere, and languages name themselves.
        names = {one.name for one in parameter.choices if not one.name.isupper()}
        yield from names.difference(map(own_name, languages()))


def template() -> Catalog:
    """Return all messages, in the order of the alphabet and without translations."""
    catalog = Catalog(charset="utf-8", header_comment="# Sentences of Pitwall.", project="Pitwall")
    for message in sorted({*sentences(), *asyncio.run(descriptions())}, key=str):
        catalog.add(message)
    return catalog


def catalog_of(language: str) -> Catalog:
    """Return a language's messages as they are translated by now."""
    return _read(FOLDER / f"{language}.po")


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def translated(catalog: Catalog) -> list[Message]:
    """Return the messages of a catalog, without its header."""
    return [message for message in catalog if message.id]


def bring_up_to_date(path: Path, wanted: Catalog) -> Catalog:
    """Write a language's file anew: what is new has no translation, what is gone is left out."""
    catalog = _read(path)
    created_at = catalog.creation_date
    catalog.update(wanted, no_fuzzy_matching=True)
    # Else every file would differ each time.
    catalog.creation_date = created_at
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=COLUMNS, no_location=True, sort_output=True)
    return catalog


def begin(language: str) -> None:
    """Make the file of a language that is not spoken yet, without any translation."""
    with (FOLDER / f"{language}.po").open("xb") as file:
        write_po(file, Catalog(locale=language, charset="utf-8", project="Pitwall"))


def main() -> None:
    """Bring all languages up to date, and tell what is to be translated.

    Languages named on the command line are begun.
    """
    wanted = template()
    for language in sys.argv[1:]:
        begin(language)
    languages.cache_clear()
    for language in languages()[1:]:
        catalog = bring_up_to_date(FOLDER / f"{language}.po", wanted)
        open_ones = sum(not message.string for message in translated(catalog))
        print(f"{language}: {len(catalog)} messages, {open_ones} to be translated")


if __name__ == "__main__":
    main()
