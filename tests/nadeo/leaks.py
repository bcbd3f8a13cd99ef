"""Everything that was raised or logged in a test is read again for secrets."""

import logging
import traceback
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

ErrorT = TypeVar("ErrorT", bound=BaseException)

RAISED: list[BaseException] = []


@contextmanager
def raises(kind: type[ErrorT], match: str | None = None) -> Generator[pytest.ExceptionInfo[ErrorT]]:
    """Expect an error as pytest does, and keep it to be searched."""
    with pytest.raises(kind, match=match) as caught:
        yield caught
    RAISED.append(caught.value)


def texts(errors: Iterable[BaseException], records: Iterable[logging.LogRecord]) -> Iterator[str]:
    """Give everything that could be read of these errors and log records."""
    for error in errors:
        for link in _chain(error):
            yield str(link)
            yield repr(link)
            yield repr(link.args)
            yield repr(vars(link))
        yield from traceback.format_exception(error)
    for record in records:
        yield record.getMessage()
        yield repr(record.args)
        if record.exc_info and record.exc_info[1]:
            yield from texts([record.exc_info[1]], [])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
