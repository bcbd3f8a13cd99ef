"""`pitwall check`: every setting tried for real, and what to do about those that do not work."""

import asyncio
import errno
import json
import stat
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http import HTTPStatus
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

import aiohttp
from rich.console import Console
from rich.text import Text

from bot.frame import logs, operator_wording
from bot.frame.environment import notes_on, unread_variables
from bot.frame.invitation import invitation
from bot.frame.watchable import why_not
from bot.nadeo import LiveClient
from bot.nadeo.connection import user_agent
from bot.nadeo.errors import Busy, LoginRejected, NadeoError, TooManyRequests, Unauthorized
from bot.nadeo.retries import Patience
from bot.nadeo.trouble import in_words
from bot.redaction import struck_out
from bot.settings import ENV_FILE, Settings, is_reached_by_others
from bot.storage.store import Store, StoreError
from bot.text import cut

DISCORD_TIMEOUT = 10.0
LONGEST_ANSWER = 4096
"""Bytes of Discord's answer that are looked at."""
LONGEST_WORD = 200
"""Characters of what Discord says that are shown."""
_OTHERS = stat.S_IRGRP | stat.S_IROTH
KNOWN_ACCOUNT = "5b4d42f4-c2de-407d-b367-cbff3fe817bc"
"""An account that has had a name since the game came out."""


@dataclass(frozen=True)
class _Answer:
    """What Discord said; an empty object where that is none."""

    status: int
    body: dict[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of one check."""

    subject: str
    works: bool
    detail: str
    advice: str = ""
    """What to do when it does not work, or could be better."""
    hint: str = ""
    """What is good to know where it works."""


async def check_everything(settings: Settings | None, faults: list[str]) -> list[Result]:
    """Try the settings one after another; without usable settings there is nothing to try."""
    if settings is None:
        advice = operator_wording.edit_env(ENV_FILE)
        wrong = [Result("settings", works=False, detail=fault, advice=advice) for fault in faults]
        return [*wrong, *_notes(unread_variables())]
    readers = _advice_on_readers(ENV_FILE)
    results = [
        Result("settings", works=True, detail="complete", advice=readers),
        *_notes(notes_on(settings)),
        *_shards(settings),
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
            *await _watching(settings),
        ]
    return results


def _notes(notes: list[str]) -> list[Result]:
    return [Result("settings", works=True, detail="", advice=note) for note in notes]


def _shards(settings: Settings) -> list[Result]:
    """Say which part of the bot this process is, where it is one."""
    if settings.shard_count is None:
        return []
    detail = operator_wording.part_of(settings.shards, settings.pace)
    return [Result("shards", works=True, detail=detail)]


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
    try:
        me = await _asked(session, settings, "users/@me")
        if me.status != HTTPStatus.OK or "id" not in me.body:
            return _refused(subject, me, settings)
        application = await _asked(session, settings, "oauth2/applications/@me")
    except (aiohttp.ClientError, TimeoutError) as error:
        detail = operator_wording.no_answer(in_words(error))
        return Result(subject, works=False, detail=detail, advice=operator_wording.NO_DISCORD)
    servers = application.body.get("approximate_guild_count")
    detail = operator_wording.accepted_as(
        _line(me.body.get("username")), servers if isinstance(servers, int) else None
    )
    number = str(application.body.get("id"))
    hint = operator_wording.invite_with(invitation(int(number))) if number.isdecimal() else ""
    return Result(subject, works=True, detail=detail, hint=hint)


async def _asked(session: aiohttp.ClientSession, settings: Settings, endpoint: str) -> _Answer:
    headers = {
        "Authorization": f"Bot {settings.discord_token.get_secret_value()}",
        "User-Agent": user_agent(settings.nadeo_contact),
    }
    timeout = aiohttp.ClientTimeout(total=DISCORD_TIMEOUT)
    url = settings.discord_api_url / endpoint
    async with session.get(url, headers=headers, timeout=timeout) as response:
        return _Answer(response.status, _object(await response.content.read(LONGEST_ANSWER)))


def _refused(subject: str, answer: _Answer, settings: Settings) -> Result:
    said = struck_out(_line(answer.body.get("message")), settings.secrets())
    detail = f"refused ({answer.status}): {said}" if said else f"refused ({answer.status})"
    advice = _advice_on_discord(answer.status, is_discord=bool(answer.body))
    return Result(subject, works=False, detail=detail, advice=advice)


def _object(body: bytes) -> dict[str, Any]:
    """Return the object that Discord answers with, an empty one where it does not."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}


def _line(words: object) -> str:
    """Return a word of Discord's in one line."""
    text = words if isinstance(words, str) else ""
    printed = "".join(one if one.isprintable() else " " for one in text)
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
        return Result(subject, works=False, detail=str(error))
    advice = _advice_on_readers(settings.database)
    return Result(subject, works=True, detail=str(settings.database.absolute()), advice=advice)


async def _watching(settings: Settings) -> list[Result]:
    """Try the port on which the bot is watched, if there is one."""
    host, port = settings.http_host, settings.http_port
    if port is None:
        return []
    subject, detail = "HTTP port", operator_wording.page(host, port)
    try:
        server = await asyncio.start_server(_hang_up, host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = operator_wording.LISTENS_ALREADY
            return [Result(subject, works=True, detail=detail, advice=advice)]
        why = operator_wording.no_port(host, port, why_not(error))
        return [Result(subject, works=False, detail=why)]
    server.close()
    await server.wait_closed()
    advice = operator_wording.SEEN_BY_OTHERS if is_reached_by_others(host) else ""
    return [Result(subject, works=True, detail=detail, advice=advice)]


def _hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


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
    """Print a line for each check and its advice below it; nothing is cut, addresses stay whole."""
    width = max((len(result.subject) for result in results), default=0)
    console = Console()
    for result, following in zip_longest(results, results[1:]):
        fine = Text("note  ", "yellow") if result.advice else Text("ok    ", "green")
        mark = fine if result.works else Text("FAILED", "bold red")
        line = Text.assemble(mark, f"  {result.subject:<{width}}  ", result.detail or result.advice)
        console.print(line, soft_wrap=True)
        below = result.hint or (result.advice if result.detail else "")
        # What several faults in a row have as their advice is told once.
        if below and (following is None or following.advice != below):
            console.print(Text(f"{'':<{width + 10}}{below}"), soft_wrap=True)
