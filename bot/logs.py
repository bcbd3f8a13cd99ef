"""Logging: one line an event on standard error, and no secret in any of them."""

import logging
from collections.abc import Iterable

LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
REDACTED = "[secret]"


class Redactor(logging.Formatter):
    """Formats lines and strikes out the values it was given: a net below code that tells none."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(LINE)
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with its traceback if it has one."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, REDACTED)
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
