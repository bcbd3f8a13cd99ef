"""All that people see is translated: no sentence is put together past the messages."""

from typing import Any

import pytest
from discord import app_commands

from bot.languages import own_name
from tests.cogs.stewards import RIGHTS
from tests.conftest import BUTTON, MENU, Answer, Paddock, answer_of
from tests.languages.outside import Outside
from tests.languages.pseudo import PSEUDO
from tests.languages.readers import read_in
from tests.languages.seen import texts, untranslated
from tests.languages.walk import COMMANDS

pytestmark = [pytest.mark.filled, pytest.mark.usefixtures("pseudo", "within_limits")]
NAMES = ("maps", "releases", "names", "zones")
"""Tables of what Nadeo calls its own."""


@pytest.fixture
async def stranger(paddock: Paddock) -> Paddock:
    """Return a paddock whose member may do everything and reads the language of tests."""
    role = paddock.guild.create_role("stewards", permissions=RIGHTS)
    paddock.member = paddock.guild.add_member(paddock.env.create_user("bob"), roles=[role])
    paddock.let_operate(paddock.member.id)
    read_in(paddock.member, PSEUDO)
    return paddock


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
    leaks: dict[str, str] = {}
    for command, options in COMMANDS:
        values = {
            name: stranger.channel if value == "here" else value for name, value in options.items()
        }
        # No server shows what is the operator's alone.
        is_private = command.startswith("operator")
        type_it = stranger.in_private if is_private else stranger.type
        person = stranger.member.user if is_private else stranger.member
        answer = await type_it(command, **values)
        await stranger.env.settle()
        for one in (answer, *await pressed(stranger, person, answer)):
            for word, text in untranslated(texts(one), outside.words):
                leaks.setdefault(word, f"/{command} {options}: {text}")
    assert leaks == {}


async def pressed(paddock: Paddock, person: Any, answer: Answer) -> list[Answer]:
    """Return what follows each button of an answer, and the last choice of each menu.

    A button may change the message: what is no longer on it is not pressed.
    """
    found: list[Answer] = []
    for custom_id in list(controls(answer)):
        item = controls(answer).get(custom_id, {"disabled": True})
        if item.get("disabled"):
            continue
        if item["type"] == MENU:
            value = item["options"][-1]["value"]
            result = await person.select(answer.message, [value], custom_id=custom_id)
        else:
            result = await person.click(answer.message, custom_id=custom_id)
        await paddock.env.settle()
        found.append(answer_of(result))
    return found


def controls(answer: Answer) -> dict[str, dict[str, Any]]:
    """Return an answer's buttons, and its menus of texts, by their custom ids."""
    items = [item for row in answer.message.components for item in row["components"]]
    return {
        item["custom_id"]: item
        for item in items
        if item["type"] in {BUTTON, MENU} and "custom_id" in item
    }
