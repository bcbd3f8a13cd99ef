"""Logging: one line an event on standard error, and no secret in any of them."""

import logging
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

from bot.redaction import struck_out, without_interactions

LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

Secrets = Callable[[], Iterable[str]]


class Redactor(logging.Formatter):
    """Formats lines and strikes out the values it was given: a net below code that tells none."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(LINE)
        settled = tuple(secrets)
        self.sources: list[Secrets] = [lambda: settled]
        """What to strike out; tokens come and go while the program runs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with its traceback if it has one."""
        known = [secret for source in self.sources for secret in source()]
        return without_interactions(struck_out(super().format(record), known))


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
