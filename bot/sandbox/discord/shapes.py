"""Small things every part of the stand-in shares: JSON objects, their text, and moments."""

import json
from datetime import datetime
from typing import Any

Json = dict[str, Any]


def text_of(value: object) -> str:
    """Return the compact JSON text of a value, with a sign in place of half a character."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text.encode(errors="replace").decode()


def stamp(moment: datetime | None) -> str | None:
    """Return a moment the way Discord writes it."""
    return None if moment is None else moment.isoformat(timespec="microseconds")
