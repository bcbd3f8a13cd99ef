"""The one error desk: whatever goes wrong in a command or a button becomes one sentence."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot import file_faults
from bot.face import wording as face_wording
from bot.face.causes import UNANSWERED, cause_of, is_unreadable_refusal
from bot.face.discord_codes import code_of
from bot.face.limits import MOST_CHOICES
from bot.frame import wording
from bot.frame.asking_back import menu_of
from bot.frame.mentions import CONTENT_LIMIT, tappable
from bot.frame.reasons import ALL_REASONS
from bot.languages import ENGLISH, writing_in
from bot.monitoring.answers import OUTCOME, AnswerOutcome
from bot.nadeo.cache import NO_ANSWER
from bot.nadeo.errors import NadeoError
from bot.refusal import Question, Refusal

log = logging.getLogger(__name__)

NOTHING_ANSWERED = (aiohttp.ClientError, OSError)
ACKNOWLEDGED = 40060
"""The first response was taken before: what came of that answer was lost on its way."""
TRIES = 3
"""How often a sentence is sent to which nothing at all was answered."""
TOO_LATE = frozenset({10015, 10062, 50027})
"""Discord knows the interaction, or its token, no more."""


async def answer_error(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the person one sentence and the log one line with the cause."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    where = _name(interaction)
    interaction.extras[OUTCOME] = _outcome(cause)
    match cause:
        case Refusal():
            with writing_in(ENGLISH):
                log.info("%s refused: %s", where, cause.sentence.partition("\n")[0])
            await _refuse(interaction, cause)
        case NadeoError():
            log.warning("%s failed: %s: %s", where, type(cause).__name__, cause)
            await tell(interaction, face_wording.nadeo_failed(cause, ALL_REASONS))
        case TimeoutError():
            log.warning("%s failed: not answered in time", where)
            await tell(interaction, str(face_wording.STILL_SLOW))
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            log.warning("%s: Discord has other commands than this program", where)
            await tell(interaction, str(wording.COMMANDS_CHANGED))
        case sqlite3.Error():
            log.error("%s failed: %s", where, file_faults.in_words(cause))
            await tell(interaction, str(wording.FILE_REFUSES))
        case app_commands.CheckFailure():
            log.info("%s refused: %s", where, cause)
            await tell(interaction, str(wording.MISSING_RIGHTS))
        case discord.HTTPException() if code_of(cause) in TOO_LATE:
            log.warning("%s: Discord had given up waiting", where)
        case _ if _is_discords(cause):
            log.warning("%s: Discord did not take the answer: %s", where, cause_of(cause))
            await tell(interaction, str(wording.UNKNOWN_FAULT))
        case _:
            log.error("%s failed", where, exc_info=cause)
            await tell(interaction, str(wording.UNKNOWN_FAULT))


def _outcome(cause: BaseException) -> AnswerOutcome:
    """Return as what an error is counted."""
    match cause:
        case TimeoutError():
            return AnswerOutcome.LATE
        case _ if isinstance(cause, NO_ANSWER):
            return AnswerOutcome.NADEO
        case Refusal() | app_commands.CheckFailure() | NadeoError():
            return AnswerOutcome.REFUSED
        case _:
            return AnswerOutcome.FAILED


async def _refuse(interaction: discord.Interaction, refusal: Refusal) -> None:
    """Tell why, or ask what is meant with a menu of the choices."""
    view = menu_of(interaction, refusal) if isinstance(refusal, Question) else None
    if isinstance(refusal, Question) and view is not None:
        await tell(interaction, _worded(refusal), view)
    else:
        await tell(interaction, refusal.sentence)


def _worded(question: Question) -> str:
    """Return what is said beside a menu of the choices, which need not be listed twice.

    Where it does not hold all of them the last line tells what else helps.
    """
    lines = question.sentence.splitlines()
    is_whole = len(question.choices) <= MOST_CHOICES or len(lines) == 1
    return lines[0] if is_whole else f"{lines[0]}\n{lines[-1]}"


def _is_discords(error: BaseException) -> bool:
    """Tell whether Discord or the line to it failed, or refused in a way that cannot be read."""
    failures = (discord.DiscordServerError, aiohttp.ClientError, OSError)
    return isinstance(error, failures) or is_unreadable_refusal(error)


async def tell(
    interaction: discord.Interaction[Any], sentence: str, view: discord.ui.View | None = None
) -> None:
    """Tell one person a sentence that nobody else sees, in whatever state the answer is.

    Who is still typing is told nothing: suggestions have no room for it.
    """
    if interaction.type is discord.InteractionType.autocomplete:
        return
    controls = discord.utils.MISSING if view is None else view
    sentence = tappable(interaction.client, sentence, CONTENT_LIMIT)
    try:
        if interaction.response.is_done():
            await _take_back_loading(interaction)
        await _answered(partial(_send_sentence, interaction, sentence, controls))
    except UNANSWERED as error:
        _note_undelivered(interaction, error)


async def _send_sentence(
    interaction: discord.Interaction, sentence: str, controls: discord.ui.View
) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(sentence, view=controls, ephemeral=True)
    else:
        await interaction.response.send_message(sentence, view=controls, ephemeral=True)


async def _answered(send: Callable[[], Awaitable[object]]) -> None:
    """Send again what nothing was answered to, as on a connection that was closed meanwhile."""
    for _ in range(TRIES - 1):
        try:
            await send()
        except NOTHING_ANSWERED as error:
            log.info("Discord answered nothing to a sentence: %s", cause_of(error))
        else:
            return
    await send()


def _note_undelivered(interaction: discord.Interaction, error: Exception) -> None:
    if isinstance(error, discord.HTTPException) and error.code == ACKNOWLEDGED:
        log.info("%s: Discord has the answer already", _name(interaction))
        return
    where, cause = _name(interaction), cause_of(error)
    log.warning("%s: the sentence could not be delivered: %s", where, cause)


async def _take_back_loading(interaction: discord.Interaction) -> None:
    """Delete the loading message: the first follow-up would take it over, seen by everybody."""
    if interaction.response.type is not discord.InteractionResponseType.deferred_channel_message:
        return
    try:
        await _answered(interaction.delete_original_response)
    except UNANSWERED as error:
        # Better that everybody reads the sentence than that nobody does.
        log.warning("%s: the loading message stays: %s", _name(interaction), cause_of(error))


def _name(interaction: discord.Interaction) -> str:
    """Return the command or the button, without what was typed."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    return "a button" if interaction.type is discord.InteractionType.component else "a command"
