"""`/help` and `/about`, and the commands as Discord was told of them."""

import re
from typing import Any

from conftest import Paddock

from bot import __version__


def told(paddock: Paddock) -> dict[str, Any]:
    """Return the commands as they were told, by name."""
    (put,) = [request for request in paddock.env.http_requests if request.method == "PUT"]
    assert isinstance(put.json, list)
    return {command["name"]: command for command in put.json}


def mentions(paddock: Paddock) -> list[str]:
    """Return what the reader can tap for every command that is not hidden from all."""
    found = []
    for name, command in told(paddock).items():
        there = paddock.env.backend.find_command(name, None, type=1)
        assert there is not None
        if command["default_member_permissions"] == 0:
            continue
        groups = [option["name"] for option in command["options"] if option["type"] == 1]
        names = [f"{name} {group}" for group in groups] or [name]
        found += [f"</{full}:{there['id']}>" for full in names]
    return found


async def test_help_lists_every_command_as_a_mention(paddock: Paddock) -> None:
    answer = await paddock.type("help")

    listed = re.findall(r"</[^>]+>", str(answer.embed.description))
    assert listed == sorted(mentions(paddock))
    assert "> Show the Track of the Day" in str(answer.embed.description)
    assert answer.ephemeral
    assert paddock.upstream() == []


async def test_help_without_ids_still_names_the_commands(paddock: Paddock) -> None:
    paddock.bot.command_ids = {}

    answer = await paddock.type("help")

    assert "`/totd` Show the Track of the Day" in str(answer.embed.description)


async def test_about_tells_version_and_invite(paddock: Paddock) -> None:
    answer = await paddock.type("about")

    fields = {field.name: str(field.value) for field in answer.embed.fields}
    assert answer.embed.title == f"Pitwall {__version__}"
    assert fields["Servers"] == "1"
    assert f"client_id={paddock.bot.application_id}" in fields["Invite"]
    assert "scope=bot+applications.commands" in fields["Invite"]
    assert answer.ephemeral
    assert paddock.upstream() == []


async def test_the_commands_are_those_of_the_contract(paddock: Paddock) -> None:
    commands = told(paddock)

    assert {"totd", "leaderboard", "help", "about"} <= set(commands)
    for name in ("totd", "leaderboard", "help", "about"):
        # They work wherever a slash command can be typed.
        assert commands[name]["contexts"] == [0, 1, 2]
        assert commands[name]["integration_types"] == [0, 1]


async def test_the_options_are_those_of_the_contract(paddock: Paddock) -> None:
    commands = told(paddock)
    (day,) = commands["totd"]["options"]
    which, board, rank = commands["leaderboard"]["options"]

    assert (day["name"], day["autocomplete"]) == ("date", True)
    assert (which["name"], board["name"], rank["name"]) == ("map", "board", "rank")
    assert [choice["value"] for choice in board["choices"]] == ["season", "all-time"]
    assert (rank["min_value"], rank["max_value"]) == (1, 10_000)
    for option in (day, which, board, rank):
        assert not option["required"]
