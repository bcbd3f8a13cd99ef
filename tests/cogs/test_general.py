"""`/help` and `/about`, and the commands as Discord was told of them."""

import re
from typing import Any

from discord.app_commands import Command

from bot import __version__
from bot.face.wording import OUTDATED_BUTTON
from bot.frame.help import TOPICS
from tests.conftest import Paddock


def told(paddock: Paddock) -> dict[str, Any]:
    """Return the commands as they were told, by name."""
    (put,) = [request for request in paddock.env.http_requests if request.method == "PUT"]
    assert isinstance(put.json, list)
    return {command["name"]: command for command in put.json}


def tappable(text: object) -> list[str]:
    """Return the names of the commands that a text lets the reader tap, in their order."""
    return re.findall(r"</([^:>]+):[0-9]+>", str(text))


FOR_EVERYBODY = [
    "totd today next map calendar campaign weekly-shorts weekly-grand royal random",
    "on-this-day",
    "leaderboard place ranking",
    "link unlink record player compare server-leaderboard server-ranking server-players",
    "club-info club-campaigns club-rooms club-campaign club-leaderboard",
    "review-wait review-join review-history",
    "help about status",
]
HYPHENATED = {"on-this-day"}
"""Whose hyphens are its own."""
FOR_MANAGERS = (
    "announce-set-up announce-add announce-edit announce-list announce-remove announce-pause "
    "announce-resume announce-test server-remove"
)


def names(groups: list[str]) -> set[str]:
    """Return commands by name; a hyphen stands for the blank before a subcommand."""
    written = {name for group in groups for name in group.split()}
    return {name if name in HYPHENATED else name.replace("-", " ", 1) for name in written}


async def test_help_lists_what_a_player_may_use(paddock: Paddock) -> None:
    answer = await paddock.type("help")

    listed = tappable(answer.text)
    assert listed[0] == "totd"
    assert len(listed) == len(set(listed))
    assert set(listed) == names(FOR_EVERYBODY)
    assert answer.ephemeral
    assert paddock.upstream() == []
    # One screen of a phone: a heading and two or three lines for each of six topics.
    assert len(answer.text.split("\n")) <= 14


async def test_help_lists_more_for_who_manages_the_server(stewards: Paddock) -> None:
    answer = await stewards.type("help")

    assert set(tappable(answer.text)) == names([*FOR_EVERYBODY, FOR_MANAGERS])


async def test_help_lists_all_for_an_operator_of_a_managed_server(stewards: Paddock) -> None:
    stewards.let_operate(stewards.member.id)

    listed = tappable((await stewards.type("help")).text)

    every = stewards.bot.tree.walk_commands()
    assert set(listed) == {one.qualified_name for one in every if isinstance(one, Command)}
    assert set(TOPICS) == {one.name for one in stewards.bot.tree.get_commands()}


async def test_help_lists_nothing_that_a_dedicated_account_is_refused(paddock: Paddock) -> None:
    paddock.let_operate(paddock.member.id, nadeo_account="dedicated")

    listed = set(tappable((await paddock.type("help")).text))

    assert "review wait" in listed
    assert listed.isdisjoint(
        {"review join", "review submissions", "club record", "operator servers"}
    )


async def test_help_tells_what_the_commands_of_a_topic_do(paddock: Paddock) -> None:
    answer = await paddock.type("help")
    assert "Show the Track of the Day" not in answer.text

    told_more = await paddock.choose(answer, "maps")

    assert "> Show the Track of the Day, or that of another day." in told_more.text
    assert tappable(told_more.text)[0] == "totd"
    back = await paddock.choose(told_more, "ladders")
    assert tappable(back.text) == ["leaderboard", "place", "ranking"]


async def test_help_tells_nothing_to_who_operates_no_more(paddock: Paddock) -> None:
    paddock.let_operate(paddock.member.id)
    answer = await paddock.type("help")
    paddock.let_operate(0)

    refused = await paddock.choose(answer, "operator")

    assert (refused.content, refused.ephemeral) == (str(OUTDATED_BUTTON), True)


async def test_help_without_ids_still_names_the_commands(paddock: Paddock) -> None:
    paddock.bot.command_ids = {}

    answer = await paddock.type("help")

    assert "`/totd` `/today` `/next`" in answer.text


async def test_about_tells_version_and_invite(paddock: Paddock) -> None:
    answer = await paddock.type("about")

    fields = {field.name: str(field.value) for field in answer.embed.fields}
    assert answer.embed.title == f"Pitwall {__version__}"
    assert fields["Servers"] == "1"
    assert f"client_id={paddock.bot.application_id}" in fields["Invite"]
    assert "scope=bot+applications.commands" in fields["Invite"]
    assert answer.ephemeral
    assert paddock.upstream() == []


CONTRACT = {
    "link": "player!",
    "unlink": "everywhere",
    "record": "map player",
    "player": "name",
    "compare": "with! campaign map",
    "server leaderboard": "map board",
    "server ranking": "campaign",
    "server players": "",
    "server remove": "player!",
    "totd": "date",
    # Beside the contract: people type it who look for the track, and found nothing.
    "today": "",
    "calendar": "month",
    "campaign": "season",
    "weekly shorts": "week",
    "weekly grand": "week",
    "royal": "month",
    "random": "kind style",
    "on-this-day": "",
    "map": "query!",
    "leaderboard": "map board rank",
    "place": "time! map board",
    "ranking": "campaign rank",
    "review wait": "type",
    "review join": "type",
    "review submissions": "type",
    "review history": "type hours",
    "club info": "club!",
    "club campaigns": "club!",
    "club rooms": "club!",
    "club campaign": "club! campaign!",
    "club leaderboard": "club! map! board rank",
    "club record": "club! map! board",
    "announce set-up": "",
    "announce add": "feed! channel! role threshold thread publish live",
    "announce edit": "subscription! role threshold thread publish live clear language",
    "announce list": "subscription",
    "announce remove": "subscription!",
    "announce pause": "subscription!",
    "announce resume": "subscription!",
    "announce test": "subscription!",
    "next": "",
    "status": "",
    "help": "",
    "about": "",
    "operator servers": "",
    "operator request": "method! endpoint! params body",
}
"""Every command's options; an exclamation mark where they are required."""

CHOICES = {
    "kind": ["totd", "campaign", "shorts", "royal"],
    "board": ["season", "all-time"],
    "type": ["totd", "weekly-shorts"],
    "clear": ["role", "threshold"],
    "language": ["en", "de", "es", "fr"],
    "method": ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"],
    "feed": [
        "totd",
        "weekly-shorts",
        "weekly-grand",
        "campaign",
        "cup-of-the-week",
        "cotd-europe",
        "cotd-america",
        "cotd-asia",
        "review-totd",
        "review-shorts",
        "submissions",
        "world-records",
        "server-records",
    ],
}
SUGGESTED = {
    "totd date",
    "calendar month",
    "campaign season",
    "weekly shorts week",
    "weekly grand week",
    "royal month",
    "random style",
    "map query",
    "leaderboard map",
    "place map",
    "ranking campaign",
    "club info club",
    "club campaigns club",
    "club rooms club",
    "club campaign club",
    "club campaign campaign",
    "club leaderboard club",
    "club leaderboard map",
    "club record club",
    "club record map",
    "record map",
    "record player",
    "player name",
    "compare with",
    "compare campaign",
    "compare map",
    "server leaderboard map",
    "server ranking campaign",
    "server remove player",
    "announce edit subscription",
    "announce list subscription",
    "announce remove subscription",
    "announce pause subscription",
    "announce resume subscription",
    "announce test subscription",
}
IN_SERVERS_ONLY = {"announce", "server"}


def leaves(commands: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return every command that can be typed, with its options."""
    found: dict[str, list[dict[str, Any]]] = {}
    for root in commands.values():
        inner = [option for option in root["options"] if option["type"] == 1]
        for command in inner or [root]:
            name = f"{root['name']} {command['name']}" if inner else root["name"]
            found[name] = command.get("options", [])
    return found


async def test_the_commands_are_those_of_the_contract(paddock: Paddock) -> None:
    offered = {
        name: " ".join(f"{one['name']}{'!' if one.get('required') else ''}" for one in options)
        for name, options in leaves(told(paddock)).items()
    }

    assert offered == CONTRACT


async def test_an_option_is_described_in_the_same_words_wherever_it_is(paddock: Paddock) -> None:
    words: dict[str, set[str]] = {}
    for options in leaves(told(paddock)).values():
        for option in options:
            # `query` is what only /map calls a map; what it means to leave one out may differ.
            name = {"query": "map"}.get(option["name"], option["name"])
            words.setdefault(name, set()).add(option["description"].partition(";")[0])

    for name in ("map", "club", "board", "rank", "type"):
        assert len(words[name]) == 1, name
    assert "…" not in {one for several in words.values() for one in several}


async def test_commands_work_wherever_they_can_be_typed(paddock: Paddock) -> None:
    for name, command in told(paddock).items():
        is_limited = name in IN_SERVERS_ONLY
        assert command["contexts"] == ([0] if is_limited else [0, 1, 2]), name
        assert command["integration_types"] == ([0] if is_limited else [0, 1]), name


async def test_choices_and_suggestions_are_those_of_the_contract(paddock: Paddock) -> None:
    suggested: set[str] = set()
    for name, options in leaves(told(paddock)).items():
        for option in options:
            offered = [choice["value"] for choice in option.get("choices", [])]
            assert offered == CHOICES.get(option["name"], []), (name, option["name"])
            if option.get("autocomplete"):
                suggested.add(f"{name} {option['name']}")
            if option["name"] == "rank":
                assert (option["min_value"], option["max_value"]) == (1, 10_000)

    assert suggested == SUGGESTED


async def test_people_read_names_where_feeds_and_reviews_are_chosen(paddock: Paddock) -> None:
    choices = [
        (option["name"], [(one["name"], one["value"]) for one in option["choices"]])
        for options in leaves(told(paddock)).values()
        for option in options
        if option["name"] in {"feed", "type"}
    ]

    assert {name for name, _ in choices} == {"feed", "type"}
    for _, offered in choices:
        assert ("Track of the Day", "totd") in offered
        assert not {name for name, _ in offered} & {value for _, value in offered}
