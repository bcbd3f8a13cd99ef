"""All that people see is translated: no sentence is put together past the messages."""

import pytest
from discord import app_commands

from bot.languages import own_name
from tests.cogs.test_every_offer import ALL, announce
from tests.conftest import Paddock
from tests.languages.outside import Outside
from tests.languages.pseudo import PSEUDO
from tests.languages.readers import read_in
from tests.languages.seen import texts, untranslated
from tests.languages.walk import COMMANDS, walked

pytestmark = [pytest.mark.filled, pytest.mark.usefixtures("pseudo", "within_limits")]
NAMES = ("maps", "releases", "names", "zones")
"""Tables of what Nadeo calls its own."""


@pytest.fixture
async def outside(stranger: Paddock) -> Outside:
    found = Outside(stranger.nadeo)
    found.note(["general", "stewards", "alice", "bob", "qqqqqq", own_name("en")])
    found.note(stranger.guild.name)
    for table in NAMES:
        rows = await stranger.bot.store.rows(f"SELECT * FROM {table}")  # noqa: S608 # ours
        found.note([list(row) for row in rows])
    return found


async def test_the_walk_leaves_no_command_out(paddock: Paddock) -> None:
    commands = {
        command.qualified_name
        for command in paddock.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    assert commands == {command for command, _ in COMMANDS}


async def test_no_answer_holds_what_is_not_translated(stranger: Paddock, outside: Outside) -> None:
    read_in(stranger.member, PSEUDO)
    leaks: dict[str, str] = {}
    async for typed, answer in walked(stranger):
        for word, text in untranslated(texts(answer), outside.words):
            leaks.setdefault(word, f"{typed}: {text}")
    assert leaks == {}


async def test_no_suggestion_holds_what_is_not_translated(
    stranger: Paddock, outside: Outside
) -> None:
    await announce(stranger)
    await stranger.type("link", player="SandboxDriver")
    read_in(stranger.member, PSEUDO)
    offered: dict[str, list[str]] = {}
    for command, option, _, others in ALL:
        found = await stranger.member.autocomplete(stranger.channel, command, option, "", **others)
        offered[f"/{command} {option} {others}"] = [one["name"] for one in found]
    assert len([labels for labels in offered.values() if labels]) > len(ALL) / 2
    labels = [label for found in offered.values() for label in found]
    assert untranslated(labels, outside.words) == []
