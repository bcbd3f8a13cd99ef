"""Discord's own description of its API, where it is at hand, to check request bodies against."""

import importlib.util
import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from support import SHARED

CHECKER = SHARED / "tools" / "check_discord_payload.py"
DESCRIPTION = SHARED / "discord" / "openapi.json"


@cache
def _checker() -> Callable[[dict[str, Any]], list[Any]]:
    if not CHECKER.is_file() or not DESCRIPTION.is_file():
        return lambda _entry: []
    found = importlib.util.spec_from_file_location("check_discord_payload", CHECKER)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    spec = module.Spec(json.loads(DESCRIPTION.read_text(encoding="utf-8")))
    return lambda entry: module.check(spec, entry)


@cache
def _checked(entry: str) -> tuple[Any, ...]:
    """Check a request; every bot begins with the same ones."""
    return tuple(_checker()(json.loads(entry)))


def violations(entries: Iterable[dict[str, Any]]) -> list[Any]:
    """Return what Discord would refuse of requests with `method`, `path` and `body`."""
    return [(entry["path"], found) for entry in entries for found in _checked(json.dumps(entry))]
