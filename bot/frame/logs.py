"""Logging: one line an event on standard error, and no secret in any of them."""

import logging
import sys
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from types import TracebackType
from typing import Literal, TypeAlias

from bot.frame.redactor import Redactor, Secrets

Layout: TypeAlias = Literal["text", "json"]

log = logging.getLogger(__name__)


def configure(level: str, secrets: Iterable[str], layout: Layout = "text") -> None:
    """Log to standard error from this level on, in lines for people or objects for programs.

    discord.py's and aiosqlite's debug lines quote tokens of interactions and stored values, so
    those stay off at every level.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_redactor(layout, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("discord", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
    # Python would print these itself, past all that strikes out secrets.
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _redactor(layout: Layout, secrets: Iterable[str]) -> Redactor:
    if layout == "text":
        return Redactor(secrets)
    from bot.frame.json_logs import JsonRedactor  # noqa: PLC0415 # few want it

    return JsonRedactor(secrets)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("ended by an error that nobody caught", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    name = args.thread.name if args.thread else "without a name"
    log.error("the thread %s ended: %s", name, args.exc_type.__name__)


@contextmanager
def hiding(secrets: Secrets) -> Generator[None, None, None]:
    """Strike these out of every line too, as they are at the moment of the line."""
    formatters = [handler.formatter for handler in logging.getLogger().handlers]
    redactors = [one for one in formatters if isinstance(one, Redactor)]
    for redactor in redactors:
        redactor.sources.append(secrets)
    try:
        yield
    finally:
        for redactor in redactors:
            redactor.sources.remove(secrets)
