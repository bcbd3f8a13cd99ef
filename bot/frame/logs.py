"""Logging: one line an event on standard error, and no secret in any of them."""

import copy
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from bot.redaction import struck_out, without_interactions

LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_OTHERS = ("discord", "aiohttp", "aiosqlite")
"""Libraries that write a traceback, or a stack in the message, for what is an event to us."""

log = logging.getLogger(__name__)

_FRAME = re.compile(r'(?: |\|)* File "(?P<file>[^"]+)", line \d+, in [\w<>.]+')
_ExceptionInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

Secrets = Callable[[], Iterable[str]]


class Redactor(logging.Formatter):
    """Formats lines and strikes out the values it was given: a net below code that tells none."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(LINE)
        settled = tuple(secrets)
        self.sources: list[Secrets] = [lambda: settled]
        """What to strike out; tokens come and go while the program runs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with its traceback if it has one and the fault may be ours.

        Names of our own, of loggers and of files, stay: a password may be such a word.
        """
        theirs = record.name.partition(".")[0] in _OTHERS
        shown = _in_one_line(record) if theirs else copy.copy(record)
        shown.msg, shown.args = self._struck_out(shown.getMessage()), None
        # Formatted by another handler before, it would be taken as it is.
        shown.exc_text = None
        return super().format(shown)

    def formatException(  # noqa: N802 # the name is the library's
        self, ei: _ExceptionInfo
    ) -> str:
        """Return a traceback in which only what is said is struck out, not where it was."""
        lines = super().formatException(ei).split("\n")
        return "\n".join(line if _names_a_file(line) else self._struck_out(line) for line in lines)

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 # likewise
        """Strike out of a stack what is struck out of a traceback."""
        return self._struck_out(stack_info)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 # logging's own name
        """Return the message in one line, whatever came from outside with it."""
        record.message = " ".join(record.message.splitlines())
        return super().formatMessage(record)

    def _struck_out(self, text: str) -> str:
        known = [secret for source in self.sources for secret in source()]
        return without_interactions(struck_out(text, known))


def _names_a_file(line: str) -> bool:
    """Tell whether a line of a traceback names a file of this program or of a library."""
    found = _FRAME.fullmatch(line)
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    return found is not None and found["file"] in files


def _in_one_line(record: logging.LogRecord) -> logging.LogRecord:
    """Return a record of a library without its traceback, but with the error and where it arose."""
    line = copy.copy(record)
    line.msg, line.args = record.getMessage().partition("\n")[0], ()
    line.exc_info = line.exc_text = line.stack_info = None
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
        line.msg = f"{line.msg}: {type(error).__name__}{place}"
    return line


def configure(level: str, secrets: Iterable[str]) -> None:
    """Log to standard error from this level on.

    discord.py's and aiosqlite's debug lines quote tokens of interactions and stored values, so
    those stay off at every level.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Redactor(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("discord", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
    # Python would print these itself, past all that strikes out secrets.
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


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
