"""What an operator wrote down and probably did not mean: variables that nobody reads."""

import os
from collections.abc import Iterable
from pathlib import Path

from dotenv import dotenv_values
from rapidfuzz import fuzz, process

from bot.frame import operator_wording
from bot.settings import ENV_FILE, FASTEST, Settings

PREFIXES = ("PITWALL_", "NADEO_", "DISCORD_", "TRACKMANIA_")
"""What the names of our variables begin with; others are other programs' business."""
ALIKE = 80.0
"""How much two names must have in common to be taken for each other, of 100."""


def unread_variables(env_file: Path = ENV_FILE) -> list[str]:
    """Name the variables that look like ours and are not, each with the one that may be meant."""
    known = sorted(str(field.alias) for field in Settings.model_fields.values())
    # What stands in our file was meant for us, whatever it begins with.
    written = {name.upper() for name in _written(env_file)}
    said = {name.upper() for name in os.environ}
    ours = {name for name in said | written if name.startswith(PREFIXES)}
    misspelt = {name for name in written if _meant(name, known)}
    unread = sorted((ours | misspelt) - set(known))
    return [operator_wording.unread(name, _meant(name, known)) for name in unread]


def _meant(name: str, known: Iterable[str]) -> str:
    """Return the variable that is most like a name, "" where none is."""
    found = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found is not None else ""


def _written(env_file: Path) -> list[str]:
    try:
        return list(dotenv_values(env_file, interpolate=False, encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        # A fault of the file is told as one where the settings are read.
        return []


def notes_on(settings: Settings, env_file: Path = ENV_FILE) -> list[str]:
    """Name what is written down and does not count, as sentences."""
    notes = unread_variables(env_file)
    wanted, kept = settings.nadeo_requests_per_second, settings.pace
    if settings.shards.part == 1 and kept < wanted:
        notes.append(operator_wording.too_fast_a_pace(wanted, kept))
    elif settings.shards.part < 1 and wanted > FASTEST and settings.is_asking_nadeo:
        notes.append(operator_wording.own_account_wanted(wanted, kept, settings.shards))
    return notes
