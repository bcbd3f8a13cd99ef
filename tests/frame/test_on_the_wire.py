"""Commands and buttons over real sockets, and what simcord cannot show: slow answers, crowds."""

import asyncio

import pytest

from bot.face import wording
from bot.frame import answering, in_flight
from bot.sandbox.discord.state.messages import Message
from tests.frame.conftest import Wire


def heading(message: Message) -> str:
    return str(message.embeds[0]["author"]["name"])


async def test_a_command_is_answered(wire: Wire) -> None:
    card = await wire.type("totd")

    assert heading(card) == "Track of the Day · 22 August"
    assert not card.ephemeral


async def test_buttons_change_their_message_or_open_another(wire: Wire) -> None:
    card = await wire.type("totd")

    turned = await (await wire.click(card, "◀")).answered()
    assert turned.id == card.id
    assert heading(turned) == "Track of the Day · 21 August"

    board = await (await wire.click(turned, "Leaderboard")).answered()
    assert board.id != card.id
    assert heading(board).startswith("Season leaderboard")


async def test_suggestions_come(wire: Wire) -> None:
    offered = await wire.discord.people.autocomplete(
        wire.member, wire.discord.state.default.general, "totd", {"date": "yest"}, focused="date"
    )

    assert [choice["value"] for choice in offered] == ["yesterday"]


async def test_an_answer_that_is_ready_is_the_first_response(wire: Wire) -> None:
    asked = await wire.send("totd")
    pressed = await wire.click(await asked.answered(), "◀")
    turned = await pressed.answered()

    assert not asked.deferred
    assert not pressed.deferred
    assert heading(turned) == "Track of the Day · 21 August"
    # One request to Discord each: no promise, nothing to fill in later.
    assert [asked.follow_ups, pressed.follow_ups] == [[], []]


async def test_a_failure_in_time_is_the_first_response_to_one_person(wire: Wire) -> None:
    wire.nadeo.failures.mode = "down"

    interaction = await wire.send("totd", date="2021-05-05")
    answer = await interaction.answered()

    assert not interaction.deferred
    assert interaction.messages == [answer]
    assert answer.content.startswith("Nadeo's servers do not answer right now.")
    assert answer.ephemeral


@pytest.mark.usefixtures("late")
async def test_a_failure_after_a_public_promise_is_told_to_one_person(wire: Wire) -> None:
    wire.nadeo.failures.mode = "down"

    interaction = await wire.send("totd", date="2021-05-05")
    loading = await _loading(interaction)
    answer = await interaction.answered()

    assert loading.deleted
    assert answer.content.startswith("Nadeo's servers do not answer right now.")
    assert answer.ephemeral


async def _loading(interaction: object) -> Message:
    await interaction.acknowledged()  # type: ignore[attr-defined] # Interaction
    message = interaction.original  # type: ignore[attr-defined] # Interaction
    assert message is not None
    assert message.loading
    assert not message.ephemeral
    return message


@pytest.mark.parametrize("command", ["totd", "leaderboard"])
async def test_a_slow_nadeo_is_not_waited_for(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(answering, "COMMAND_PATIENCE", 0.1)
    wire.nadeo.failures.mode = "slow"
    options = {"date": "2021-05-05"} if command == "totd" else {}

    answer = await wire.type(command, **options)

    assert (answer.content, answer.ephemeral) == (str(wording.STILL_SLOW), True)


async def test_a_slow_button_leaves_its_card(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    card = await wire.type("totd")
    monkeypatch.setattr(answering, "COMMAND_PATIENCE", 0.1)
    wire.nadeo.failures.mode = "slow"

    answer = await (await wire.click(card, "◀")).answered()

    assert (answer.content, answer.ephemeral) == (str(wording.STILL_SLOW), True)
    assert heading(card) == "Track of the Day · 22 August"


def test_there_is_a_final_answer_before_people_give_up() -> None:
    # A first response within 3 s with its way, a final answer within 45 s; stopping within 5 s.
    assert answering.PROMISED_AFTER <= 1.5
    assert answering.COMMAND_PATIENCE <= 40
    assert in_flight.ANSWERS_PATIENCE_AT_STOP + in_flight.PATIENCE_FOR_FAREWELLS <= 4


async def test_thirty_people_at_once_are_one_question(wire: Wire) -> None:
    asking = [await wire.send("leaderboard") for _ in range(30)]
    answers = await asyncio.gather(*(interaction.answered() for interaction in asking))

    assert all(heading(answer).startswith("Season leaderboard") for answer in answers)
    paths = wire.upstream()
    assert len([path for path in paths if path.endswith("/top")]) == 1
    assert len(paths) == 2


async def test_a_slow_answer_is_promised_in_time(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PROMISED_AFTER", 0.1)
    wire.nadeo.failures.script(path="/top$", delay=0.4, body={})

    interaction = await wire.send("leaderboard")

    await interaction.acknowledged(timeout=3)
    assert interaction.deferred
    assert (await interaction.answered()).embeds


async def test_a_lost_connection_is_taken_up_again(wire: Wire) -> None:
    wire.discord.failures.cut_gateway(4000)

    assert (await wire.type("totd")).embeds
    assert wire.discord.session_starts == 1
