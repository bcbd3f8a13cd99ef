"""Log lines as JSON: one object an event, a traceback inside it, for programs that collect logs."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from pythonjsonlogger.json import JsonFormatter

from bot.frame.redactor import Redactor

NAMES = {
    "asctime": "time",
    "levelname": "level",
    "name": "logger",
    "exc_info": "traceback",
    "stack_info": "stack",
}
"""What the parts of a line are called, where that is not as Python calls them."""


class JsonRedactor(Redactor, JsonFormatter):
    """Writes what a text line has, struck out alike: time, level, logger, message, traceback.

    What libraries attach to a line beside its message is left out: nobody has looked at it.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(secrets, rename_fields=NAMES)

    def format(self, record: logging.LogRecord) -> str:
        """Return the object, without what is no part of every record."""
        usual = vars(logging.makeLogRecord({})).keys() & vars(record).keys()
        return super().format(logging.makeLogRecord({name: vars(record)[name] for name in usual}))

    def formatTime(  # noqa: N802 # the name is the library's
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        """Return the moment in UTC, as ISO 8601 has it."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
