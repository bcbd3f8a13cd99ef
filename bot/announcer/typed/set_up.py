"""What is chosen in the guided set-up, as custom ids carry it and menus tell it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.announcer.cards import FEEDS, Feed
from bot.announcer.set_up_cards import PARTS, Choices, Part
from bot.face import wording as face_wording
from bot.refusal import Refusal

STATE = r"(?P<feeds>[0-9a-f]{1,8}):(?P<channel>[0-9]{1,20}):(?P<role>[0-9]{1,20})"
"""Feeds as bits, by their places among all, in hexadecimal digits; ids are 0 for none."""

_SNOWFLAKE = re.compile(r"[0-9]{1,20}")


def packed(choices: Choices) -> str:
    """Write choices as `STATE` reads them."""
    bits = sum(1 << FEEDS.index(feed) for feed in choices.feeds)
    return f"{bits:x}:{choices.channel_id or 0}:{choices.role_id or 0}"


def unpacked(found: re.Match[str]) -> Choices:
    """Read choices that a custom id carries; refuse feeds that there are none of."""
    bits = int(found["feeds"], 16)
    if bits >> len(FEEDS):
        raise Refusal(face_wording.OUTDATED_BUTTON)
    feeds: tuple[Feed, ...] = tuple(feed for place, feed in enumerate(FEEDS) if bits >> place & 1)
    return Choices(feeds, int(found["channel"]) or None, int(found["role"]) or None)


def part_of(found: re.Match[str]) -> Part:
    """Tell which menu a custom id is of."""
    return next(part for part in PARTS if part == found["part"])


def with_choice(choices: Choices, part: Part, values: Sequence[str]) -> Choices:
    """Return choices with what was chosen in one menu; refuse what no menu of mine tells."""
    match part:
        case "feeds":
            return replace(choices, feeds=_feeds(values))
        case "channel":
            return replace(choices, channel_id=_id(values))
        case "role":
            return replace(choices, role_id=_id(values))


def _feeds(values: Sequence[str]) -> tuple[Feed, ...]:
    feeds: tuple[Feed, ...] = tuple(feed for feed in FEEDS if feed in values)
    if len(feeds) != len(values):
        raise Refusal(face_wording.OUTDATED_BUTTON)
    return feeds


def _id(values: Sequence[str]) -> int | None:
    if not values:
        return None
    if len(values) != 1 or _SNOWFLAKE.fullmatch(values[0]) is None:
        raise Refusal(face_wording.OUTDATED_BUTTON)
    return int(values[0]) or None
