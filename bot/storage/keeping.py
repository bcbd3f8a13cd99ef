"""Writing what is kept only to spare a request: a file that takes nothing stops no answer."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable

from bot.file_faults import in_words, is_locked

log = logging.getLogger(__name__)

REST = 10.0
"""How long a locked file is left alone, in seconds: each try waits for the other program."""
TAKEN_AGAIN = 3
"""After so many writes in a row a file that took nothing is well: much is written once only."""


class Keeping:
    """Tries to write, and says once that the file takes nothing and once that it does again."""

    def __init__(self) -> None:
        self._trying = asyncio.Lock()
        self._refused: set[str] = set()
        """What the file did not take when it was tried last: a full disk may take small things."""
        self._rests_until = 0.0
        self._taken = TAKEN_AGAIN
        """How many writes in a row it took."""

    @property
    def is_failing(self) -> bool:
        """Tell whether the file takes nothing, or did so a few writes ago."""
        return self._taken < TAKEN_AGAIN

    @property
    def is_refused(self) -> bool:
        """Tell whether there is anything that the file did not take."""
        return bool(self._refused)

    async def attempt(self, what: str, write: Callable[[], Awaitable[None]]) -> bool:
        """Write, and return whether that was kept."""
        async with self._trying:
            if asyncio.get_running_loop().time() < self._rests_until:
                self._refused.add(what)
                return False
            try:
                await write()
            except sqlite3.Error as error:
                self._note_refusal(what, error)
                return False
            self._note_success(what)
            return True

    def _note_refusal(self, what: str, error: sqlite3.Error) -> None:
        if not self._refused:
            log.warning("could not keep %s: %s", what, in_words(error))
        self._refused.add(what)
        self._taken = 0
        if is_locked(error):
            self._rests_until = asyncio.get_running_loop().time() + REST

    def _note_success(self, what: str) -> None:
        if self._refused == {what}:
            log.info("the file takes what is worth keeping again")
        self._refused.discard(what)
        self._taken += 1
