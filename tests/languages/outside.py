"""The words that come from outside, which nobody translates."""

import json
import re
from typing import Any

from bot.sandbox.nadeo.server import NadeoServer
from bot.text import plain

_WORD = re.compile(r"[A-Za-z]{2,}")


class Outside:
    """Hears which words Nadeo's stand-in answers, and is told the others."""

    def __init__(self, nadeo: NadeoServer) -> None:
        self._words: set[str] = set()
        nadeo.failures.spoil = self._hear

    @property
    def words(self) -> frozenset[str]:
        """Return all words so far."""
        return frozenset(self._words)

    def note(self, told: Any) -> None:
        """Note the words of all texts in what is told, as they are shown too."""
        if isinstance(told, str):
            self._words.update(_WORD.findall(f"{told} {plain(told)}"))
        elif isinstance(told, dict | list):
            for one in told.values() if isinstance(told, dict) else told:
                self.note(one)

    def _hear(self, _method: str, _asked: str, body: bytes) -> bytes:
        self.note(json.loads(body or b"null"))
        return body
