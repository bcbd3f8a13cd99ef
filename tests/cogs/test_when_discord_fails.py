"""Discord refuses, forgets, or is spoken to by a bot that is stopping."""

import logging
import re
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.face import wording as face_wording
from bot.frame import wording as frame_wording
from bot.maps import wording as maps_wording
from bot.nadeo.errors import Busy, LoginRejected, NadeoError, ServiceAccountRequired
from bot.refusal import Refusal
from tests.conftest import Paddock, answer_of

BUTTON = re.compile(r"test:(?P<what>\w+)")


async def post_button(paddock: Paddock, custom_id: str) -> discord.Message:
    """Let the bot post a message that nobody typed for, with one button."""
    channel: Any = paddock.bot.get_channel(paddock.channel.id)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Press", custom_id=custom_id))
    view.stop()
    return await channel.send("A message of old.", view=view)


async def press(paddock: Paddock, message: discord.Message) -> simcord.InteractionResult:
    return await paddock.member.click(message, label="Press")


# --- buttons of another time ---------------------------------------------------------------------


@pytest.mark.parametrize("custom_id", ["gone:1", "totd:20260822", "board:a", "totd:2026-08-22:x"])
async def test_an_outdated_button_shows_a_way_on(paddock: Paddock, custom_id: str) -> None:
    message = await post_button(paddock, custom_id)

    answer = answer_of(await press(paddock, message))

    assert (answer.content, answer.ephemeral) == (str(face_wording.OUTDATED_BUTTON), True)
    assert paddock.upstream() == []


@pytest.mark.parametrize(
    ("custom_id", "sentence"),
    [
        ("totd:2026-13-45", str(maps_wording.UNKNOWN_DATE)),
        ("totd:1999-01-01", "The first Track of the Day was on 1 July 2020."),
        ("board:abc:def:0:f", "`rank` goes from 1 to 10,000: no board can be read further down."),
        (
            "board:abc:def:10001:n",
            "`rank` goes from 1 to 10,000: no board can be read further down.",
        ),
    ],
)
async def test_a_button_that_leads_nowhere_is_refused(
    paddock: Paddock, custom_id: str, sentence: str
) -> None:
    answer = answer_of(await press(paddock, await post_button(paddock, custom_id)))

    assert (answer.content, answer.ephemeral) == (sentence, True)


async def test_what_nobody_typed_for_is_everybodys(paddock: Paddock) -> None:
    message = await post_button(paddock, "totd:2026-08-21")

    answer = answer_of(await press(paddock, message))

    assert answer.message.id == message.id
    assert answer.embed.author.name == "Track of the Day · 21 August"


# --- the desk ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "sentence", "level"),
    [
        (Refusal("Not like this."), "Not like this.", logging.INFO),
        (
            ServiceAccountRequired("x"),
            "This needs a Nadeo service account, and I run with a dedicated server's account.",
            logging.WARNING,
        ),
        (
            Busy(12.4),
            "Many people are asking right now. Please try again in about 12 s.",
            logging.WARNING,
        ),
        (
            Busy(29.6, held_by="live"),
            "Nadeo asks me to wait. Please try again in about 30 s.",
            logging.WARNING,
        ),
        (
            LoginRejected("OAuth", "invalid_client"),
            str(face_wording.NO_NAMES),
            logging.WARNING,
        ),
        (NadeoError("x"), "Nadeo declined that.", logging.WARNING),
        (TimeoutError(), str(face_wording.STILL_SLOW), logging.WARNING),
        (
            app_commands.CommandNotFound("totd", [], discord.AppCommandType.chat_input),
            str(frame_wording.COMMANDS_CHANGED),
            logging.WARNING,
        ),
        (app_commands.CheckFailure("x"), str(frame_wording.MISSING_RIGHTS), logging.INFO),
        (LookupError("a secret thing"), str(frame_wording.UNKNOWN_FAULT), logging.ERROR),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
async def test_every_fault_has_one_sentence_and_one_line(
    paddock: Paddock,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    sentence: str,
    level: int,
) -> None:
    async def fail(_interaction: object, _match: object) -> None:
        raise error

    paddock.bot.presses.add(BUTTON, fail)
    message = await post_button(paddock, "test:fail")
    caplog.clear()

    answer = answer_of(await press(paddock, message))

    assert (answer.content, answer.ephemeral) == (sentence, True)
    assert [(one.name, one.levelno) for one in caplog.records] == [("bot.frame.desk", level)]
    assert "a button" in caplog.records[0].getMessage()


async def test_a_command_that_breaks_says_so(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    await paddock.bot.store._reading.close()

    answer = await paddock.type("totd", date="2021-05-05")

    assert (answer.content, answer.ephemeral) == (str(frame_wording.UNKNOWN_FAULT), True)
    assert answer.result.followups == []
    assert "/totd failed" in caplog.text


async def test_commands_of_another_version_are_told(paddock: Paddock) -> None:
    root = paddock.env.backend.find_command("totd", None, type=1)
    assert root is not None
    data = {"id": root["id"], "name": "gone", "type": 1, "options": []}

    answer = answer_of(await paddock.member._dispatch_interaction(2, paddock.channel, data))

    assert (answer.content, answer.ephemeral) == (str(frame_wording.COMMANDS_CHANGED), True)


async def test_options_of_another_version_are_told(paddock: Paddock) -> None:
    root = paddock.env.backend.find_command("leaderboard", None, type=1)
    assert root is not None
    rank = {"name": "rank", "type": 3, "value": "first"}
    data = {"id": root["id"], "name": "leaderboard", "type": 1, "options": [rank]}

    answer = answer_of(await paddock.member._dispatch_interaction(2, paddock.channel, data))

    assert answer.content
    assert answer.ephemeral


async def test_suggestions_of_another_version_are_none(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    typed = {"name": "date", "type": 3, "value": "t", "focused": True}
    data = {"id": "1", "name": "gone", "type": 1, "options": [typed]}

    result = await paddock.member._dispatch_interaction(4, paddock.channel, data)

    assert not result.acknowledged
    assert "could not be delivered" not in caplog.text


# --- Discord refuses -----------------------------------------------------------------------------


async def test_too_late_is_nobodys_fault(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    paddock.env.inject_error(
        "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction"
    )

    result = await paddock.member.slash(paddock.channel, "totd")

    assert not result.acknowledged
    (record,) = [one for one in caplog.records if one.name == "bot.frame.desk"]
    assert record.getMessage() == "/totd: Discord had given up waiting"
    assert record.exc_info is None


async def test_a_card_that_discord_refuses_is_told(paddock: Paddock) -> None:
    paddock.env.inject_error(
        "POST", "/interactions/*/callback", status=400, code=50035, message="Invalid"
    )

    answer = await paddock.type("totd", date="2021-05-05")

    assert (answer.content, answer.ephemeral) == (str(frame_wording.UNKNOWN_FAULT), True)


@pytest.mark.usefixtures("late")
async def test_a_late_card_that_discord_refuses_is_told(paddock: Paddock) -> None:
    paddock.env.inject_error("POST", "/webhooks/*", status=400, code=50035, message="Invalid")

    answer = await paddock.type("totd", date="2021-05-05")

    assert (answer.content, answer.ephemeral) == (str(frame_wording.UNKNOWN_FAULT), True)


@pytest.mark.usefixtures("late")
async def test_a_loading_message_that_stays_still_gets_the_sentence(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    paddock.env.inject_error("DELETE", "/webhooks/*", status=403, code=50001, message="No access")
    paddock.nadeo.failures.mode = "down"

    answer = await paddock.type("totd", date="2021-05-05")

    assert answer.content.startswith("Nadeo's servers do not answer right now.")
    assert "/totd: the loading message stays" in caplog.text


async def test_a_sentence_that_cannot_be_delivered_is_logged(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    paddock.env.inject_error(
        "POST", "/interactions/*/callback", status=403, code=50013, message="No", times=2
    )

    result = await paddock.member.slash(paddock.channel, "totd", date="nonsense")

    assert not result.acknowledged
    assert "/totd: the sentence could not be delivered: 403" in caplog.text


# --- stopping ------------------------------------------------------------------------------------


async def test_a_stopping_bot_takes_no_more_questions(paddock: Paddock) -> None:
    card = await paddock.type("totd")
    paddock.bot.in_flight.closing = True

    typed = await paddock.type("totd")
    clicked = await paddock.click(card, "◀")

    for answer in (typed, clicked):
        assert (answer.content, answer.ephemeral) == (str(frame_wording.RESTARTING), True)
    assert await paddock.suggest("totd", "date", "t") == []
    assert paddock.upstream() == []
