"""What people read: words for players, and settings' names for operators alone."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import bot
from bot.face import wording
from bot.face.wording import nadeo_failed
from bot.nadeo.errors import Busy, LoginRejected, NadeoError

SETTING = re.compile(r"\b(?:PITWALL|NADEO|TRACKMANIA|DISCORD)_[A-Z_]+|\.env\b")
MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(bot.__path__, "bot.")
    if found.name.endswith(".wording")
]


def sentences(value: Any) -> Iterator[str]:
    """Give all texts in a constant."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from sentences(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from sentences(inner)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_players_read_no_names_of_settings(module: Any) -> None:
    constants = [value for name, value in vars(module).items() if name.isupper()]

    assert [text for text in sentences(constants) if SETTING.search(text)] == []


@pytest.mark.parametrize(
    "error", [LoginRejected("OAuth", "x"), LoginRejected("Nadeo", "x"), Busy(1.0), NadeoError("x")]
)
def test_no_failure_names_a_setting(error: NadeoError) -> None:
    assert not SETTING.search(nadeo_failed(error))


def test_an_age_that_nobody_noted_leaves_no_hole() -> None:
    assert "from ." not in wording.old_data("")
    assert wording.old_data("<t:1:R>").endswith("this is from <t:1:R>.")
