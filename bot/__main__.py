"""The command line: the only owner of the event loop, of logging and of exit codes."""

import asyncio
import math
import sqlite3
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from bot import __version__
from bot.file_faults import in_words
from bot.frame import logs
from bot.settings import ENV_FILE, Settings, SettingsError, load

_ResultT = TypeVar("_ResultT")


@click.group()
@click.version_option(__version__, prog_name="pitwall")
def main() -> None:
    """Pitwall: a Discord bot for Trackmania communities."""


@main.command()
def run() -> None:
    """Run the bot with the settings of the environment and .env."""
    from bot.frame.alone import AlreadyRunning  # noqa: PLC0415 # `pitwall --help` need not load all
    from bot.frame.runner import DiscordRefused  # noqa: PLC0415
    from bot.frame.runner import run as run_bot  # noqa: PLC0415
    from bot.frame.watchable import CannotListen  # noqa: PLC0415
    from bot.storage.store import StoreError  # noqa: PLC0415

    settings = _settings()
    try:
        _until_done(run_bot(settings))
    except (AlreadyRunning, CannotListen, DiscordRefused, StoreError) as error:
        _fail(str(error))


@main.command()
def check() -> None:
    """Try every setting and show what works; exit code 1 if something does not."""
    from bot.frame.check import check_everything, print_report  # noqa: PLC0415 # see run

    try:
        settings, faults = load(), []
    except SettingsError as error:
        settings, faults = None, error.faults
    logs.configure("CRITICAL", settings.secrets() if settings is not None else ())
    results = _until_done(check_everything(settings, faults))
    print_report(results)
    sys.exit(0 if all(result.works for result in results) else 1)


@main.command()
@click.argument("user", type=click.IntRange(1, 2**63 - 1))
def forget(user: int) -> None:
    """Delete all that is kept of a Discord USER, by id; exit code 1 if that is nothing.

    The bot may run meanwhile.
    """
    from bot.frame import operator_wording  # noqa: PLC0415 # see run
    from bot.frame.forgetting import forget_person_in  # noqa: PLC0415
    from bot.storage.store import StoreError  # noqa: PLC0415

    database = _database()
    try:
        gone = _until_done(forget_person_in(database, user))
    except StoreError as error:
        _fail(str(error))
    except sqlite3.Error as error:
        _fail(operator_wording.file_refuses(in_words(error)))
    if not gone.anything:
        _fail(operator_wording.nothing_kept(user))
    click.echo(operator_wording.forgot(user, gone.ladders, gone.subscriptions, gone.calls))


@main.command()
def forget_elsewhere() -> None:
    """Delete all that the database has of servers that other processes care for.

    Which those are the bot has noted there while it ran with PITWALL_SHARD_IDS. The bot may run
    meanwhile.
    """
    from bot.frame import operator_wording  # noqa: PLC0415 # see run
    from bot.frame.forgetting import forget_elsewhere_in  # noqa: PLC0415
    from bot.storage.store import StoreError  # noqa: PLC0415

    database = _database()
    try:
        gone = _until_done(forget_elsewhere_in(database))
    except StoreError as error:
        _fail(str(error))
    except sqlite3.Error as error:
        _fail(operator_wording.file_refuses(in_words(error)))
    click.echo(operator_wording.forgot_elsewhere(gone.subscriptions, gone.players))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database into a new FILE; the bot may run meanwhile."""
    from bot.frame.operator_wording import backed_up  # noqa: PLC0415 # see run
    from bot.storage.backup import back_up  # noqa: PLC0415
    from bot.storage.store import StoreError  # noqa: PLC0415

    database = _database()
    try:
        size = back_up(database, file)
    except StoreError as error:
        _fail(str(error))
    click.echo(backed_up(file, size))


def _number(_context: click.Context, _option: click.Parameter, value: float) -> float:
    """Refuse what is no number, and therefore neither too large nor too small."""
    if math.isnan(value):
        raise click.BadParameter("nan is no number")
    return value


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8400,
    show_default=True,
    help="Port of the page.",
)
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with real maps, in place of the generated world.",
)
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True, max=100_000),
    default=1.0,
    show_default=True,
    callback=_number,
    help="How many times faster the world's clock runs.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page where there is a screen.")
def sandbox(port: int, data: Path | None, speed: float, *, browser: bool) -> None:
    """Run the whole bot against stand-ins on this machine, with a page to type commands in."""
    from bot.sandbox.launch import CannotOpen, launch  # noqa: PLC0415 # see run

    logs.configure("INFO", ())
    try:
        _until_done(launch(port, data, speed, browser=browser))
    except CannotOpen as error:
        _fail(str(error))


def _settings() -> Settings:
    try:
        settings = load()
    except SettingsError as error:
        from bot.frame.environment import unread_variables  # noqa: PLC0415 # see run
        from bot.frame.operator_wording import edit_env  # noqa: PLC0415

        lines = [*error.faults, *unread_variables(), edit_env(ENV_FILE)]
        _fail("Pitwall cannot start:", *(f"  {line}" for line in lines))
    logs.configure(settings.log_level, settings.secrets(), settings.log_format)
    return settings


def _database() -> Path:
    """Return the file of the settings, for what makes none."""
    from bot.frame.operator_wording import no_database  # noqa: PLC0415 # see run

    database = _settings().database
    try:
        is_there = database.exists()
    except OSError:
        is_there = True  # SQLite says why it cannot be seen
    if not is_there:
        _fail(no_database(database))
    return database


def _until_done(work: Coroutine[Any, Any, _ResultT]) -> _ResultT:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        # Where signals cannot be caught, Ctrl+C ends the loop; everything is closed by now.
        sys.exit(0)


def _fail(*lines: str) -> NoReturn:
    click.echo("\n".join(lines), err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
