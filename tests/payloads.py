"""What is sent to Discord, held against its limits.

Against the stand-in's forms always; against Discord's own description of its API as well where
PITWALL_SAMPLES names a folder that has it.
"""

import importlib.util
import json
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.choice_form import choices_form
from bot.sandbox.discord.protocol.command_form import check_commands
from bot.sandbox.discord.protocol.message_form import message_form, with_nonce
from bot.sandbox.discord.protocol.thread_form import thread_form
from bot.sandbox.discord.state.drafts import USERS_ONLY, Upload

Entry = dict[str, Any]
"""One request: `method`, `path` and decoded `body`."""

CHOICES = 8
"""The type of an answer to a keystroke, as Discord numbers it."""

EMPTY = Problem.EMPTY_MESSAGE.value[1]
"""An edit may send nothing but what it changes, and files are not in the recording."""


def violations(entries: Iterable[Entry]) -> list[Any]:
    """Return what Discord would refuse of these requests, each with its path."""
    known = list(entries)
    found = [(one["path"], fault) for one in known for fault in _refused(json.dumps(one))]
    return [*found, *described_violations(known)]


def described_violations(entries: Iterable[Entry]) -> list[Any]:
    """Return what breaks Discord's own description, where that is at hand."""
    return [(one["path"], fault) for one in entries for fault in _broken(json.dumps(one))]


@cache
def _broken(entry: str) -> tuple[Any, ...]:
    """Check a request; every bot begins with the same ones."""
    return tuple(_description()(json.loads(entry)))


@cache
def _refused(entry: str) -> tuple[Any, ...]:
    try:
        _read(json.loads(entry))
    except ApiError as error:
        return () if error.code == EMPTY else (error.body(),)
    return ()


def _read(entry: Entry) -> None:
    body = entry["body"]
    if entry["path"].endswith("/commands"):
        check_commands(body or [])
    elif isinstance(body, dict) and body.get("type") == CHOICES:
        choices_form(body["data"])
    elif isinstance(body, dict):
        if entry["path"].endswith("/threads"):
            thread_form(body)
        data = body.get("data") or body.get("message") or body
        with_nonce(message_form(data, _uploads(data), USERS_ONLY), data)


def _uploads(data: dict[str, Any]) -> dict[int, Upload]:
    """Return the files that came with a message, empty: the recording has but their names."""
    new = [one for one in data.get("attachments") or [] if "filename" in one]
    return {int(one["id"]): Upload(one["filename"], "", b"") for one in new}


@cache
def _description() -> Callable[[Entry], list[Any]]:
    samples = os.environ.get("PITWALL_SAMPLES")
    if not samples:
        return lambda _entry: []
    checker = Path(samples) / "tools" / "check_discord_payload.py"
    found = importlib.util.spec_from_file_location(checker.stem, checker)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    described = Path(samples) / "discord" / "openapi.json"
    spec = module.Spec(json.loads(described.read_text(encoding="utf-8")))
    return lambda entry: module.check(spec, entry)
