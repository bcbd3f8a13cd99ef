"""Two people of two languages ask at the same time, over real sockets."""

import asyncio
from typing import Any

from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.messages import Message
from tests.frame.conftest import Wire

ASKED = ("totd", "leaderboard", "campaign", "next", "help")
TIMES = 3


def told(message: Message) -> tuple[str, list[Any], list[Any]]:
    return message.content, message.embeds, message.components


async def ask(wire: Wire, person: User, command: str) -> tuple[str, list[Any], list[Any]]:
    channel = wire.discord.state.default.general
    asked = await wire.discord.people.slash(person, channel, command, {})
    return told(await asked.answered())


async def test_two_readers_at_once_read_each_their_own(wire: Wire) -> None:
    people = wire.discord.state.default.member, wire.discord.state.default.admin
    people[1].locale = "de"
    for command in ASKED:
        # What is asked for the first time knows less than what is asked again.
        await ask(wire, people[0], command)
    alone = {
        (person.id, command): await ask(wire, person, command)
        for command in ASKED
        for person in people
    }
    for command in ASKED:
        english, german = (alone[person.id, command] for person in people)
        assert english != german

    asked = [(person, command) for command in ASKED for person in people] * TIMES
    answers = await asyncio.gather(*(ask(wire, person, command) for person, command in asked))

    assert answers == [alone[person.id, command] for person, command in asked]
