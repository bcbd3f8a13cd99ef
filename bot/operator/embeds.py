"""What operators see: their servers, calls to confirm, Nadeo's own answers."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import discord

from bot.face.colours import ACCOUNT
from bot.face.embeds import build, fitting
from bot.nadeo.errors import NadeoError, Refused, Said, Unavailable
from bot.nadeo.models import ServerAccount, ServerAccountList
from bot.operator import wording
from bot.operator.typed import HARMLESS, RawCall, shown_text, written
from bot.redaction import without_secrets
from bot.text import code_span, cut, shown

MOST_SHOWN = 1800
"""What is longer goes into a file."""
LONGEST_FILE = 8_000_000
"""Discord takes no larger file everywhere."""
ADDRESS_LENGTH = 300
LONGEST_EXCERPT = 1000


@dataclass(frozen=True)
class Sheet:
    """An embed, and the text that is too long for it."""

    embed: discord.Embed
    name: str
    text: str = ""

    @property
    def files(self) -> list[discord.File]:
        """Return the long text as a file, fresh for every sending."""
        if not self.text:
            return []
        return [discord.File(io.BytesIO(self.text.encode()[:LONGEST_FILE]), self.name)]


def confirm_sheet(call: RawCall) -> Sheet:
    """Return what will be sent, to the letter."""
    return _sheet(
        str(wording.CONFIRM_TITLE), str(wording.CONFIRM_HINT), call.text(), "request.txt", "http"
    )


def answer_sheet(call: RawCall, data: Any, known: Iterable[str]) -> Sheet:
    """Return what Nadeo answered, without secrets; `known` are those of the settings."""
    secrets = tuple(known)
    address = _address(call, secrets)
    if data is None:
        description = f"{address}\n{wording.NO_BODY}"
        return Sheet(
            build(title=str(wording.ANSWER_TITLE), description=description, colour=ACCOUNT), ""
        )
    text = written(without_secrets(data, secrets))
    return _sheet(str(wording.ANSWER_TITLE), address, text, "answer.json", "json")


def failure_sheet(
    call: RawCall, error: NadeoError, sentence: str, said: Said, known: Iterable[str]
) -> Sheet:
    """Return Nadeo's own answer to a call that failed, beside our sentence for it."""
    secrets = tuple(known)
    reason = error.reason.replace("`", "") if isinstance(error, Refused) else ""
    status = without_secrets(f"{said.status} {reason}".strip(), secrets)
    is_unsure = isinstance(error, Unavailable) and call.method not in HARMLESS
    lines = [_address(call, secrets), f"`{status}`", sentence]
    lines += [str(wording.MAY_HAVE_CHANGED)] if is_unsure else []
    lines.append(_excerpt(without_secrets(said.body, secrets)))
    title = _failure_title(error)
    return Sheet(build(title=title, description="\n".join(lines), colour=ACCOUNT), "answer.json")


def _failure_title(error: NadeoError) -> str:
    if isinstance(error, Refused):
        return str(wording.REFUSED_TITLE)
    return (
        str(wording.FAILED_TITLE) if isinstance(error, Unavailable) else str(wording.ANSWER_TITLE)
    )


def _excerpt(body: Any) -> str:
    """Return the beginning of an answer; secrets are struck out already."""
    if body is None:
        return str(wording.NO_BODY)
    text = shown_text(body) if isinstance(body, str) else written(body)
    return f"```\n{cut(text, LONGEST_EXCERPT)}\n```"


def servers_embed(servers: ServerAccountList) -> discord.Embed:
    """Draw the account's dedicated servers, as many as fit."""
    lines = [_server(server) for server in servers.player_server_account]
    return build(
        title=str(wording.SERVERS_TITLE),
        description=fitting(lines or [str(wording.NO_SERVERS)]),
        colour=ACCOUNT,
    )


def _server(server: ServerAccount) -> str:
    room = shown(server.club_room_name or "", str(server.club_room_id or "?"))
    state = wording.in_use(room) if server.already_used else wording.FREE
    return f"**{shown(server.login, '?')}** · {state}\n{code_span(server.account_id)}"


def _address(call: RawCall, secrets: Iterable[str]) -> str:
    address = without_secrets(f"{call.method} {call.url}", secrets)
    return code_span(cut(address, ADDRESS_LENGTH))


def _sheet(title: str, line: str, text: str, name: str, language: str) -> Sheet:
    if len(text) > MOST_SHOWN:
        hint = f"{line}\n{wording.IN_THE_FILE}"
        return Sheet(build(title=title, description=hint, colour=ACCOUNT), name, text)
    description = f"{line}\n```{language}\n{text}\n```"
    return Sheet(build(title=title, description=description, colour=ACCOUNT), name)
