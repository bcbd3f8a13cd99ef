"""Log lines without secrets: a net below code that tells none."""

import copy
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

from bot.redaction import struck_out, without_interactions

LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_OTHERS = ("discord", "aiohttp", "aiosqlite")
"""Libraries that write a traceback, or a stack in the message, for what is an event to us."""

_FRAME = re.compile(r'(?: |\|)* File "(?P<file>[^"]+)", line \d+, in [\w<>.]+')
_ExceptionInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

Secrets = Callable[[], Iterable[str]]


class Redactor(logging.Formatter):
    """Formats lines and strikes out the values it was given.

    `layout` is what the formatter behind it takes beside the line's parts.
    """

    def __init__(self, secrets: Iterable[str], **layout: Any) -> None:
        super().__init__(LINE, **layout)
        settled = tuple(secrets)
        self.sources: list[Secrets] = [lambda: settled]
        """What to strike out; tokens come and go while the program runs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with its traceback if it has one and the fault may be ours.

        Names of our own, of loggers and of files, stay: a password may be such a word. The message
        is one line, whatever came from outside with it.
        """
        theirs = record.name.partition(".")[0] in _OTHERS
        shown = _in_one_line(record) if theirs else copy.copy(record)
        shown.msg = " ".join(self._struck_out(shown.getMessage()).splitlines())
        shown.args = None
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
