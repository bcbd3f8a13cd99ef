"""What operators see: their servers, calls to confirm, Nadeo's own answers."""

import io
from dataclasses import dataclass
from typing import Any

import discord

from bot.embeds.base import GREY, build, fitting
from bot.nadeo.errors import Refused
from bot.nadeo.models import ServerAccount, ServerAccountList
from bot.raw_calls import RawCall, written
from bot.redaction import without_secrets
from bot.text import cut, escape, shown
from bot.wording import nadeo_failed
from bot.wording import operator as wording

MOST_SHOWN = 1800
"""What is longer goes into a file."""
LONGEST_FILE = 8_000_000
"""Discord takes no larger file everywhere."""
ADDRESS_LENGTH = 300


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
    return _sheet(wording.CONFIRM_TITLE, wording.CONFIRM_HINT, call.text(), "request.txt", "http")


def answer_sheet(call: RawCall, data: Any) -> Sheet:
    """Return what Nadeo answered; secrets are struck out already."""
    if data is None:
        return Sheet(
            build(
                title=wording.ANSWER_TITLE,
                description="\n".join((_address(call), wording.NO_BODY)),
            ),
            "",
        )
    return _sheet(wording.ANSWER_TITLE, _address(call), written(data), "answer.json", "json")


def refusal_sheet(call: RawCall, error: Refused) -> Sheet:
    """Return Nadeo's own word for a refusal beside ours."""
    reason = f"`{error.status} {error.reason.replace('`', '')}`"
    lines = (_address(call), reason, nadeo_failed(error))
    return Sheet(
        build(title=wording.REFUSED_TITLE, description="\n".join(lines), colour=GREY), "answer.json"
    )


def servers_embed(servers: ServerAccountList) -> discord.Embed:
    """Return the dedicated servers of the account's owner."""
    lines = [_server(server) for server in servers.player_server_account]
    return build(title=wording.SERVERS_TITLE, description=fitting(lines or [wording.NO_SERVERS]))


def _server(server: ServerAccount) -> str:
    room = shown(server.club_room_name or "", str(server.club_room_id or "?"))
    state = wording.in_use(room) if server.already_used else wording.FREE
    return f"**{shown(server.login, '?')}** · `{escape(server.account_id)}` · {state}"


def _address(call: RawCall) -> str:
    return f"`{cut(without_secrets(f'{call.method} {call.url}'), ADDRESS_LENGTH)}`"


def _sheet(title: str, line: str, text: str, name: str, language: str) -> Sheet:
    if len(text) > MOST_SHOWN:
        hint = f"{line}\n{wording.IN_THE_FILE}"
        return Sheet(build(title=title, description=hint), name, text)
    description = f"{line}\n```{language}\n{text}\n```"
    return Sheet(build(title=title, description=description), name)
