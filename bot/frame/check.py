"""`pitwall check`: every setting tried for real, and what to do about those that do not work."""

import json
import stat
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

import aiohttp
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.frame import logs, operator_wording
from bot.nadeo import LiveClient
from bot.nadeo.connection import user_agent
from bot.nadeo.errors import Busy, LoginRejected, NadeoError, TooManyRequests, Unauthorized
from bot.nadeo.retries import Patience
from bot.redaction import struck_out
from bot.settings import Settings
from bot.storage.store import Store, StoreError
from bot.text import cut

DISCORD_TIMEOUT = 10.0
LONGEST_ANSWER = 4096
"""Bytes of Discord's answer that are looked at."""
LONGEST_WORD = 200
"""Characters of what Discord says that are shown."""
ENV_FILE = Path(".env")
_OTHERS = stat.S_IRGRP | stat.S_IROTH
KNOWN_ACCOUNT = "5b4d42f4-c2de-407d-b367-cbff3fe817bc"
"""An account that has had a name since the game came out."""


@dataclass(frozen=True)
class Result:
    """What became of one check."""

    subject: str
    works: bool
    detail: str
    advice: str = ""
    """What to do when it does not work, or could be better."""


async def check_everything(settings: Settings | None, faults: list[str]) -> list[Result]:
    """Try the settings one after another; without usable settings there is nothing to try."""
    if settings is None:
        return [
            Result("settings", works=False, detail=fault, advice=operator_wording.EDIT_ENV)
            for fault in faults
        ]
    readers = _advice_on_readers(ENV_FILE)
    results = [
        Result("settings", works=True, detail="complete", advice=readers),
        *_addresses(settings),
    ]
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        )
        client = await stack.enter_async_context(
            LiveClient(session, settings, patience=Patience(attempts=1))
        )
        stack.enter_context(logs.hiding(client.secrets))
        results += [
            await _nadeo_login(client),
            await _live_call(client),
            await _names(client),
            await _discord(session, settings),
            await _database(settings),
        ]
    return results


def _addresses(settings: Settings) -> list[Result]:
    """Warn of addresses, and no more: what lies between two machines is for operators to know."""
    if not settings.in_the_clear:
        return []
    detail = operator_wording.in_the_clear(settings.in_the_clear)
    return [Result("addresses", works=True, detail=detail, advice=operator_wording.USE_HTTPS)]


async def _nadeo_login(client: LiveClient) -> Result:
    subject = "Nadeo login"
    try:
        await client.log_in()
    except NadeoError as error:
        return _failed(subject, error, operator_wording.NO_LOGIN)
    return Result(subject, works=True, detail="accepted")


async def _live_call(client: LiveClient) -> Result:
    subject = "Live call"
    try:
        months = await client.get_maps_totd()
    except NadeoError as error:
        return _failed(subject, error, operator_wording.NO_LOGIN)
    return Result(subject, works=True, detail=f"{months.item_count} months of tracks listed")


async def _names(client: LiveClient) -> Result:
    subject = "player names"
    if not client.has_names:
        return Result(subject, works=True, detail=operator_wording.NAMELESS)
    try:
        await client.get_display_names([KNOWN_ACCOUNT])
    except NadeoError as error:
        return _failed(subject, error, operator_wording.NO_APPLICATION)
    return Result(subject, works=True, detail="accepted")


async def _discord(session: aiohttp.ClientSession, settings: Settings) -> Result:
    subject = "Discord token"
    headers = {
        "Authorization": f"Bot {settings.discord_token.get_secret_value()}",
        "User-Agent": user_agent(settings.nadeo_contact),
    }
    timeout = aiohttp.ClientTimeout(total=DISCORD_TIMEOUT)
    url = settings.discord_api_url / "users" / "@me"
    try:
        async with session.get(url, headers=headers, timeout=timeout) as response:
            status, body = response.status, await response.content.read(LONGEST_ANSWER)
    except (aiohttp.ClientError, TimeoutError) as error:
        return Result(
            subject, works=False, detail=type(error).__name__, advice=operator_wording.NO_DISCORD
        )
    answer = _answer(body)
    if status == HTTPStatus.OK and "id" in answer:
        return Result(subject, works=True, detail="accepted")
    said = struck_out(_said(answer), settings.secrets())
    detail = f"refused ({status}): {said}" if said else f"refused ({status})"
    advice = _advice_on_discord(status, is_discord=bool(answer))
    return Result(subject, works=False, detail=detail, advice=advice)


def _answer(body: bytes) -> dict[str, Any]:
    """Return the object that Discord answers with, an empty one where it does not."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}


def _said(answer: dict[str, Any]) -> str:
    """Return Discord's own words in one line."""
    message = answer.get("message")
    words = message if isinstance(message, str) else ""
    printed = "".join(one if one.isprintable() else " " for one in words)
    return cut(" ".join(printed.split()), LONGEST_WORD)


def _advice_on_discord(status: int, *, is_discord: bool) -> str:
    """Blame the token for whatever Discord itself refuses, unless it is there or in trouble."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return operator_wording.NO_DISCORD
    if status in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
        return operator_wording.WRONG_ADDRESS
    if is_discord or status == HTTPStatus.UNAUTHORIZED:
        return operator_wording.REFUSED_BY_DISCORD
    return operator_wording.NO_DISCORD


async def _database(settings: Settings) -> Result:
    subject = "database"
    try:
        async with Store.opened(settings.database):
            pass
    except StoreError as error:
        return Result(subject, works=False, detail=str(error), advice=operator_wording.NO_FILE)
    detail, advice = str(settings.database), _advice_on_readers(settings.database)
    return Result(subject, works=True, detail=detail, advice=advice)


def _advice_on_readers(file: Path) -> str:
    """Say so where other users of this machine can read a file that is ours alone."""
    if sys.platform == "win32" or not file.exists() or not file.stat().st_mode & _OTHERS:
        return ""
    return operator_wording.read_by_others(file)


def _failed(subject: str, error: NadeoError, when_rejected: str) -> Result:
    """Blame the account only where it was refused, not where nobody answered."""
    match error:
        case LoginRejected() | Unauthorized():
            advice = when_rejected
        case TooManyRequests() | Busy():
            advice = operator_wording.TOO_FAST
        case _:
            advice = operator_wording.UNREACHABLE
    return Result(subject, works=False, detail=str(error) or type(error).__name__, advice=advice)


def print_report(results: list[Result]) -> None:
    """Print a table, with the advice where something does not work or should be otherwise."""
    table = Table("check", "", "what happened", "what to do", title="pitwall check")
    for result in results:
        fine = Text("note", "yellow") if result.advice else Text("ok", "green")
        mark = fine if result.works else Text("FAILED", "bold red")
        table.add_row(result.subject, mark, Text(result.detail), Text(result.advice))
    Console().print(table)
