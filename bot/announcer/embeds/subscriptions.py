"""A server's announcements: what is broken first, and every one of them on some page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.announcer import announce_wording, wording
from bot.announcer.cards import Feed, Subscription, does_not_arrive
from bot.face.colours import SCHEDULE
from bot.face.embeds import build, timestamp
from bot.face.widths import packed
from bot.face.wording import page_of
from bot.text import cut, escape

LINES_A_PAGE = 12
ROOM = 3800
LONGEST_REASON = 200


@dataclass(frozen=True)
class Surroundings:
    """What a server has, and when its feeds are expected to bring something."""

    channels: Collection[int]
    """Those that the bot sees; a thread that sleeps is not among them."""
    roles: Collection[int]
    expected: Mapping[Feed, float]


def subscription_pages(found: Sequence[Subscription], around: Surroundings) -> list[str]:
    """Show all subscriptions, first those that do not arrive; at least a page."""
    ordered = sorted(found, key=lambda one: not does_not_arrive(one))
    return list(_in_pages(_line(one, around) for one in ordered)) or [
        announce_wording.NOTHING_SUBSCRIBED
    ]


def subscriptions_embed(pages: Sequence[str], page: int, total: int) -> discord.Embed:
    """Show one page, counted from 0, of so many subscriptions."""
    footer = page_of(page + 1, len(pages), total) if len(pages) > 1 else ""
    return build(
        title=announce_wording.LIST_TITLE, description=pages[page], footer=footer, colour=SCHEDULE
    )


def _in_pages(lines: Iterable[str]) -> Iterable[str]:
    """Give pages that have room for their lines: none is left out."""
    page: list[str] = []
    for line in lines:
        if len(page) == LINES_A_PAGE or len("\n".join((*page, line))) > ROOM:
            yield "\n".join(page)
            page = []
        page.append(line)
    if page:
        yield "\n".join(page)


def _line(one: Subscription, around: Surroundings) -> str:
    head = f"**{wording.FEED_TITLES[one.feed]}** → <#{one.channel_id}>"
    parts: list[str] = []
    if one.channel_id not in around.channels:
        parts.append(announce_wording.CHANNEL_OUT_OF_SIGHT)
    if one.role_id is not None:
        gone = one.role_is_gone or one.role_id not in around.roles
        parts.append(announce_wording.ROLE_IS_GONE if gone else f"<@&{one.role_id}>")
    if one.threshold is not None:
        parts.append(announce_wording.at_most(one.threshold))
    parts.append(_state(one))
    parts.append(announce_wording.last_post(timestamp(one.last_post_at or 0)))
    expected = around.expected.get(one.feed)
    if expected is not None and one.state == "active":
        parts.append(announce_wording.next_expected(timestamp(expected)))
    return "\n".join([head, *packed(parts)])


def _state(one: Subscription) -> str:
    state = announce_wording.SUBSCRIPTION_STATES[one.state]
    since = timestamp(one.refused_since or 0)
    reason = announce_wording.refusal(one.reason_code, escape(cut(one.reason, LONGEST_REASON)))
    if one.state == "suspended":
        return announce_wording.suspended(state, since, reason)
    return announce_wording.refused(since, reason) if does_not_arrive(one) else state
