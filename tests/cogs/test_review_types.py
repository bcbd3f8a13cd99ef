"""Which of the two reviews is meant, whatever a client makes of the choice."""

import pytest

from bot.review import wording
from tests.conftest import Answer, Paddock, answer_of


async def wait(paddock: Paddock, kind: object) -> Answer:
    """Ask for the waiting time of a kind that need not be on the list."""
    root = paddock.env.backend.find_command("review", paddock.guild.id, type=1)
    assert root is not None
    option = {"name": "type", "type": 3, "value": kind}
    command = {"name": "wait", "type": 1, "options": [option]}
    data = {"id": root["id"], "name": "review", "type": 1, "options": [command]}
    return answer_of(await paddock.member._dispatch_interaction(2, paddock.channel, data))


@pytest.mark.parametrize("typed", ["totd", "Track of the Day", " TRACK of the day "])
async def test_a_review_is_understood_by_value_or_name(paddock: Paddock, typed: str) -> None:
    assert list((await wait(paddock, typed)).fields) == ["Track of the Day"]


@pytest.mark.parametrize("typed", ["", "royal", "\ud83d", "9" * 5000])
async def test_a_review_that_is_none_is_refused(paddock: Paddock, typed: str) -> None:
    answer = await wait(paddock, typed)

    assert (answer.content, answer.ephemeral) == (str(wording.NO_SUCH_TYPE), True)
