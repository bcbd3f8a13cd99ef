"""Discord's answers to the bot are lost or broken: people get theirs, and no token is told."""

import asyncio
import logging
from typing import Any

import pytest
from support import until

from bot.frame.desk import TRIES
from bot.frame.wording import UNKNOWN_FAULT
from bot.sandbox.discord.state.interactions import Interaction
from tests.frame.conftest import Wire

CALLBACK = r"/interactions/.*/callback"
LOST: list[dict[str, Any]] = [
    {"cut": True},
    {"cut": True, "times": 2},
    {"status": 502},
    {"status": 200, "body": b"<html>"},
    {"status": 200, "body": []},
]
"""How the answer to something that Discord took can be lost."""
IDS = ["cut", "cut twice", "502", "a page", "a list"]


@pytest.fixture(params=["at once", "promised"])
def either_way(request: pytest.FixtureRequest) -> None:
    """Let the first response be the answer itself, or a promise of it."""
    if request.param == "promised":
        request.getfixturevalue("late")


async def settled(wire: Wire) -> None:
    """Wait until the bot has nothing more to say to anybody."""
    await until(lambda: not wire.bot.in_flight._tasks)


def quiet(caplog: pytest.LogCaptureFixture) -> bool:
    """Tell whether nothing of the bot's went wrong as far as an operator is concerned."""
    ours = [one for one in caplog.records if one.name.startswith("bot")]
    return all(one.levelno <= logging.INFO for one in ours)


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("loss", LOST, ids=IDS)
async def test_an_answer_whose_receipt_is_lost_is_given_once(
    wire: Wire, caplog: pytest.LogCaptureFixture, loss: dict[str, Any]
) -> None:
    wire.discord.failures.script("POST", CALLBACK, after_accept=True, **loss)

    interaction = await wire.send("leaderboard")
    answer = await interaction.answered()
    await settled(wire)

    assert answer.embeds
    assert not answer.loading
    assert interaction.messages == [answer]
    assert quiet(caplog)


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("loss", LOST, ids=IDS)
async def test_a_button_whose_receipt_is_lost_does_its_work(
    wire: Wire, caplog: pytest.LogCaptureFixture, loss: dict[str, Any]
) -> None:
    card = await wire.type("totd")
    wire.discord.failures.script("POST", CALLBACK, after_accept=True, **loss)

    interaction = await wire.click(card, "◀")
    await interaction.answered()
    await settled(wire)

    assert interaction.follow_ups == []
    assert "21 August" in card.embeds[0]["author"]["name"]
    assert quiet(caplog)


@pytest.mark.usefixtures("either_way")
async def test_what_never_arrived_is_given_again(wire: Wire) -> None:
    wire.discord.failures.script("POST", CALLBACK, cut=True)

    answer = await wire.type("leaderboard")

    assert answer.embeds


@pytest.mark.usefixtures("late")
async def test_a_failure_after_a_lost_promise_is_told_to_one_person(wire: Wire) -> None:
    wire.discord.failures.script("POST", CALLBACK, after_accept=True, cut=True)
    wire.nadeo.failures.mode = "down"

    interaction = await wire.send("totd", date="2021-05-05")
    await until(lambda: bool(interaction.follow_ups))

    assert interaction.original is not None
    assert interaction.original.deleted
    assert interaction.follow_ups[0].ephemeral


@pytest.mark.usefixtures("late")
async def test_a_sentence_to_which_nothing_is_answered_is_sent_again(wire: Wire) -> None:
    """As on a connection that the other end has closed meanwhile."""
    wire.nadeo.failures.mode = "down"
    for method in ("DELETE", "POST"):
        wire.discord.failures.script(method, "/webhooks/.*", cut=True, times=TRIES - 1)

    interaction = await wire.send("totd", date="2021-05-05")
    await until(lambda: bool(interaction.follow_ups))
    await settled(wire)

    assert interaction.original is not None
    assert interaction.original.deleted
    (answer,) = interaction.follow_ups
    assert answer.content.startswith("Nadeo's servers do not answer right now.")
    assert answer.ephemeral


@pytest.mark.parametrize("loss", [{"status": 502}, {"cut": True}], ids=["502", "cut"])
async def test_a_first_answer_that_is_lost_is_not_followed_by_another(
    wire: Wire, caplog: pytest.LogCaptureFixture, loss: dict[str, Any]
) -> None:
    caplog.set_level(logging.INFO)
    wire.discord.failures.script("POST", CALLBACK, after_accept=True, **loss)

    interaction = await wire.send("about")
    await until(lambda: len(wire.discord.requests.to("POST", CALLBACK)) > 1)
    await settled(wire)

    (answer,) = interaction.messages
    assert answer.embeds
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


UNREADABLE = [
    {"message": None, "code": 50035},
    {"message": 7, "code": 0},
    {"message": "No", "code": [1], "errors": {"a": {"_errors": [1]}}},
]


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the lines of warning, which are to be one each."""
    warned = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert not [one for one in warned if one.exc_info]
    return [one.getMessage() for one in warned if one.name.startswith("bot")]


@pytest.mark.parametrize("body", UNREADABLE, ids=str)
async def test_a_card_refused_without_a_reason_is_one_line_and_a_sentence(
    wire: Wire, caplog: pytest.LogCaptureFixture, body: object
) -> None:
    wire.discord.failures.script("POST", CALLBACK, status=400, body=body)

    interaction = await wire.send("totd")
    answer = await interaction.answered()
    await settled(wire)

    assert (answer.content, answer.ephemeral) == (str(UNKNOWN_FAULT), True)
    (line,) = lines(caplog)
    assert line.startswith("/totd: Discord")


@pytest.mark.parametrize("body", UNREADABLE, ids=str)
async def test_a_sentence_refused_without_a_reason_is_one_line(
    wire: Wire, caplog: pytest.LogCaptureFixture, body: object
) -> None:
    wire.discord.failures.script("POST", CALLBACK, status=400, body=body, times=2)

    await wire.send("totd", date="nonsense")
    await until(lambda: "could not be delivered" in caplog.text)
    await settled(wire)

    (line,) = lines(caplog)
    assert line.startswith("/totd: the sentence could not be delivered: ")


# --- suggestions that come too late --------------------------------------------------------------

LATE: dict[str, dict[str, Any]] = {
    "404, code 10062": {"status": 404, "body": {"code": 10062, "message": "Unknown interaction"}},
    "400, code 40060": {"status": 503, "after_accept": True},
    "ServerDisconnectedError": {"cut": True},
}


@pytest.mark.parametrize("cause", LATE)
async def test_suggestions_that_do_not_arrive_are_one_quiet_line(
    wire: Wire, caplog: pytest.LogCaptureFixture, cause: str
) -> None:
    caplog.set_level(logging.INFO)
    wire.discord.failures.script("POST", CALLBACK, **LATE[cause])
    default = wire.discord.state.default
    typing = asyncio.create_task(
        wire.discord.people.autocomplete(
            wire.member, default.general, "totd", {"date": "yest"}, focused="date"
        )
    )

    line = f"suggestions for /totd did not arrive: {cause}"
    await until(lambda: "did not arrive" in caplog.text)
    typing.cancel()
    await asyncio.gather(typing, return_exceptions=True)

    (record,) = [one for one in caplog.records if one.name.startswith(("bot", "discord.app"))]
    assert (record.getMessage(), record.levelno, record.exc_info) == (line, logging.INFO, None)
    assert str(default.guild.id) not in caplog.text
    assert str(wire.member.id) not in caplog.text


# --- tokens --------------------------------------------------------------------------------------

REDIRECT = {"status": 307, "headers": {"Location": "?again"}, "times": 60}
BROKEN: dict[str, dict[str, Any]] = {
    "redirects": REDIRECT,
    "a strange coding": {"status": 200, "headers": {"Content-Encoding": "gzip"}, "body": b"\x1f"},
    "half of it": {"status": 200, "headers": {"Content-Type": "application/json"}, "body": b"{"},
    "cut": {"cut": True, "times": 9},
    "no place": {"status": 307, "headers": {"Location": "http://["}},
    "elsewhere": {"status": 307, "headers": {"Location": "foo:bar"}},
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("path", [CALLBACK, r"/webhooks/.*"], ids=["callback", "follow-up"])
async def test_no_line_tells_the_token_of_an_interaction(
    wire: Wire, caplog: pytest.LogCaptureFixture, path: str, broken: str
) -> None:
    caplog.set_level(logging.INFO)
    for method in ("POST", "GET", "DELETE"):
        wire.discord.failures.script(method, path, **BROKEN[broken])

    interactions = [await wire.send("help"), await wire.send("leaderboard")]
    asked = wire.discord.requests
    await until(lambda: len(asked.to("POST", r"/interactions/.*")) >= len(interactions))
    await settled(wire)

    lines = [_formatted(one) for one in caplog.records]
    assert not [line for line in lines if _tells(line, interactions)]


def _formatted(record: logging.LogRecord) -> str:
    """Return the line as it would be without the net below it."""
    return logging.Formatter().format(record)


def _tells(line: str, interactions: list[Interaction]) -> bool:
    return any(one.token in line for one in interactions)
