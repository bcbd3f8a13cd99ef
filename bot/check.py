"""`pitwall check`: every setting tried for real, and what to do about those that do not work."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import logs
from bot.nadeo import LiveClient
from bot.nadeo.connection import user_agent
from bot.nadeo.errors import Busy, LoginRejected, NadeoError, TooManyRequests, Unauthorized
from bot.nadeo.retries import Patience
from bot.settings import Settings
from bot.storage import Store, StoreError
from bot.wording import operation as wording

DISCORD_TIMEOUT = 10.0
DISCORD_ADVICE: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: wording.REFUSED_BY_DISCORD,
    HTTPStatus.FORBIDDEN: wording.REFUSED_BY_DISCORD,
    HTTPStatus.NOT_FOUND: wording.WRONG_ADDRESS,
}
KNOWN_ACCOUNT = "5b4d42f4-c2de-407d-b367-cbff3fe817bc"
"""An account that has had a name since the game came out."""


@dataclass(frozen=True)
class Result:
    """What became of one check."""

    subject: str
    works: bool
    detail: str
    advice: str = ""
    """What to do when it does not work, or works and should not stay so."""


async def check_everything(settings: Settings | None, faults: list[str]) -> list[Result]:
    """Try the settings one after another; without usable settings there is nothing to try."""
    if settings is None:
        return [
            Result("settings", works=False, detail=fault, advice=wording.EDIT_ENV)
            for fault in faults
        ]
    results = [Result("settings", works=True, detail="complete"), *_addresses(settings)]
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
    detail = wording.in_the_clear(settings.in_the_clear)
    return [Result("addresses", works=True, detail=detail, advice=wording.USE_HTTPS)]


async def _nadeo_login(client: LiveClient) -> Result:
    subject = "Nadeo login"
    try:
        await client.log_in()
    except NadeoError as error:
        return _failed(subject, error, wording.NO_LOGIN)
    return Result(subject, works=True, detail="accepted")


async def _live_call(client: LiveClient) -> Result:
    subject = "Live call"
    try:
        months = await client.get_maps_totd()
    except NadeoError as error:
        return _failed(subject, error, wording.NO_LOGIN)
    return Result(subject, works=True, detail=f"{months.item_count} months of tracks listed")


async def _names(client: LiveClient) -> Result:
    subject = "player names"
    if not client.has_names:
        return Result(subject, works=True, detail=wording.NAMELESS)
    try:
        await client.get_display_names([KNOWN_ACCOUNT])
    except NadeoError as error:
        return _failed(subject, error, wording.NO_APPLICATION)
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
            status = response.status
    except (aiohttp.ClientError, TimeoutError) as error:
        return Result(subject, works=False, detail=type(error).__name__, advice=wording.NO_DISCORD)
    if status != HTTPStatus.OK:
        advice = DISCORD_ADVICE.get(status, wording.NO_DISCORD)
        return Result(subject, works=False, detail=f"refused ({status})", advice=advice)
    return Result(subject, works=True, detail="accepted")


async def _database(settings: Settings) -> Result:
    subject = "database"
    try:
        async with Store.opened(settings.database):
            pass
    except StoreError as error:
        return Result(subject, works=False, detail=str(error), advice=wording.NO_FILE)
    return Result(subject, works=True, detail=str(settings.database))


def _failed(subject: str, error: NadeoError, when_rejected: str) -> Result:
    """Blame the account only where it was refused, not where nobody answered."""
    match error:
        case LoginRejected() | Unauthorized():
            advice = when_rejected
        case TooManyRequests() | Busy():
            advice = wording.TOO_FAST
        case _:
            advice = wording.UNREACHABLE
    return Result(subject, works=False, detail=str(error) or type(error).__name__, advice=advice)


def print_report(results: list[Result]) -> None:
    """Print a table, with the advice where something does not work or should be otherwise."""
    table = Table("check", "", "what happened", "what to do", title="pitwall check")
    for result in results:
        fine = Text("note", "yellow") if result.advice else Text("ok", "green")
        mark = fine if result.works else Text("FAILED", "bold red")
        table.add_row(result.subject, mark, Text(result.detail), Text(result.advice))
    Console().print(table)
