"""Logging: one line an event on standard error, and no secret in any of them."""

import logging
import re
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from copy import copy
from types import TracebackType
from typing import TypeAlias

from bot.redaction import struck_out

LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

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
        """Return the line, with its traceback if it has one.

        Names of our own, of loggers and of files, stay: a password may be such a word.
        """
        shown = copy(record)
        shown.msg, shown.args = self._struck_out(record.getMessage()), None
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
        """Return a stack like a traceback."""
        return self._struck_out(stack_info)

    def _struck_out(self, text: str) -> str:
        return struck_out(text, [secret for source in self.sources for secret in source()])


def _names_a_file(line: str) -> bool:
    """Tell whether a line of a traceback names a file of this program or of a library."""
    found = _FRAME.fullmatch(line)
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    return found is not None and found["file"] in files


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
