"""What could be told nowhere else is told to a manager who types a command."""

import pytest
from postbox import DIRECT

from bot.announcer.channels import Unreachable
from bot.announcer.rows.subscriptions import set_state
from tests.announcer.office import ALICE, BROKEN, DAY, HOUR, Office
from tests.announcer.owing import GUILD


async def test_a_manager_hears_at_the_next_command_where_nobody_else_can(office: Office) -> None:
    await office.subscribe(BROKEN)
    await office.suspend()
    office.postbox.trouble[DIRECT + ALICE] = ["closed"]
    said: list[str] = []

    async def say(sentence: str) -> None:
        said.append(sentence)

    await office.notices.at_command(GUILD, say)
    assert said == []
    await office.look()
    office.restart()
    await office.look()
    await office.notices.at_command(GUILD + 1, say)
    for _ in range(3):
        await office.notices.at_command(GUILD, say)

    assert len(said) == 1
    assert "1 announcement of this server needs mending: `//announce list`" in said[0]
    for _ in range(9):
        await office.look(DAY)
    assert len(said) == 1
    assert office.told(DIRECT + ALICE) == []


async def test_a_word_that_did_not_arrive_is_said_at_the_next_command(office: Office) -> None:
    await office.subscribe(BROKEN, subscribed_by=None)
    await office.suspend()
    await office.look()
    said: list[str] = []

    async def say(sentence: str) -> None:
        if not said:
            said.append(sentence)
            raise Unreachable("cut")
        said.append(sentence)

    with pytest.raises(Unreachable):
        await office.notices.at_command(GUILD, say)
    await office.look()
    await office.notices.at_command(GUILD, say)
    await office.notices.at_command(GUILD, say)

    assert len(said) == 2


async def test_the_person_is_tried_once_a_day(office: Office) -> None:
    await office.subscribe(BROKEN)
    await office.suspend()
    office.postbox.trouble[DIRECT + ALICE] = ["closed"] * 3
    for _ in range(50):
        await office.look(HOUR)
    assert len(office.postbox.trouble[DIRECT + ALICE]) == 0

    for _ in range(50):
        await office.look(HOUR)

    assert len(office.told(DIRECT + ALICE)) == 1


async def test_what_was_mended_meanwhile_is_not_said_at_a_command(office: Office) -> None:
    number = await office.subscribe(BROKEN, subscribed_by=None)
    await office.suspend()
    await office.look()
    await set_state(office.store, number, "active", office.clock.timestamp())
    said: list[str] = []

    async def say(sentence: str) -> None:
        said.append(sentence)

    await office.notices.at_command(GUILD, say)

    assert said == []
