"""A server's announcements: what is broken first, and every one of them on some page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import discord

from bot.announcer import announce_wording, record_wording, wording
from bot.announcer.cards import Feed, Subscription, can_be_live, does_not_arrive
from bot.face.colours import SCHEDULE
from bot.face.embeds import build, timestamp
from bot.face.widths import PHONE_LINE, SPACE, fitted_plain, packed, width, wrapped
from bot.face.wording import page_of
from bot.text import cut, escape, plain

LINES_A_PAGE = 12
ROOM = 3800
LONGEST_REASON = 200
CHANNEL_GONE = 10003
"""Discord's code for a channel that is no more."""
ARROW = "→"
CHANNEL_SIGN = "💬"
"""About as wide as what Discord draws before a channel's name."""
PILL = 0.6
"""The edges around a mention."""


@dataclass(frozen=True)
class Surroundings:
    """What a server has, and when its feeds are expected to bring something."""

    channels: Mapping[int, str]
    """Names by id of those that the bot sees; a thread that sleeps is not among them."""
    roles: Mapping[int, str]
    """Names by id."""
    expected: Mapping[Feed, float]
    hindrances: Mapping[int, Sequence[str]] = field(default_factory=dict[int, Sequence[str]])
    """What keeps subscriptions from arriving, by their ids, in words that may have code."""

    unpublished: Mapping[int, str] = field(default_factory=dict[int, str])
    """What is late to be published, since when and why, by the ids of subscriptions."""

    def is_broken(self, one: Subscription) -> bool:
        """Tell whether its next post will not arrive."""
        return does_not_arrive(one) or bool(self.hindrances.get(one.id))


def subscription_pages(found: Sequence[Subscription], around: Surroundings) -> list[str]:
    """Show all subscriptions, first those that do not arrive; at least a page."""
    ordered = sorted(found, key=lambda one: not around.is_broken(one))
    return list(_in_pages(_line(one, around) for one in ordered)) or [
        str(announce_wording.NOTHING_SUBSCRIBED)
    ]


def subscriptions_embed(pages: Sequence[str], page: int, total: int) -> discord.Embed:
    """Show one page, counted from 0, of so many subscriptions."""
    footer = page_of(page + 1, len(pages), total) if len(pages) > 1 else ""
    return build(
        title=str(announce_wording.LIST_TITLE),
        description=pages[page],
        footer=footer,
        colour=SCHEDULE,
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
    """Show a subscription on rows of which none breaks on a phone."""
    troubles = [row for words in _troubles(one, around) for row in wrapped(words)]
    return "\n".join([*_head(one, around), *troubles, *_facts(one, around)])


def _head(one: Subscription, around: Surroundings) -> list[str]:
    title = wording.FEED_TITLES[one.feed]
    name = around.channels.get(one.channel_id, "")
    arrow = width(f"{ARROW} ")
    channel, room = _mention(f"<#{one.channel_id}>", f"{CHANNEL_SIGN}{name}", PHONE_LINE - arrow)
    if width(str(title), bold=True) + SPACE + arrow + room <= PHONE_LINE:
        return [f"**{title}** {ARROW} {channel}"]
    return [f"**{title}**", f"{ARROW} {channel}"]


def _mention(mention: str, name: str, room: float) -> tuple[str, float]:
    """Return a mention and how much of a line it takes; its name, cut, where that is too long."""
    look = plain(name)
    if width(look) + PILL <= room:
        return mention, width(look) + PILL
    return fitted_plain(look, room), room


def _troubles(one: Subscription, around: Surroundings) -> list[str]:
    """Say what is wrong, since when, and what to do about it."""
    hindrances = around.hindrances.get(one.id, ())
    found = [announce_wording.hindered(reason) for reason in hindrances]
    if does_not_arrive(one):
        found = [_stopped(one, hindrances)]
    is_told = one.state == "suspended" and one.reason_code == CHANNEL_GONE
    if one.channel_id not in around.channels and not is_told:
        found.append(str(announce_wording.CHANNEL_OUT_OF_SIGHT))
    if one.role_id is not None and (one.role_is_gone or one.role_id not in around.roles):
        found.append(str(announce_wording.ROLE_IS_GONE))
    return [*found, *filter(None, [around.unpublished.get(one.id)])]


def _stopped(one: Subscription, hindrances: Sequence[str]) -> str:
    """Say since when and why nothing arrives: what is seen now is more exact than a refusal."""
    since = timestamp(one.refused_since or 0)
    words = escape(cut(one.reason, LONGEST_REASON))
    reason = "; ".join(hindrances) or announce_wording.refusal(one.reason_code, words)
    if one.state == "suspended":
        state = announce_wording.SUBSCRIPTION_STATES[one.state]
        return announce_wording.suspended(str(state), since, reason)
    return announce_wording.refused(since, reason)


def _facts(one: Subscription, around: Surroundings) -> list[str]:
    """Return what is set and what was and will be posted, packed into rows."""
    parts: list[str] = []
    if not does_not_arrive(one):
        parts.append(str(announce_wording.SUBSCRIPTION_STATES[one.state]))
    if one.threshold is not None:
        is_rank = one.feed == "server-records"
        told = record_wording.better_than if is_rank else announce_wording.at_most
        parts.append(told(one.threshold))
    parts += _extras(one)
    parts.append(announce_wording.last_post(timestamp(one.last_post_at or 0)))
    expected = around.expected.get(one.feed)
    if expected is not None and one.state == "active":
        parts.append(announce_wording.next_expected(timestamp(expected)))
    rows = packed(parts)
    role = around.roles.get(one.role_id or 0)
    if role is None or one.role_is_gone:
        return rows
    shown, _ = _mention(f"<@&{one.role_id}>", f"@{role}", PHONE_LINE)
    return [*rows, shown]


def _extras(one: Subscription) -> list[str]:
    """Name what differs from what is usual."""
    extras = {
        str(announce_wording.THREADS_BELOW): one.makes_thread,
        str(announce_wording.IS_PUBLISHED): one.publishes,
        str(announce_wording.NOT_LIVE): can_be_live(one) and not one.is_live,
    }
    return [name for name, is_so in extras.items() if is_so]
