"""Discord's gateway events: one that cannot be read costs that event, not the bot."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from bot.face.causes import UNREADABLE

log = logging.getLogger(__name__)

Parser: TypeAlias = Callable[[Any], None]

_READY = "READY"
"""The one event without which a connection is worth nothing."""


def survive_unreadable(parsers: dict[str, Parser]) -> None:
    """Let each of discord.py's parsers log what it cannot read instead of ending the connection.

    An unreadable READY does end it: else the bot would be connected and never ready.
    """
    for event, parse in parsers.items():
        if event != _READY:
            parsers[event] = partial(_parse, event, parse)


def _parse(event: str, parse: Parser, data: Any) -> None:
    try:
        parse(data)
    except UNREADABLE as error:
        # The event itself may hold an interaction's token: only its name is told.
        log.error("cannot read Discord's %s: %r", event, error)  # noqa: TRY400 # see above
