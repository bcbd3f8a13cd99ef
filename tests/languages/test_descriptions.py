"""What Discord is told of the commands, in all languages that it knows of ours."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.frame.app import opened
from bot.frame.command_sync import payload_of
from bot.languages import ENGLISH, languages
from bot.sandbox.discord.protocol.command_form import MOST_TEXT, check_commands
from bot.sandbox.nadeo.server import NadeoServer
from tests.support import settings_for

LOCALES = {"fr": {"fr"}, "de": {"de"}, "es": {"es-ES", "es-419"}}
"""What Discord calls each of our languages."""
LONGEST = 100
"""Characters of a description and of a choice, in any language."""


@pytest.fixture
async def told(nadeo: NadeoServer, tmp_path: Path) -> AsyncIterator[list[dict[str, Any]]]:
    """Give the commands as Discord is told of them."""
    async with opened(settings_for(nadeo, tmp_path / "pitwall.db")) as bot:
        await bot.load_commands()
        yield await payload_of(bot.tree, None)


def parts(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a command, its options and its choices, and theirs."""
    yield node
    for child in (*node.get("options", ()), *node.get("choices", ())):
        yield from parts(child)


def in_all(node: dict[str, Any], key: str) -> list[str]:
    return [node[key], *(node.get(f"{key}_localizations") or {}).values()]


def characters(node: dict[str, Any]) -> int:
    """Count what Discord counts: of each text the longest there is, and values."""
    texts = [max(in_all(node, key), key=len) for key in ("name", "description") if key in node]
    value = node.get("value")
    children = (*node.get("options", ()), *node.get("choices", ()))
    own = sum(map(len, texts)) + (len(value) if isinstance(value, str) else 0)
    return own + sum(map(characters, children))


def test_every_language_has_its_locales_here() -> None:
    assert LOCALES.keys() == set(languages()) - {ENGLISH}


async def test_descriptions_and_choices_are_short_enough_in_each_language(
    told: list[dict[str, Any]],
) -> None:
    every = [part for command in told for part in parts(command)]
    described = [
        text for part in every if "description" in part for text in in_all(part, "description")
    ]
    choices = [text for part in every if "value" in part for text in in_all(part, "name")]

    assert len(described) > len(every)
    assert [text for text in (*described, *choices) if not 0 < len(text) <= LONGEST] == []


async def test_no_command_is_too_large_in_its_longest_language(told: list[dict[str, Any]]) -> None:
    check_commands(told)
    assert {one["name"]: characters(one) for one in told if characters(one) > MOST_TEXT} == {}


async def test_names_stay_and_descriptions_are_there_in_each_locale(
    told: list[dict[str, Any]],
) -> None:
    locales = set().union(*LOCALES.values())
    for part in (part for command in told for part in parts(command)):
        if "description" in part:
            assert not part.get("name_localizations")
            assert set(part["description_localizations"]) == locales, part["description"]
