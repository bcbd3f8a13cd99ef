"""`/help`: the commands by what people want, as far as this person may use them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import discord

from bot.face.colours import ABOUT_THE_BOT
from bot.face.controls import menu, row
from bot.face.embeds import build, fitting
from bot.frame import wording
from bot.frame.asking_back import Command
from bot.languages import translated

Topic: TypeAlias = Literal[
    "maps", "ladders", "players", "clubs", "review", "announce", "bot", "operator"
]
"""What people want, in the order in which it is listed."""

HELP_TOPIC = re.compile(r"help:topic")
"""Show what the commands of the chosen topic do, in place of what is shown."""

TOPICS: dict[str, Topic] = {
    "totd": "maps",
    "today": "maps",
    "next": "maps",
    "map": "maps",
    "calendar": "maps",
    "campaign": "maps",
    "weekly": "maps",
    "royal": "maps",
    "random": "maps",
    "on-this-day": "maps",
    "leaderboard": "ladders",
    "place": "ladders",
    "ranking": "ladders",
    "link": "players",
    "unlink": "players",
    "record": "players",
    "player": "players",
    "compare": "players",
    "server": "players",
    "club": "clubs",
    "review": "review",
    "announce": "announce",
    "help": "bot",
    "about": "bot",
    "status": "bot",
    "operator": "operator",
}
"""The topic of each top-level command, in the order in which they are listed."""
BY_MANAGERS = frozenset({"server remove"})
"""What only those may do who manage a server, beside all that is about announcements."""
OF_THE_ACCOUNT = frozenset({"review submissions", "club record"})
"""What shows data of the account that the bot runs with."""
BY_SERVICE_ACCOUNT = OF_THE_ACCOUNT | {"review join", "operator servers"}
"""What Nadeo tells service accounts alone."""


@dataclass(frozen=True, slots=True)
class Asker:
    """What somebody may do, and what the account can that answers them."""

    manages: bool = False
    operates: bool = False
    sees_account: bool = False
    has_service_account: bool = True

    def may_use(self, command: Command) -> bool:
        """Tell whether a command answers them with more than a refusal."""
        name, topic = command.qualified_name, topic_of(command)
        return (
            (topic != "announce" or self.manages)
            and (name not in BY_MANAGERS or self.manages)
            and (topic != "operator" or self.operates)
            and (name not in OF_THE_ACCOUNT or self.sees_account)
            and (name not in BY_SERVICE_ACCOUNT or self.has_service_account)
        )


def topic_of(command: Command) -> Topic:
    """Tell what a command is for by its top-level name; a new one may have no topic yet."""
    return TOPICS.get(_root(command), "bot")


def by_topic(commands: Iterable[Command], asker: Asker) -> dict[Topic, list[Command]]:
    """Sort what this person may use into topics; a topic without any is left out."""
    places = {name: place for place, name in enumerate(TOPICS)}
    usable = [command for command in commands if asker.may_use(command)]
    usable.sort(key=lambda command: places.get(_root(command), len(places)))
    topics: dict[Topic, list[Command]] = {topic: [] for topic in get_args(Topic)}
    for command in usable:
        topics[topic_of(command)].append(command)
    return {topic: found for topic, found in topics.items() if found}


def _root(command: Command) -> str:
    return (command.root_parent or command).name


def help_embed(topics: Mapping[Topic, Sequence[Command]]) -> discord.Embed:
    """Draw the topics with their commands, short enough for one screen of a phone."""
    parts = [
        f"**{wording.HELP_TOPICS[topic]}**\n{' '.join(map(_named, found))}"
        for topic, found in topics.items()
    ]
    return build(
        title=str(wording.HELP_TITLE),
        description=fitting([str(wording.HELP_INTRO), *parts]),
        footer=str(wording.HELP_OUTRO),
        colour=ABOUT_THE_BOT,
    )


def topic_embed(topic: Topic, commands: Iterable[Command]) -> discord.Embed:
    """Draw one topic: each command with what it does, in a line of its own."""
    lines = [f"{_named(one)} {translated(one.description)}" for one in commands]
    return build(
        title=str(wording.HELP_TOPICS[topic]),
        description=fitting(lines),
        footer=str(wording.HELP_OUTRO),
        colour=ABOUT_THE_BOT,
    )


def _named(command: Command) -> str:
    """Name a command as sentences do."""
    return f"`/{command.qualified_name}`"


def help_controls(topics: Iterable[Topic]) -> discord.ui.View:
    """Offer the topics in a menu, to read what their commands do."""
    options = [(str(wording.HELP_TOPICS[topic]), topic) for topic in topics]
    return row([menu(str(wording.HELP_MENU), "help:topic", options)], (HELP_TOPIC,))
